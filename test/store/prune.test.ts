import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import fc from "fast-check";
import {demoLog} from "../../lib/demo/log.ts";
import {readAbout, readLedger} from "../../lib/store/status/about.ts";
import {openStore, type Store} from "../../lib/store/database.ts";
import {contentDigest} from "./digest.ts";
import {floorOf, prune, pruneable} from "../../lib/store/day/prune.ts";
import {emptyStore, folder, ingestText, rows} from "./logs.ts";
import {times} from "../scope.ts";

const at = (text: string): number => Date.parse(text) / 1000;

test("a span is days, weeks, months or years, back to the beginning of a day", () => {
  const now = at("2026-05-31T13:14:15Z");
  for (const [span, first] of [
    ["1d", "2026-05-30"],
    ["6w", "2026-04-19"],
    ["1m", "2026-04-30"], // April has no 31st
    ["3m", "2026-02-28"],
    ["27m", "2024-02-29"],
    ["2y", "2024-05-31"],
    ["99y", "1970-01-01"]
  ] as const)
    assert.equal(floorOf(span, now), at(`${first}T00:00:00Z`), span);
  for (const span of ["", "2", "y", "0d", "-1d", "2 y", "1.5y", "2years", "2Y", "123456d"])
    assert.throws(() => floorOf(span, now), /^Error: invalid span; not as 90d, 6w, 18m or 2y: /, span);
});

/** Four days of the made-up log, as lines; some connections reach across midnight. */
const lines = Buffer.concat([...demoLog({start: "2025-03-14", end: "2025-03-18", scale: 0.3})])
  .toString("latin1")
  .split(/(?<=\n)/);
const floors = ["2025-03-14", "2025-03-15", "2025-03-16", "2025-03-17", "2025-03-19"].map((day) =>
  at(`${day}T00:00:00Z`)
);
const cuts = lines.flatMap((line, i) => (i > 0 && line.slice(0, 15) !== lines[i - 1]!.slice(0, 15) ? [i] : []));
const cut = fc.constantFrom(...cuts);

/** Returns what a database says of the attempts from a floor on. */
function since(store: Store, floor: number): unknown[] {
  const first = new Date(floor * 1000).toISOString().replace(".000", "");
  return rows(store).filter((row) => (row as {time: string}).time >= first);
}

function checkLedger(store: Store): void {
  const {read, ...kinds} = readLedger(store);
  const sum = Object.values(kinds).reduce((total, n) => total + n, 0);
  assert.equal(sum, read);
  assert.ok(
    Object.values(kinds).every((n) => n >= 0),
    JSON.stringify(kinds)
  );
  const judged = store.prepare("SELECT sum(written - deciding - echo - noise - unknown) FROM day").pluck().get();
  assert.equal(judged, store.prepare("SELECT ifnull(sum(deciding + echo), 0) FROM pending").pluck().get());
}

test("what is left are the attempts since the floor, and old logs read again do not change that", async (t) => {
  const here = folder(t);
  const whole = openStore(":memory:");
  await ingestText(whole, join(here, "whole.log"), lines.join(""));
  assert.ok(
    floors.slice(1, 4).some((floor) => reachesAcross(whole, floor)),
    "no connection reaches across a floor"
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...floors), cut, cut, fc.boolean(), async (floor, a, b, isTwice) => {
      const store = openStore(":memory:");
      await ingestText(store, join(here, "first.log"), lines.slice(0, Math.max(a, b)).join(""));
      await ingestText(store, join(here, "second.log"), lines.slice(Math.min(a, b)).join(""));
      prune(store, floor);
      checkLedger(store);
      assert.deepEqual(rows(store), since(whole, floor));
      assert.deepEqual(unusedWords(store), []);
      const [digest, {coverage}] = [contentDigest(store), readAbout(store)];
      assert.ok(coverage.every(({from}) => from >= floor));
      for (const [name, from, to] of [
        ["third", Math.min(a, b), lines.length],
        ["fourth", 0, Math.max(a, b)]
      ] as const)
        await ingestText(store, join(here, `${name}.log`), lines.slice(from + 1, to).join(""));
      if (isTwice) prune(store, floor);
      checkLedger(store);
      assert.equal(contentDigest(store), digest);
      assert.deepEqual(readAbout(store).coverage, coverage);
      assert.deepEqual(store.pragma("foreign_key_check"), []);
      store.close();
    }),
    {seed: 4, numRuns: times(25)}
  );
  whole.close();
});

function reachesAcross(store: Store, floor: number): boolean {
  const sql = "SELECT 1 FROM attempt JOIN day ON day.id = attempt.day WHERE time < ? AND day.day >= ?";
  return store.prepare(sql).get(floor, floor / 86_400) !== undefined;
}

function unusedWords(store: Store): unknown[] {
  return ["user", "origin", "verdict"].flatMap((table) =>
    store
      .prepare(`SELECT * FROM ${table} WHERE id NOT IN (SELECT ${table} FROM attempt WHERE ${table} IS NOT NULL)`)
      .all()
  );
}

