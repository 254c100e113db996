import pl from "nodejs-polars";
import {dictionaryOf, type Dictionary, type Frame} from "./frame.ts";
import {plainValue, type Plain} from "./plain.ts";

/** Which values of a column count: one, any of some, all but some, or those from a number on and below another one. */
export type Condition =
  Plain | readonly Plain[] | {readonly not: Plain | readonly Plain[]} | {readonly from?: number; readonly to?: number};

/**
 * Which rows count: those that meet the condition of each column, as
 * `{outcome: ["failed", "abandoned"], country: {not: null}, port: {from: 32_768, to: 61_000}}`. Null is a value like
 * others, days are epoch milliseconds. It is plain data, so that other engines than polars can read it too.
 */
export type Where = Readonly<Record<string, Condition>>;

/** The attempts that strangers make: credentials that were refused, and connections that named a user and left. */
export function refused(): Where {
  return {outcome: ["failed", "abandoned"]};
}

/** Returns a function that tells whether a value meets a condition. */
export function tester(condition: Condition): (value: Plain) => boolean {
  if (condition === null || typeof condition !== "object") return (value) => value === condition;
  if (isList(condition)) {
    const values = new Set(condition);
    return (value) => values.has(value);
  }
  if ("not" in condition) {
    const test = tester(condition.not);
    return (value) => !test(value);
  }
  const {from = -Infinity, to = Infinity} = condition;
  return (value) => typeof value === "number" && value >= from && value < to;
}

/** Returns the rows that count. Conditions are tried on the words of a dictionary, and rows are kept by their ids. */
export function matching(frame: Frame, where: Where): pl.LazyDataFrame {
  const byDictionary = Map.groupBy(Object.entries(where), ([column]) => dictionaryOf(frame, column));
  const kept = [...byDictionary].map(([dictionary, conditions]) => isKept(dictionary, conditions));
  return kept.reduce((rows, expr) => (expr ? rows.filter(expr) : rows), frame.rows.lazy());
}

/** Returns which ids of a dictionary are kept, named by the shorter of two lists; null for all. */
function isKept({id, words}: Dictionary, conditions: readonly [string, Condition][]): pl.Expr | null {
  const tests = conditions.map(([column, condition]) => ({test: tester(condition), values: valuesOf(words, column)}));
  const {met = [], others = []} = Object.groupBy(words.getColumn(id).toArray() as number[], (_, i) =>
    tests.every(({test, values}) => test(values[i]!)) ? "met" : "others"
  );
  if (others.length === 0) return null;
  const series = (ids: number[]): pl.Series => pl.Series(id, Int32Array.from(ids), pl.Int32).cast(words.schema[id]!);
  return met.length < others.length ? isOneOf(id, series(met)) : isOneOf(id, series(others)).not();
}

function valuesOf(words: pl.DataFrame, column: string): Plain[] {
  return words.getColumn(column).toArray().map(plainValue);
}

/** Tells which rows have one of some ids in a column of the same type: polars would compare others as Float64. */
export function isOneOf(column: string, ids: pl.Series): pl.Expr {
  return pl.col(column).isIn(pl.lit(ids));
}

function isList(condition: object): condition is readonly Plain[] {
  return Array.isArray(condition);
}
