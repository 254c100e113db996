import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {createClock} from "../../lib/log/line/clock.ts";
import {dropbear} from "../../lib/log/message/dropbear.ts";
import {parseLine} from "../../lib/log/line/line.ts";
import {pam} from "../../lib/log/message/pam.ts";
import {sshd} from "../../lib/log/message/sshd.ts";
import type {LineEvent} from "../../lib/log/line/line.ts";

/** `FUZZ_RUNS` makes a longer run, as `npm run test:slow` does. */
const settings = {seed: 20250301, numRuns: Number(process.env.FUZZ_RUNS ?? 3000)};
const heads = [
  "Mar  1 12:00:00 pi sshd[7]: ",
  "2025-03-01T12:00:00Z pi sshd-session[7]: ",
  "<38>1 - pi dropbear 7 - - ",
  ""
];
const words = [...sshd, ...pam, ...dropbear].flatMap(({samples}) =>
  samples.flatMap((sample) => sample.split(/(?<= )/))
);
const samples = [...sshd, ...pam, ...dropbear].flatMap((pattern) => pattern.samples);
const bytes = fc
  .array(fc.integer({min: 0, max: 255}), {maxLength: 60})
  .map((codes) => String.fromCharCode(...codes).replaceAll("\n", ""));
const escapes = fc.stringMatching(/^(?:\\[0-7]{3}|\\\\|[a-z ]){0,20}$/);

/** A message in the words of those that are known, with bytes of any value between them. */
const message = fc.oneof(
  bytes,
  fc.array(fc.oneof(fc.constantFrom(...words), bytes, escapes), {maxLength: 12}).map((parts) => parts.join("")),
  fc
    .tuple(fc.constantFrom(...samples), fc.nat(80), bytes)
    .map(([sample, at, text]) => sample.slice(0, at) + text + sample.slice(at)),
  fc.tuple(fc.constantFrom(...samples), escapes).map(([sample, text]) => sample.replace(/admin|root|alice/, () => text))
);
const line = fc.tuple(fc.constantFrom(...heads), message).map(([head, text]) => head + text);

function parse(text: string): LineEvent {
  return parseLine(text, createClock({year: 2025}));
}

function texts({host, process, user, ip, rhost, method, module}: LineEvent): string[] {
  return [host, process, user, ip, rhost, method, module].filter((text) => text !== null);
}

test("any line gives an event whose text has no control characters and is valid Unicode", () => {
  fc.assert(
    fc.property(line, (text) => {
      for (const field of texts(parse(text))) {
        assert.ok(field.isWellFormed());
        assert.doesNotMatch(field, /[\x00-\x1f\x7f-\x9f]/);
      }
    }),
    settings
  );
});

test("any line gives numbers that are what they say, and a name only where its kind names one", () => {
  fc.assert(
    fc.property(line, (text) => {
      const {kind, role, user, port, times, more, time, ip} = parse(text);
      assert.ok(port === null || (Number.isInteger(port) && port >= 0 && port <= 65_535));
      assert.ok(Number.isInteger(times) && times >= 0 && Number.isInteger(more) && more >= 0);
      assert.ok(time === null || Number.isInteger(time));
      assert.ok(ip === null || /^[\d.]{7,15}$|^[\da-f:]{2,39}$/.test(ip));
      if (kind === "failed" || kind === "accepted") assert.notEqual(user, null);
      if (kind === "other" || kind === "unknown" || kind === "probe") assert.equal(user, null);
      if (kind === "other" || kind === "unknown" || kind === "noise") assert.equal(role, "none");
    }),
    settings
  );
});

test("a name between the words of sshd does not move the address", () => {
  const name = bytes.map((text) => text.replaceAll(/[:\r]/g, ""));
  fc.assert(
    fc.property(name, (user) => {
      const event = parse(
        `Mar  1 12:00:00 pi sshd[7]: Failed password for invalid user ${user} from 192.0.2.1 port 40022 ssh2`
      );
      assert.deepEqual([event.kind, event.ip, event.port, event.known], ["failed", "192.0.2.1", 40022, false]);
    }),
    settings
  );
});

/** Texts that make a pattern with two overlapping repetitions take time in the square of their length. */
const repeats = [
  "A",
  " ",
  "x from 192.0.2.1 port 1 ",
  " from ",
  " port ",
  " rhost=a",
  "  user=",
  "' from ",
  " [preauth]",
  "\\303",
  "\\\\",
  "(",
  '[a b="',
  "message repeated 2 times: [ ",
  "\xc3",
  "error: ",
  " not allowed because ",
  " for ",
  "1",
  ":",
  "', 1 fails): "
];

test("a long line takes time in proportion to its length", () => {
  const openings = [...new Set(["", ...samples.flatMap((sample) => [sample, sample.slice(0, sample.length / 2)])])];
  let longest = 0;
  for (const opening of openings)
    for (const repeat of repeats) {
      const text = `${heads[0]}${opening}${repeat.repeat(Math.ceil(65_536 / repeat.length))}!`;
      const started = performance.now();
      parse(text);
      longest = Math.max(longest, performance.now() - started);
    }
  // milliseconds; in the square of the length it would be minutes
  assert.ok(longest < 2000, `${longest} ms for 64 KiB`);
});
