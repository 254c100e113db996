import pl from "nodejs-polars";
import {compareValues, type Plain} from "../question/where.ts";
import {dictionaryOf, type Dictionary, type Frame} from "./star.ts";
import {pairsOf} from "./pairs.ts";
import {plainColumn} from "./plain.ts";

/** A code for each combination of words that some columns of a dictionary hold, from 0 on. */
export interface Codes {
  /** By the position in the dictionary: the code of its words. */
  readonly of: Int32Array;
  /** By the code: the first position with these words. */
  readonly first: Int32Array;
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
  return Array.from(groups, ([dictionary, columns]) => ({dictionary, columns, codes: codesOf(dictionary, columns)}));
}

/** Returns the codes of columns of a dictionary; they are kept as long as its words. */
export function codesOf(dictionary: Dictionary, columns: readonly string[]): Codes {
  const [first, second, ...others] = columns;
  return kept(codesKept, [dictionary.words, columns.join("\0")], () =>
    second === undefined
      ? encoded(dictionary.words, first!)
      : others
          .concat(second)
          .reduce((codes, column) => both(codes, codesOf(dictionary, [column])), codesOf(dictionary, [first!]))
  );
}

const codesKept = new WeakMap<pl.DataFrame, Map<string, Codes>>();

/**
 * Returns the values of a column as plain data, by their code; they are kept as long as the words of the dictionary.
 */
export function valuesOf(dictionary: Dictionary, column: string): readonly Plain[] {
  const {words} = dictionary;
  return kept(valuesKept, [words, column], () => {
    const {first} = codesOf(dictionary, [column]);
    return plainColumn(gathered(words, [column], first).getColumn(column));
  });
}

const valuesKept = new WeakMap<pl.DataFrame, Map<string, readonly Plain[]>>();

/** The words of a column in order: null first, then by value. */
export interface Ranked {
  /** By the code of a word: how many words come before it. */
  readonly rank: Int32Array;
  /** Returns the word before which so many come. */
  readonly value: (rank: number) => Plain;
}

/** Returns the words of a column in order; they are kept as long as the words of the dictionary. */
export function rankedOf(dictionary: Dictionary, column: string): Ranked {
  return kept(ranksKept, [dictionary.words, column], () => {
    const values = valuesOf(dictionary, column);
    const codes = new Int32Array(values.length).map((_, code) => code);
    if (!codes.every((code) => code === 0 || before(values[code - 1]!, values[code]!) < 0))
      codes.sort((a, b) => before(values[a]!, values[b]!));
    const rank = new Int32Array(codes.length);
    codes.forEach((code, place) => (rank[code] = place));
    return {rank, value: (place) => values[codes[place]!] ?? null};
  });
}

const ranksKept = new WeakMap<pl.DataFrame, Map<string, Ranked>>();

function before(a: Plain, b: Plain): number {
  if (a === null || b === null) return Number(b === null) - Number(a === null);
  return compareValues(a, b);
}

/** Returns the code of null in a column; −1 where it has none. */
export function codeOfNull(dictionary: Dictionary, column: string): number {
  const {words} = dictionary;
  return kept(nullsKept, [words, column], () => {
    const values = words.getColumn(column);
    if (values.nullCount() === 0) return -1;
    return codesOf(dictionary, [column]).of[values.isNull().argMax()!]!;
  });
}

const nullsKept = new WeakMap<pl.DataFrame, Map<string, number>>();

const everything = pl.all(); // polars takes a millisecond to make an expression, so it is made once

function gathered(words: pl.DataFrame, columns: readonly string[], positions: Int32Array): pl.DataFrame {
  return words.select(...columns).select(everything.gather(pl.Series("at", positions, pl.Int32)));
}

const firstPosition = pl.col("\0at").min();

/** Numbers the values of a column in the order of their first. */
function encoded(words: pl.DataFrame, column: string): Codes {
  const at = Int32Array.from({length: words.height}, (_, position) => position);
  const numbered = words.select(column).withColumn(pl.Series("\0at", at, pl.Int32));
  const same = numbered.select(firstPosition.over(column)).getColumn("\0at").toTypedArray() as Int32Array;
  const codes = new Int32Array(same.length);
  let size = 0;
  for (let i = 0; i < same.length; i += 1) {
    if (same[i] === i) at[size] = i;
    codes[i] = same[i] === i ? size++ : codes[same[i]!]!;
  }
  return {of: codes, first: at.slice(0, size)};
}

/** Returns the codes of the words of two, both together. */
function both(some: Codes, others: Codes): Codes {
  const grouped = {of: some.of, size: some.first.length};
  const {of, size} = pairsOf(grouped, others.first.length, (position) => others.of[position]!);
  const first = new Int32Array(size);
  for (let position = of.length - 1; position >= 0; position -= 1) first[of[position]!] = position;
  return {of, first};
}

type KeptAs = readonly [words: pl.DataFrame, name: string];

/** Returns what is kept of some words under a name, or makes it. */
function kept<Value>(all: WeakMap<pl.DataFrame, Map<string, Value>>, [words, name]: KeptAs, make: () => Value): Value {
  const own = all.get(words) ?? new Map<string, Value>();
  all.set(words, own);
  const found = own.get(name) ?? make();
  own.set(name, found);
  return found;
}
