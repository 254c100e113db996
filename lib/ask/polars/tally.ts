import pl from "nodejs-polars";
import {gathered} from "./codes.ts";
import {count, numbersAt, wordAt, type CountOptions} from "./count.ts";
import type {Frame} from "./star.ts";
import type {Measure} from "./measures.ts";
import type {Plain} from "./plain.ts";

export type {CountOptions} from "./count.ts";
export type {Measure} from "./measures.ts";
export {wordsOf} from "./codes.ts";
export {refused, type Condition, type Where} from "./where.ts";

/**
 * Returns a row for each group of the columns `by`: attempts (Int64) are the sum of `times`, addresses and names (Int64)
 * are counted distinct, first and last (Datetime, ms, UTC) are the earliest and latest time. The largest group comes
 * first, ties by the columns in their order; rows without a value are a group of their own and come last among ties.
 * Without columns the one row counts all. This and its two other forms are the only thing that groups attempts, so that
 * another engine can take its place: what it needs to answer is this call, which is plain data. Rows are counted by typed
 * arrays of their places in the dictionaries, several times as fast as polars groups them; sums by a few dictionaries are kept.
 */
export function tally(frame: Frame, by: readonly string[], options: CountOptions = {}): pl.DataFrame {
  const {words, values} = count(frame, by, options, true);
  const texts = words.map(({key, positions}) => gathered(key.dictionary.words, key.columns, positions));
  const counts = pl.DataFrame(Array.from(values, ([name, numbers]) => series(name, numbers)));
  return pl.concat([...texts, counts], {how: "horizontal"}).select(...by, ...values.keys());
}

/** Returns the rows of {@link tally} as plain objects; a Datetime or Date comes as epoch milliseconds of UTC. */
export function tallyRows<Row>(frame: Frame, by: readonly string[], options: CountOptions = {}): Row[] {
  const {height, words, values} = count(frame, by, options, true);
  const columns = by.map((name) => [name, wordAt(words, name)] as const);
  const counts = Array.from(values, ([name, numbers]) => [name, numbers, isTime(name)] as const);
  return Array.from({length: height}, (_, place) => {
    const row: Record<string, Plain> = {};
    for (const [name, word] of columns) row[name] = word(place);
    for (const [name, numbers, canMiss] of counts)
      row[name] = canMiss && Number.isNaN(numbers[place]) ? null : numbers[place]!;
    return row as Row;
  });
}

/**
 * Returns the rows of {@link tally} as columns: numbers in place of words, equal for equal ones, which {@link wordsOf}
 * reads, and counts; times are epoch milliseconds, NaN where there is none. Unless there is a `top` they come in no order.
 */
export function tallyNumbers<Column extends string, Counted extends Measure>(
  frame: Frame,
  by: readonly Column[],
  options: CountOptions & {readonly measures: readonly Counted[]}
): Readonly<Record<Column, Int32Array> & Record<Counted, Float64Array>> {
  const {words, values} = count(frame, by, options, false);
  const numbers = by.map((column) => [column, numbersAt(words, column)]);
  return Object.fromEntries([...numbers, ...values]) as Record<Column, Int32Array> & Record<Counted, Float64Array>;
}

function isTime(measure: Measure): boolean {
  return measure === "first" || measure === "last";
}

function series(name: Measure, values: Float64Array): pl.Series {
  const numbers = pl.Series(name, values, pl.Float64).cast(pl.Int64, false); // a time that is not known becomes null
  return isTime(name) ? numbers.cast(pl.Datetime("ms", "UTC")) : numbers;
}
