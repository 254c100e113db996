import pl from "nodejs-polars";
import {dictionaryOf, type Dictionary, type Frame} from "./frame.ts";
import {plainColumn, type Plain} from "./plain.ts";

/** A code for each combination of words that some columns of a dictionary hold, from 0 on. */
export interface Codes {
  /** By the position in the dictionary: the code of its words. */
  readonly of: Int32Array;
  /** By the code: the first position with these words. */
  readonly first: Int32Array;
  /** The code of the words that are all null; −1 where there are none. */
  readonly none: number;
}

/** Columns of one dictionary to group by. */
export interface Key {
  readonly dictionary: Dictionary;
  readonly columns: readonly string[];
  readonly codes: Codes;
}

/** Returns the keys of some columns: one for those of each dictionary. */
export function keysOf(frame: Frame, columns: readonly string[]): Key[] {
  const groups = Map.groupBy(columns, (column) => dictionaryOf(frame, column));
  return [...groups].map(([dictionary, own]) => keyOf(dictionary, own));
}

/** Returns columns of a dictionary as a key. */
export function keyOf(dictionary: Dictionary, columns: readonly string[]): Key {
  return {dictionary, columns, codes: codesOf(dictionary, columns)};
}

/** Returns the codes of columns of a dictionary; they are kept as long as its words. */
export function codesOf({words}: Dictionary, columns: readonly string[]): Codes {
  return kept(codesKept, words, columns.join("\0"), () => encoded(words.select(...columns)));
}

const codesKept = new WeakMap<pl.DataFrame, Map<string, Codes>>();

/** Returns the values of a column as plain data, by their code; they are kept as long as the words of the dictionary. */
export function valuesOf(dictionary: Dictionary, column: string): readonly Plain[] {
  const {words} = dictionary;
  return kept(valuesKept, words, column, () =>
    plainColumn(gathered(words, [column], codesOf(dictionary, [column]).first).getColumn(column))
  );
}

const valuesKept = new WeakMap<pl.DataFrame, Map<string, readonly Plain[]>>();

/** Returns a function from a number of a column, as `tally` gives it in place of a word, to the word. */
export function wordsOf(frame: Frame, column: string): (number: number) => Plain {
  const dictionary = dictionaryOf(frame, column);
  const [values, {of}] = [valuesOf(dictionary, column), codesOf(dictionary, [column])];
  return (number) => values[of[number]!] ?? null;
}

/** Returns the words of columns at some positions of a dictionary. */
export function gathered(words: pl.DataFrame, columns: readonly string[], positions: Int32Array): pl.DataFrame {
  return words.select(...columns.map((name) => pl.col(name).gather(pl.Series("at", positions, pl.Int32))));
}

/** Numbers the rows of a table, equal ones alike, in the order of their first. */
function encoded(words: pl.DataFrame): Codes {
  const [first, ...others] = words.columns as [string, ...string[]];
  const at = Int32Array.from({length: words.height}, (_, position) => position);
  const isNone = [first, ...others].map((name) => pl.col(name).isNull()).reduce((all, one) => all.and(one));
  const numbered = words.withColumn(pl.Series("\0at", at, pl.Int32)).select(
    pl
      .col("\0at")
      .min()
      .over(first, ...others)
      .alias("same"),
    pl.when(isNone).then(pl.col("\0at")).otherwise(pl.lit(null)).min().alias("none")
  );
  const same = numbered.getColumn("same").toTypedArray() as Int32Array; // the first position with the same words
  const firsts = at.filter((position) => same[position] === position);
  const codes = new Int32Array(same.length);
  firsts.forEach((position, code) => (codes[position] = code));
  const none = words.height > 0 ? (numbered.getColumn("none").get(0) as number | null) : null;
  return {of: same.map((position) => codes[position]!), first: firsts, none: none === null ? -1 : codes[none]!};
}

function kept<Value>(
  all: WeakMap<pl.DataFrame, Map<string, Value>>,
  words: pl.DataFrame,
  name: string,
  make: () => Value
): Value {
  const own = all.get(words) ?? new Map<string, Value>();
  all.set(words, own);
  const found = own.get(name) ?? make();
  own.set(name, found);
  return found;
}
