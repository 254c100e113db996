import assert from "node:assert/strict";
import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {Readable} from "node:stream";
import {test} from "node:test";
import {gzipSync} from "node:zlib";
import fc from "fast-check";
import {openSource} from "../../lib/log/source/source.ts";
import {streamed} from "../../lib/log/source/stream.ts";
import {openStore, type Store} from "../../lib/store/database.ts";
import {ingest} from "../../lib/store/ingest/ingest.ts";
import {entry} from "../log/journals.ts";
import {times} from "../scope.ts";
import {contentDigest} from "./digest.ts";
import {folder} from "./logs.ts";

const start = Date.UTC(2025, 2, 1, 10);
const options = {year: 2025, zone: "UTC"};

/** A line at a number of seconds after ten o'clock. */
type Line = readonly [seconds: number, pid: number, message: string];

const failed = (pid: number): string => `Failed password for root from 192.0.2.7 port ${40_000 + pid} ssh2`;
const tried = (seconds: number, pid: number): Line => [seconds, pid, failed(pid)];
const invalid = (seconds: number, pid: number): Line => [
  seconds,
  pid,
  `Invalid user a from 192.0.2.7 port ${40_000 + pid}`
];
const closed = (seconds: number, pid: number): Line => [
  seconds,
  pid,
  `Connection closed by invalid user a 192.0.2.7 port ${40_000 + pid} [preauth]`
];
const folded = (seconds: number, pid: number, n: number): Line => [
  seconds,
  pid,
  `message repeated ${n} times: [ ${failed(pid)}]`
];

/** What a BSD's syslogd writes, which names no process, in place of lines equal to the one before. */
const lastRepeated = (seconds: number, n: number): Line => [seconds, nobody, `last message repeated ${n} times`];
const nobody = -1;
const tag = (pid: number): string => (pid === nobody ? "" : `sshd[${pid}]: `);

/** Returns lines with classic stamps, which have whole seconds. */
function classic(lines: readonly Line[], host = "pi"): string {
  return lines.map(([at, pid, text]) => `Mar  1 ${clock(at).slice(0, 8)} ${host} ${tag(pid)}${text}\n`).join("");
}

/** Returns lines with ISO stamps, which have milliseconds. */
function iso(lines: readonly Line[]): string {
  return lines.map(([at, pid, text]) => `2025-03-01T${clock(at)}Z pi ${tag(pid)}${text}\n`).join("");
}

function clock(seconds: number): string {
  return new Date(start + Math.round(seconds * 1000)).toISOString().slice(11, 23);
}

function later(lines: readonly Line[], by: number): Line[] {
  return lines.map(([at, pid, text]) => [at + by, pid, text] as const);
}

async function readAll(store: Store, logs: readonly (string | Buffer)[], here: string): Promise<void> {
  for (const [i, log] of logs.entries()) {
    const path = join(here, `log-${i}`);
    writeFileSync(path, log);
    await ingest(store, await openSource(path), options);
  }
}

/** Returns how many attempts the database has. */
function attempts(store: Store): number {
  return Number(store.prepare("SELECT ifnull(sum(times), 0) FROM attempts").pluck().get());
}

/** Returns the attempts of logs that are read one after the other, and a digest of them. */
async function counted(here: string, logs: readonly (string | Buffer)[]): Promise<{n: number; digest: string}> {
  const store = openStore(":memory:");
  await readAll(store, logs, here);
  const result = {n: attempts(store), digest: contentDigest(store)};
  store.close();
  return result;
}

async function countedStream(text: string): Promise<number> {
  const store = openStore(":memory:");
  await ingest(store, streamed("-", Readable.from([Buffer.from(text)])), options);
  const n = attempts(store);
  store.close();
  return n;
}

/** Three tries of one second, then others of other processes, over six minutes. */
const day: Line[] = [
  ...[0, 0, 0].map((at) => tried(at, 1)),
  ...[70, 72, 74].map((at) => tried(at, 2)),
  invalid(200, 3),
  [201, 3, "Failed password for invalid user a from 192.0.2.7 port 40003 ssh2"],
  [201, 3, "Failed password for invalid user a from 192.0.2.7 port 40003 ssh2"],
  closed(202, 3),
  ...[300, 360].map((at) => tried(at, 4))
];
const wanted = 10;
const before = later(day, -7200).map(([at, pid, text]) => [at, pid + 10, text.replace("4000", "4100")] as const);
const short: Line[] = [tried(0, 1), tried(0, 1), tried(2, 2), tried(3, 3)];

