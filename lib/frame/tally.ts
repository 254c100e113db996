import pl from "nodejs-polars";

/** What can be counted of a group. */
export type Measure = "attempts" | "addresses" | "names";

const measureOf: Record<Measure, () => pl.Expr> = {
  attempts: () => pl.col("times").sum().alias("attempts"),
  addresses: () => pl.col("address").dropNulls().nUnique().alias("addresses"),
  names: () => pl.col("user").dropNulls().nUnique().alias("names")
};

/** How {@link tally} counts. */
export interface TallyOptions {
  /** Which rows count; default: all. */
  readonly where?: pl.Expr;
  /** How many groups are kept, the largest first; default: all. */
  readonly top?: number;
  /** What is counted; default: attempts. The groups are sorted by the first one. */
  readonly measures?: readonly Measure[];
}

/**
 * Returns a row for each group of the columns `by`: attempts are the sum of `times`, addresses and names are counted
 * distinct. The largest group comes first, ties by the columns in their order; rows without a value are a group of
 * their own and come last among ties. Without columns the one row counts all.
 */
export function tally(frame: pl.DataFrame, by: readonly string[], options: TallyOptions = {}): pl.DataFrame {
  const {where, top, measures = ["attempts"]} = options;
  const rows = where ? frame.filter(where) : frame;
  const counts = measures.map((measure) => measureOf[measure]());
  if (by.length === 0) return rows.select(...counts);
  const groups = rows.groupBy([...by]).agg(...counts);
  const plain = groups.withColumns(
    ...by.map((name) => (isCategory(groups, name) ? pl.col(name).cast(pl.Utf8) : pl.col(name)))
  );
  const order = [...(measures.length ? [measures[0] as string] : []), ...by];
  const sorted = plain.sort({
    by: order,
    descending: order.map((_, i) => i === 0 && measures.length > 0),
    nullsLast: true
  });
  return top === undefined ? sorted : sorted.head(top);
}

function isCategory(frame: pl.DataFrame, name: string): boolean {
  return String(frame.schema[name]).includes("Categorical");
}

/** The attempts that strangers make: credentials that were refused, and connections that named a user and left. */
export function refused(): pl.Expr {
  return pl.col("outcome").cast(pl.Utf8).isIn(["failed", "abandoned"]);
}

/** Returns the rows of a frame as plain objects; a Datetime or Date comes as epoch milliseconds of UTC. */
export function rowsOf<Row>(frame: pl.DataFrame): Row[] {
  return frame
    .toRecords()
    .map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plainValue(value)])) as Row);
}

function plainValue(value: unknown): unknown {
  if (value instanceof Date) return value.getTime();
  return typeof value === "bigint" ? Number(value) : value;
}
