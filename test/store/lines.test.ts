import assert from "node:assert/strict";
import {test} from "node:test";
import {zstdCompressSync, zstdDecompressSync} from "node:zlib";
import fc from "fast-check";
import {decode, encode} from "../../lib/store/day/event-code.ts";
import {createScanner} from "../../lib/log/scanner.ts";
import type {Event} from "../../lib/log/event/event.ts";
import {addLine, columns, createLines, eventsOf, type Lines, type Medium} from "../../lib/store/day/lines.ts";
import {pack, unpack} from "../../lib/store/day/pack.ts";
import {merge} from "../../lib/store/day/merge.ts";
import {settle, sum} from "../../lib/store/day/settle.ts";
import {occurrences} from "../../lib/store/day/occurrences.ts";

const start = Date.UTC(2025, 2, 1, 10) / 1000;
const from = Date.UTC(2025, 2, 1) / 1000;

/** Returns the lines of a log of `seconds message` pairs. */
function lines(medium: Medium, ...texts: string[]): Lines {
  const all = createLines(1);
  const scanner = createScanner({
    year: 2025,
    onEvent: (event) => addLine(all, event, {second: event.time! - from, medium})
  });
  for (const text of texts) {
    const [seconds, message] = [Number(text.slice(0, text.indexOf(" "))), text.slice(text.indexOf(" ") + 1)];
    const stamp = new Date((start + seconds) * 1000).toISOString().slice(11, 19);
    scanner.push(Buffer.from(`Mar  1 ${stamp} pi sshd[7]: ${message}\n`));
  }
  settle(all, sum);
  return all;
}

/** Returns lines as their events, each with its numbers of the logs. */
function plain(some: Lines): [Event, files: number, journal: number][] {
  const event = eventsOf(some, {host: null, from: 0});
  return Array.from({length: some.length}, (_, i) => [{...event(i)}, some.files[i]!, some.journal[i]!]);
}

function merged(...logs: readonly Lines[]): Lines {
  const all = createLines(1);
  for (const log of logs) merge(all, log);
  return all;
}

const failed = "Failed password for root from 192.0.2.7 port 4001 ssh2";
const repeated = (n: number): string => `message repeated ${n} times: [ ${failed}]`;

/** What syslog's files and the journal have of the same lines, and how many lines were really written. */
const cases: readonly (readonly [why: string, files: string[], journal: string[], attempts: number])[] = [
  ["the same stamp", [`0 ${failed}`], [`0 ${failed}`], 1],
  ["stamps that differ by a second, either way", [`1 ${failed}`, `9 ${failed}`], [`0 ${failed}`, `10 ${failed}`], 2],
  ["stamps that differ by two seconds are two lines", [`0 ${failed}`], [`2 ${failed}`], 2],
  ["a line that the files lost", [`0 ${failed}`], [`0 ${failed}`, `5 ${failed}`], 2],
  ["a line that the journal lost", [`0 ${failed}`, `5 ${failed}`], [`5 ${failed}`], 2],
  [
    "several in one second, as often as in the log that has most",
    [`0 ${failed}`, `0 ${failed}`],
    [`0 ${failed}`, `0 ${failed}`, `0 ${failed}`],
    3
  ],
  [
    "repeats are lines since the stamp before",
    [`0 ${failed}`, `6 ${repeated(3)}`],
    [`0 ${failed}`, `2 ${failed}`, `4 ${failed}`, `6 ${failed}`],
    4
  ],
  [
    "repeats of which the journal has more",
    [`0 ${failed}`, `6 ${repeated(2)}`],
    [`0 ${failed}`, `2 ${failed}`, `4 ${failed}`, `6 ${failed}`],
    4
  ],
  ["only the journal", [], [`0 ${failed}`, `2 ${failed}`], 2],
  ["only files", [`0 ${failed}`, `6 ${repeated(3)}`], [], 4]
];

for (const [why, files, journal, attempts] of cases)
  test(`a file and the journal: ${why}`, () => {
    const [a, b] = [lines("files", ...files), lines("journal", ...journal)];
    for (const all of [merged(a, b), merged(b, a), merged(a, b, a)]) {
      const [events, times] = [plain(all), occurrences(all)];
      const tries = events.reduce((total, [event], i) => total + times[i]! * event.times, 0);
      assert.equal(tries, attempts);
    }
  });

test("packed lines come back as they were, and damaged ones do not", () => {
  const some = merged(
    lines("files", `0 ${failed}`, `6 ${repeated(3)}`, "7 Invalid user ä\tb from 192.0.2.7 port 4001"),
    lines("journal", `0 ${failed}`)
  );
  const packed = pack(some);
  assert.deepEqual(plain(unpack(packed)), plain(some));
  assert.equal(plain(some).length, 3);
  assert.deepEqual(plain(unpack(pack(createLines()))), []);
  for (let i = 5; i < packed.length; i += 1) {
    const damaged = Buffer.from(packed);
    damaged[i]! ^= 0x10;
    assert.throws(() => unpack(damaged), `byte ${i}`);
  }
});

test("any numbers come back from their columns", () => {
  const number = fc.oneof(fc.integer({min: -1, max: 2 ** 31 - 1}), fc.integer({min: -1, max: 2}));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(86_399), number, number), {maxLength: 50}), (rows) => {
      const some = createLines(1);
      rows.forEach(() => addLine(some, nothing, {second: 0, medium: "files"}));
      rows.forEach(([second, pid, times], i) => put(some, i, {second, pid, times}));
      const back = unpack(pack(some));
      for (const column of columns)
        assert.deepEqual(back[column].subarray(0, rows.length), some[column].subarray(0, rows.length), column);
    }),
    {seed: 1}
  );
});

