import {dropbear} from "../message/dropbear.ts";
import {pam} from "../message/pam.ts";
import {firstWord} from "../message/pattern.ts";
import {sshd} from "../message/sshd.ts";
import type {Event} from "../event/event.ts";

/** Says what a message is that stands without a program's name; null where it is none of ours. */
type Read = (message: string) => Pick<Event, "kind" | "ip" | "rhost" | "port" | "pam"> | null;

/**
 * Whether a text is a line of sshd or dropbear, behind a header that is not understood: it names one of them with a
 * process id as a header does, or holds a message of theirs with an address and a port. `isStamped`: the stamp of the
 * line was understood; then what follows the tag of another program is that one's.
 */
export function looksOurs(text: string, {isStamped, read}: {isStamped: boolean; read: Read}): boolean {
  const start = text.slice(0, longest);
  const end = isStamped ? (otherTag.exec(start)?.index ?? longest) : longest;
  return hasTag(start, end) || hasMessage(start, {end, read});
}

/** What stands further behind is no header. */
const longest = 2048;

const tag =
  /(?:^|[\s|;,>:=/)"'])(?:[\w.-]{0,64}(?:sshd|_ssh|dropbear)|sshd[-._]\w{1,32}(?:\.\w{1,32})?)(?:\(\w{1,64}\))?\[\d{1,10}(?:[./]\w{1,18}|\]\[\d{1,10})?\](?=[\s:;,|]|$)/;
/** The tag of another program; `message repeated 2 times: ` is none. */
const otherTag = /[^\s\d](?<! times): /;

/** Whether one of our programs is named, with a process id, before a place. */
function hasTag(text: string, end: number): boolean {
  const match = tag.exec(text);
  return match !== null && match.index + match[0].length <= end + 1;
}

/** The first words of all messages that are known, and of those that syslog has put together. */
const firstWords = new Set([...sshd, ...dropbear, ...pam].flatMap(({samples}) => samples.map(firstWord)));
firstWords.add("message");
firstWords.delete("");

/** Words of a line at which a message is looked for, and messages that are tried. */
const mostWords = 64;
const mostMessages = 6;
const words = /(?:^|[\s"':|>=,;\]])(?=[A-Za-z])/g;

/** Whether a message of ours begins before a place. */
function hasMessage(text: string, {end, read}: {end: number; read: Read}): boolean {
  let tried = 0;
  let seen = 0;
  for (const {0: before, index} of text.matchAll(words)) {
    if ((seen += 1) > mostWords || tried > mostMessages || index > end) return false;
    const rest = text.slice(index + before.length);
    if (!firstWords.has(firstWord(rest))) continue;
    tried += 1;
    if (isAttempt(read(quoted(rest, before)))) return true;
  }
  return false;
}

/** Returns a text up to the quote that it began behind, or up to a last one that closes an earlier quote. */
function quoted(text: string, before: string): string {
  const quote = before === "'" ? "'" : '"';
  const end = before === quote ? text.indexOf(quote) : text.search(/"[\s,}\]]*$/);
  return (end < 0 ? text : text.slice(0, end)).replace(/(?:\\[rn])+$/, "");
}

function isAttempt(said: ReturnType<Read>): boolean {
  if (!said || said.kind === "noise" || said.kind === "unknown" || said.kind === "other") return false;
  return (said.ip !== null || said.rhost !== null) && (said.port !== null || said.pam);
}
