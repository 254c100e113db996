import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import {flat} from "../../lib/ask/polars/flat.ts";
import type {Frame} from "../../lib/ask/polars/star.ts";
import {loadAttempts} from "../../lib/ask/polars/load.ts";
import {rowsOf, type Plain} from "../../lib/ask/polars/plain.ts";
import {tally, tallyRows, type Condition, type Measure, type Where} from "../../lib/ask/polars/tally.ts";
import {tester} from "../../lib/ask/polars/where.ts";
import {anyAttempts, anyZones, database} from "./attempts.ts";
import {times} from "../scope.ts";

type Row = Readonly<Record<string, Plain>>;

/** Each measure of some rows, by the plainest way to count it. */
const counted: Readonly<Record<Measure, (rows: readonly Row[]) => number | null>> = {
  attempts: (rows) => rows.reduce((sum, {times}) => sum + (times as number), 0),
  addresses: (rows) => known(rows, "address").size,
  names: (rows) => known(rows, "user").size,
  first: (rows) => [...known(rows, "time")].reduce<number | null>((a, b) => Math.min(a ?? Infinity, b as number), null),
  last: (rows) => [...known(rows, "time")].reduce<number | null>((a, b) => Math.max(a ?? -Infinity, b as number), null)
};

function known(rows: readonly Row[], column: string): Set<Plain> {
  return new Set(rows.map((row) => row[column]!).filter((value) => value !== null));
}

const words = ["host", "user", "known", "address", "rhost", "port", "method", "outcome"];
const columns = [...words, "day", "week", "month", "weekday", "hour"];

/** The conditions on a column, made of two of its values. */
const conditions: ((a: Plain, b: Plain) => Condition)[] = [
  (a) => a,
  (a) => ({not: a}),
  (a, b) => [a, b],
  (a, b) => ({not: [a, b]}),
  () => null,
  () => ({not: null}),
  (a, b) => (typeof a === "number" && typeof b === "number" ? {from: Math.min(a, b), to: Math.max(a, b)} : {from: 1})
];

const question = fc.record({
  by: fc.subarray(columns, {minLength: 1, maxLength: 4}),
  measures: fc.shuffledSubarray(Object.keys(counted) as Measure[]),
  top: fc.option(fc.integer({min: 0, max: 4}), {nil: undefined}),
  tests: fc.array(fc.tuple(fc.constantFrom(...columns), fc.constantFrom(...conditions), fc.nat(), fc.nat()), {
    maxLength: 3
  })
});

type Question = typeof question extends fc.Arbitrary<infer One> ? One : never;

test("tally of any question equals plain counting of the rows, one question after the other", (t) => {
  const copies = fc.constantFrom(1, 1, 30); // with many rows and few words, sums are kept for the next question
  fc.assert(
    fc.property(anyAttempts, copies, fc.array(question, {minLength: 3, maxLength: 6}), (some, copies, questions) => {
      const attempts = Array.from({length: copies}, (_, i) =>
        some.map(({time, ...row}) => ({...row, time: time && time + 5000 * i}))
      ).flat();
      const {frame} = loadAttempts(database(t, attempts, anyZones));
      const rows = rowsOf<Row>(flat(frame, {columns: [...columns, "time", "times"]}));
      for (const one of questions) ask(frame, rows, one);
    }),
    {seed: 20261128, numRuns: Number(process.env.TALLY_RUNS ?? times(25))}
  );
});

function ask(frame: Frame, rows: readonly Row[], {by, measures, top, tests}: Question): void {
  const value = (column: string, n: number): Plain => rows[n % rows.length]?.[column] ?? null;
  const where: Where = Object.fromEntries(
    tests.map(([column, make, a, b]) => [column, make(value(column, a), value(column, b))])
  );
  const kept = rows.filter((row) => Object.entries(where).every(([column, one]) => tester(one)(row[column]!)));
  const groups = Map.groupBy(kept, (row) => JSON.stringify(by.map((column) => row[column])));
  const expected = [...groups.values()].map((group) => ({
    ...Object.fromEntries(by.map((column) => [column, group[0]![column]!])),
    ...Object.fromEntries(measures.map((name) => [name, counted[name](group)]))
  }));
  expected.sort((a: Row, b: Row) => inOrder(a, b, by, measures[0]));
  const answer = {where, measures, top};
  assert.deepEqual(tallyRows(frame, by, answer), expected.slice(0, top));
  assert.deepEqual(rowsOf(tally(frame, by, answer)), expected.slice(0, top));
}

function inOrder(a: Row, b: Row, by: readonly string[], first: Measure | undefined): number {
  const largest = first ? -compare(a[first] ?? -Infinity, b[first] ?? -Infinity) : 0;
  return by.reduce((order, column) => order || compare(a[column]!, b[column]!), largest);
}

function compare(a: Plain, b: Plain): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return typeof a === "string" ? Buffer.compare(Buffer.from(a), Buffer.from(b as string)) : Number(a) - Number(b);
}