test("packed lines of a machine that lies are refused, at once", () => {
  const all = lines("files", `0 ${failed}`, `1 ${failed}`, "1 Connection closed by 192.0.2.7 port 4002 [preauth]");
  const bytes = zstdDecompressSync(pack(all));
  for (let end = 0; end < bytes.length; end += 1)
    assert.throws(() => unpack(zstdCompressSync(bytes.subarray(0, end))), /lines of a day are damaged/, `${end} bytes`);
  const zeros = zstdCompressSync(Buffer.alloc(2 ** 29));
  assert.ok(zeros.length < 50_000);
  assert.throws(() => unpack(zeros), /lines of a day are damaged/);

  const lies: [column: (typeof columns)[number], value: number][] = [
    ["second", -1],
    ["second", 86_400],
    ["form", -1],
    ["form", 2],
    ["user", 9],
    ["ip", 2],
    ["port", -2],
    ["files", -1],
    ["files", 2 ** 31 - 1]
  ];
  for (const [column, value] of lies) {
    const lying = merged(all);
    lying[column][1] = value;
    assert.throws(() => unpack(pack(lying)), /lines of a day are damaged/, `${column} ${value}`);
  }
  const heads = ["null", "{}", '{"length":1e12,"forms":[],"words":[]}', '{"length":-1,"forms":[],"words":[]}'];
  for (const head of [...heads, '{"length":0.5,"forms":[],"words":[]}', '{"length":0,"forms":[7],"words":[]}', "{"])
    assert.throws(() => unpack(withHead(head)), /lines of a day are damaged/, head);
});

function withHead(head: string): Buffer {
  const bytes = Buffer.alloc(4 + head.length);
  bytes.write(head, bytes.writeUInt32LE(head.length));
  return zstdCompressSync(bytes);
}

function put(lines: Lines, i: number, values: Readonly<Record<"second" | "pid" | "times", number>>): void {
  for (const column of ["second", "pid", "times"] as const) lines[column][i] = values[column];
}

const nothing: Event = {
  kind: "named",
  time: 1,
  host: "pi",
  process: null,
  pid: null,
  user: null,
  ip: null,
  rhost: null,
  port: null,
  method: null,
  times: 1,
  family: "sshd",
  role: "name",
  known: null,
  preauth: false,
  ends: false,
  leaves: false,
  pam: false,
  module: null,
  more: 0,
  aboutPid: null
};

test("a code gives its event back, and so do columns", () => {
  const name = fc.option(fc.string().map((text) => text.replaceAll(/[\0-\x1f\x7f]/g, "")));
  const event = fc.record({
    kind: fc.constantFrom("failed", "accepted", "named", "probe", "noise"),
    role: fc.constantFrom("verdict", "interactive", "pam", "name", "none"),
    pid: fc.option(fc.nat(9999999999)),
    user: name,
    ip: fc.option(fc.ipV4()),
    rhost: name,
    port: fc.option(fc.nat(65535)),
    method: name,
    times: fc.oneof(
      fc.integer({
        min: 1,
        max: 9
      }),
      fc.integer({
        min: 1,
        max: 2 ** 40
      })
    ),
    known: fc.option(fc.boolean()),
    preauth: fc.boolean(),
    ends: fc.boolean(),
    leaves: fc.boolean(),
    pam: fc.boolean(),
    module: name,
    more: fc.nat(9),
    aboutPid: fc.option(fc.nat())
  });
  fc.assert(
    fc.property(event, (some) => {
      const whole = {...nothing, ...some} as Event;
      assert.deepEqual(decode(encode(whole), {time: 1, host: "pi"}), whole);
      const kept = createLines(1);
      addLine(kept, whole, {second: 1, medium: "files"});
      assert.deepEqual(eventsOf(unpack(pack(kept)), {host: "pi", from: 0})(0), whole);
    }),
    {seed: 1}
  );
});

test("within a second the codes stand as sshd writes the lines", () => {
  const written = [
    "0 Invalid user a from 192.0.2.7 port 4001",
    "0 pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7",
    "0 Failed password for invalid user a from 192.0.2.7 port 4001 ssh2",
    "0 Received disconnect from 192.0.2.7 port 4001:11: Bye Bye [preauth]",
    "0 Disconnected from invalid user a 192.0.2.7 port 4001 [preauth]"
  ];
  assert.deepEqual(
    plain(lines("files", ...written.toReversed())),
    plain(merged(...written.map((line) => lines("files", line))))
  );
  const roles = plain(lines("files", ...written.toReversed())).map(([{role}]) => role);
  assert.deepEqual(
    roles,
    written.map((line) => plain(lines("files", line))[0]![0].role)
  );
});

test("the order of lines, and which are equal, is the same whatever the numbers of their words", () => {
  const words = fc.constantFrom("root", "admin", "b", "");
  const event = fc.record({
    user: fc.option(words),
    pid: fc.option(fc.nat(2)),
    port: fc.nat(1),
    rhost: fc.option(words)
  });
  fc.assert(
    fc.property(fc.array(event, {maxLength: 60}), fc.infiniteStream(fc.nat(1)), (events, seconds) => {
      const all = events.map((some) => [{...nothing, ...some} as Event, seconds.next().value as number] as const);
      const [one, other] = [createLines(1), createLines(1)];
      for (const [event, second] of all) addLine(one, event, {second, medium: "files"});
      for (const [event, second] of all.toReversed()) addLine(other, event, {second, medium: "files"});
      settle(one, sum);
      settle(other, sum);
      assert.deepEqual(plain(one), plain(other));
      assert.equal(one.files.subarray(0, one.length).reduce(sum, 0), events.length);
      assert.equal(new Set(plain(one).map(([event]) => JSON.stringify(event))).size, one.length);
    }),
    {seed: 1}
  );
});