const text = classic(day);
const twice = (some: string): string => some.replaceAll(/.*\n/g, "$&$&");
const json = day.map((_, i) => JSON.stringify(entry(i, failed(i)))).join("\n") + "\n";

/** Streams, why they hold copies or not, and how many attempts they are. */
const streams: readonly (readonly [why: string, stream: string, attempts: number])[] = [
  ["a log by itself", text, wanted],
  ["the same log twice", text + text, wanted],
  ["the same log four times", text.repeat(4), wanted],
  ["a log, the one before it, and that log again", text + classic(before) + text, 2 * wanted],
  ["two logs in the wrong order", text + classic(before), 2 * wanted],
  ["a log, and its second half again", text + classic(day.slice(6)), wanted],
  ["a log, and its first half again", text + classic(day.slice(0, 6)), wanted],
  ["a log, and one with other stamps", text + iso(day), wanted],
  [
    "a log, and one with stamps that are some milliseconds later",
    iso(later(day, 0.99)) + iso(later(day, 1.005)),
    wanted
  ],
  ["a log of three seconds, twice", classic(short).repeat(2), 4],
  ["a log of three seconds, three times", classic(short).repeat(3), 4],
  ["late lines", classic([tried(0, 1), tried(2, 2), tried(0, 1), tried(2, 3), tried(1, 4), tried(5, 1)]), 6],
  ["each line twice", twice(text), wanted],
  ["each line three times", text.replaceAll(/.*\n/g, "$&$&$&"), wanted],
  ["each line twice, the whole twice", twice(text).repeat(2), wanted],
  [
    "each line and one of a second later",
    iso(
      day.flatMap(([at, ...rest]) => [
        [at + 0.99, ...rest],
        [at + 1, ...rest]
      ])
    ),
    wanted
  ],
  ["equal lines without any that is written once", classic(short.flatMap((line) => [line, line])), 8],
  [
    "one connection of two written twice",
    twice(classic(day.slice(6, 10))) + classic([invalid(250, 5), closed(251, 5)]),
    3
  ],
  ["hosts that take turns", text + classic(day, "web") + text + classic(day, "web"), 2 * wanted],
  ["a journal's export twice", json + json, day.length]
];

for (const [why, stream, n] of streams)
  test(`a stream: ${why}`, async (t) => {
    assert.equal(await countedStream(stream), n);
    const path = join(folder(t), "log");
    const store = openStore(":memory:");
    for (const end of /three seconds|journal/.test(why) ? [1] : [0.6, 0.8, 1]) {
      const cut = stream.lastIndexOf("\n", Math.floor(stream.length * end)) + 1;
      writeFileSync(path, stream.slice(0, cut));
      await ingest(store, await openSource(path), options);
    }
    assert.equal(attempts(store), n, "in three runs");
    store.close();
  });

const apart = Array.from({length: 9}, (_, i) => tried(i + 0.99, i));
const busy: Line[] = [0.99, 1.2, 1.99, 3, 4.99, 5.99, 6.99].map((at) => tried(at, 1));

