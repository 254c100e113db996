import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
  truncateSync,
  writeFileSync
} from "node:fs";
import {join} from "node:path";
import {test, type TestContext} from "node:test";
import Database from "better-sqlite3";
import {folder} from "./logs.ts";
import {
  contentOf,
  ended,
  failedWith,
  has,
  hashOf,
  ingestArgs,
  ingested,
  logOf,
  madeUpLines,
  run,
  seeded,
  start
} from "./run.ts";
import {few} from "../scope.ts";

const lines = madeUpLines(1);
const half = lines.length / 2;
const isRoot = process.getuid?.() === 0;

/** Returns a folder with two halves of a log, a database of the first, and what one of both holds. */
async function twoHalves(
  t: TestContext
): Promise<{here: string; db: string; first: string; second: string; wanted: string}> {
  const here = folder(t);
  const [first, second] = [
    logOf(join(here, "auth.log.1"), lines.slice(0, half)),
    logOf(join(here, "auth.log"), lines.slice(half))
  ];
  mkdirSync(join(here, "db"));
  const [db, both] = [join(here, "db", "a.sqlite"), join(here, "both.sqlite")];
  await ingested(db, [first]);
  await ingested(both, [first, second]);
  return {here, db, first, second, wanted: contentOf(both).digest};
}

test(
  "a full disk is said in one line and loses nothing",
  {skip: !(isRoot && has("mount", "-V")) && "mounting a small disk needs root"},
  async (t) => {
    const {here, db, first, second, wanted} = await twoHalves(t);
    const disk = join(here, "disk");
    mkdirSync(disk);
    assert.equal(spawnSync("mount", ["-t", "tmpfs", "-o", "size=8m", "tmpfs", disk]).status, 0);
    try {
      const small = join(disk, "a.sqlite");
      fill(disk, 0);
      failedWith(
        await run(ingestArgs(small, [first])),
        /the disk is full; free some space next to .*a\.sqlite and run it again/
      );
      rmSync(small, {force: true});
      for (const free of [4096, 12_000, 50_000, 120_000]) {
        rmSync(join(disk, "ballast"));
        copyFileSync(db, small);
        fill(disk, free);
        const before = contentOf(small);
        failedWith(await run(ingestArgs(small, [second])), /the disk is full; free some space/);
        assert.deepEqual(contentOf(small), before);
        assert.deepEqual(readdirSync(disk).toSorted(), ["a.sqlite", "ballast"]);
      }
      rmSync(join(disk, "ballast"));
      await ingested(small, [first, second]);
      assert.equal(contentOf(small).digest, wanted);
    } finally {
      assert.equal(spawnSync("umount", [disk]).status, 0);
    }
  }
);

/** Fills a disk with a file until only so many bytes are free. */
function fill(disk: string, free: number): void {
  const {bavail, bsize} = statfsSync(disk);
  writeFileSync(join(disk, "ballast"), Buffer.alloc(Math.max(0, bavail * bsize - free)));
}

/** A command line that makes the next one that of a user without rights. */
const nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

const noUser = !(isRoot && has("setpriv", "--version")) && "becoming another user needs root and setpriv";

test("what may not be written is said in one line", {skip: noUser}, async (t) => {
  const {db, second, here} = await twoHalves(t);
  for (const path of [here, join(db, "..")]) chmodSync(path, 0o755);
  const ingest = (path: string): Promise<{code: number | null; out: string; err: string}> =>
    run(ingestArgs(path, [second]), nobody);
  failedWith(
    await ingest(join(here, "db", "new.sqlite")),
    /new\.sqlite cannot be opened; check the permissions of the file and its folder/
  );
  const before = hashOf(db);
  failedWith(await ingest(db), /a\.sqlite may not be written to; check the permissions/);
  assert.equal((await run(["status", "--db", db], nobody)).code, 0, "it may be read");
  chmodSync(db, 0o666);
  failedWith(
    await ingest(db),
    /a\.sqlite (cannot be opened|may not be written to); check the permissions of the file and its folder/
  );
  chmodSync(db, 0o600);
  failedWith(await ingest(db), /a\.sqlite cannot be opened; check the permissions/);
  failedWith(await run(["status", "--db", db], nobody), /a\.sqlite cannot be opened; check the permissions/);
  assert.equal(hashOf(db), before);
  assert.deepEqual(readdirSync(join(db, "..")), ["a.sqlite"]);
});

