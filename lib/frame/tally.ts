import pl from "nodejs-polars";
import {gathered, keyOf, keysOf, type Key} from "./codes.ts";
import {dictionaryOf, type Frame} from "./frame.ts";
import {groupsOf, narrowed, type Groups} from "./groups.ts";
import {measured, sumsOf, type Measure} from "./measures.ts";
import {at, indices} from "./steps.ts";
import {keptOf, type Where} from "./where.ts";

export type {Measure} from "./measures.ts";
export {wordsOf} from "./codes.ts";
export {rowsOf} from "./plain.ts";
export {refused, type Condition, type Where} from "./where.ts";

/** How {@link tally} counts. */
export interface TallyOptions {
  /** Which rows count; default: all. */
  readonly where?: Where;
  /** How many groups are kept, the largest first; default: all. */
  readonly top?: number;
  /** What is counted; default: attempts. The groups are sorted by the first one. */
  readonly measures?: readonly Measure[];
  /**
   * Whether the columns `by` hold their words; default: they do. Else they hold numbers, which `wordsOf` reads, and unless
   * `top` is given the groups come in no order.
   */
  readonly words?: boolean;
}

/**
 * Returns a row for each group of the columns `by`: attempts (Int64) are the sum of `times`, addresses and names (Int64)
 * are counted distinct, first and last (Datetime, ms, UTC) are the earliest and latest time. The largest group comes
 * first, ties by the columns in their order; rows without a value are a group of their own and come last among ties.
 * Without columns the one row counts all. This is the only thing that groups attempts, so that another engine can take
 * its place: what it needs to answer is this call, which is plain data. Rows are counted by typed arrays of their places
 * in the dictionaries, three to five times as fast as by the groups of polars; sums by a few dictionaries are kept.
 */
export function tally(frame: Frame, by: readonly string[], options: TallyOptions = {}): pl.DataFrame {
  const {where = {}, top, measures = ["attempts"], words = true} = options;
  const keys = words ? keysOf(frame, by) : by.map((column) => keyOf(dictionaryOf(frame, column), [column]));
  const groups = groupsOf(frame, keys, keptOf(frame, where));
  const {sums, isThere} = sumsOf(groups);
  const there = by.length > 0 ? indices(isThere) : Int32Array.of(0);
  const [first, ...others] = measures;
  const values = first === "attempts" ? sums : first ? measured(frame, groups, first) : null;
  const kept = values && top !== undefined ? largest(there, values, top) : there;
  const made = tableOf(groups, kept, {keys, words}).withColumns(...(values ? [series(first!, at(values, kept))] : []));
  const isOrdered = words || top !== undefined; // to sort millions of groups takes longer than to make them
  const table = (isOrdered ? inOrder(made, by, measures) : made).head(top ?? made.height);
  const chosen = narrowed(groups, table.getColumn(groupColumn).toTypedArray() as Int32Array);
  return table
    .withColumns(...others.map((name) => series(name, measured(frame, chosen, name))))
    .select(...by, ...measures);
}

const groupColumn = "\0group";

/** Returns a table of groups: their numbers, and their words, or the numbers of these. */
function tableOf(
  groups: Groups,
  some: Int32Array,
  {keys, words}: {keys: readonly Key[]; words: boolean}
): pl.DataFrame {
  const codes = groups.codes(some);
  const parts = keys.map(({dictionary, columns, codes: {first}}, i) => {
    const positions = at(first, codes[i]!);
    if (words) return gathered(dictionary.words, columns, positions);
    return pl.DataFrame([pl.Series(columns[0]!, positions, pl.Int32)]);
  });
  return pl.concat([pl.DataFrame([pl.Series(groupColumn, some, pl.Int32)]), ...parts], {how: "horizontal"});
}

/** Returns those of some groups that may be among the `top` with the largest values: as many, and all that equal the last. */
function largest(some: Int32Array, values: Float64Array, top: number): Int32Array {
  if (some.length <= top) return some;
  const known = (group: number): number => (Number.isNaN(values[group]) ? -Infinity : values[group]!);
  const least = Float64Array.from(some, known).sort().at(-top) ?? Infinity;
  return some.filter((group) => known(group) >= least);
}

/** Returns a measure as a column: Int64, or Datetime. */
function series(name: Measure, values: Float64Array): pl.Series {
  const numbers = pl.Series(name, values, pl.Float64);
  if (name !== "first" && name !== "last") return numbers.cast(pl.Int64);
  return numbers.cast(pl.Int64, false).cast(pl.Datetime("ms", "UTC"));
}

function inOrder(groups: pl.DataFrame, by: readonly string[], [first]: readonly Measure[]): pl.DataFrame {
  const order = first ? [first, ...by] : [...by];
  return order.length > 0
    ? groups.sort({by: order, descending: order.map((name) => name === first), nullsLast: true})
    : groups;
}
