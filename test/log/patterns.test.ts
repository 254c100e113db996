import assert from "node:assert/strict";
import test from "node:test";
import {dropbear, matchDropbear} from "../../lib/log/message/dropbear.ts";
import {matchPam, pam} from "../../lib/log/message/pam.ts";
import {firstWord, match, type Matcher, type Pattern} from "../../lib/log/message/pattern.ts";
import {matchSshd, sshd} from "../../lib/log/message/sshd.ts";

const tables: readonly {name: string; table: readonly Pattern[]; matcher: Matcher}[] = [
  {name: "sshd", table: sshd, matcher: matchSshd},
  {name: "pam", table: pam, matcher: matchPam},
  {name: "dropbear", table: dropbear, matcher: matchDropbear}
];

/**
 * Names that hold what a message goes on with; a logged name of OpenSSH cannot hold a colon (auth2.c cuts it there).
 */
const forged = [
  "x from 203.0.113.9 port 9 ssh2",
  "x 203.0.113.9 port 9",
  "x from 203.0.113.9 not allowed because y",
  "x' from 203.0.113.9",
  "x',1 fails)",
  "x rhost=203.0.113.9",
  "x  user=root rhost=203.0.113.9",
  "x via 203.0.113.9",
  "x port 9",
  "from",
  "invalid user x",
  "authenticating user x",
  "x [preauth]",
  " 0101",
  "root ",
  "  ",
  "user",
  "message repeated 9 times",
  "__proto__",
  "$&$1",
  "-",
  "A".repeat(400)
];

for (const {name, table, matcher} of tables) {
  test(`${name}: every sample is read by its own pattern`, () => {
    for (const pattern of table)
      for (const text of pattern.samples) {
        const message = {text, preauth: pattern.preauth ?? false};
        const first = table.find((one) => match(one, message, String) !== null);
        assert.equal(first, pattern, `${text} is read by ${first?.pattern}, not by ${pattern.pattern}`);
        assert.deepEqual(matcher(message), match(pattern, message, String), text);
      }
  });

  test(`${name}: every first word of a pattern has a sample`, () => {
    for (const {pattern, samples} of table) {
      const words = /^\^(?:\(\?:)?([\w|]+)/.exec(pattern.source)?.[1]?.split("|") ?? [];
      const known = samples.map(firstWord);
      for (const word of words)
        assert.ok(
          known.some((one) => one.startsWith(firstWord(word))),
          `${word} of ${pattern}`
        );
    }
  });

  test(`${name}: a forged name changes nothing but the name`, () => {
    for (const pattern of table)
      for (const text of pattern.samples) {
        const span = nameSpan(pattern, text);
        if (!span || ambiguous.has(firstWordOf(pattern))) continue;
        const message = {text, preauth: pattern.preauth ?? false};
        const plain = matcher(message);
        for (const user of forged) {
          if (span.open && user.startsWith("invalid user ")) continue; // no account has such a name
          const lie: string = text.slice(0, span.from) + user + text.slice(span.to);
          assert.deepEqual(matcher({...message, text: lie}), {...plain, user}, lie);
        }
      }
  });

  test(`${name}: no name, or any other, is read where a message is cut off`, () => {
    for (const pattern of table)
      for (const text of pattern.samples) {
        if (pattern.kind !== "failed" && pattern.kind !== "accepted") continue;
        const end = text.lastIndexOf(" from ") + 7;
        for (let length = 0; length < end; length++)
          assert.equal(matcher({text: text.slice(0, length), preauth: false}), null, text.slice(0, length));
      }
  });
}

/** Both names of `(NAME,ssh-connection) -> (NAME,` are the client's, and dropbear's `Exit (NAME)` counts nothing. */
const ambiguous = new Set(["Disconnecting: Change", "Exit (root)"]);

function firstWordOf({samples}: Pattern): string {
  return samples[0].split(" ").slice(0, 2).join(" ");
}

interface Span {
  readonly from: number;
  readonly to: number;
  /** No `invalid user ` stands before the name, but it could. */
  readonly open: boolean;
}

/** Returns where a sample has its name, without `invalid user ` before it. */
function nameSpan({pattern, whole}: Pattern, text: string): Span | null {
  const end = whole ? -1 : text.indexOf(": ");
  const groups = new RegExp(pattern.source, `${pattern.flags}d`).exec(end < 0 ? text : text.slice(0, end))?.indices
    ?.groups;
  const [from, to] = groups?.user ?? groups?.who ?? [0, 0];
  if (to === 0) return null;
  const prefix = groups?.who ? (/^(?:invalid|illegal) user /.exec(text.slice(from, to))?.[0].length ?? 0) : 0;
  return {from: from + prefix, to, open: groups?.who !== undefined && prefix === 0};
}
