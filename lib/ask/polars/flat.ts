import pl from "nodejs-polars";
import {dictionaryOf, type Dictionary, type Frame} from "./star.ts";
import type {Kept} from "./kept.ts";

/** The columns of the view `attempts`, in its order. */
export const viewColumns = "time host user known address rhost port method outcome times connection".split(" ");

const own: Readonly<Record<string, pl.Expr>> = {
  time: pl
    .col("start")
    .plus(pl.col("second").cast(pl.Int64).mul(pl.lit(1000)))
    .cast(pl.Datetime("ms", "UTC")),
  times: pl.col("times").cast(pl.Int64),
  connection: pl.col("connection").cast(pl.Int64)
};

/**
 * Returns the attempts as one flat table, a row for each one of the database, in its order: by default the columns of
 * the view `attempts`, with `time` as Datetime (ms, UTC), `times` and `connection` as Int64, `known` as Bool, `port` as
 * Int32 and texts as String. For a look at the data, or a question of one's own; tables and charts come from a tally.
 */
export function flat(
  frame: Frame,
  {columns = viewColumns, kept}: {columns?: readonly string[]; kept: Kept}
): pl.DataFrame {
  const worded = columns.map((name) => (name === "time" ? "start" : name)).filter((name) => !(name in own));
  const rows = [...kept].map(isKept).reduce((some, expr) => some.filter(expr), frame.rows.lazy());
  const all = [...Map.groupBy(worded, (column) => dictionaryOf(frame, column))].reduce(
    (joined, [{id, words}, names]) =>
      joined.join(words.lazy().select(id, ...names), {on: id, how: "left", maintainOrder: "left"}),
    rows
  );
  return all.select(...columns.map((name) => own[name]?.alias(name) ?? pl.col(name))).collectSync();
}

/** Tells which rows have one of the ids that are kept; of the same type, as polars would compare others as Float64. */
function isKept([{id, words}, kept]: [Dictionary, Uint8Array]): pl.Expr {
  const ids = words.getColumn(id).filter(pl.Series(Array.from(kept, Boolean)));
  return pl.col(id).isIn(pl.lit(ids));
}
