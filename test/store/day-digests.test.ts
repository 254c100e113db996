import assert from "node:assert/strict";
import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import Database from "better-sqlite3";
import {openReader, openStore} from "../../lib/store/database.ts";
import {exportNews} from "../../lib/store/exchange/news.ts";
import {readNews} from "../../lib/store/exchange/read-news.ts";
import {
  parseSeenDays,
  seenDaysOf,
  unseenDays,
  formatSeenDays,
  type DayDigest
} from "../../lib/store/exchange/day-digests.ts";
import {folder, ingestText, refused} from "./logs.ts";
import {failedWith, run} from "./run.ts";

/** Five years of two hosts, one of which was off every fifth day. */
const days: DayDigest[] = Array.from({length: 1826}, (_, i) => i).flatMap((i) =>
  ["pi", "garden"]
    .filter((host) => host === "pi" || i % 5 > 0)
    .map((host, n) => ({id: 2 * i + n, host, day: 19_000 + i, digest: `${host}-${i}`}))
);
const seen = parseSeenDays(formatSeenDays(seenDaysOf(days)));

test("what was seen is known again, by each host, and asked for in few bytes", () => {
  assert.deepEqual(unseenDays(days, seen), []);
  assert.deepEqual(unseenDays(days, []), days);
  assert.ok(formatSeenDays(seen).length < 10_000, `${formatSeenDays(seen).length} bytes`);
});

test("a new day is sent by itself, an old one that changed with its block, and what is gone hides nothing", () => {
  const [last, old] = [days.at(-1)!, days[100]!];
  const next = {...last, id: 9999, day: last.day + 1};
  assert.deepEqual(unseenDays([...days, next], seen), [next]);
  const recent = {...last, digest: "changed"};
  assert.deepEqual(unseenDays([...days.slice(0, -1), recent], seen), [recent]);
  const late = {...old, digest: "changed"};
  const sent = unseenDays(days.with(100, late), seen);
  assert.ok(sent.includes(late) && sent.length <= 32 && sent.every(({host}) => host === old.host), `${sent.length}`);
  const left = unseenDays(days.toSpliced(100, 1), seen);
  assert.ok(left.length <= 31 && left.every(({host}) => host === old.host));
  const other = days.map((day) => ({...day, host: day.host === "pi" ? "garden" : "pi"}));
  assert.deepEqual(unseenDays(other, seen), other, "the days of another host are not its own");
});

test("what another version has seen is nothing; what pull never wrote is an error", async (t) => {
  assert.deepEqual(parseSeenDays('{"version":2,"what":[]}'), []);
  for (const text of ["", "{}x", "null", '{"version":1}', '{"version":1,"seen":[["pi",7]]}'])
    assert.throws(
      () => parseSeenDays(text),
      /^Error: it does not say what was seen; only pull writes such a file$/,
      text
    );
  const here = folder(t);
  const db = join(here, "a.sqlite");
  openStore(db).close();
  const out = join(here, "b");
  failedWith(await run(["export", out, "--db", db, "--seen", join(here, "none")]), /none cannot be read; only pull/);
  writeFileSync(out, "precious");
  writeFileSync(join(here, "seen"), formatSeenDays([]));
  failedWith(await run(["export", out, "--db", db, "--seen", join(here, "seen")]), /b is there already/);
  assert.equal(readFileSync(out, "utf8"), "precious");
});

test("a database without lines for all its attempts is copied whole", async (t) => {
  const here = folder(t);
  const [db, out, rows] = ["a.sqlite", "b", "c"].map((name) => join(here, name)) as [string, string, string];
  const old = new Database(db);
  const sql = readFileSync(join(import.meta.dirname, "version1.sql"), "utf8");
  old.exec(`PRAGMA foreign_keys = OFF; BEGIN; ${sql} COMMIT`);
  old.close();
  openStore(db).close();
  await exportNews(db, out, {seen: []});
  assert.equal(await readNews(out, rows), null, "it is no news");
  openReader(out).close();
});

test("news hold lines and what is small, without attempts", async (t) => {
  const here = folder(t);
  const [db, out, rows] = ["a.sqlite", "b", "c.sqlite"].map((name) => join(here, name)) as [string, string, string];
  const store = openStore(db);
  await ingestText(store, join(here, "auth.log"), refused);
  store.prepare("INSERT INTO meta (key, value) VALUES ('pulled:x', 'secret')").run();
  store.close();
  await exportNews(db, out, {seen: []});
  assert.doesNotMatch(readFileSync(out, "utf8"), /secret|attempt":/);
  const end = await readNews(out, rows);
  assert.ok(end !== null && end !== "other");
  assert.deepEqual(end.claims, [{host: "pi", floor: 0, lines: 3, attempts: 1}]);
  const made = openReader(rows);
  t.after(() => made.close());
  const count = (table: string): unknown => made.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  assert.deepEqual(["day", "source", "ledger", "coverage", "attempt", "total"].map(count), [1, 1, 1, 1, 0, 0]);
});
