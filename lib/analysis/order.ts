import {firstIndex} from "../base/search.ts";
import type {Walk} from "./walks.ts";

/** Returns how many names two walks share, and how many of these can be kept so that both have them in one order. */
export function sameOrder(a: Walk, b: Walk): {common: number; inOrder: number} {
  const [short, long] = a.names.length < b.names.length ? [a, b] : [b, a];
  const times = new Map<number, number>();
  short.names.forEach((name, i) => times.set(name, short.times[i]!));
  const both: {inShort: number; inLong: number}[] = [];
  long.names.forEach((name, i) => {
    const inShort = times.get(name);
    if (inShort !== undefined) both.push({inShort, inLong: long.times[i]!});
  });
  both.sort((one, other) => one.inShort - other.inShort || other.inLong - one.inLong); // so one second gives no order
  return {common: both.length, inOrder: longestRise(both.map(({inLong}) => inLong))};
}

/** Returns the length of the longest strictly rising subsequence (Schensted 1961). */
function longestRise(values: readonly number[]): number {
  const ends: number[] = []; // by length - 1: the least value that a rise of this length can end in
  for (const value of values) {
    ends[firstIndex({from: 0, to: ends.length}, (i) => ends[i]! >= value)] = value;
  }
  return ends.length;
}
