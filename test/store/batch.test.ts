import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import type {Store} from "../../lib/store/database.ts";
import {ingestBatch} from "../../lib/store/ingest/batch.ts";
import {abandoned, emptyStore, folder, ingestText, refused} from "./logs.ts";

/**
 * How many transactions have changed a database: the file change counter of its header (SQLite's file format, 1.3.7).
 */
const transactions = (store: Store): number => readFileSync(store.name).readUInt32BE(24);

test("logs are read in one transaction, and one that brings nothing takes nothing of the others", async (t) => {
  const here = folder(t);
  const store = emptyStore(t, join(here, "a.sqlite"));
  const before = transactions(store);
  const logs = {"auth.log": refused, "same.log": refused, secure: abandoned};
  const read = ([name, text]: [string, string]) => ingestText(store, join(here, name), text);
  assert.equal(await ingestBatch(store, Object.entries(logs), read), true);
  assert.equal(transactions(store), before + 1);
  assert.equal(await ingestBatch(store, Object.entries(logs), read), false);
  assert.equal(transactions(store), before + 1);
  assert.equal(store.prepare("SELECT sum(times) FROM attempts").pluck().get(), 2);
});

test("a log that breaks the run off leaves what those before it have brought", async (t) => {
  const here = folder(t);
  const store = emptyStore(t, join(here, "a.sqlite"));
  const broken = ingestBatch(store, [refused, null, abandoned], async (text) => {
    if (text === null) throw new Error("gone");
    return ingestText(store, join(here, "auth.log"), text);
  });
  await assert.rejects(broken, /gone/);
  assert.ok(!store.inTransaction);
  assert.equal(store.prepare("SELECT sum(times) FROM attempts").pluck().get(), 1);
});

test("a run that brings much ends its transaction now and then", async (t) => {
  const store = emptyStore(t, join(folder(t), "a.sqlite"));
  const before = transactions(store);
  const add = async (n: number): Promise<{lines: number; changed: boolean}> => {
    store.prepare("INSERT INTO user (name) VALUES (?)").run(`u${n}`);
    return {lines: 60_000, changed: true};
  };
  await ingestBatch(store, [1, 2, 3, 4, 5], add);
  assert.equal(transactions(store), before + 3);
});
