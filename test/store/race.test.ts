import assert from "node:assert/strict";
import {spawn, spawnSync} from "node:child_process";
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync
} from "node:fs";
import {join} from "node:path";
import {createInterface} from "node:readline";
import {test, type TestContext} from "node:test";
import {setTimeout as sleep} from "node:timers/promises";
import {gzipSync} from "node:zlib";
import Database from "better-sqlite3";
import {openSource, type Source} from "../../lib/log/source/source.ts";
import type {Store} from "../../lib/store/database.ts";
import {contentDigest} from "./digest.ts";
import {ingest} from "../../lib/store/ingest/ingest.ts";
import {emptyStore, folder} from "./logs.ts";
import {contentOf, has, ingestArgs, ingested, logOf, madeUpLines, run, type Content, type Ended} from "./run.ts";
import {few} from "../scope.ts";

const waiting = /^(?:.*a\.sqlite is in use by another process; waiting up to a minute\n)?$/;

test("two ingests at once: both end, and the database is that of one after the other", async (t) => {
  const here = folder(t);
  const lines = madeUpLines(1.5);
  const at = (part: number): number => Math.floor(lines.length * part);
  const [a, b] = [
    logOf(join(here, "a.log"), lines.slice(0, at(0.7))),
    logOf(join(here, "b.log"), lines.slice(at(0.4)))
  ];
  const wanted = await undisturbed(here, [a, b]);
  let waits = 0;
  const pairs = [
    [[a], [b]],
    [
      [a, b],
      [b, a]
    ],
    [
      [a, b],
      [a, b]
    ],
    [[b], [a]],
    [[a], [a, b]]
  ];
  for (const [i, pair] of few(pairs, 2).entries())
    for (const empty of [true, false]) {
      const db = join(here, `${i}${empty}`, "a.sqlite");
      mkdirSync(join(db, ".."));
      if (!empty) await ingested(db, [logOf(join(here, "start.log"), lines.slice(0, 100))]);
      const both = await Promise.all(pair.map((logs) => run(ingestArgs(db, logs))));
      for (const {code, err} of both) assert.deepEqual([code, waiting.test(err)], [0, true], err);
      waits += both.filter(({err}) => err !== "").length;
      const {digest, ledger} = contentOf(db);
      assert.equal(digest, wanted.digest);
      if (empty) assert.equal(ledger.read, wanted.ledger.read, "no line is read twice");
      assert.deepEqual(readdirSync(join(db, "..")), ["a.sqlite"]);
    }
  t.diagnostic(`${waits} ingests had to wait for longer than a second`);
});

async function undisturbed(here: string, logs: readonly string[]): Promise<Content> {
  const db = join(here, "undisturbed.sqlite");
  await ingested(db, logs);
  return contentOf(db);
}

test("who finds the database locked says so and waits", async (t) => {
  const here = folder(t);
  const lines = madeUpLines(0.3);
  const [db, log] = [join(here, "a.sqlite"), logOf(join(here, "auth.log"), lines)];
  await ingested(db, [logOf(join(here, "auth.log.1"), lines.slice(0, 500))]);
  const holder = new Database(db);
  holder.exec("BEGIN EXCLUSIVE"); // as an ingest does once its changes do not fit into memory
  const others = [run(["status", "--db", db]), run(ingestArgs(db, [log]))];
  await sleep(2500);
  holder.exec("COMMIT");
  holder.close();
  for (const {code, err} of await Promise.all(others)) {
    assert.equal(code, 0, err);
    assert.match(err, /^.*a\.sqlite is in use by another process; waiting up to a minute\n$/);
  }
});

test("the database can be read while an ingest runs", async (t) => {
  const here = folder(t);
  const lines = madeUpLines(8);
  const [db, log] = [join(here, "a.sqlite"), logOf(join(here, "auth.log"), lines)];
  await ingested(db, [logOf(join(here, "auth.log.1"), lines.slice(0, 500))]);
  let running = true;
  const ingest = run(ingestArgs(db, [log])).finally(() => (running = false));
  const readers: Ended[] = [];
  while (running) readers.push(await run(["status", "--db", db]));
  assert.equal((await ingest).code, 0);
  for (const {code, err} of readers) assert.deepEqual([code, waiting.test(err)], [0, true], err);
  t.diagnostic(`${readers.length} readers during one ingest`);
  assert.ok(readers.length > 1);
});

