import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import {openPolarsLog} from "../../lib/ask/polars/open.ts";
import type {Measure} from "../../lib/ask/question/options.ts";
import {refused} from "../../lib/ask/question/where.ts";
import {reading, type Store} from "../../lib/store/database.ts";
import {anyAttempts, columnRows, database} from "./attempts.ts";
import {times} from "../scope.ts";

const sample = [
  {user: "b", address: "192.0.2.1"},
  {user: "a", address: "192.0.2.2", times: 2},
  {user: null, address: "192.0.2.1"},
  {user: "b", address: "192.0.2.3", outcome: "abandoned"},
  {user: "c", address: null, outcome: "probe", times: 2_000_000_000},
  {user: "c", address: null, rhost: "example.com", outcome: "probe", times: 2_000_000_000},
  {user: null, address: "192.0.2.1", outcome: "accepted"}
];

test("tally sums times beyond 2^31, largest first, ties by the columns, nulls a group of their own and last", async (t) => {
  const log = openPolarsLog(database(t, sample));
  assert.deepEqual(await log.tally(["user"]), [
    {user: "c", attempts: 4_000_000_000},
    {user: "a", attempts: 2},
    {user: "b", attempts: 2},
    {user: null, attempts: 2}
  ]);
});

test("tally counts what is asked for, in that order; distinct counts leave out null", async (t) => {
  const log = openPolarsLog(database(t, sample));
  const measures = ["addresses", "attempts", "names"] as const;
  assert.deepEqual(await log.tally(["outcome"], {measures}), [
    {outcome: "failed", addresses: 2, attempts: 4, names: 2},
    {outcome: "abandoned", addresses: 1, attempts: 1, names: 1},
    {outcome: "accepted", addresses: 1, attempts: 1, names: 0},
    {outcome: "probe", addresses: 0, attempts: 4_000_000_000, names: 1}
  ]);
  assert.deepEqual(await log.tally(["outcome"], {measures: []}), [
    {outcome: "abandoned"},
    {outcome: "accepted"},
    {outcome: "failed"},
    {outcome: "probe"}
  ]);
});

test("tally keeps the top groups, and counts only what passes", async (t) => {
  const log = openPolarsLog(database(t, sample));
  const options = {top: 1, measures: ["attempts", "addresses"]} as const;
  const tried = log.where(refused());
  assert.deepEqual(await tried.tally(["user"], options), [{user: "a", attempts: 2, addresses: 1}]);
  assert.deepEqual(await tried.tally(["user"], {...options, top: 0}), []);
});

test("tally without columns counts all in one row, also where there is nothing", async (t) => {
  const all = ["attempts", "names", "first"] as const;
  const first = Date.UTC(2025, 2, 1, 10);
  for (const [attempts, row] of [
    [sample, {attempts: 4_000_000_006, names: 3, first}],
    [[], {attempts: 0, names: 0, first: null}]
  ] as const)
    assert.deepEqual(await openPolarsLog(database(t, attempts)).tally([], {measures: all}), [row]);
});

test("tallyColumns gives numbers in place of words, equal for equal words, that rise with them", async (t) => {
  const log = openPolarsLog(database(t, sample));
  const measures = ["attempts", "first"] as const;
  const {address, user, attempts, first} = await log.where(refused()).tallyColumns(["address", "user"], {measures});
  const groups = Array.from(attempts, (n, i) => [address.word(address.codes[i]!), user.word(user.codes[i]!), n]);
  assert.deepEqual(groups.toSorted(), [
    ["192.0.2.1", null, 1],
    ["192.0.2.1", "b", 1],
    ["192.0.2.2", "a", 2],
    ["192.0.2.3", "b", 1]
  ]);
  assert.deepEqual([...new Set(first)], [Date.UTC(2025, 2, 1, 10)]);
  const both = await log.tallyColumns(["address", "rhost"], {measures: ["addresses"]});
  const codes = [...new Set(both.address.codes)].toSorted((a, b) => a - b);
  assert.deepEqual(codes.map(both.address.word), [null, "192.0.2.1", "192.0.2.2", "192.0.2.3"]);
  assert.equal(both.rhost.codes.length, 5, "attempts without an address are two groups");
});

const inSql: Readonly<Record<Measure, string>> = {
  attempts: "sum(times)",
  addresses: "count(DISTINCT address)",
  names: "count(DISTINCT user)",
  first: "1000 * min(attempt_time)",
  last: "1000 * max(attempt_time)"
};

const refusedInSql = "outcome IN ('failed', 'abandoned')";

