import {isRange, tester, type Condition, type Plain} from "../question/where.ts";
import {codeOfNull, codesOf, valuesOf} from "./codes.ts";
import {dictionaryOf, type Dictionary, type Frame} from "./star.ts";

/** A condition and the column that it is about. */
export type NamedCondition = readonly [column: string, condition: Condition];

/** Which positions of a dictionary count: 1, or 0. */
export type Kept = ReadonlyMap<Dictionary, Uint8Array>;

/** Returns which positions count, of the dictionaries that conditions are about. */
export function keptOf(frame: Frame, conditions: readonly NamedCondition[]): Kept {
  const byDictionary = Map.groupBy(conditions, ([column]) => dictionaryOf(frame, column));
  return new Map(Array.from(byDictionary, ([dictionary, some]) => [dictionary, allMet(dictionary, some)]));
}

function allMet(dictionary: Dictionary, conditions: readonly NamedCondition[]): Uint8Array {
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
  if (condition === null || isNotNull(condition)) {
    const met = new Uint8Array(codesOf(dictionary, [column]).first.length).fill(Number(condition !== null));
    const none = codeOfNull(dictionary, column);
    if (none >= 0) met[none] = Number(condition === null);
    return met;
  }
  const values: readonly Plain[] = valuesOf(dictionary, column);
  const test = tester(condition);
  const met = new Uint8Array(values.length);
  for (let code = 0; code < met.length; code += 1) met[code] = Number(test(values[code]!));
  return met;
}

function isNotNull(condition: Exclude<Condition, null>): boolean {
  return typeof condition === "object" && !isRange(condition) && "not" in condition && condition.not === null;
}
