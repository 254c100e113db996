import assert from "node:assert/strict";
import {copyFileSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import Database from "better-sqlite3";
import {encode} from "../../lib/store/day/event-code.ts";
import {openSource} from "../../lib/log/source/source.ts";
import {openStore} from "../../lib/store/database.ts";
import {importStore, type Imported} from "../../lib/store/exchange/import.ts";
import {ingest, type IngestOptions} from "../../lib/store/ingest/ingest.ts";
import {eventsOf} from "../../lib/store/day/lines.ts";
import {unpack} from "../../lib/store/day/pack.ts";
import {prune} from "../../lib/store/day/prune.ts";
import {readSummary, type Summary} from "../../lib/store/status/summary.ts";
import {emptyStore, folder, refused, rows} from "./logs.ts";
import {contentOf, failedWith, hashOf, logOf, madeUpLines, run, seeded, type Content} from "./run.ts";

const lines = madeUpLines(0.3);

/** Reads logs into the database at a path. */
async function read(db: string, logs: readonly string[], options: IngestOptions = {}): Promise<string> {
  const store = openStore(db);
  try {
    for (const log of logs) await ingest(store, await openSource(log), {year: 2025, zone: "UTC", ...options});
  } finally {
    store.close();
  }
  return db;
}

function summaryOf(db: string): Summary {
  const store = openStore(db);
  try {
    return readSummary(store);
  } finally {
    store.close();
  }
}

/**
 * What must be the same of two databases of the same logs: all but their names and sizes, and the order of their logs.
 */
function saidOf(db: string): Content & Pick<Summary, "hosts"> & {sources: string[]} {
  const {hosts, sources} = summaryOf(db);
  return {...contentOf(db), hosts, sources: sources.map((one) => JSON.stringify(one)).toSorted()};
}

function part(here: string, name: string, from: number, to: number, host = "pi"): string {
  const cut = (share: number): number => {
    let at = Math.floor(share * lines.length);
    while (at > 0 && at < lines.length && lines[at]!.slice(0, 15) === lines[at - 1]!.slice(0, 15)) at += 1;
    return at;
  };
  return logOf(
    join(here, name),
    lines.slice(cut(from), cut(to)).map((line) => line.replace(" pi ", ` ${host} `))
  );
}

const total = ({hosts}: Imported): number => hosts.reduce((sum, {lines}) => sum + lines, 0);

test("databases imported in any order, twice, are that of all logs", async (t) => {
  const here = folder(t);
  const logs = [
    part(here, "a.log", 0, 0.4),
    part(here, "b.log", 0.3, 0.7),
    part(here, "c.log", 0.6, 1),
    part(here, "d.log", 0.2, 0.8, "nas")
  ] as const;
  const whole = saidOf(await read(join(here, "whole.sqlite"), logs));
  const [a, b, c, d] = logs;
  const files = [
    await read(join(here, "1.sqlite"), [a, b]),
    await read(join(here, "2.sqlite"), [d, b, c]),
    await read(join(here, "3.sqlite"), [c, a])
  ];
  for (const seed of [1, 2, 3, 4]) {
    const random = seeded(seed);
    const db = join(here, `all-${seed}.sqlite`);
    const order = [...files].toSorted(() => random() - 0.5);
    assert.ok(order.map((file) => total(importStore(db, file))).reduce((sum, n) => sum + n) > 0);
    assert.deepEqual(saidOf(db), whole, `seed ${seed}`);
    const before = hashOf(db);
    for (const file of order) assert.equal(total(importStore(db, file)), 0);
    assert.equal(hashOf(db), before, "nothing was written");
  }
});

test("a log that has grown between two imports counts once", async (t) => {
  const here = folder(t);
  const [db, file] = [join(here, "a.sqlite"), join(here, "pi.sqlite")];
  const copies: string[] = [];
  for (const [i, to] of [12, 40, 2000, 5000].entries()) {
    await read(file, [logOf(join(here, "auth.log"), lines.slice(0, to))]);
    copies.push(join(here, `copy-${i}.sqlite`));
    copyFileSync(file, copies[i]!);
  }
  for (const copy of copies) importStore(db, copy);
  assert.deepEqual(saidOf(db), saidOf(file));
  const before = hashOf(db);
  for (const copy of copies) importStore(db, copy);
  assert.equal(hashOf(db), before, "an older copy brings nothing");
  const backwards = join(here, "b.sqlite");
  for (const copy of copies.toReversed()) importStore(backwards, copy);
  assert.deepEqual(saidOf(backwards), saidOf(file));
});

test("a last line without an end that went on later is not two", async (t) => {
  const here = folder(t);
  const [db, file, log] = [join(here, "a.sqlite"), join(here, "pi.sqlite"), join(here, "auth.log.1")];
  const cut = refused.indexOf(" port 40122 ssh2\n") + 9;
  writeFileSync(log, refused.slice(0, cut));
  const source = async (): ReturnType<typeof openSource> => ({...(await openSource(log)), isSettled: async () => true});
  const readOn = async (): Promise<void> => {
    const store = openStore(file);
    await ingest(store, await source(), {year: 2025, zone: "UTC"});
    store.close();
  };
  await readOn();
  importStore(db, file);
  writeFileSync(log, refused);
  await readOn();
  importStore(db, file);
  assert.deepEqual(saidOf(db), saidOf(file));
});

test("a log is read on here from where the other machine was", async (t) => {
  const here = folder(t);
  const db = join(here, "a.sqlite");
  const whole = saidOf(await read(join(here, "whole.sqlite"), [logOf(join(here, "auth.log"), lines.slice(0, 4000))]));
  const file = await read(join(here, "pi.sqlite"), [logOf(join(here, "auth.log"), lines.slice(0, 3000))]);
  importStore(db, file);
  await read(db, [logOf(join(here, "auth.log"), lines.slice(0, 4000))]);
  assert.deepEqual(saidOf(db), whole);
  importStore(db, file);
  assert.deepEqual(saidOf(db), whole);
});

test("what was pruned there stays here; what was pruned here does not come back", async (t) => {
  const here = folder(t);
  const log = part(here, "auth.log", 0, 1);
  const [file, whole] = [await read(join(here, "pi.sqlite"), [log]), await read(join(here, "whole.sqlite"), [log])];
  const floor = Date.UTC(2025, 2, 17) / 1000;
  const pruned = join(here, "pruned.sqlite");
  copyFileSync(file, pruned);
  const store = openStore(pruned);
  prune(store, floor);
  store.close();

  const [archive, fresh, mine] = ["archive", "fresh", "mine"].map((name) => join(here, `${name}.sqlite`)) as Three;
  importStore(archive, file);
  assert.equal(total(importStore(archive, pruned)), 0);
  assert.deepEqual(saidOf(archive), saidOf(whole), "the archive keeps all");

  importStore(fresh, pruned);
  assert.deepEqual(saidOf(fresh), saidOf(pruned), "a new one begins at their floor");
  importStore(fresh, file);
  assert.deepEqual(saidOf(fresh), saidOf(whole), "and takes what a fuller one has");
  importStore(fresh, pruned);
  assert.deepEqual(saidOf(fresh), saidOf(whole));

  importStore(mine, file);
  const own = openStore(mine);
  prune(own, floor);
  own.close();
  const [before, said] = [hashOf(mine), saidOf(mine)];
  for (const one of [file, pruned]) assert.equal(total(importStore(mine, one)), 0);
  assert.deepEqual(saidOf(mine), said);
  assert.equal(hashOf(mine), before);
});

test("what is left open before a floor comes along", async (t) => {
  const here = folder(t);
  const [db, file, log] = [join(here, "a.sqlite"), join(here, "pi.sqlite"), join(here, "auth.log")];
  writeFileSync(log, "Mar  1 23:59:50 pi sshd[42]: Invalid user admin from 198.51.100.9 port 50001\n");
  const store = openStore(await read(file, [log]));
  prune(store, Date.UTC(2025, 2, 2) / 1000);
  store.close();
  importStore(db, file);
  assert.deepEqual(saidOf(db), saidOf(file));
});

test("databases pruned at different times are one in any order, and written once", async (t) => {
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    const [here, random] = [folder(t), seeded(seed)];
    const files: string[] = [];
    for (let i = 0; i < 4; i += 1) {
      const from = 0.6 * random();
      const log = part(here, `${i}.log`, from, from + 0.4 * random(), i === 0 ? "nas" : "pi");
      files.push(await read(join(here, `${i}.sqlite`), [log, ...(i === 2 ? [join(here, "1.log")] : [])]));
      const store = openStore(files[i]!);
      if (i !== 1) prune(store, Date.UTC(2025, 2, 10 + Math.floor(14 * random())) / 1000);
      store.close();
    }
    const [db, backwards] = [join(here, "a.sqlite"), join(here, "b.sqlite")];
    for (const file of files) importStore(db, file);
    for (const file of [...files, ...files].toReversed()) importStore(backwards, file);
    assert.equal(contentOf(db).digest, contentOf(backwards).digest, `seed ${seed}`);
    const before = hashOf(db);
    for (const file of files) assert.equal(total(importStore(db, file)), 0);
    assert.equal(hashOf(db), before, `seed ${seed}: nothing was written`);
  }
});

