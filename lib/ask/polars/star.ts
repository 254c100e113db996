import pl from "nodejs-polars";

/**
 * Attempts in polars, as a star: the rows hold ids and numbers, and a dictionary for each id holds the words. So ten
 * million attempts are 300 MB, a text is kept once, and a column about addresses has as many values as there are
 * addresses.
 */
export interface Frame {
  /** A row for each one of the table `attempt`, in its order: the columns of `readRows`. */
  readonly rows: pl.DataFrame;
  readonly dictionaries: readonly Dictionary[];
}

/** What the ids in a column of the rows stand for. */
export interface Dictionary {
  /** The column that holds the ids. */
  readonly id: string;
  /**
   * The column of ids, each once, and those of the words, in the order of the words (ids differ from database to
   * database). The words of id 0, which stands for none, are null and come first.
   */
  readonly words: pl.DataFrame;
}

/** Returns the dictionary that has a column; throws when none has it. */
export function dictionaryOf({dictionaries}: Frame, column: string): Dictionary {
  const found = dictionaries.find(({id, words}) => column !== id && words.columns.includes(column));
  if (found) return found;
  const columns = dictionaries.flatMap(({id, words}) => words.columns.filter((name) => name !== id));
  throw new Error(`no such column; not one of ${columns.join(", ")}: ${column}`);
}

/** Returns each text of a column once, in the order of the dictionary, without null. */
export function distinct(frame: Frame, column: string): string[] {
  return dictionaryOf(frame, column)
    .words.select(pl.col(column).dropNulls().unique({maintainOrder: true}))
    .getColumn(column)
    .toArray() as string[];
}

/**
 * Returns a frame that knows more of the texts of a column, such as the places of addresses: `table` has a row for each
 * of {@link distinct}, in their order, and its columns become columns of the frame, in place of those of the same name.
 */
export function extend(frame: Frame, column: string, table: pl.DataFrame): Frame {
  const {id, words} = dictionaryOf(frame, column);
  const keyed = plain(table).withColumn(pl.Series(column, distinct(frame, column), pl.String));
  const own = words.select(...words.columns.filter((name) => !table.columns.includes(name)));
  const extended = {id, words: own.join(keyed, {on: column, how: "left", maintainOrder: "left"})};
  return {...frame, dictionaries: frame.dictionaries.map((one) => (one.id === id ? extended : one))};
}

/** Returns words with null for those of id 0. */
export function withoutNone(id: string, words: pl.DataFrame): pl.DataFrame {
  const known = pl.col(id).neq(pl.lit(0));
  const columns = words.columns.filter((name) => name !== id);
  return words.withColumns(
    ...columns.map((name) => pl.when(known).then(pl.col(name)).otherwise(pl.lit(null)).alias(name))
  );
}

/** Returns a table with texts in place of categories, which cannot be compared with those of another table. */
function plain(table: pl.DataFrame): pl.DataFrame {
  const categories = table.columns.filter((name) => String(table.schema[name]).includes("Categorical"));
  return categories.length ? table.withColumns(...categories.map((name) => pl.col(name).cast(pl.String))) : table;
}
