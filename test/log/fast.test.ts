import assert from "node:assert/strict";
import {existsSync, readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import test from "node:test";
import fc from "fast-check";
import {createClock} from "../../lib/log/line/clock.ts";
import {demoLog} from "../../lib/demo/log.ts";
import {createFast} from "../../lib/log/fast/fast.ts";
import {fastPam} from "../../lib/log/fast/pam-shapes.ts";
import {fastSshd} from "../../lib/log/fast/sshd-shapes.ts";
import {createGlance} from "../../lib/log/fast/glance.ts";
import {parseLine} from "../../lib/log/line/line.ts";
import {pam} from "../../lib/log/message/pam.ts";
import {sshd} from "../../lib/log/message/sshd.ts";
import type {Event} from "../../lib/log/event/event.ts";

/** Reads lines as the scanner does: the event off the bytes, the host and time of another program, or null. */
function createReader(): (line: Buffer) => Event | {kind: "other"; host: string; time: number | null} | null {
  const glance = createGlance(createClock({year: 2025}));
  const fast = createFast();
  return (line) => {
    const bytes = Buffer.concat([padding, line, padding]); // what stands before and behind a line must not matter
    const seen = glance(bytes, padding.length);
    if (!seen) return null;
    if (seen.process === null) return {kind: "other", host: seen.host, time: seen.time};
    const event = fast(bytes, seen);
    assert.ok(event === null || seen.end === padding.length + line.length);
    return event && {...event};
  };
}

const padding = Buffer.from("\nssh2 [preauth]\n");

/**
 * Fails unless what is read off the bytes of each line is what the parser reads; returns how many lines were so read.
 */
function compare(lines: Iterable<Buffer>): number {
  const [clock, read] = [createClock({year: 2025}), createReader()];
  let fast = 0;
  for (const line of lines) {
    const {millisecond: _, ...parsed} = parseLine(line.toString("latin1"), clock);
    const event = read(line);
    if (!event) continue;
    fast += 1;
    const {kind, host, time} = parsed;
    assert.deepEqual(event, event.kind === "other" ? {kind, host, time} : parsed, line.toString("latin1"));
  }
  return fast;
}

function* linesOf(bytes: Buffer): Iterable<Buffer> {
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    yield bytes.subarray(start, end);
    start = end + 1;
  }
}

const heads = [
  "Mar  1 12:00:00 pi sshd[7]: ",
  "Mar 31 23:59:59 h.example.net sshd-session[1234567890]: ",
  "2025-03-01T12:00:00Z pi sshd-auth[7]: ",
  "2025-03-01T12:00:00.123456+01:00 pi sshd[7]: ",
  "Mar  1 12:00:00 auth.info sshd[7]: ",
  "Mar  1 12:00:00 - sshd[7]: ",
  "Mar  1 12:00:00 pi CRON[7]: ",
  "Mar  1 12:00:00 pi sudo: ",
  "Mar  1 12:00:00 pi postfix/smtpd[7]: ",
  "Mar  1 12:00:00 pi /usr/sbin/sshd[7]: ",
  "Mar  1 12:00:00 pi kernel: ",
  "Mar  1 12:00:00 pi kernel: [ 12.345678] ",
  "Mar  1 12:00:00 pi kernel: [ 12.345678] sshd[7]: ",
  "Mar  1 12:00:00 pi openssh-sshd[7]: ",
  "Mar  1 12:00:00 pi addon_core_ssh[7]: ",
  "Mar  1 12:00:00 pi initramfs-dropbear[7]: ",
  "Mar  1 12:00:00 pi 7d3f5a0c1b2e[7]: ",
  "Mar  1 12:00:00 UTC sudo: ",
  "Mar  1 12:00:00 2025 sudo: ",
  "Mar  1 12:00:00 CET sudo: ",
  "Mar  1 12:00:00 INFO sudo: ",
  "Mar  1 12:00:00 1740830400 sudo: ",
  "Okt  1 12:00:00 pi sudo: ",
  "okt 01 12:00:00 pi sshd[7]: ",
  "2025-03-01T12:00:00Z 20250301 sshd[7]: "
];

const names = [
  "root",
  "",
  " 0101",
  "invalid user x",
  "illegal user x",
  "<invalid username>",
  "x from 192.0.2.9 port 9"
];
const clients = [
  "192.0.2.1",
  "2001:db8::1",
  "2001:DB8::",
  "::ffff:192.0.2.1",
  "192.0.2.256",
  "h.example.net",
  "UNKNOWN"
];