type Three = [string, string, string];

test("a database of an older schema is brought up to date as a copy", (t) => {
  for (const version of ["version1", "version2", "version3"]) {
    const here = folder(t);
    const [db, file, same] = ["a", "old", "same"].map((name) => join(here, `${name}.sqlite`)) as Three;
    const old = new Database(file);
    old.exec(
      `PRAGMA foreign_keys = OFF; BEGIN; ${readFileSync(join(import.meta.dirname, `${version}.sql`), "utf8")} COMMIT`
    );
    old.close();
    copyFileSync(file, same);
    const before = hashOf(file);
    importStore(db, file);
    assert.equal(hashOf(file), before);
    assert.deepEqual(saidOf(db), saidOf(same));
    const once = hashOf(db);
    importStore(db, file);
    assert.equal(hashOf(db), once);
  }
});

test("attempts without lines do not mix with others of their time", async (t) => {
  const here = folder(t);
  const [db, file] = [join(here, "a.sqlite"), join(here, "old.sqlite")];
  const old = new Database(file);
  old.exec(
    `PRAGMA foreign_keys = OFF; BEGIN; ${readFileSync(join(import.meta.dirname, "version1.sql"), "utf8")} COMMIT`
  );
  old.close();
  writeFileSync(join(here, "auth.log"), refused);
  await read(db, [join(here, "auth.log")]);
  const before = hashOf(db);
  assert.throws(() => importStore(db, file), /whose lines an old knockbook did not keep.*--db$/);
  assert.equal(hashOf(db), before);
});

