import pl from "nodejs-polars";
import type {Frame} from "./frame.ts";
import {keysOf, numberOf, withWords, type Key} from "./keys.ts";
import {count, partsOf, type Measure} from "./measures.ts";
import {matching, type Where} from "./where.ts";

export type {Measure} from "./measures.ts";
export {wordsOf} from "./keys.ts";
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
 * the place of polars: what it needs to answer is this call, which is plain data.
 */
export function tally(frame: Frame, by: readonly string[], options: TallyOptions = {}): pl.DataFrame {
  const {where = {}, top, measures = ["attempts"], words = true} = options;
  const rows = matching(frame, where);
  const keys = words ? keysOf(frame, by) : by.map((column) => numberOf(frame, column));
  const [first = [], ...others] = partsOf(frame, keys, measures);
  let groups = count(frame, rows, {keys, measures: first});
  if (words) groups = keys.reduce(withWords, groups);
  if (top !== undefined) groups = inOrder(groups, by, measures).head(top);
  const only = top === undefined ? undefined : groups;
  for (const part of others) groups = beside(groups, count(frame, rows, {keys, measures: part, only}), keys);
  const isOrdered = words || top !== undefined; // to sort millions of groups takes longer than to make them
  return (isOrdered ? inOrder(groups, by, measures) : groups).select(...by, ...measures);
}

/** Puts counts of the same groups side by side. */
function beside(groups: pl.DataFrame, counts: pl.DataFrame, keys: readonly Key[]): pl.DataFrame {
  if (keys.length === 0) return pl.concat([groups, counts], {how: "horizontal"});
  return groups.join(counts, {on: keys.map(({name}) => name), how: "left"});
}

function inOrder(groups: pl.DataFrame, by: readonly string[], [first]: readonly Measure[]): pl.DataFrame {
  const order = first ? [first, ...by] : [...by];
  return groups.sort({by: order, descending: order.map((name) => name === first), nullsLast: true});
}
