import assert from "node:assert/strict";
import {appendFileSync, utimesSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {gzipSync, zstdCompressSync} from "node:zlib";
import {openSource} from "../../lib/log/source/source.ts";
import type {Store} from "../../lib/store/database.ts";
import {ingest} from "../../lib/store/ingest/ingest.ts";
import {entry} from "../log/journals.ts";
import {abandoned, emptyStore, folder, refused} from "./logs.ts";

const whole = refused + abandoned;

/** Returns how many lines a run over a log brings, and whether it read the log beyond its first bytes. */
async function read(store: Store, path: string): Promise<[lines: number, isRead: boolean]> {
  const source = await openSource(path);
  let isRead = false;
  const chunks: typeof source.chunks = (...args) => ((isRead = true), source.chunks(...args));
  const {lines} = await ingest(store, {...source, chunks}, {year: 2025, zone: "UTC"});
  return [lines, isRead];
}

const json = [0, 1].map((i) => `${JSON.stringify(entry(i, `Invalid user a from 192.0.2.7 port ${i}`))}\n`).join("");

for (const [what, content] of [
  ["plain", whole],
  ["packed by gzip", gzipSync(whole)],
  ["packed by zstd", zstdCompressSync(whole)],
  ["packed by gzip in two members", Buffer.concat([gzipSync(refused), gzipSync(abandoned)])],
  ["a journal's export", json],
  ["a journal's export, packed", gzipSync(json)]
] as const)
  test(`a log, ${what}, that has not changed is not read again`, async (t) => {
    const [store, path] = [emptyStore(t), join(folder(t), "log")];
    writeFileSync(path, content);
    assert.deepEqual(await read(store, path), [what.includes("journal") ? 2 : 6, true]);
    assert.deepEqual(await read(store, path), [0, false]);
  });

test("a rotated log that was packed since it was read is not unpacked, if gzip tells its length", async (t) => {
  const [store, path] = [emptyStore(t), join(folder(t), "auth.log")];
  writeFileSync(path, whole);
  await read(store, path);
  writeFileSync(`${path}.2.gz`, gzipSync(whole));
  assert.deepEqual(await read(store, `${path}.2.gz`), [0, false]);
  const more = whole + refused.replaceAll("Mar  1", "Mar  2");
  writeFileSync(`${path}.3.gz`, gzipSync(more));
  assert.deepEqual(await read(store, `${path}.3.gz`), [3, true]);
  writeFileSync(`${path}.4.zst`, zstdCompressSync(more));
  assert.deepEqual(await read(store, `${path}.4.zst`), [0, true]);
});

test("a packed log that has changed is read again, also when its size is the same", async (t) => {
  const [store, path] = [emptyStore(t), join(folder(t), "auth.log.zst")];
  writeFileSync(path, zstdCompressSync(whole));
  await read(store, path);
  utimesSync(path, 1, 1);
  assert.deepEqual(await read(store, path), [0, true]);
  writeFileSync(path, zstdCompressSync(whole + refused.replaceAll("Mar  1", "Mar  2")));
  assert.deepEqual(await read(store, path), [3, true]);
});

test("a packed log that is damaged is read, and said to be damaged, each time", async (t) => {
  const [store, path] = [emptyStore(t), join(folder(t), "auth.log.gz")];
  writeFileSync(path, gzipSync(whole, {level: 0}).subarray(0, 400));
  for (const lines of [3, 0, 0]) assert.deepEqual(await read(store, path), [lines, true]);
});

test("a log that grows is read on, by any name", async (t) => {
  const [store, path] = [emptyStore(t), join(folder(t), "auth.log")];
  writeFileSync(path, refused);
  await read(store, path);
  appendFileSync(path, abandoned);
  assert.deepEqual(await read(store, path), [3, true]);
  writeFileSync(`${path}.1`, whole);
  assert.deepEqual(await read(store, `${path}.1`), [0, false]);
});

test("of many logs that begin alike the newest is the one that is known", async (t) => {
  const [store, here] = [emptyStore(t), folder(t)];
  const line = (i: number): string =>
    `Mar  1 10:00:00 pi sshd[1]: Failed password for u${i} from 192.0.2.7 port 4 ssh2\n`;
  for (let i = 1; i <= 50; i += 1) {
    writeFileSync(join(here, `${i}`), line(i).repeat(i));
    assert.deepEqual(await read(store, join(here, `${i}`)), [i, true]);
  }
  for (let i = 1; i <= 50; i += 1) assert.deepEqual(await read(store, join(here, `${i}`)), [0, false]);
  assert.equal(store.prepare("SELECT count(*) FROM source").pluck().get(), 50);
});
