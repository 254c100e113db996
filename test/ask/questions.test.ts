import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import {openPolarsLog} from "../../lib/ask/polars/open.ts";
import type {Log} from "../../lib/ask/question/log.ts";
import type {Plain} from "../../lib/ask/question/where.ts";
import {anyAttempts, anyZones, columnRows, database, rowsOf} from "./attempts.ts";
import {anyMeasures, anyTests, ownColumns, rowsThatMeet, tallied, whereOf, type Row} from "./questions.ts";
import {times} from "../scope.ts";

const question = fc.record({
  by: fc.subarray(ownColumns, {minLength: 1, maxLength: 4}),
  measures: anyMeasures,
  top: fc.option(fc.integer({min: 0, max: 4}), {nil: undefined}),
  tests: anyTests
});

type Question = typeof question extends fc.Arbitrary<infer One> ? One : never;

test("tally of any question equals plain counting of the rows, one question after the other", async (t) => {
  const copies = fc.constantFrom(1, 1, 30); // with many rows and few words, sums are kept for the next question
  const questions = fc.array(question, {minLength: 3, maxLength: 6});
  await fc.assert(
    fc.asyncProperty(anyAttempts, copies, questions, async (some, copies, questions) => {
      const attempts = Array.from({length: copies}, (_, i) =>
        some.map(({time, ...row}) => ({...row, time: time && time + 5000 * i}))
      ).flat();
      const log = openPolarsLog(database(t, attempts, anyZones));
      const rows = rowsOf<Row>(await log.frame({columns: [...ownColumns, "time", "times"]}));
      for (const one of questions) await ask(log, rows, one);
    }),
    {seed: 20261128, numRuns: Number(process.env.TALLY_RUNS ?? times(25))}
  );
});

async function ask(log: Log, rows: readonly Row[], {by, measures, top, tests}: Question): Promise<void> {
  const where = whereOf(tests, rows);
  const expected = tallied(rowsThatMeet(rows, where), by, measures);
  const part = log.where(where);
  assert.deepEqual(await part.tally(by, {measures, top}), expected.slice(0, top));
  const columns = await part.tallyColumns(by, {measures});
  const inAnyOrder = (rows: readonly Row[]): Row[] => rows.toSorted((a, b) => order(textOf(a), textOf(b)));
  const textOf = (row: Row): string => JSON.stringify(by.map((column) => row[column]));
  assert.deepEqual(inAnyOrder(columnRows(columns)), inAnyOrder(expected));
  for (const name of by) checkCodes(columns[name]!.codes, columns[name]!.word);
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Holds that equal words have equal codes, and that codes rise with the words, null first. */
function checkCodes(codes: Int32Array, word: (code: number) => Plain): void {
  const words = [...new Set(codes)].toSorted((a, b) => a - b).map(word);
  const inOrder = words.toSorted((a, b) => {
    if (a === null || b === null) return a === null ? -1 : 1;
    return typeof a === "string" ? Buffer.compare(Buffer.from(a), Buffer.from(String(b))) : Number(a) - Number(b);
  });
  assert.deepEqual(words, inOrder);
  assert.equal(new Set(words).size, words.length);
}