/** Reads a log, with something that happens between the first look at it and its reading. */
async function readAfter(store: Store, path: string, happens: () => void): Promise<void> {
  const source = await openSource(path);
  let happened = false;
  const chunks: Source["chunks"] = (from, onRead) => {
    if (!happened) happens();
    happened = true;
    return source.chunks(from, onRead);
  };
  await ingest(store, {...source, chunks}, {year: 2025, zone: "UTC"});
}

const someLines = madeUpLines(0.3);
const [third, twoThirds] = [Math.floor(someLines.length / 3), Math.floor((someLines.length * 2) / 3)];

const changes: Readonly<Record<string, (log: string) => void>> = {
  "renamed, and a greater one stands there": (log) => {
    renameSync(log, `${log}.1`);
    logOf(log, someLines.slice(twoThirds));
  },
  "copied, emptied and written to": (log) => {
    copyFileSync(log, `${log}.1`);
    logOf(log, someLines.slice(twoThirds));
  }
};

for (const [name, change] of Object.entries(changes))
  for (const known of [0, 30])
    test(`a log with ${known} known lines is ${name} when it is read`, async (t) => {
      const here = folder(t);
      const log = logOf(join(here, "auth.log"), someLines.slice(0, known));
      const store = emptyStore(t);
      await readAfter(store, log, () => undefined);
      logOf(log, someLines.slice(0, twoThirds));
      await readAfter(store, log, () => change(log));
      await readAfter(store, `${log}.1`, () => undefined);
      assert.equal(contentDigest(store), (await undisturbed(here, [logOf(join(here, "whole.log"), someLines)])).digest);
    });

test("a log that was empty, or half a line, at the first look is not taken for another one", async (t) => {
  const here = folder(t);
  const store = emptyStore(t);
  const [a, b] = [join(here, "a.log"), join(here, "b.log")];
  for (const first of ["", someLines[0]!.slice(0, 20)]) {
    writeFileSync(a, first);
    await readAfter(store, a, () => logOf(a, someLines.slice(0, third)));
  }
  logOf(b, [`${someLines[0]!.slice(0, 20)}\n`, ...someLines.slice(third)]); // begins as the half line
  await readAfter(store, b, () => undefined);
  assert.equal(contentDigest(store), (await undisturbed(here, [logOf(join(here, "whole.log"), someLines)])).digest);
});

type Rotate = (log: string, turn: number) => void;

/** How a log is rotated, what its writer does before and after, and the names under which its parts are read. */
interface Rotation {
  readonly before: readonly string[];
  readonly rotate: Rotate;
  readonly after: readonly string[];
}

const rotations: Readonly<Record<string, Rotation>> = {
  "renamed, and packed a turn later": {before: [], rotate: renamed, after: ["reopen"]},
  "copied and emptied": {before: ["pause"], rotate: copied, after: ["go"]}
};

function renamed(log: string, turn: number): void {
  const older = `${log}.${101 - turn}`;
  if (existsSync(older)) pack(older);
  renameSync(log, `${log}.${100 - turn}`); // the greater the number, the older
}

/** Packs a file as logrotate does: for a while both are there, the packed one incomplete. */
function pack(path: string): void {
  const packed = gzipSync(readFileSync(path));
  writeFileSync(`${path}.gz`, packed.subarray(0, packed.length / 2));
  spawnSync("sleep", ["0.2"]); // the readers are other processes
  appendFileSync(`${path}.gz`, packed.subarray(packed.length / 2));
  rmSync(path);
}

function copied(log: string, turn: number): void {
  copyFileSync(log, `${log}.${100 - turn}`);
  truncateSync(log);
}

const common = "rotate 50\nmissingok\nnodateext\nsu root root\n";