/** Returns a database whose journal has told the machine id of its host. */
async function ofMachine(db: string, log: string, machine: string): Promise<string> {
  await read(db, [log]);
  const store = openStore(db);
  store.prepare("INSERT INTO meta (key, value) VALUES ('machine:pi', ?)").run(machine);
  store.close();
  return db;
}

test("a second machine of one name is refused until it gets a name of its own", async (t) => {
  const here = folder(t);
  const db = join(here, "a.sqlite");
  const one = await ofMachine(join(here, "1.sqlite"), part(here, "1.log", 0, 0.5), "1".repeat(32));
  const two = await ofMachine(join(here, "2.sqlite"), part(here, "2.log", 0.2, 0.9), "2".repeat(32));
  importStore(db, one);
  const before = hashOf(db);
  failedWith(
    await run(["import", two, "--db", db]),
    /2\.sqlite is of another machine than the pi in .*: --host NAME$/m
  );
  assert.equal(hashOf(db), before);
  assert.equal((await run(["import", two, "--db", db, "--host", "pi2"])).code, 0);
  const hosts = summaryOf(db).hosts;
  assert.deepEqual(
    hosts.map(({host, machine}) => [host, machine?.[0]]),
    [
      ["pi", "1"],
      ["pi2", "2"]
    ]
  );
  const [onlyOne, onlyTwo] = [summaryOf(one).hosts[0]!, summaryOf(two).hosts[0]!];
  assert.deepEqual(hosts, [onlyOne, {...onlyTwo, host: "pi2"}]);
  assert.equal((await run(["import", two, "--db", db, "--host", "pi=pi2"])).out.includes("nothing new"), true);
  failedWith(await run(["import", two, "--db", db, "--host", "pi"]), /another machine than the pi /);
  failedWith(
    await run(["import", db, "--db", two, "--host", "x"]),
    /has 2 hosts \(pi, pi2\); say which is x: --host OLD=x/
  );
  failedWith(await run(["import", two, "--db", db, "--host", "web=x"]), /no host web; it has pi/);
});