/** Files of one machine, why they hold copies or not, and how many attempts they are. */
const files: readonly (readonly [why: string, logs: readonly (string | Buffer)[], attempts: number])[] = [
  ["three equal ones, one packed", [text, gzipSync(text), iso(day)], wanted],
  ["stamps fifteen milliseconds apart, across a second", [iso(apart), iso(later(apart, 0.015))], 9],
  ["whole seconds beside such stamps", [classic(apart), iso(later(apart, 0.015))], 9],
  ["stamps a second apart", [classic(apart), classic(later(apart, 1))], 9],
  ["three files, each some milliseconds later", [iso(apart), iso(later(apart, 0.015)), iso(later(apart, 0.03))], 9],
  ["one client that tries each second, and stamps apart", [iso(busy), iso(later(busy, 0.015))], busy.length],
  ["such files of which the second begins later", [iso(apart), iso(later(apart.slice(4), 0.015))], 9],
  ["one that lacks a line", [iso(apart), iso(later(apart.toSpliced(4, 1), 0.015))], 9],
  [
    "the next try at the head of the next file",
    [classic([tried(0, 1), tried(1, 1)]), classic([tried(2, 1), tried(3, 1)])],
    4
  ],
  [
    "files of which one continues the other two",
    [classic(before), classic(day), classic(later(before, 7200 + 361))],
    3 * wanted
  ],
  ["the next try, two seconds later, in one only", [classic(busy.slice(0, 3)), classic([busy[0]!, busy[1]!])], 3],
  [
    "repeats in one of them",
    [classic([tried(0, 1), tried(2, 1), tried(4, 1), tried(6, 1)]), classic([tried(0, 1), folded(6, 1, 3)])],
    4
  ],
  [
    "repeats in two of three",
    [
      classic([tried(0, 1), folded(4, 1, 2), tried(6, 1)]),
      classic([tried(0, 1), folded(6, 1, 3)]),
      classic([tried(0, 1), tried(2, 1), tried(4, 1), tried(6, 1)])
    ],
    4
  ],
  [
    "repeats of a BSD in one of them",
    [classic([tried(0, 1), tried(2, 1), tried(4, 1), tried(6, 1)]), classic([tried(0, 1), lastRepeated(36, 3)])],
    4
  ],
  [
    "repeats of a BSD and of rsyslog",
    [classic([tried(0, 1), folded(6, 1, 3)]), classic([tried(0, 1), lastRepeated(36, 3), tried(40, 2)])],
    5
  ],
  [
    "repeats of a BSD in both",
    [classic([tried(0, 1), lastRepeated(36, 3)]), iso([tried(0, 1), lastRepeated(36, 3)])],
    4
  ],
  [
    "repeats of a BSD that tells them in parts",
    [
      classic([tried(0, 1), lastRepeated(30, 2), lastRepeated(120, 3)]),
      classic([0, 9, 18, 60, 90, 100].map((at) => tried(at, 1)))
    ],
    6
  ],
  ["repeats at the head of the next file", [classic([tried(0, 1)]), classic([folded(6, 1, 3)])], 4],
  [
    "repeats of which one has more",
    [classic([tried(0, 1), tried(2, 1), tried(6, 1)]), classic([tried(0, 1), folded(6, 1, 5)])],
    6
  ]
];

for (const [why, logs, n] of files)
  test(`files: ${why}`, async (t) => {
    const here = folder(t);
    const one = await counted(here, logs);
    const other = await counted(here, logs.toReversed());
    assert.deepEqual([one.n, other.n], [n, n]);
    assert.equal((await counted(here, [...logs, ...logs, logs[0]!])).n, n, "read again");
    if (!why.startsWith("repeats")) assert.equal(one.digest, other.digest);
  });

/** Lines of a random log, and how many attempts they are. */
interface Log {
  readonly lines: readonly Line[];
  readonly attempts: number;
}

/** A client that tries passwords, after so many seconds each, and is a known user or not. */
const client = fc.record({
  waits: fc.array(fc.constantFrom<number[]>(0, 0.1, 0.4, 0.7, 1, 1.3, 2.5, 7), {minLength: 1, maxLength: 6}),
  from: fc.integer({min: 0, max: 900_000}).map((milliseconds) => milliseconds / 1000),
  isKnown: fc.boolean()
});

const log = fc.array(client, {minLength: 4, maxLength: 12}).map((clients): Log => {
  const all = clients.flatMap(({waits, from, isKnown}, pid) => {
    const name = isKnown ? "root" : "invalid user a";
    const verdict = `Failed password for ${name} from 192.0.2.7 port ${40_000 + pid} ssh2`;
    const times = waits.map((_, i) => from + waits.slice(0, i + 1).reduce((a, b) => a + b, 0));
    const lines = times.map((at): Line => [at, pid, verdict]);
    return isKnown ? lines : [invalid(from, pid), ...lines, closed(times.at(-1)! + 0.2, pid)];
  });
  return {lines: inOrder(all), attempts: clients.reduce((sum, {waits}) => sum + waits.length, 0)};
});

function inOrder(lines: readonly Line[]): Line[] {
  return lines.toSorted((a, b) => a[0] - b[0]);
}