test("a log that may not be read gives the way to read it", {skip: noUser}, async (t) => {
  const {here, first} = await twoHalves(t);
  chmodSync(here, 0o777);
  chmodSync(first, 0o640);
  failedWith(
    await run(ingestArgs(join(here, "mine.sqlite"), [first]), nobody),
    /usermod -aG adm \$USER .*sudo cat .*ingest -/
  );
  assert.equal(hashOf(join(here, "mine.sqlite")), null, "no database is made");
  chownSync(first, 65534, 65534);
  assert.equal((await run(ingestArgs(join(here, "mine.sqlite"), [first]), nobody)).code, 0);
});

test("a reader of a database whose writer was killed needs no right to write", {skip: noUser}, async (t) => {
  const {db, here} = await twoHalves(t);
  for (const path of [here, join(db, "..")]) chmodSync(path, 0o755);
  halfWritten(db);
  failedWith(
    await run(["status", "--db", db], nobody),
    /a run of ingest over .*a\.sqlite was stopped; run it again as the file's owner/
  );
  assert.equal((await run(["status", "--db", db])).code, 0, "its owner may read it at once");
  assert.equal((await run(["status", "--db", db], nobody)).code, 0);
});

/** Leaves a database as a writer does that is killed within its commit. */
function halfWritten(db: string): void {
  const writes = `const D = require("better-sqlite3"); const d = new D(${JSON.stringify(db)}); d.pragma("cache_size = 10");
    d.exec("BEGIN; UPDATE attempt SET times = times + 1; UPDATE day SET lines = zeroblob(50000)"); process.kill(process.pid, "SIGKILL")`;
  spawnSync(process.execPath, ["-e", writes], {cwd: join(import.meta.dirname, "../..")});
  assert.ok(statSync(`${db}-journal`).size > 0);
}

const random = seeded(5);
const noise = (bytes: number): Buffer => Buffer.from(Array.from({length: bytes}, () => Math.floor(random() * 256)));

const damages: readonly (readonly [name: string, damage: (db: string) => void, wanted: RegExp])[] = [
  [
    "random bytes in the middle",
    (db) => overwrite(db, 0.2, 0.8),
    /is damaged; restore a copy, or move it away and ingest the logs again/
  ],
  [
    "random bytes at the start",
    (db) => overwrite(db, 0, 0.1),
    /is not a knockbook database; name another file with --db/
  ],
  ["random bytes after the header", (db) => overwrite(db, 100 / statSync(db).size, 0.1), /is damaged/],
  ["a file cut in the middle", (db) => truncateSync(db, Math.floor(statSync(db).size / 2)), /is damaged/],
  ["a file cut within the header", (db) => truncateSync(db, 60), /is not a knockbook database/],
  ["a text", (db) => writeFileSync(db, "dear diary\n".repeat(400)), /is not a knockbook database/],
  ["zeros", (db) => writeFileSync(db, Buffer.alloc(8192)), /is not a knockbook database/],
  ["a short text", (db) => writeFileSync(db, "x"), /is not a knockbook database/],
  ["another program's database", (db) => foreign(db, "journal_mode = DELETE"), /is not a knockbook database/],
  ["another program's with a log of its own", (db) => foreign(db, "journal_mode = WAL"), /is not a knockbook database/],
  [
    "another program's database without tables",
    (db) => foreign(db, "application_id = 7"),
    /is not a knockbook database/
  ],
  [
    "a newer knockbook's",
    (db) => pragma(db, "user_version = 99"),
    /comes from a newer knockbook \(schema 99, .*\); update knockbook/
  ]
];

function overwrite(db: string, from: number, to: number): void {
  const bytes = readFileSync(db);
  const start = Math.floor(bytes.length * from);
  noise(Math.floor(bytes.length * to) - start).copy(bytes, start);
  writeFileSync(db, bytes);
}

/** Makes a database that another program left without closing it. */
function foreign(db: string, setting: string): void {
  rmSync(db);
  const made = new Database(`${db}.made`);
  made.pragma(setting);
  if (setting.startsWith("journal_mode"))
    made.exec("CREATE TABLE diary (day TEXT, text TEXT); INSERT INTO diary VALUES ('1', 'dear')");
  for (const end of ["", "-wal"]) if (hashOf(`${db}.made${end}`)) copyFileSync(`${db}.made${end}`, db + end);
  made.close();
  rmSync(`${db}.made`);
}