/** Messages of all shapes: those that are read off the bytes, and those that look nearly alike. */
const messages = [
  ...clients.flatMap((ip) =>
    names.flatMap((user) =>
      ["40022", "0", "65536", "123456"].flatMap((port) => [
        `Failed password for ${user} from ${ip} port ${port} ssh2`,
        `Failed password for invalid user ${user} from ${ip} port ${port} ssh2`,
        `message repeated 2 times: [ Failed password for ${user} from ${ip} port ${port} ssh2]`,
        `Invalid user ${user} from ${ip} port ${port}`,
        `error: maximum authentication attempts exceeded for ${user} from ${ip} port ${port} ssh2 [preauth]`,
        ...["Connection closed by", "Connection reset by", "Disconnected from", "Disconnecting"].flatMap((words) =>
          ["invalid user", "authenticating user", "user"].flatMap((state) => [
            `${words} ${state} ${user} ${ip} port ${port} [preauth]`,
            `${words} ${state} ${user} ${ip} port ${port}: Too many authentication failures [preauth]`
          ])
        ),
        `pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=${ip}  user=${user}`,
        `PAM 5 more authentication failures; logname= uid=0 euid=0 tty=ssh ruser= rhost=${ip}  user=${user}`,
        `PAM 1 more authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=${ip} `,
        `Connection closed by ${ip} port ${port} [preauth]`,
        `Connection reset by ${ip} port ${port}`,
        `Disconnected from ${ip} port ${port} [preauth]`,
        `Disconnected from ${ip} port ${port}`,
        `Received disconnect from ${ip} port ${port}:11: Bye Bye [preauth]`,
        `Received disconnect from ${ip} port ${port}:11: disconnected by ${user}`,
        `Received disconnect from ${ip} port ${port}:011: x`,
        `Received disconnect from ${ip} port ${port}:11: x [preauth] `,
        `error: Received disconnect from ${ip} port ${port}: 3: Auth fail [preauth]`
      ])
    )
  ),
  "pam_unix(sshd:auth): check pass; user unknown",
  "PAM service(sshd) ignoring max retries; 6 > 3",
  "error: kex_exchange_identification: Connection closed by remote host",
  'error: kex_exchange_identification: client sent invalid protocol identifier "x: [preauth]',
  ...[...sshd, ...pam].flatMap(({samples}) => [...samples, ...samples.map((sample) => `${sample} [preauth]`)])
];

test("every shape is read off the bytes, as the parser reads it", () => {
  const lines = heads.flatMap((head) => messages.map((message) => Buffer.from(head + message)));
  const fast = compare(lines);
  assert.ok(fast > 0.25 * lines.length, `${fast} of ${lines.length}`);
  const read = createReader();
  for (const {opening} of [...fastSshd, ...fastPam])
    assert.ok(
      messages.some((message) => message.includes(opening) && read(Buffer.from(heads[0] + message))),
      opening
    );
});

test("every line of the demo log is read as the parser reads it, nearly all off the bytes", () => {
  let [lines, fast] = [0, 0];
  for (const chunk of demoLog({start: "2025-01-01", end: "2025-07-01"})) {
    fast += compare(linesOf(chunk));
    lines += chunk.toString("latin1").split("\n").length - 1;
  }
  assert.ok(lines > 10_000 && fast > 0.97 * lines, `${fast} of ${lines}`);
});

const corpora = join(import.meta.dirname, "../../../shared/corpora");

test("every line of the logs beside the project is read as the parser reads it", {skip: !existsSync(corpora)}, () => {
  for (const name of readdirSync(corpora, {recursive: true, encoding: "utf8"}))
    if (name.endsWith(".log")) compare(linesOf(readFileSync(join(corpora, name))));
  for (const name of ["cases.jsonl", "hostile.jsonl"])
    for (const row of linesOf(readFileSync(join(corpora, name)))) {
      const {line} = JSON.parse(row.toString()) as {line?: unknown};
      if (typeof line === "string") compare(linesOf(Buffer.from(`${line}\n`)));
    }
});

test("a line with bytes changed, lost or put in is read as the parser reads it, or left to it", () => {
  const bytes = fc.oneof(
    fc.constantFrom(
      " ",
      ":",
      ": ",
      "\\",
      "]",
      " [preauth]",
      " [postauth]",
      " port ",
      " from ",
      "\r",
      "user=",
      "error: ",
      "9"
    ),
    fc.integer({min: 0, max: 255}).map((code) => String.fromCharCode(code).replace("\n", " "))
  );
  const edit = fc.record({at: fc.nat(), end: fc.boolean(), lost: fc.nat(3), put: fc.option(bytes, {nil: ""})});
  const mutated = fc
    .tuple(fc.constantFrom(...heads), fc.constantFrom(...messages), fc.array(edit, {minLength: 1, maxLength: 3}))
    .map(([head, message, edits]) =>
      edits.reduce((text, {at, end, lost, put}) => {
        const place = end ? Math.max(0, text.length - (at % 40)) : at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + lost);
      }, head + message)
    );
  let fast = 0;
  fc.assert(
    fc.property(mutated, (text) => void (fast += compare([Buffer.from(text, "latin1")]))),
    {seed: 20250301, numRuns: 20_000}
  );
  assert.ok(fast > 2000, `only ${fast} lines were read off the bytes`);
});