const flat = `
WITH flat AS (
  SELECT time AS attempt_time, nullif(host.name, '') AS host, user.name AS user, known, address, rhost, port, method,
    outcome, times, date(time, 'unixepoch') AS day, CAST(strftime('%H', time, 'unixepoch') AS INTEGER) AS hour
  FROM attempt JOIN verdict ON verdict.id = verdict JOIN host ON host.id = host
  LEFT JOIN user ON user.id = user LEFT JOIN origin ON origin.id = origin
)`;

/** Columns and measures may come in another order. */
const asText = (row: unknown): string => JSON.stringify(Object.entries(row as object).toSorted());

const columns = ["host", "user", "known", "address", "rhost", "port", "method", "outcome", "day", "hour"];

test("tally of anything equals SQL", async (t) => {
  const by = fc.subarray(columns, {maxLength: 3});
  const measures = fc.shuffledSubarray(Object.keys(inSql) as Measure[], {minLength: 1});
  const options = {by, measures, top: fc.option(fc.integer({min: 1, max: 4}), {nil: undefined}), only: fc.boolean()};
  const copies = fc.constantFrom(1, 1, 60); // with many rows and few words, tally takes another road
  await fc.assert(
    fc.asyncProperty(anyAttempts, copies, fc.record(options), async (some, copies, {by, measures, top, only}) => {
      const attempts = Array.from({length: copies}, (_, i) =>
        some.map(({time, ...row}) => ({...row, time: time && time + i}))
      ).flat();
      const path = database(t, attempts);
      const expected = reading(path, (store) =>
        sqlTally(store, {by, measures, top, only: only ? refusedInSql : undefined})
      );
      const log = openPolarsLog(path).where(only ? refused() : {});
      assert.deepEqual(await log.tally(by, {measures, top}), expected);
      if (top !== undefined) return;
      const found = columnRows(await log.tallyColumns(by, {measures}));
      assert.deepEqual(found.map(asText).toSorted(), expected.map(asText).toSorted());
    }),
    {seed: 20250301, numRuns: times(80)}
  );
});

test("tally of some days of many equals SQL: rows of other days are left out by the block", async (t) => {
  const start = Date.UTC(2024, 0, 1) / 1000;
  const attempts = Array.from({length: 20_000}, (_, i) => ({
    time: i % 5e3 === 4999 ? null : start + 900 * i,
    user: `u${i % 97}`,
    address: `192.0.2.${i % 251}`,
    port: (i * 7919) % 65536,
    outcome: i % 3 === 0 ? "abandoned" : "failed"
  }));
  const path = database(t, attempts);
  const log = openPolarsLog(path);
  const dayMs = 86_400_000;
  const day = [3, 100, 101, 208].map((n) => 1000 * start + n * dayMs);
  const measures = ["attempts", "addresses", "names", "first", "last"] as const;
  for (const by of [["day"], ["outcome", "day"], ["user"], ["port", "user"], []]) {
    const days = day.map((ms) => `'${new Date(ms).toISOString().slice(0, 10)}'`).join();
    const expected = reading(path, (store) =>
      sqlTally(store, {by, measures, top: undefined, only: `day IN (${days})`})
    );
    assert.deepEqual(await log.where({day}).tally(by, {measures}), expected);
    const undated = reading(path, (store) => sqlTally(store, {by, measures, top: 3, only: "day IS NULL"}));
    assert.deepEqual(await log.where({day: null}).tally(by, {measures, top: 3}), undated);
  }
});

interface Asked {
  readonly by: readonly string[];
  readonly measures: readonly Measure[];
  readonly top: number | undefined;
  /** A condition in SQL. */
  readonly only?: string;
}

function sqlTally(store: Store, {by, measures, top, only}: Asked): unknown[] {
  const values = [...by, ...measures.map((measure) => `${inSql[measure]} AS ${measure}`)];
  const where = only ? `WHERE ${only}` : "";
  const order = [`${measures[0]} IS NULL, ${measures[0]} DESC`, ...by.map((column) => `${column} IS NULL, ${column}`)];
  const grouped = by.length > 0 ? `GROUP BY ${by.join()} ORDER BY ${order.join()} LIMIT ${top ?? -1}` : "";
  const rows = store.prepare(`${flat} SELECT ${values.join()} FROM flat ${where} ${grouped}`).all();
  return (rows as Record<string, unknown>[]).map(plain);
}

/** Returns a row of SQL as `tally` gives it: a flag as a truth value, a day as milliseconds, no sum as 0. */
function plain(row: Record<string, unknown>): Record<string, unknown> {
  const of: Record<string, (value: never) => unknown> = {
    known: (value: number) => value === 1,
    day: (value: string) => (value.length === 10 ? Date.parse(value) : value)
  };
  const value = (name: string): unknown => {
    if (row[name] === null) return name === "attempts" ? 0 : null;
    return of[name] ? of[name](row[name] as never) : row[name];
  };
  return Object.fromEntries(Object.keys(row).map((name) => [name, value(name)]));
}
