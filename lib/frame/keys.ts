import pl from "nodejs-polars";
import {dictionaryOf, type Dictionary, type Frame} from "./frame.ts";
import {plainValue, type Plain} from "./plain.ts";

/**
 * Columns of one dictionary as a number to group by: rows with the same words have the same number, 0 where all words are
 * null.
 */
export interface Key {
  /** The column of the numbers. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly dictionary: Dictionary;
}

/** Returns the keys of some columns: one for those of each dictionary. */
export function keysOf(frame: Frame, columns: readonly string[]): Key[] {
  const groups = Map.groupBy(columns, (column) => dictionaryOf(frame, column));
  return [...groups].map(([dictionary, own]) => ({name: keyName(own), columns: own, dictionary}));
}

/** Returns the name of the key of some columns. */
export function keyName(columns: readonly string[]): string {
  return `key of ${columns.join(", ")}`;
}

/** Returns a column alone as a key, under its own name: its numbers in place of its words. */
export function numberOf(frame: Frame, column: string): Key {
  return {name: column, columns: [column], dictionary: dictionaryOf(frame, column)};
}

/** Returns a function from a number of a column, as `tally` gives it for words, to the word; null for 0. */
export function wordsOf(frame: Frame, column: string): (number: number) => Plain {
  const {id, words} = dictionaryOf(frame, column);
  const ids = words.getColumn(id).toArray() as number[];
  const values = words.getColumn(column).toArray();
  const byId = new Map(ids.map((number, i) => [number, plainValue(values[i])]));
  return (number) => byId.get(number) ?? null;
}

/** Adds a key to rows. Its number is the smallest id with the same words; where no two ids share them, the id itself. */
export function withKey(rows: pl.LazyDataFrame, {name, columns, dictionary: {id, words}}: Key): pl.LazyDataFrame {
  const [ids, [first, ...others]] = [pl.col(id), columns];
  const number = ids.min().over(first!, ...others);
  const numbers = words.select(ids, number.alias(name));
  const isId = numbers.getColumn(id).eq(numbers.getColumn(name)).all();
  return isId ? rows.withColumn(ids.alias(name)) : rows.join(numbers.lazy(), {on: id, how: "left"});
}

/** Adds the words that a key stands for to a table with a row for each number. */
export function withWords(table: pl.DataFrame, {name, columns, dictionary: {id, words}}: Key): pl.DataFrame {
  const named = words.select(pl.col(id).alias(name), ...columns.map((column) => pl.col(column)));
  return table.join(named, {on: name, how: "left"});
}
