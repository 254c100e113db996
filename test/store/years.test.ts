import assert from "node:assert/strict";
import {utimesSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {Readable} from "node:stream";
import {test} from "node:test";
import {gzipSync} from "node:zlib";
import {openSource, type Source} from "../../lib/log/source/source.ts";
import {findSources} from "../../lib/log/source/find.ts";
import {streamed} from "../../lib/log/source/stream.ts";
import {readAbout} from "../../lib/store/status/about.ts";
import type {Store} from "../../lib/store/database.ts";
import {ingest} from "../../lib/store/ingest/ingest.ts";
import {emptyStore, folder} from "./logs.ts";

const daySeconds = 86_400;
const seconds = (iso: string): number => Date.parse(iso) / 1000;

/** Returns the times from one to another, every so many days. */
function days(from: string, to: string, step = 1): number[] {
  const count = Math.floor((seconds(to) - seconds(from)) / (step * daySeconds)) + 1;
  return Array.from({length: count}, (_, i) => seconds(from) + i * step * daySeconds);
}

/** Returns a refused password for each time, with classic stamps. */
function logOf(times: readonly number[]): string {
  const line = (time: number, i: number): string => {
    const [, day, month, , clock] = new Date(time * 1000).toUTCString().split(" ") as [
      string,
      string,
      string,
      string,
      string
    ];
    const stamp = `${month} ${String(Number(day)).padStart(2)} ${clock}`;
    return `${stamp} pi sshd[${1000 + i}]: Failed password for root from 192.0.2.7 port ${2000 + i} ssh2\n`;
  };
  return times.map(line).join("");
}

/** Writes a log that was last changed at a time. */
function written(path: string, content: string | Buffer, changed: number): string {
  writeFileSync(path, content);
  utimesSync(path, changed, changed);
  return path;
}

function timesIn(store: Store): number[] {
  const times = store.prepare("SELECT time FROM attempts ORDER BY time").pluck().all() as string[];
  return times.map(seconds);
}

async function read(store: Store, source: Source, year?: number): Promise<void> {
  await ingest(store, source, {zone: "UTC", year});
}

const logs: readonly (readonly [what: string, times: readonly number[]])[] = [
  ["new year", days("2023-12-20T10:00:00Z", "2024-01-10T10:00:00Z")],
  ["nearly a year", days("2023-02-20T10:00:00Z", "2024-02-17T10:00:00Z")],
  ["a year and a day", days("2023-02-20T10:00:00Z", "2024-02-21T10:00:00Z")],
  ["six years with two leap days", days("2018-03-20T10:00:00Z", "2024-03-02T10:00:00Z", 3)],
  ["a leap year, up to its end", days("2024-01-01T10:00:00Z", "2024-12-31T10:00:00Z")]
];

for (const [what, times] of logs) {
  test(`a log of ${what} without years has the right ones, by its order and its time of change`, async (t) => {
    const here = folder(t);
    const changed = times.at(-1)! + 60;
    for (const path of [
      written(join(here, "auth.log"), logOf(times), changed),
      written(join(here, "auth.log.1.gz"), gzipSync(logOf(times)), changed)
    ]) {
      const store = emptyStore(t);
      await read(store, await openSource(path));
      assert.deepEqual(timesIn(store), times);
      assert.deepEqual(readAbout(store).span, {from: times[0], to: times.at(-1)});
    }
  });

  test(`a log of ${what} that is read as it grows, and rotated, has the same years`, async (t) => {
    const store = emptyStore(t);
    const here = folder(t);
    const cuts = [0.1, 0.5, 0.52, 0.9, 1].map((part) => Math.floor(part * times.length));
    for (const cut of cuts) {
      const path = written(join(here, "auth.log"), logOf(times.slice(0, cut)), times[cut - 1]! + 60);
      await read(store, await openSource(path));
    }
    assert.deepEqual(timesIn(store), times);
  });
}

test("each log of a rotated set has the year of its own time of change", async (t) => {
  const [store, here] = [emptyStore(t), folder(t)];
  const parts = [
    days("2021-11-01T10:00:00Z", "2022-06-01T10:00:00Z"),
    days("2022-06-02T10:00:00Z", "2024-01-01T10:00:00Z")
  ];
  written(join(here, "auth.log"), logOf(parts[1]!), parts[1]!.at(-1)!);
  written(join(here, "auth.log.1.gz"), gzipSync(logOf(parts[0]!)), parts[0]!.at(-1)!);
  const {names} = await findSources([here]);
  for (const name of names) await read(store, await openSource(name));
  assert.deepEqual(timesIn(store), parts.flat());
});

/** Returns standard input with a text, in pieces. */
function stdin(text: string): Source {
  const piece = Math.ceil(text.length / 10);
  const pieces = Array.from({length: 10}, (_, i) => Buffer.from(text.slice(i * piece, (i + 1) * piece)));
  return streamed("-", Readable.from(pieces));
}

test("standard input, which can be read only once, is looked ahead in", async (t) => {
  const store = emptyStore(t);
  const now = Math.floor(Date.now() / daySeconds / 1000) * daySeconds;
  const times = Array.from({length: 500}, (_, i) => now - (499 - i) * daySeconds);
  await read(store, stdin(logOf(times)));
  assert.deepEqual(timesIn(store), times);
});

test("standard input that only shows its years far behind says which one to name, and brings nothing", async (t) => {
  const store = emptyStore(t);
  const now = Math.floor(Date.now() / daySeconds / 1000) * daySeconds;
  const times = [400, 300, 200, 100, 0].map((ago) => now - ago * daySeconds);
  const [first] = times as [number];
  const cron = logOf([first]).replace(/sshd.*/, `CRON[7]: ${"x".repeat(1000)}`);
  const text = cron.repeat(9000) + logOf(times);
  const year = new Date(first * 1000).getUTCFullYear();
  await assert.rejects(
    read(store, stdin(text)),
    new RegExp(`^Error: the lines of - go back further .*: --year ${year}$`)
  );
  assert.deepEqual(timesIn(store), []);
  await read(store, stdin(text), year);
  assert.deepEqual(timesIn(store), times);
});

test("a time of change from before there were logs, as of a clock without a battery, tells no year", async (t) => {
  const store = emptyStore(t);
  const now = Math.floor(Date.now() / daySeconds / 1000) * daySeconds;
  await read(store, await openSource(written(join(folder(t), "auth.log"), logOf([now]), 99)));
  assert.deepEqual(timesIn(store), [now]);
});

test("a given year is that of the first stamp", async (t) => {
  const store = emptyStore(t);
  const times = days("2012-02-20T10:00:00Z", "2014-02-21T10:00:00Z", 5);
  await read(store, await openSource(written(join(folder(t), "auth.log"), logOf(times), seconds("2026-01-01"))), 2012);
  assert.deepEqual(timesIn(store), times);
});
