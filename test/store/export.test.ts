import assert from "node:assert/strict";
import {spawn} from "node:child_process";
import {once} from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync
} from "node:fs";
import {dirname, join} from "node:path";
import {test, type TestContext} from "node:test";
import {setTimeout} from "node:timers/promises";
import Database from "better-sqlite3";
import {openReader, openStore} from "../../lib/store/database.ts";
import {contentDigest} from "./digest.ts";
import {exportStore} from "../../lib/store/exchange/export.ts";
import {abandoned, folder, ingestText, refused} from "./logs.ts";

const main = join(import.meta.dirname, "../../lib/cli/main.ts");

async function database(t: TestContext): Promise<{path: string; here: string}> {
  const here = folder(t);
  const path = join(here, "a.sqlite");
  const store = openStore(path);
  await ingestText(store, join(folder(t), "auth.log"), refused + abandoned);
  store.close();
  return {path, here};
}

/** Returns the digest of what a database says, opened as a reader does. */
function digestOf(path: string): string {
  const store = openReader(path);
  const digest = contentDigest(store);
  store.close();
  return digest;
}

test("an export is the same database in a file of its own, readable by the same people", async (t) => {
  const {path, here} = await database(t);
  chmodSync(path, 0o640);
  const out = join(here, "b.sqlite");
  const {attempts, bytes} = await exportStore(path, out);
  assert.deepEqual([attempts, bytes], [2, statSync(out).size]);
  assert.equal(digestOf(out), digestOf(path));
  assert.equal(statSync(out).mode & 0o777, 0o640);
  assert.deepEqual(readdirSync(here), ["a.sqlite", "b.sqlite"]);
});

test("a file that is there is replaced only by force, the database itself and a folder never", async (t) => {
  const {path, here} = await database(t);
  const [out, link] = [join(here, "b.sqlite"), join(here, "link")];
  writeFileSync(out, "precious");
  symlinkSync(path, link);
  mkdirSync(join(here, "folder"));
  await assert.rejects(exportStore(path, out), /^Error: .*b\.sqlite is there already; .*--force$/);
  for (const [itself, why] of [
    [path, /is the database itself/],
    [link, /is the database itself/],
    [join(here, "folder"), /is a folder/]
  ] as const)
    await assert.rejects(exportStore(path, itself, {force: true}), why);
  assert.equal(readFileSync(out, "utf8"), "precious");
  await exportStore(path, out, {force: true});
  assert.equal(digestOf(out), digestOf(path));
  assert.deepEqual(readdirSync(here), ["a.sqlite", "b.sqlite", "folder", "link"]);
});

test("no folder, no database, a damaged one: one line, and nothing is left behind", async (t) => {
  const {path, here} = await database(t);
  await assert.rejects(
    exportStore(path, join(here, "none", "b.sqlite")),
    /^Error: no folder .*; make it, or name another file$/
  );
  await assert.rejects(exportStore(join(here, "none.sqlite"), join(here, "b.sqlite")), /^Error: no database at/);
  const bytes = readFileSync(path);
  bytes.fill(0x5a, 3 * 4096, 12 * 4096);
  writeFileSync(path, bytes);
  await assert.rejects(exportStore(path, join(here, "b.sqlite")), /^Error: .*a\.sqlite is damaged; .*$/);
  assert.deepEqual(readdirSync(here), ["a.sqlite"]);
});

test("an export while a run writes has what was committed before", async (t) => {
  const {path, here} = await database(t);
  const [before, store] = [digestOf(path), openStore(path)];
  t.after(() => store.close());
  store.exec("BEGIN IMMEDIATE; DELETE FROM pending; DELETE FROM attempt");
  await exportStore(path, join(here, "b.sqlite"));
  store.exec("ROLLBACK");
  assert.equal(digestOf(join(here, "b.sqlite")), before);
});

/** Adds words to a database until a copy of it takes some time. */
function fatten(path: string): void {
  const store = new Database(path);
  store.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)
    INSERT INTO user (name) SELECT hex(randomblob(250)) || i FROM n`);
  store.close();
}

for (const signal of ["SIGTERM", "SIGINT"] as const)
  test(`${signal} in the midst of an export leaves nothing behind`, async (t) => {
    const {path, here} = await database(t);
    fatten(path);
    const child = spawn(process.execPath, [main, "export", join(here, "b.sqlite"), "--db", path]);
    let said = "";
    child.stderr.on("data", (text) => (said += text));
    const ended = once(child, "close");
    while (!readdirSync(here).some((name) => name.endsWith(".part")) && child.exitCode === null) await setTimeout(5);
    assert.ok(!existsSync(join(here, "b.sqlite")), "the copy was made before it could be stopped");
    child.kill(signal);
    assert.deepEqual(await ended, [1, null]);
    assert.equal(said, `knockbook: stopped by ${signal}; nothing was exported\n`);
    assert.deepEqual(readdirSync(dirname(path)), ["a.sqlite"]);
  });
