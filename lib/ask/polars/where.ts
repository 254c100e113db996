import {codeOfNull, codesOf, valuesOf} from "./codes.ts";
import {dictionaryOf, type Dictionary, type Frame} from "./star.ts";
import type {Plain} from "./plain.ts";

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

/** Which positions of a dictionary count: 1, or 0. */
export type Kept = ReadonlyMap<Dictionary, Uint8Array>;

/** Returns which positions count, of the dictionaries that conditions are about. */
export function keptOf(frame: Frame, where: Where): Kept {
  const byDictionary = Map.groupBy(Object.entries(where), ([column]) => dictionaryOf(frame, column));
  return new Map(Array.from(byDictionary, ([dictionary, conditions]) => [dictionary, allMet(dictionary, conditions)]));
}

function allMet(dictionary: Dictionary, conditions: readonly [string, Condition][]): Uint8Array {
  const kept = new Uint8Array(dictionary.words.height).fill(1);
  for (const [column, condition] of conditions) {
    const {of} = codesOf(dictionary, [column]);
    const met = metBy(dictionary, column, condition);
    for (let i = 0; i < kept.length; i += 1) kept[i]! &= met[of[i]!]!;
  }
  return kept;
}

/** Returns which codes of a column meet a condition; whether a value is null is known without looking at it. */
function metBy(dictionary: Dictionary, column: string, condition: Condition): Uint8Array {
  const isNot = isObject(condition) && "not" in condition && condition.not === null;
  if (isNot || condition === null) {
    const met = new Uint8Array(codesOf(dictionary, [column]).first.length).fill(Number(isNot));
    const none = codeOfNull(dictionary, column);
    if (none >= 0) met[none] = Number(!isNot);
    return met;
  }
  const [values, test] = [valuesOf(dictionary, column), tester(condition)];
  const met = new Uint8Array(values.length);
  for (let code = 0; code < met.length; code += 1) met[code] = Number(test(values[code]!));
  return met;
}

function isObject(condition: Condition): condition is Exclude<Condition, Plain | readonly Plain[]> {
  return condition !== null && typeof condition === "object" && !isList(condition);
}

function isList(condition: object): condition is readonly Plain[] {
  return Array.isArray(condition);
}
