import assert from "node:assert/strict";
import {utimesSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {openSource} from "../../lib/log/source/source.ts";
import type {Store} from "../../lib/store/database.ts";
import {importStore} from "../../lib/store/exchange/import.ts";
import {ingest, type IngestResult} from "../../lib/store/ingest/ingest.ts";
import {addUnread, createUnknownLines, readUnknown, saveUnknown} from "../../lib/store/ingest/unknown-lines.ts";
import {createWriter} from "../../lib/store/day/writer.ts";
import {readLedger} from "../../lib/store/status/about.ts";
import {emptyStore, folder, refused} from "./logs.ts";

/** Returns lines of sshd behind a header of nobody's. */
function unread(from: number, to = from): string {
  const line = (n: number): string =>
    `§§ ${n}|x|pi|y sshd[${n}]: Failed password for root from 192.0.2.1 port ${n} ssh2`;
  return Array.from({length: to - from + 1}, (_, i) => `${line(from + i)}\n`).join("");
}

/** Reads a log that has rested, and returns what that brought; the ledger of the database adds up then. */
async function read(store: Store, path: string, text: string): Promise<IngestResult> {
  writeFileSync(path, text);
  const time = Date.now() / 1000 - 7200;
  utimesSync(path, time, time);
  const result = await ingest(store, await openSource(path), {year: 2025, zone: "UTC"});
  const {read, ...kinds} = readLedger(store);
  assert.equal(
    read,
    Object.values(kinds).reduce((sum, n) => sum + n, 0),
    JSON.stringify({read, ...kinds})
  );
  assert.ok(Object.values(kinds).every((n) => n >= 0));
  return result;
}

/** Returns how many unread lines the ledger counts, and how many the samples. */
function counted(store: Store): [ledger: number, samples: number] {
  const samples = readUnknown(store, {unread: true, n: 9999});
  return [readLedger(store).unread, samples.reduce((sum, {lines}) => sum + lines, 0)];
}

test("unread lines count once, however many runs a log is read in", async (t) => {
  const store = emptyStore(t);
  const log = join(folder(t), "auth.log");
  let text = "";
  for (const more of [refused, unread(1, 3), unread(4), "", refused.replaceAll("Mar  1", "Mar  2"), unread(5, 9)]) {
    text += more;
    await read(store, log, text);
    await read(store, log, text);
  }
  assert.deepEqual(counted(store), [9, 9]);
  const [shape] = readUnknown(store, {unread: true});
  assert.deepEqual([shape!.lines, shape!.last], [9, null], "one shape");
  assert.equal(shape!.sample, unread(1).trim());
  assert.deepEqual(readUnknown(store, {unread: false}), []);
});

test("a run that brings unread lines only is remembered, with a sample", async (t) => {
  const store = emptyStore(t);
  const log = join(folder(t), "auth.log");
  await read(store, log, refused);
  const {unread: news, changed, held} = await read(store, log, refused + unread(1, 2));
  assert.deepEqual([news.lines, changed, held], [2, true, {content: "log", own: 3, unread: 2}]);
  assert.equal(news.sample, unread(1).trim());
  const again = await read(store, log, refused + unread(1, 2));
  assert.deepEqual([again.unread, again.changed, again.held], [{lines: 0, sample: null}, false, held]);
});

for (const [what, tail, wanted] of [
  ["with its end", "\n", 1],
  ["as a longer line", "0 more\n", 1],
  ["as it is", "", 1]
] as const)
  test(`a last unread line without an end counts once when it is read again ${what}`, async (t) => {
    const store = emptyStore(t);
    const log = join(folder(t), "auth.log");
    const cut = unread(7).trimEnd();
    await read(store, log, refused + cut);
    assert.deepEqual(counted(store), [1, 1]);
    await read(store, log, refused + cut + tail);
    assert.deepEqual(counted(store), [wanted, wanted]);
    await read(store, log, `${refused}${cut}${tail || "\n"}${unread(8)}`);
    assert.deepEqual(counted(store), [2, 2]);
  });

const contents: readonly (readonly [what: string, text: string, content: string, own: number, unread: number])[] = [
  ["nothing", "", "nothing", 0, 0],
  ["empty lines", "\n \r\n\n", "nothing", 0, 0],
  ["words", "hello\nworld\n", "text", 0, 0],
  ["unread lines only", unread(1, 3), "text", 0, 3],
  ["unread lines and words", `hello\n${unread(1)}`, "text", 0, 1],
  ["another program", "Mar  1 10:00:00 pi CRON[7]: (root) CMD (true)\n", "log", 0, 0],
  ["another program of 1970", "1970-01-01T00:00:10Z pi CRON[7]: (root) CMD (true)\n", "log", 0, 0],
  ["sshd without a time", "sshd[7]: Failed password for root from 192.0.2.1 port 7 ssh2\n", "log", 1, 0],
  ["sshd and unread lines", refused + unread(1), "log", 3, 1]
];

for (const [what, text, content, own, lines] of contents)
  test(`a log of ${what} holds "${content}", also when it is read again`, async (t) => {
    const store = emptyStore(t);
    const log = join(folder(t), "auth.log");
    for (let run = 0; run < 2; run += 1)
      assert.deepEqual((await read(store, log, text)).held, {content, own, unread: lines});
  });

test("unread lines come with an import once, and their samples with them", async (t) => {
  const here = folder(t);
  const [there, store] = [emptyStore(t, join(here, "there.sqlite")), emptyStore(t, join(here, "here.sqlite"))];
  await read(there, join(here, "auth.log"), refused + unread(1, 3));
  there.prepare("INSERT INTO alias SELECT 'pi.example.net', id FROM host WHERE name = 'pi'").run();
  for (let run = 0; run < 2; run += 1) importStore(store.name, there.name);
  assert.deepEqual(counted(store), [3, 3]);
  assert.deepEqual(store.prepare("SELECT name FROM alias").pluck().all(), ["pi.example.net"]);
  await read(store, join(here, "auth.log"), refused + unread(1, 3));
  assert.deepEqual(counted(store), [3, 3], "the position in the log came too");
});

test("samples of unread lines are bounded beside those of unknown ones, whatever stands in them", async (t) => {
  const store = emptyStore(t);
  await read(store, join(folder(t), "auth.log"), refused);
  const lines = createUnknownLines();
  const word = (i: number): string =>
    String.fromCharCode(103 + (i % 19), 103 + (Math.floor(i / 19) % 19), 103 + i / 361);
  for (let i = 0; i < 3000; i += 1) addUnread(lines, `${word(i)} sshd[1]: \x1b[2J${"\xc3\xa9".repeat(1000)}`, "pi");
  addUnread(lines, `${"<img>".repeat(2e5)} sshd[1]`, null);
  assert.equal(lines.shapes.size, 2000);
  saveUnknown(store, createWriter(store), {lines, hosts: ["pi"]});
  const kept = readUnknown(store, {unread: true, n: 9999});
  assert.equal(kept.length, 200);
  assert.ok(kept.every(({sample}) => Buffer.byteLength(sample) <= 500 && !sample.includes("\ufffd")));
});