test("what is no sound database of the same kind is refused in one line", async (t) => {
  const here = folder(t);
  const db = await read(join(here, "a.sqlite"), [part(here, "a.log", 0, 0.1)]);
  const file = await read(join(here, "b.sqlite"), [part(here, "b.log", 0, 0.2)]);
  const before = hashOf(db);
  const changed = (name: string, sql: string): string => {
    const path = join(here, name);
    copyFileSync(file, path);
    const store = new Database(path);
    store.pragma("foreign_keys = OFF");
    store.exec(sql);
    store.close();
    return path;
  };
  const damaged = join(here, "damaged.sqlite");
  const bytes = readFileSync(file);
  writeFileSync(damaged, bytes.fill(0xff, 3 * 4096, 9 * 4096));
  const cases: [string, RegExp][] = [
    [join(here, "none.sqlite"), /no file .*none\.sqlite/],
    [here, /no file .*; name a database/],
    [part(here, "text.log", 0, 0.1), /is not a knockbook database/],
    [damaged, /damaged/],
    [changed("newer.sqlite", "PRAGMA user_version = 99"), /comes from a newer knockbook \(schema 99/],
    [changed("other.sqlite", "PRAGMA application_id = 7"), /is not a knockbook database/],
    [changed("dangling.sqlite", "DELETE FROM user WHERE id = 1"), /a row of attempt in .* points nowhere/],
    [changed("short.sqlite", "UPDATE attempt SET times = times + 1 WHERE id = 1"), /attempts of pi, and counts/],
    [
      changed("demo.sqlite", "UPDATE meta SET value = 'true' WHERE key = 'demo'"),
      /holds real attempts, .* made-up ones/
    ],
    [db, /is the database itself/]
  ];
  for (const [path, wanted] of cases) {
    failedWith(await run(["import", path, "--db", db]), wanted);
    assert.equal(hashOf(db), before);
  }
});

test("a folder is no database, an empty file becomes one, and what a stopped import has left goes", async (t) => {
  const here = folder(t);
  const file = await read(join(here, "pi.sqlite"), [part(here, "pi.log", 0, 0.1)]);
  failedWith(await run(["import", file, "--db", here]), /is a folder; name a file in it$/m);
  const db = join(here, "a.sqlite");
  for (const left of ["rows", "import", "import-journal", "new"])
    writeFileSync(join(here, `.a.sqlite.4194305.${left}`), "");
  writeFileSync(db, "");
  importStore(db, file);
  assert.deepEqual(contentOf(db), contentOf(file));
  assert.deepEqual(readdirSync(here).toSorted(), ["a.sqlite", "pi.log", "pi.sqlite"]);
});

test("a machine takes back no line of another one", async (t) => {
  const here = folder(t);
  const [pi, db] = [join(here, "pi.sqlite"), join(here, "a.sqlite")];
  await read(db, [part(here, "garden.log", 0, 0.1, "garden")]);
  await read(pi, [part(here, "pi.log", 0, 0.1)]);
  const before = contentOf(db).ledger.read;
  const there = openStore(db);
  const {lines, day} = there.prepare("SELECT lines, day FROM day ORDER BY day LIMIT 1").get() as Day;
  const all = unpack(lines);
  const first = eventsOf(all, {host: "garden", from: day * 86_400})(0);
  const line = {time: first.time, code: encode(first), count: all.files[0]!};
  there.close();
  const store = openStore(pi);
  const {state} = store.prepare("SELECT state FROM source").get() as {state: string};
  for (const [i, unended] of [{bytes: 1, digest: "x", host: "garden", as: "own", line}, undefined].entries()) {
    const now = JSON.stringify({...(JSON.parse(state) as object), unended});
    store.prepare("UPDATE source SET position = position + ?, state = ?").run(i, now);
    importStore(db, pi);
  }
  store.close();
  assert.equal(contentOf(db).ledger.read, before + contentOf(pi).ledger.read);
  const garden = summaryOf(db).hosts.find(({host}) => host === "garden")!;
  assert.deepEqual({...garden.lines, seen: 0}, garden.lines, "each line of garden is still there");
});

type Day = {readonly lines: Buffer; readonly day: number};

test("a database that would run something is refused", async (t) => {
  const here = folder(t);
  const active = [
    "CREATE TRIGGER evil AFTER INSERT ON source BEGIN DELETE FROM host; END",
    "CREATE VIEW evil AS SELECT 1",
    "CREATE VIRTUAL TABLE evil USING fts5(x)",
    "DROP TABLE ledger"
  ];
  for (const sql of active) {
    const file = await read(join(here, `${active.indexOf(sql)}.sqlite`), [part(here, "pi.log", 0, 0.1)]);
    const store = openStore(file);
    store.exec(sql);
    if (sql.includes("TRIGGER")) store.pragma("user_version = 2"); // before it is brought up to date
    store.close();
    const db = join(here, "a.sqlite");
    assert.throws(
      () => importStore(db, file),
      /is not what knockbook made: it has evil|holds what no knockbook writes/,
      sql
    );
    assert.equal(hashOf(db), null);
  }
});

test("the command says what is new of each host", async (t) => {
  const here = folder(t);
  const file = join(here, "pi.sqlite");
  const store = emptyStore(t, file);
  writeFileSync(join(here, "auth.log"), refused);
  await ingest(store, await openSource(join(here, "auth.log")), {year: 2025, zone: "UTC"});
  const db = join(here, "a.sqlite");
  const {code, out, err} = await run(["import", file, "--db", db]);
  assert.deepEqual({code, out, err}, {code: 0, out: "pi: 3 new lines, 1 failed\n", err: ""});
  assert.equal((await run(["import", file, "--db", db])).out, "pi: nothing new\n");
  assert.deepEqual(rows(emptyStore(t, db)), rows(store));
});
