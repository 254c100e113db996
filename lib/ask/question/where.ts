import {compareTexts} from "../../base/order.ts";

/** A value as plain data; a day or time is epoch milliseconds of UTC. */
export type Plain = string | number | boolean | null;

/** Which values of a column count: one, any of some, all but some, or those from a number on and below another one. */
export type Condition =
  Plain | readonly Plain[] | {readonly not: Plain | readonly Plain[]} | {readonly from?: number; readonly to?: number};

/**
 * Which attempts count: those that meet the condition of each column, as
 * `{outcome: ["failed", "abandoned"], country: {not: null}, port: {from: 32_768, to: 61_000}}`. Null is a value like
 * others. It is plain data, so that every engine can read it.
 */
export type Where = Readonly<Record<string, Condition>>;

/**
 * Returns the condition for what strangers try: credentials that were refused, and connections that named a user and
 * left.
 */
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

/** Returns the values that a condition names; a range names none. */
export function valuesIn(condition: Condition): readonly Plain[] {
  if (condition === null || typeof condition !== "object") return [condition];
  if (isList(condition)) return condition;
  return "not" in condition ? valuesIn(condition.not) : [];
}

/** Whether a condition is a range of numbers. */
export function isRange(condition: Condition): condition is {readonly from?: number; readonly to?: number} {
  return condition !== null && typeof condition === "object" && !isList(condition) && !("not" in condition);
}

/** Compares two values of a column: texts by their code points, flags and numbers by size, null after all others. */
export function compareValues(a: Plain, b: Plain): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return typeof a === "string" ? compareTexts(a, b as string) : Number(a) - Number(b);
}

function isList(condition: object): condition is readonly Plain[] {
  return Array.isArray(condition);
}
