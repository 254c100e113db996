import assert from "node:assert/strict";
import {globSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {test, type TestContext} from "node:test";
import {constants, zstdCompressSync, zstdDecompressSync} from "node:zlib";
import Database from "better-sqlite3";
import {readAbout, readLedger} from "../../lib/store/status/about.ts";
import {openReader, openStore, type Store} from "../../lib/store/database.ts";
import {contentDigest} from "./digest.ts";
import {versions} from "../../lib/store/migrations/migrate.ts";
import {prune} from "../../lib/store/day/prune.ts";
import {schemaVersion, versionOf} from "../../lib/store/schema.ts";
import {readSums} from "../../lib/store/day/sums.ts";
import {emptyStore, folder, ingestText, rows} from "./logs.ts";

/** The two logs that the database of version 1 has read to their ends; two connections of `pi` were still open. */
const pi = `Mar  1 10:00:00 pi sshd[41]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7  user=root
Mar  1 10:00:02 pi sshd[41]: Failed password for root from 192.0.2.7 port 40122 ssh2
Mar  1 10:00:09 pi sshd[41]: message repeated 2 times: [ Failed password for root from 192.0.2.7 port 40122 ssh2]
Mar  1 10:00:10 pi sshd[41]: Connection closed by authenticating user root 192.0.2.7 port 40122 [preauth]
Mar  1 10:05:00 pi sshd[42]: Invalid user admin from 198.51.100.9 port 50001
Mar  1 10:05:01 pi sshd[42]: Connection closed by invalid user admin 198.51.100.9 port 50001 [preauth]
Mar  1 11:05:01 pi CRON[77]: pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)
Mar  2 23:58:00 pi sshd[43]: Connection from 203.0.113.5 port 6000 on 192.0.2.1 port 22
Mar  2 23:58:30 pi sshd[43]: Some words of a later OpenSSH
Mar  2 23:59:00 pi sshd[44]: Invalid user  from 203.0.113.6 port 6001
Mar  2 23:59:01 pi sshd[44]: Failed password for invalid user  from 203.0.113.6 port 6001 ssh2
`;
const web = `2025-03-03T08:00:00.123456+01:00 web sshd-session[9]: Accepted publickey for git from 2001:db8::7 port 4242 ssh2: ED25519 SHA256:abc
2025-03-03T08:00:05.123456+01:00 web sshd-session[10]: error: kex_exchange_identification: Connection closed by remote host
2025-03-03T08:00:05.123456+01:00 web sshd-session[10]: Connection closed by 203.0.113.8 port 999
`;
const later = "Mar  2 23:59:30 pi sshd[50]: Failed password for root from 192.0.2.9 port 7000 ssh2\n";

/** The first log of the databases of versions 3 and 4; its host was pruned up to 1 March, with a connection open. */
const nas = `Feb 26 10:00:00 nas sshd[61]: Failed password for root from 192.0.2.77 port 40177 ssh2
Feb 26 23:59:58 nas sshd[62]: Connection from 203.0.113.55 port 6055 on 192.0.2.1 port 22
Feb 27 10:00:00 nas CRON[63]: (root) CMD (true)
`;

const stored = [1, 2, 3, 4].map((version) => readFileSync(join(import.meta.dirname, `version${version}.sql`), "utf8"));
const [version1, version2, version3, version4] = stored as [string, string, string, string];

/** Returns the path of a database of version 1 with a few rows, and those rows of its view. */
function versionOne(t: TestContext, change = ""): Old {
  return oldStore(t, version1, change);
}

interface Old {
  path: string;
  old: unknown[];
  view: string[];
}

function oldStore(t: TestContext, sql: string, change = ""): Old {
  const path = join(folder(t), "a.sqlite");
  const store = new Database(path);
  store.exec(`PRAGMA foreign_keys = OFF; BEGIN; ${sql} COMMIT; ${change}`);
  const [old, view] = [rows(store), allRows(store)];
  store.close();
  return {path, old, view};
}

function allRows(store: Store): string[] {
  return (store.prepare("SELECT * FROM attempts").raw().all() as unknown[][])
    .map((row) => JSON.stringify(row))
    .toSorted();
}

function checkLedger(store: Store): void {
  const {read, ...kinds} = readLedger(store);
  assert.equal(
    read,
    Object.values(kinds).reduce((sum, n) => sum + n, 0),
    JSON.stringify(kinds)
  );
  assert.deepEqual(store.pragma("foreign_key_check"), []);
}

test("a database of version 1 keeps its attempts, its ledger and its coverage", (t) => {
  const {path, view} = versionOne(t);
  const heard: number[] = [];
  const store = openStore(path, {onMigrate: (from) => heard.push(from)});
  t.after(() => store.close());
  assert.equal(view.length, 7);
  assert.deepEqual(allRows(store), view);
  assert.deepEqual([versionOf(store), heard], [schemaVersion, [1]]);
  const ledger = {read: 11, deciding: 5, echo: 4, noise: 0, other: 1, unread: 0, unknown: 1, seen: 0, pruned: 0};
  assert.deepEqual(readLedger(store, 1), ledger);
  checkLedger(store);
  assert.equal(readAbout(store).coverage.length, 3);
  assert.deepEqual(store.pragma("integrity_check", {simple: true}), "ok");
});

test("there is a stored database of each version before the newest", () => {
  assert.equal(stored.length, versions.length);
  assert.equal(versions.length, schemaVersion - 1);
});

test("a database of any version has then the schema of a new one, and the same content", (t) => {
  const digests = new Set<string>();
  for (const old of stored) {
    const store = openStore(oldStore(t, old).path);
    t.after(() => store.close());
    assert.deepEqual(schemaOf(store), schemaOf(emptyStore(t)));
    digests.add(contentDigest(store));
  }
  assert.equal(digests.size, 1);
});

test("each step gives the schema of its version", (t) => {
  const db = new Database(oldStore(t, version1).path);
  db.pragma("foreign_keys = OFF");
  t.after(() => db.close());
  for (const {upgrade, schema} of versions) {
    upgrade(db);
    const wanted = new Database(":memory:");
    wanted.exec(schema);
    assert.deepEqual(schemaOf(db), schemaOf(wanted));
  }
});

test("the file of a version uses nothing that may change after it", () => {
  const folder = join(import.meta.dirname, "../../lib/store/migrations");
  const names = globSync("version*.ts", {cwd: folder});
  assert.equal(names.length, versions.length);
  for (const name of names) {
    const imports = [...readFileSync(join(folder, name), "utf8").matchAll(/^import (.*) from "(.*)";$/gm)];
    for (const [, what, from] of imports)
      assert.ok(
        from!.startsWith("node:") || (from === "better-sqlite3" && what!.startsWith("type ")),
        `${name}: ${from}`
      );
  }
});

/**
 * Returns what a database is made of, letter by letter but for the space between words and around commas and brackets.
 */
function schemaOf(store: Store): unknown[] {
  const sql = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name";
  const rows = store.prepare(sql).all() as {sql: string | null}[];
  return rows.map((row) => ({...row, sql: row.sql?.replaceAll(/\s+/g, " ").replaceAll(/ ?([(),]) ?/g, "$1")}));
}

test("a day without lines is closed from version 4 on, whatever its bytes", (t) => {
  const other = constants.ZSTD_c_compressionLevel;
  const empty = zstdDecompressSync(
    Buffer.from(/INSERT INTO day VALUES\(1,1,20145,X'(\w+)'/.exec(version3)![1]!, "hex")
  );
  const packedOtherwise = zstdCompressSync(empty, {params: {[other]: 19}});
  const change = `UPDATE day SET lines = X'${packedOtherwise.toString("hex")}' WHERE id = 1;
    UPDATE day SET lines = X'00' WHERE id = 4`;
  for (const one of ["", change]) {
    const store = openStore(oldStore(t, version3, one).path);
    t.after(() => store.close());
    const closed = store.prepare("SELECT id FROM day WHERE closed ORDER BY id").pluck().all();
    assert.deepEqual(closed, [1], "not one whose bytes are damaged");
  }
  const store = openStore(versionOne(t).path);
  t.after(() => store.close());
  assert.deepEqual(store.prepare("SELECT closed, count(*) AS days FROM day GROUP BY 1").all(), [{closed: 1, days: 2}]);
});

for (const [version, sql] of [
  [3, version3],
  [4, version4]
] as const)
  test(`a database of version ${version} is from then on as if it had always been a new one`, (t) => goesOn(t, sql));

async function goesOn(t: TestContext, sql: string): Promise<void> {
  const {path} = oldStore(t, sql);
  const here = folder(t);
  const [old, fresh] = [openStore(path), emptyStore(t, join(here, "fresh.sqlite"))];
  t.after(() => old.close());
  await ingestText(fresh, join(here, "nas.log"), nas);
  prune(fresh, Date.parse("2025-03-01T00:00:00Z") / 1000);
  const opened = "Mar  1 00:00:01 nas sshd[62]: Failed password for root from 203.0.113.55 port 6055 ssh2\n";
  for (const db of [fresh, old])
    for (const [name, text] of [
      ["a.log", pi],
      ["web.log", web],
      ["nas.log", nas + opened],
      ["a.log", pi + later]
    ] as const)
      await ingestText(db, join(here, name), text);
  checkLedger(old);
  for (const table of ["host", "day", "total", "attempt", "pending", "ledger", "coverage", "unknown", "meta"]) {
    const select = `SELECT * FROM ${table} ORDER BY 1, 2, 3`;
    const all = (db: Store): unknown => db.prepare(table === "meta" ? "SELECT * FROM meta" : select).all();
    assert.deepEqual(all(old), all(fresh), table);
  }
}

test("a database of version 4 loses the times that cannot be, and keeps what bore them", (t) => {
  const [y1970, y9999] = [40_000, Date.UTC(9999, 11, 31) / 1000];
  const change = `
    UPDATE day SET day = 0 WHERE id = 2; UPDATE day SET day = ${Math.floor(y9999 / 86_400)} WHERE id = 4;
    UPDATE attempt SET time = ${y1970} WHERE day = 2; UPDATE attempt SET time = ${y9999} WHERE day = 4;
    UPDATE total SET first = ${y1970}, last = ${y1970} WHERE day = 2;
    UPDATE total SET first = ${y9999}, last = ${y9999} WHERE day = 4;
    UPDATE coverage SET first = ${y9999}, last = ${y9999} WHERE source = 3;
    INSERT INTO coverage VALUES (2, 2, ${y1970}, ${y1970});`;
  const {path, view} = oldStore(t, version4, change);
  const store = openStore(path);
  t.after(() => store.close());
  assert.equal(allRows(store).length, view.length);
  const days = store.prepare("SELECT id, misdated FROM day WHERE misdated > 0 ORDER BY id").raw().all();
  assert.deepEqual(days, [
    [2, 6],
    [4, 3]
  ]);
  const timed = store.prepare("SELECT DISTINCT day FROM attempt WHERE time IS NOT NULL").pluck().all();
  assert.deepEqual(timed, [3], "only what was open on the day between them");
  const isOf2025 = ({from, to}: {from: number; to: number}): boolean =>
    from >= Date.UTC(2025, 2) / 1000 && to < Date.UTC(2025, 3) / 1000;
  assert.deepEqual(
    readAbout(store).coverage.filter((span) => !isOf2025(span)),
    []
  );
  for (const {first, last} of readSums(store))
    assert.ok([first, last].every((time) => time === null || isOf2025({from: time, to: time})));
  checkLedger(store);
});

test("the unknown lines of a database of version 4 stay, as none of them is unread", (t) => {
  const store = openStore(oldStore(t, version4).path);
  t.after(() => store.close());
  const words = "Some words of a later OpenSSH";
  assert.deepEqual(store.prepare("SELECT * FROM unknown").raw().all(), [[2, 0, words, words, 1, 1_740_959_910]]);
  assert.deepEqual(store.prepare("SELECT DISTINCT unread FROM ledger").pluck().all(), [0]);
});

test("a database of version 2 keeps all, and is from then on as if it had always been a new one", async (t) => {
  const {path, view, old} = oldStore(t, version2);
  const [store, fresh, here] = [openStore(path), emptyStore(t), folder(t)];
  t.after(() => store.close());
  assert.equal(view.length, 7);
  assert.deepEqual(allRows(store), view);
  checkLedger(store);
  const attempts = (db: Store): unknown => readSums(db).map(({outcome, attempts}) => [outcome, attempts]);
  for (const [name, text] of [
    ["a.log", pi],
    ["web.log", web]
  ] as const)
    for (const db of [store, fresh]) await ingestText(db, join(here, name), text);
  assert.deepEqual([rows(store), rows(fresh)], [old, old], "the same logs, and a new database of them");
  assert.deepEqual(attempts(store), attempts(fresh));
  const whole = pi.replace(
    "Mar  1 10:05:00",
    "Mar  1 10:04:00 pi sshd[42]: Connection from 198.51.100.9 port 50001 on 192.0.2.1 port 22\n$&"
  );
  for (const db of [store, fresh]) await ingestText(db, join(here, "copy.log"), whole + later);
  assert.deepEqual(rows(store), rows(fresh), "a copy with more lines");
  assert.deepEqual(attempts(store), attempts(fresh));
  checkLedger(store);
});

test("ingest goes on where each log was left, and counts nothing of the old ones again", async (t) => {
  const {path, old} = versionOne(t);
  const store = openStore(path);
  t.after(() => store.close());
  const here = folder(t);
  await ingestText(store, join(here, "a.log"), pi);
  await ingestText(store, join(here, "web-renamed.log"), web);
  assert.deepEqual(rows(store), old, "the same logs");
  await ingestText(
    store,
    join(here, "part.log"),
    pi
      .split(/(?<=\n)/)
      .slice(2)
      .join("")
  ); // another beginning: not known by its content
  assert.deepEqual(rows(store), old, "a copy of another length");
  assert.equal(readLedger(store).pruned, 8);
  await ingestText(store, join(here, "a.log"), pi + later);
  const added = rows(store).filter((row) => !old.some((one) => JSON.stringify(one) === JSON.stringify(row)));
  assert.deepEqual(
    added.map((row) => (row as {time: string}).time),
    ["2025-03-02T23:59:30Z"]
  );
  await ingestText(
    store,
    join(here, "b.log"),
    pi
      .split(/(?<=\n)/)
      .slice(1)
      .join("") + later
  );
  assert.equal(rows(store).length, old.length + 1, "the new line in another log");
  checkLedger(store);
});

test("what was migrated can be pruned, by the second and not by the day of the migration", async (t) => {
  const store = openStore(versionOne(t).path);
  t.after(() => store.close());
  const floor = Date.parse("2025-03-02T00:00:00Z") / 1000;
  const kept = rows(store).filter((row) => (row as {time: string}).time > "2025-03-02");
  await ingestText(store, join(folder(t), "a.log"), pi + later);
  prune(store, floor);
  assert.equal(rows(store).length, kept.length + 1);
  prune(store, floor + 2 * 86_400);
  assert.deepEqual(rows(store), []);
  checkLedger(store);
});

test("a reader leaves an older database as it is, and says in one line what to do", (t) => {
  const {path} = versionOne(t);
  const bytes = readFileSync(path);
  assert.throws(
    () => openReader(path),
    /^Error: .*a\.sqlite comes from an older knockbook \(schema 1, .*run ingest on it once.*$/
  );
  assert.deepEqual(readFileSync(path), bytes);
});

test("a migration that fails leaves the old database", (t) => {
  for (const change of [
    "UPDATE source SET state = 'no JSON' WHERE id = 2",
    "UPDATE attempt SET user = 99 WHERE id = 3"
  ]) {
    const {path} = versionOne(t, `PRAGMA foreign_keys = OFF; ${change};`);
    const bytes = readFileSync(path);
    assert.throws(() => openStore(path), change);
    assert.deepEqual(readFileSync(path), bytes);
  }
});

test("an empty database of version 1 migrates to an empty one", (t) => {
  const path = join(folder(t), "a.sqlite");
  const old = new Database(path);
  old.exec(version1.replaceAll(/^INSERT.*$/gm, ""));
  old.close();
  const store = openStore(path);
  t.after(() => store.close());
  assert.equal(contentDigest(store), contentDigest(emptyStore(t)));
});
