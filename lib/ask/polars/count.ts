import {codesOf, keysOf, valuesOf, type Key} from "./codes.ts";
import type {Frame} from "./star.ts";
import {groupsOf, narrowed, type Groups} from "./groups.ts";
import {measured, sumsOf, type Measure} from "./measures.ts";
import {compared, type Plain} from "./plain.ts";
import {at, indices} from "./blocks.ts";
import {keptOf, type Where} from "./where.ts";

/** How attempts are counted. */
export interface CountOptions {
  /** Which rows count; default: all. */
  readonly where?: Where;
  /** How many groups are kept, the largest first; default: all. */
  readonly top?: number;
  /** What is counted; default: attempts. The groups are sorted by the first one. */
  readonly measures?: readonly Measure[];
}

/** Groups with what was counted of each. */
export interface Counts {
  readonly height: number;
  /** The words of each group: for each key the positions in its dictionary. */
  readonly words: readonly {readonly key: Key; readonly positions: Int32Array}[];
  readonly values: ReadonlyMap<Measure, Float64Array>;
}

/** Counts; `isOrdered`: the groups come in order, as they do whenever there is a `top`. */
export function count(frame: Frame, by: readonly string[], options: CountOptions, isOrdered: boolean): Counts {
  const {where = {}, top, measures = ["attempts"]} = options;
  const keys = keysOf(frame, by);
  const groups = groupsOf(frame, keys, keptOf(frame, where));
  const {sums, isThere} = sumsOf(groups);
  const there = by.length > 0 ? indices(isThere) : Int32Array.of(0);
  const [first, ...others] = measures;
  const values = first === undefined ? null : first === "attempts" ? sums : measured(frame, groups, first);
  const kept = values && top !== undefined ? largest(there, values, top) : there;
  const some = isOrdered || top !== undefined ? inOrder(groups, kept, {keys, by, values}).subarray(0, top) : kept;
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
  const [values, {of}] = [valuesOf(key.dictionary, column), codesOf(key.dictionary, [column])];
  return (place) => values[of[positions[place]!]!]!;
}

/** Returns the number of the word of each group in a column: the first position in the dictionary with this word. */
export function numbersAt(words: Counts["words"], column: string): Int32Array {
  const {key, positions} = words.find(({key}) => key.columns.includes(column))!;
  const {of, first} = codesOf(key.dictionary, [column]);
  return at(first, at(of, positions));
}

/** Returns those of some groups that may be among the `top` with the largest values: as many, and all that equal the last. */
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
      const order = compared(word(a), word(b));
      if (order !== 0) return order;
    }
    return 0;
  });
  return at(some, places);
}
