import type {Measure} from "../question/options.ts";
import {compareValues, type Plain} from "../question/where.ts";
import {at, indices} from "./blocks.ts";
import {codesOf, keysOf, valuesOf, type Key} from "./codes.ts";
import {groupsOf, narrowed, type Groups} from "./groups.ts";
import type {Kept} from "./kept.ts";
import {measured, sumsOf} from "./measures.ts";
import type {Dictionary, Frame} from "./star.ts";

/** How facts are counted. */
interface CountOptions {
  /** Which positions of dictionaries count. */
  readonly kept: Kept;
  /** How many groups are kept, the largest first; default: all. */
  readonly top?: number;
  /** What is counted; default: attempts. The groups are sorted by the first one. */
  readonly measures?: readonly Measure[];
  /** Whether the groups come in order; they do whenever there is a `top`. */
  readonly isOrdered: boolean;
}

/** Groups with what was counted of each. */
interface Counts {
  readonly height: number;
  /** The words of each group: for each key the positions in its dictionary. */
  readonly words: readonly {readonly key: Key; readonly positions: Int32Array}[];
  readonly values: ReadonlyMap<Measure, Float64Array>;
}

/** Returns the groups of facts by some columns, and what was counted of each. */
export function count(
  frame: Frame,
  by: readonly string[],
  {kept, top, measures = ["attempts"], isOrdered}: CountOptions
): Counts {
  const keys = keysOf(frame, by);
  const groups = groupsOf(frame, keys, kept);
  const {sums, isThere} = sumsOf(groups);
  const there = by.length > 0 ? indices(isThere) : Int32Array.of(0);
  const [first, ...others] = measures;
  const values = first === undefined ? null : first === "attempts" ? sums : measured(frame, groups, first);
  const largestFew = values && top !== undefined ? largest(there, values, top) : there;
  const isSorted = isOrdered || top !== undefined;
  const some = isSorted ? inOrder(groups, largestFew, {keys, by, values}).subarray(0, top) : largestFew;
  const chosen = others.length > 0 ? narrowed(groups, some) : groups;
  const more = others.map((name) => [name, measured(frame, chosen, name)] as const);
  return {
    height: some.length,
    words: positionsOf(keys, groups.codes(some)),
    values: new Map([...(values ? [[first!, at(values, some)] as const] : []), ...more])
  };
}

function positionsOf(keys: readonly Key[], codes: readonly Int32Array[]): Counts["words"] {
  return keys.map((key, i) => ({key, positions: at(key.codes.first, codes[i]!)}));
}

/** Returns a function from a place among some groups to its word in a column. */
export function wordAt(words: Counts["words"], column: string): (place: number) => Plain {
  const {key, positions} = words.find(({key}) => key.columns.includes(column))!;
  const values = valuesOf(key.dictionary, column);
  const {of} = codesOf(key.dictionary, [column]);
  return (place) => values[of[positions[place]!]!]!;
}

/** Returns the code of the word of each group in a column, and the dictionary of the column. */
export function codesAt(words: Counts["words"], column: string): {dictionary: Dictionary; codes: Int32Array} {
  const {key, positions} = words.find(({key}) => key.columns.includes(column))!;
  return {dictionary: key.dictionary, codes: at(codesOf(key.dictionary, [column]).of, positions)};
}

/**
 * Returns those of some groups that may be among the `top` with the largest values: as many, and all that equal the
 * last.
 */
function largest(some: Int32Array, values: Float64Array, top: number): Int32Array {
  if (some.length <= top) return some;
  const known = sizesOf(values, some);
  const least = known.slice().sort().at(-top) ?? Infinity;
  return some.filter((_, i) => known[i]! >= least);
}

/** Returns the values of some groups by which they are sorted: one that is missing is the least. */
function sizesOf(values: Float64Array, some: Int32Array): Float64Array {
  return at(values, some).map((value) => (Number.isNaN(value) ? -Infinity : value));
}

type Order = {readonly keys: readonly Key[]; readonly by: readonly string[]; readonly values: Float64Array | null};

/** Returns some groups in order: the largest value first, then by the words of their columns, null last. */
function inOrder(groups: Groups, some: Int32Array, {keys, by, values}: Order): Int32Array {
  const words = positionsOf(keys, groups.codes(some));
  const columns = by.map((column) => wordAt(words, column));
  const sizes = values && sizesOf(values, some);
  const places = new Int32Array(some.length).map((_, place) => place);
  places.sort((a, b) => {
    if (sizes && sizes[a] !== sizes[b]) return sizes[b]! - sizes[a]!;
    for (const word of columns) {
      const order = compareValues(word(a), word(b));
      if (order !== 0) return order;
    }
    return 0;
  });
  return at(some, places);
}
