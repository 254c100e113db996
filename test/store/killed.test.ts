import assert from "node:assert/strict";
import {copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test, type TestContext} from "node:test";
import Database from "better-sqlite3";
import {folder} from "./logs.ts";
import {contentOf, has, hashOf, ingestArgs, ingested, logOf, madeUpLines, run, seeded, type Content} from "./run.ts";

const skip = !has("strace", "-V") && "strace is not installed";

/** A command that writes, over a database that it finds; killed anywhere, it has done all of its work or nothing. */
interface Work {
  readonly args: readonly string[];
  /** What the database holds before and after; null: it cannot be read before. */
  readonly before: Content | null;
  readonly after: Content;
  /** Its work again, where the first may be repeated. */
  readonly again?: readonly string[];
}

/**
 * Kills a command at random calls of the system and asserts that the database is the old or the new one, then repeats
 * it.
 */
async function killed(t: TestContext, original: string, {args, before, after}: Work, seed: number): Promise<void> {
  const random = seeded(seed);
  const here = folder(t);
  const db = join(here, "a.sqlite");
  let deaths = 0;
  for (const [call, most] of calls)
    for (let i = 0; i < 3; i += 1) {
      rmSync(here, {recursive: true});
      mkdirSync(here);
      copyFileSync(original, db);
      const inject = `inject=${call}:signal=KILL:when=${1 + Math.floor(most * random())}`;
      const under = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", `trace=${call}`, "-e", inject];
      const {code} = await run([...args, "--db", db], under);
      deaths += Number(code !== 0);
      if (before) assert.ok([before.digest, after.digest].includes(contentOf(db).digest), `${call} tore the database`);
      assert.equal((await run([...args, "--db", db])).code, 0);
      assert.deepEqual(contentOf(db), after);
      assert.deepEqual(readdirSync(here), ["a.sqlite"]);
    }
  t.diagnostic(`${deaths} of ${3 * calls.length} killed`);
  assert.ok(deaths >= calls.length);
}

const calls = [
  ["pwrite64", 40],
  ["fsync,fdatasync", 4],
  ["unlink", 1]
] as const;

test("a prune that is killed has removed all that is old, or nothing", {skip}, async (t) => {
  const here = folder(t);
  const original = join(here, "whole.sqlite");
  await ingested(original, [logOf(join(here, "auth.log"), madeUpLines(0.3))]);
  const [days, kept] = [Math.round((Date.now() - Date.UTC(2025, 2, 17)) / 86_400_000), join(here, "kept.sqlite")];
  const args = ["prune", "--keep", `${days}d`];
  copyFileSync(original, kept);
  assert.equal((await run([...args, "--db", kept])).code, 0);
  assert.notEqual(contentOf(kept).digest, contentOf(original).digest);
  await killed(t, original, {args, before: contentOf(original), after: contentOf(kept)}, 1);
});

test("a migration that is killed leaves the old database, or the new one", {skip}, async (t) => {
  const here = folder(t);
  const [original, log] = [join(here, "old.sqlite"), join(here, "auth.log")];
  const old = new Database(original);
  old.exec(
    `PRAGMA foreign_keys = OFF; BEGIN; ${readFileSync(join(import.meta.dirname, "version2.sql"), "utf8")} COMMIT`
  );
  old.close();
  writeFileSync(log, "Mar  9 10:00:00 pi sshd[41]: Failed password for root from 192.0.2.7 port 40122 ssh2\n");
  const migrated = join(here, "new.sqlite");
  copyFileSync(original, migrated);
  await ingested(migrated, [log]);
  await killed(t, original, {args: ingestArgs("", [log]).toSpliced(1, 2), before: null, after: contentOf(migrated)}, 2);
});

test(
  "an export that is killed leaves no half of a copy under its name, and the database as it was",
  {skip},
  async (t) => {
    const here = folder(t);
    const [db, out] = [join(here, "a.sqlite"), join(here, "out", "copy.sqlite")];
    await ingested(db, [logOf(join(here, "auth.log"), madeUpLines(0.3))]);
    const [hash, content] = [hashOf(db), contentOf(db)];
    mkdirSync(join(here, "out"));
    for (const [call, most] of [
      ["pwrite64", 200],
      ["fsync,fdatasync", 3],
      ["rename,renameat,renameat2", 1]
    ] as const) {
      const inject = `inject=${call}:signal=KILL:when=${Math.ceil(most / 2)}`;
      const under = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", `trace=${call}`, "-e", inject];
      const {code} = await run(["export", out, "--db", db], under);
      const copied = readdirSync(join(here, "out")).includes("copy.sqlite");
      assert.ok(code === 0 ? copied : !copied || contentOf(out).digest === content.digest, call);
      assert.equal(hashOf(db), hash);
      assert.equal((await run(["export", out, "--db", db, "--force"])).code, 0);
      assert.deepEqual(contentOf(out), content);
      rmSync(out);
    }
  }
);
