import type pl from "nodejs-polars";
import type {Geo} from "../../geo/geo.ts";
import type {About} from "./about.ts";
import type {Column} from "./columns.ts";
import type {FrameOptions, Measure, TallyOptions} from "./options.ts";
import type {Plain, Where} from "./where.ts";

/**
 * A log that can be asked: all attempts of a database, or a part of them. What it answers is plain data, so that a
 * question does not know which engine answers it (ask/polars reads a database of SQLite). Equal attempts give equal
 * answers, whatever the ids of their rows: ties go by words, in the order of their code points, null last.
 */
export interface Log {
  /** What the log says of itself: hosts, clocks, spans of time, the ledger of its lines. */
  readonly about: About;
  /** The columns that can be asked for. */
  readonly columns: readonly Column[];

  /**
   * Returns the part of the log that meets conditions, added to those that it has already. A condition on the host, the
   * time or the clock narrows `about` too. Throws when there is no such column, and for a value that cannot be in it.
   */
  where(conditions: Where): Log;

  /**
   * Returns a row for each group of the columns `by`, with what was counted of it, the largest group first, ties by the
   * columns in their order; attempts without a value are a group of their own. Without columns one row counts all. Days
   * and times are epoch milliseconds of UTC. Throws when there is no such column or measure.
   */
  tally<Row>(by: readonly string[], options?: TallyOptions): Promise<Row[]>;

  /**
   * Returns the same as columns: for questions about so many groups that a row for each would be slow. The groups come
   * in no order. A time that is not known is NaN.
   */
  tallyColumns<By extends string, Counted extends Measure>(
    by: readonly By[],
    options: {readonly measures: readonly Counted[]}
  ): Promise<Readonly<Record<By, CodedColumn> & Record<Counted, Float64Array>>>;

  /**
   * Returns the log with the columns of the place and the network of each address; each distinct address is looked up
   * once. `locate` (analysis/places) describes them.
   */
  withPlaces(geo: Geo): Promise<Log>;

  /**
   * Returns attempts as a table of polars, a row for each row of the database: for a look at the data, or for a
   * question of one's own. Default: the columns of the view `attempts` (data/README.md), and all rows.
   */
  frame(options?: FrameOptions): Promise<pl.DataFrame>;
}

/** A column of many values, of which few differ: each as the number of its word. */
export interface CodedColumn {
  /**
   * By the group: the number of its word; equal words have equal numbers, and numbers rise with the words, null first.
   */
  readonly codes: Int32Array;
  /** Returns the word of a number. */
  readonly word: (code: number) => Plain;
}