const byLogrotate: Readonly<Record<string, Rotation>> = {
  "by logrotate: create, delaycompress": {
    before: [],
    rotate: logrotate(`${common}create\ncompress\ndelaycompress\n`),
    after: ["reopen"]
  },
  "by logrotate: copytruncate, compress": {
    before: ["pause"],
    rotate: logrotate(`${common}copytruncate\ncompress\n`),
    after: ["go"]
  },
  "by logrotate: copytruncate, delaycompress": {
    before: ["pause"],
    rotate: logrotate(`${common}copytruncate\ncompress\ndelaycompress\n`),
    after: ["go"]
  }
};

function logrotate(settings: string): Rotate {
  return (log) => {
    const config = join(log, "../../rotate.conf");
    writeFileSync(config, `${log} {\n${settings}}\n`, {mode: 0o644});
    const {status, stderr} = spawnSync("logrotate", ["-f", "-s", join(log, "../../state"), config], {
      env: {PATH: `${process.env.PATH}:/usr/sbin`}
    });
    assert.equal(status, 0, String(stderr));
  };
}

const logrotateMissing = !has("sh", "-c", "PATH=$PATH:/usr/sbin logrotate --version") && "logrotate is not installed";

for (const [name, rotation] of few(Object.entries(rotations), 1))
  test(`a growing log is ${name}: each line once`, (t) => growing(t, rotation));
for (const [name, rotation] of few(Object.entries(byLogrotate), 1))
  test(`a growing log is rotated ${name}: each line once`, {skip: logrotateMissing}, (t) => growing(t, rotation));

const turns = 4;

/**
 * Reads a log again and again while a process writes it and it is rotated, and compares with all that was ever written.
 */
async function growing(t: TestContext, {before, rotate, after}: Rotation): Promise<void> {
  let stop = async (): Promise<void> => undefined;
  t.after(() => stop()); // before its folder goes
  const here = folder(t);
  const logs = join(here, "log");
  mkdirSync(logs);
  const [log, record, db] = [join(logs, "auth.log"), join(here, "record.log"), join(here, "a.sqlite")];
  const writer = startWriter(log, record, (end) => (stop = end));
  const said = new Set<string>();
  await writer("go"); // it has started
  for (let turn = 0; turn < turns; turn += 1) {
    const reading = [readAll(db, logs, said), readAll(db, logs, said)];
    for (const order of before) await writer(order);
    await sleep(turn * 60);
    rotate(log, turn);
    for (const order of after) await writer(order);
    await Promise.all(reading);
  }
  await writer("pause");
  await sleep(50);
  await ingested(db, [logs]);
  const wanted = await undisturbed(here, [record]);
  const {digest, ledger} = contentOf(db);
  t.diagnostic(`${wanted.ledger.read} lines in ${readdirSync(logs).length} files; seen again: ${ledger.seen}`);
  assert.equal(digest, wanted.digest);
  const {read: _, other: _2, seen: _3, ...kinds} = ledger;
  const {read: _4, other: _5, seen: _6, ...wantedKinds} = wanted.ledger;
  assert.deepEqual(kinds, wantedKinds);
  if (said.size > 0) t.diagnostic([...said].join("; "));
}

/** Reads a folder of logs; a file may be gone by the time that it is its turn. */
async function readAll(db: string, logs: string, said: Set<string>): Promise<void> {
  const {code, err} = await run(ingestArgs(db, [logs]));
  for (const line of err.split("\n").filter((text) => text !== "")) {
    said.add(line.replace(/\/.*\//, ""));
    assert.match(
      line,
      /is in use by another process; waiting|no log at .*; check the name|ends too early|no auth\.log\*/,
      `exit code ${code}`
    );
  }
}

function startWriter(
  log: string,
  record: string,
  onStart: (end: () => Promise<void>) => void
): (order: string) => Promise<void> {
  const script = join(import.meta.dirname, "writer.ts");
  const child = spawn(process.execPath, [script, log, record], {stdio: ["pipe", "pipe", "inherit"]});
  const ended = new Promise((resolve) => child.on("close", resolve));
  onStart(async () => {
    child.kill();
    await ended;
  });
  const answers = createInterface({input: child.stdout})[Symbol.asyncIterator]();
  return async (order) => {
    child.stdin.write(`${order}\n`);
    assert.equal((await answers.next()).value, order);
  };
}
