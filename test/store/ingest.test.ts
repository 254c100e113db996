import assert from "node:assert/strict";
import {appendFileSync, readFileSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {gzipSync} from "node:zlib";
import {openSource} from "../../lib/log/source/source.ts";
import {readAbout, readLedger} from "../../lib/store/status/about.ts";
import {openStore} from "../../lib/store/database.ts";
import {ingest} from "../../lib/store/ingest/ingest.ts";
import {abandoned, emptyStore, folder, ingestText, refused, rows} from "./logs.ts";

const root = {
  time: "2025-03-01T10:00:02Z",
  host: "pi",
  user: "root",
  known: 1,
  address: "192.0.2.7",
  port: 40122,
  method: "password",
  outcome: "failed",
  times: 1
};
const admin = {
  time: "2025-03-01T10:05:00Z",
  host: "pi",
  user: "admin",
  known: 0,
  address: "198.51.100.9",
  port: 50001,
  method: null,
  outcome: "abandoned",
  times: 1
};

test("a log becomes rows of the view attempts", async (t) => {
  const store = emptyStore(t);
  await ingestText(store, join(folder(t), "auth.log"), refused + abandoned);
  assert.deepEqual(rows(store), [root, admin]);
});

test("the ledger adds up, also while connections are open", async (t) => {
  const store = emptyStore(t);
  await ingestText(store, join(folder(t), "auth.log"), refused + abandoned);
  const {read, ...kinds} = readLedger(store);
  assert.equal(read, 6);
  assert.deepEqual(kinds, {deciding: 2, echo: 3, noise: 0, other: 1, unread: 0, unknown: 0, seen: 0, pruned: 0});
});

test("a log read again brings nothing and writes nothing", async (t) => {
  const [log, db] = ["auth.log", "a.sqlite"].map((name) => join(folder(t), name)) as [string, string];
  const store = emptyStore(t, db);
  await ingestText(store, log, refused + abandoned);
  const {mtimeMs} = statSync(db);
  const again = await ingest(store, await openSource(log));
  assert.equal(again.lines, 0);
  assert.equal(statSync(db).mtimeMs, mtimeMs);
  assert.deepEqual(rows(store), [root, admin]);
});

test("a growing log gives the same rows as the whole one, wherever it was cut", async (t) => {
  const text = refused + abandoned;
  for (let cut = 0; cut <= text.length; cut += 37) {
    const store = emptyStore(t);
    const log = join(folder(t), "auth.log");
    if (cut > 0) await ingestText(store, log, text.slice(0, cut));
    else writeFileSync(log, "");
    appendFileSync(log, text.slice(cut));
    await ingest(store, await openSource(log), {year: 2025, zone: "UTC"});
    assert.deepEqual(rows(store), [root, admin], `cut at ${cut}`);
    const {read, ...kinds} = readLedger(store);
    assert.ok(read === 6 || (read === 5 && cut > 500), `cut at ${cut}`); // a last line of another program may wait
    assert.equal(
      Object.values(kinds).reduce((sum, lines) => sum + lines, 0),
      read,
      `cut at ${cut}`
    );
  }
});

test("a renamed and a compressed copy are the same log", async (t) => {
  const store = emptyStore(t);
  const log = join(folder(t), "auth.log");
  await ingestText(store, log, refused);
  const copy = join(folder(t), "auth.log.2.gz");
  writeFileSync(copy, gzipSync(readFileSync(log)));
  assert.equal((await ingest(store, await openSource(copy))).lines, 0);
  writeFileSync(copy, gzipSync(refused + abandoned));
  assert.equal((await ingest(store, await openSource(copy), {year: 2025})).lines, 3);
  assert.deepEqual(rows(store), [root, admin]);
});

test("an unfinished last line waits for its end", async (t) => {
  const store = emptyStore(t);
  const log = join(folder(t), "auth.log");
  await ingestText(store, log, refused + abandoned.slice(0, 30));
  assert.equal(readLedger(store).read, 3);
});

test("the zone is the given one, then the remembered one", async (t) => {
  const store = emptyStore(t);
  const first = await ingestText(store, join(folder(t), "a.log"), refused, {zone: "Europe/Berlin"});
  assert.equal(first.zone, "Europe/Berlin");
  assert.equal(readAbout(store).zone, "Europe/Berlin");
  const second = await ingestText(store, join(folder(t), "b.log"), abandoned, {zone: undefined});
  assert.deepEqual([second.zone, second.zoneSource], ["Europe/Berlin", "remembered for pi"]);
  assert.equal((rows(store)[0] as {time: string}).time, "2025-03-01T09:00:02Z");
});

test("real and made-up logs refuse to share a database", async (t) => {
  const store = emptyStore(t);
  await ingestText(store, join(folder(t), "a.log"), refused);
  await assert.rejects(
    ingestText(store, join(folder(t), "demo.log"), abandoned, {demo: true}),
    /holds real attempts.*--db/
  );
  assert.deepEqual(rows(store), [root]);
});

test("coverage is the spans of lines of any program, and a run that goes on makes a span longer", async (t) => {
  const store = emptyStore(t);
  const log = join(folder(t), "auth.log");
  await ingestText(store, log, refused);
  await ingestText(store, log, refused + abandoned + "Mar  3 00:00:00 pi CRON[78]: (root) CMD (true)\n");
  const at = (text: string): number => Date.parse(text) / 1000;
  assert.deepEqual(readAbout(store).coverage, [
    {from: at("2025-03-01T10:00:00Z"), to: at("2025-03-01T11:05:01Z")},
    {from: at("2025-03-03T00:00:00Z"), to: at("2025-03-03T00:00:00Z")}
  ]);
});

test("hostile names are stored exactly", async (t) => {
  const store = emptyStore(t);
  const names = ["<script>alert(1)</script>", "=1+1", "'; DROP TABLE attempt; --", "root from 203.0.113.9 port 22", ""];
  const lines = names.map(
    (name, i) =>
      `Mar  1 10:00:0${i} pi sshd[${50 + i}]: Failed password for invalid user ${name} from 192.0.2.8 port ${2000 + i} ssh2\n`
  );
  await ingestText(store, join(folder(t), "auth.log"), lines.join(""));
  assert.deepEqual(
    rows(store).map((row) => (row as {user: string}).user),
    names
  );
});

test("what cannot be opened is said in one line", async (t) => {
  const here = folder(t);
  const write = (name: string, bytes: string): string => (
    writeFileSync(join(here, name), bytes, "latin1"),
    join(here, name)
  );
  assert.throws(() => openStore(join(here, "none", "a.sqlite")), /^Error: no folder .*--db$/);
  assert.throws(
    () => openStore(write("text.sqlite", "this is no database, but a text that is long enough ".repeat(9))),
    /is not a knockbook database/
  );
  await assert.rejects(openSource(join(here, "none.log")), /no log at .*check the name/);
  await assert.rejects(openSource(here), /is a folder/);
});

test("a foreign and a newer database are refused", (t) => {
  const here = folder(t);
  const foreign = openStore(join(here, "foreign.sqlite"));
  foreign.pragma("application_id = 7");
  foreign.close();
  assert.throws(() => openStore(join(here, "foreign.sqlite")), /is not a knockbook database/);
  const newer = openStore(join(here, "newer.sqlite"));
  newer.pragma("user_version = 99");
  newer.close();
  assert.throws(() => openStore(join(here, "newer.sqlite")), /newer knockbook \(schema 99/);
});

test("what has no time has none in the database either, also after its day is derived again", async (t) => {
  const [store, here] = [emptyStore(t), folder(t)];
  const bare = "Failed password for root from 192.0.2.7 port 40122 ssh2\n";
  await ingestText(store, join(here, "bare.log"), bare);
  const times = (): unknown[] => store.prepare("SELECT time FROM attempts ORDER BY 1").pluck().all();
  assert.deepEqual(times(), [null]);
  await ingestText(store, join(here, "more.log"), bare.replace("root", "admin").replace("40122", "40123") + bare);
  assert.deepEqual(times(), [null, null]);
});