function pragma(db: string, setting: string): void {
  const store = new Database(db);
  store.pragma(setting);
  store.close();
}

for (const [name, damage, wanted] of few(damages, 5))
  test(`${name}: one line, and the file stays as it is`, async (t) => {
    const {db, first, second} = await original(t);
    damage(db);
    const before = state(join(db, ".."));
    failedWith(await run(ingestArgs(db, [first, second])), wanted);
    failedWith(await run(["status", "--db", db]), wanted);
    assert.deepEqual(state(join(db, "..")), before);
  });

let kept: Awaited<ReturnType<typeof twoHalves>> | null = null;

/** Returns a copy of the two halves and their database, made once. */
async function original(t: TestContext): Promise<{db: string; first: string; second: string}> {
  kept ??= await twoHalves({after: () => undefined} as unknown as TestContext);
  const here = folder(t);
  copyFileSync(kept.db, join(here, "a.sqlite"));
  return {...kept, db: join(here, "a.sqlite")};
}

test.after(() => kept && rmSync(kept.here, {recursive: true}));

function state(path: string): (string | null)[][] {
  return readdirSync(path).map((name) => [name, hashOf(join(path, name))]);
}

test("an empty file becomes a database", async (t) => {
  const {db, first, second} = await original(t);
  writeFileSync(db, "");
  failedWith(
    await run(["status", "--db", db]),
    /no database at .*a\.sqlite; run npm start first, or name one with --db/
  );
  await ingested(db, [first, second]);
  assert.equal(contentOf(db).digest, kept!.wanted);
});

test("zeros with the journal of a database that was being made become one: the power was lost", async (t) => {
  const {db, first, second} = await original(t);
  const journal = Buffer.alloc(512); // the header of a rollback journal (SQLite's file format, 3): of a file of 0 pages
  Buffer.from("d9d505f920a163d7", "hex").copy(journal);
  journal.writeUInt32BE(512, 20);
  journal.writeUInt32BE(4096, 24);
  writeFileSync(db, Buffer.alloc(8192));
  writeFileSync(`${db}-journal`, journal);
  await ingested(db, [first, second]);
  assert.equal(contentOf(db).digest, kept!.wanted);
});

test("a run that finds no new line of sshd, dropbear or PAM writes nothing", async (t) => {
  const {db, first} = await twoHalves(t);
  const times = (): bigint[] =>
    [db, join(db, "..")].flatMap((path) => {
      const {ino, mtimeNs, ctimeNs} = statSync(path, {bigint: true}); // a journal would change the folder's
      return [ino, mtimeNs, ctimeNs];
    });
  const before = times();
  await ingested(db, [first]);
  assert.deepEqual(times(), before, "nothing new");
  const last = lines[half - 1]!.slice(0, 15);
  for (let i = 0; i < 2; i += 1) {
    appendFileSync(
      first,
      `${last} pi CRON[${i}]: (root) CMD (true)\n${last} pi kernel: [1.0] eth0: link up\n`.repeat(50)
    );
    await ingested(db, [first]);
    assert.deepEqual(times(), before, "lines of other programs only");
  }
});

test("nor does it call for a write", {skip: !has("strace", "-V") && "strace is not installed"}, async (t) => {
  const {db, first, here} = await twoHalves(t);
  appendFileSync(first, `${lines[half - 1]!.slice(0, 15)} pi CRON[1]: (root) CMD (true)\n`);
  const trace = join(here, "trace");
  const calls = "trace=openat,pwrite64,pwritev,write,ftruncate,fallocate,rename,unlink,fsync,fdatasync";
  assert.equal((await ended(start(ingestArgs(db, [first]), ["strace", "-f", "-y", "-o", trace, "-e", calls]))).code, 0);
  const touching = readFileSync(trace, "utf8")
    .split("\n")
    .filter((call) => call.includes("a.sqlite"));
  const opening = /openat\([^"]*"[^"]*a\.sqlite", O_/;
  const writing = touching.filter((call) => !opening.test(call) && !/ write\([12]</.test(call));
  assert.ok(touching.length > 0);
  assert.deepEqual(writing, []);
});