/** Returns lines of which each is later by some milliseconds, and none overtakes another one of its process. */
function jittered(lines: readonly Line[], delays: readonly number[]): Line[] {
  const latest = new Map<number, number>();
  const moved = lines.map(([at, pid, message], i): Line => {
    const time = Math.max(latest.get(pid) ?? 0, at + delays[i % delays.length]! / 1000);
    latest.set(pid, time);
    return [time, pid, message];
  });
  return inOrder(moved);
}

const delays = fc.array(fc.integer({min: 0, max: 900}), {minLength: 1, maxLength: 50});

test("any number of copies in one stream count once", async () => {
  await fc.assert(
    fc.asyncProperty(
      log,
      fc.array(fc.tuple(fc.boolean(), delays), {maxLength: 3}),
      async ({lines, attempts}, copies) => {
        const some = copies.map(([isClassic, delay]) => (isClassic ? classic(lines) : iso(jittered(lines, delay))));
        assert.equal(await countedStream(classic(lines) + some.join("")), attempts);
      }
    ),
    {seed: 1, numRuns: times(100)}
  );
});

test("copies in several files with stamps apart count once, in any order", async (t) => {
  const here = folder(t);
  await fc.assert(
    fc.asyncProperty(
      log,
      fc.array(fc.option(delays), {minLength: 1, maxLength: 2}),
      async ({lines, attempts}, copies) => {
        const logs = [iso(lines), ...copies.map((delay) => (delay ? iso(jittered(lines, delay)) : classic(lines)))];
        assert.equal((await counted(here, logs)).n, attempts);
        assert.equal((await counted(here, logs.toReversed())).n, attempts);
      }
    ),
    {seed: 2, numRuns: times(100)}
  );
});

/** Returns lines in which runs of equal ones stand as a syslog with repetition writes them. */
function folding(
  lines: readonly Line[],
  form: (seconds: number, pid: number, message: string, n: number) => Line
): Line[] {
  const runs: {first: Line; last: Line; n: number}[] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    const isSame = run?.first[1] === line[1] && run.first[2] === line[2];
    if (run && isSame) Object.assign(run, {last: line, n: run.n + 1});
    else runs.push({first: line, last: line, n: 0});
  }
  return runs.flatMap(({first, last, n}) => (n === 0 ? [first] : [first, form(last[0], last[1], last[2], n)]));
}

const rsyslogs = (lines: readonly Line[]): Line[] =>
  folding(lines, (at, pid, message, n) => [at, pid, `message repeated ${n} times: [ ${message}]`]);
const bsds = (lines: readonly Line[]): Line[] => folding(lines, (at, _pid, _message, n) => lastRepeated(at, n));

test("copies in which a syslog has folded equal lines count once, in any order and in one stream", async (t) => {
  const here = folder(t);
  const form = fc.constantFrom((lines: readonly Line[]) => [...lines], rsyslogs, bsds);
  await fc.assert(
    fc.asyncProperty(log, fc.array(form, {minLength: 1, maxLength: 3}), async ({lines, attempts}, forms) => {
      const logs = forms.map((fold, i) => (i === 1 ? iso(fold(lines)) : classic(fold(lines))));
      assert.equal((await counted(here, logs)).n, attempts);
      assert.equal((await counted(here, logs.toReversed())).n, attempts);
      assert.equal(await countedStream(logs.join("")), attempts);
    }),
    {seed: 5, numRuns: times(100)}
  );
});

test("a log whose lines stand several times each counts once where connections show it", async () => {
  const one = fc
    .tuple(log, fc.integer({min: 2, max: 4}))
    .filter(([{lines}]) => lines.some(([, , text]) => text.startsWith("Invalid")));
  await fc.assert(
    fc.asyncProperty(one, async ([{lines, attempts}, k]) => {
      assert.equal(await countedStream(iso(lines.flatMap((line) => Array.from({length: k}, () => line)))), attempts);
    }),
    {seed: 3, numRuns: times(100)}
  );
});

test("equal lines of one stream are tries", async () => {
  await fc.assert(
    fc.asyncProperty(log, async ({lines, attempts}) => {
      assert.equal(await countedStream(iso(lines)), attempts);
      assert.equal(await countedStream(classic(lines)), attempts);
    }),
    {seed: 4, numRuns: times(50)}
  );
});
