import type {CodedColumn} from "../question/log.ts";
import type {Measure, TallyOptions} from "../question/options.ts";
import type {Plain} from "../question/where.ts";
import {rankedOf} from "./codes.ts";
import {codesAt, count, wordAt} from "./count.ts";
import type {Kept} from "./kept.ts";
import type {Frame} from "./star.ts";

/**
 * Returns the rows of a tally, of the attempts in positions that are kept. Rows are counted by typed arrays of their
 * places in the dictionaries, several times as fast as polars groups them; sums by a few dictionaries are kept for the
 * next question.
 */
export function tallyRows<Row>(
  frame: Frame,
  by: readonly string[],
  {kept, ...options}: TallyOptions & {readonly kept: Kept}
): Row[] {
  const {height, words, values} = count(frame, by, {...options, kept, isOrdered: true});
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

/** Returns the columns of a tally, of the attempts in positions that are kept. */
export function tallyColumns<By extends string, Counted extends Measure>(
  frame: Frame,
  by: readonly By[],
  {kept, measures}: {readonly kept: Kept; readonly measures: readonly Counted[]}
): Readonly<Record<By, CodedColumn> & Record<Counted, Float64Array>> {
  const {words, values} = count(frame, by, {measures, kept, isOrdered: false});
  const columns = by.map((name): [string, CodedColumn] => {
    const {dictionary, codes} = codesAt(words, name);
    const {rank, value} = rankedOf(dictionary, name);
    return [name, {codes: codes.map((code) => rank[code]!), word: value}];
  });
  return Object.fromEntries([...columns, ...values]) as Record<By, CodedColumn> & Record<Counted, Float64Array>;
}

function isTime(measure: Measure): boolean {
  return measure === "first" || measure === "last";
}