test("days after the floor that come later, or again with more lines, are as if nothing had been pruned", async (t) => {
  const here = folder(t);
  const [whole, floor] = [openStore(":memory:"), floors[1]!];
  await ingestText(whole, join(here, "whole.log"), lines.join(""));
  const from = lines.findIndex((line) => line.startsWith("Mar 15"));
  assert.ok(from > 0);
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.boolean()), cut, async (coins, stop) => {
      const store = openStore(":memory:");
      const kept = lines.filter((_, i) => i < from || coins.next().value);
      await ingestText(store, join(here, "some.log"), kept.slice(0, Math.max(from, stop)).join(""));
      prune(store, floor);
      await ingestText(store, join(here, "all.log"), lines.slice(1).join(""));
      checkLedger(store);
      assert.deepEqual(rows(store), since(whole, floor));
      store.close();
    }),
    {seed: 5, numRuns: times(20)}
  );
  whole.close();
});

const late = `Mar  1 23:59:50 pi sshd[41]: Failed password for root from 192.0.2.7 port 40122 ssh2
Mar  1 23:59:58 pi sshd[41]: Failed password for root from 192.0.2.7 port 40122 ssh2
Mar  2 00:00:03 pi sshd[41]: Failed password for root from 192.0.2.7 port 40122 ssh2
Mar  2 00:00:04 pi sshd[41]: Connection closed by authenticating user root 192.0.2.7 port 40122 [preauth]
`;

test("of a connection across the floor, the attempts since the floor are left; its last line is no attempt", async (t) => {
  const store = emptyStore(t);
  const [log, floor] = [join(folder(t), "auth.log"), at("2025-03-02T00:00:00Z")];
  const times = (): unknown[] => rows(store).map((row) => (row as {time: string}).time.slice(5));
  await ingestText(store, log, late.split("Mar  2")[0]!);
  assert.deepEqual(times(), ["03-01T23:59:50Z", "03-01T23:59:58Z"]);
  assert.equal(prune(store, floor).rows, 2);
  assert.deepEqual(times(), []);
  checkLedger(store);
  await ingestText(store, log, late); // the log goes on, and its last second before the floor is not counted again
  assert.deepEqual(times(), ["03-02T00:00:03Z"]);
  checkLedger(store);
  assert.equal(readLedger(store).seen, 0);
});

function line(host: string, day: number): string {
  return `Mar  ${day} 10:00:00 ${host} sshd[1]: Failed password for root from 192.0.2.7 port 4001 ssh2\n`;
}

test("each host has its floor, also one without old lines; a new host has none", async (t) => {
  const store = emptyStore(t);
  const here = folder(t);
  await ingestText(store, join(here, "a"), line("old", 1) + line("new", 9));
  prune(store, at("2025-03-05T00:00:00Z"));
  await ingestText(store, join(here, "b"), line("old", 2) + line("new", 2) + line("other", 2) + line("old", 6));
  const left = rows(store).map((row) =>
    Object.values(row as object)
      .slice(0, 2)
      .join(" ")
  );
  assert.deepEqual(left, ["2025-03-02T10:00:00Z other", "2025-03-06T10:00:00Z old", "2025-03-09T10:00:00Z new"]);
  assert.equal(readLedger(store).pruned, 3);
  checkLedger(store);
});

test("a dry run says what would go and changes nothing; a second run finds nothing", async (t) => {
  const store = emptyStore(t, join(folder(t), "a.sqlite"));
  const many = Array.from({length: 2000}, (_, i) => line("pi", 1 + (i >> 10)).replace("root", `user-${i}`));
  await ingestText(store, join(folder(t), "auth.log"), [...many, line("pi", 9)].join(""));
  const [floor, before] = [at("2025-03-05T00:00:00Z"), contentDigest(store)];
  const planned = pruneable(store, floor);
  assert.deepEqual(planned, {floor, days: 2, rows: 2000, attempts: 2000});
  assert.equal(contentDigest(store), before);
  const {bytes, ...done} = prune(store, floor);
  assert.deepEqual(done, planned);
  assert.ok(bytes > 0);
  assert.deepEqual(prune(store, floor), {floor, days: 0, rows: 0, attempts: 0, bytes: 0});
  checkLedger(store);
});

test("a day whose attempts have all gone takes new ones, each once", async (t) => {
  const store = emptyStore(t);
  const here = folder(t);
  const old = Array.from({length: 5}, (_, i) =>
    line("pi", 1)
      .replace("[1]", `[${i + 2}]`)
      .replace("4001", String(5000 + i))
  );
  await ingestText(store, join(here, "a"), [...old, ...late.split(/(?<=\n)/).filter((_, i) => i !== 2)].join(""));
  prune(store, at("2025-03-02T00:00:00Z"));
  assert.deepEqual(rows(store), []);
  await ingestText(store, join(here, "b"), line("pi", 2));
  await ingestText(store, join(here, "c"), line("pi", 2).replace("10:00", "09:00") + line("pi", 2));
  assert.deepEqual(
    rows(store).map((row) => (row as {time: string}).time),
    ["2025-03-02T09:00:00Z", "2025-03-02T10:00:00Z"]
  );
});
