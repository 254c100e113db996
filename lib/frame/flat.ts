import pl from "nodejs-polars";
import type {Frame} from "./frame.ts";
import {keysOf} from "./keys.ts";
import {time, withStart} from "./measures.ts";
import {matching, type Where} from "./where.ts";

/** The columns of the view `attempts`, in its order. */
const viewColumns = "time host user known address rhost port method outcome times connection".split(" ");

const own: Readonly<Record<string, pl.Expr>> = {
  time: time(),
  times: pl.col("times").cast(pl.Int64),
  connection: pl.col("connection").cast(pl.Int64)
};

/**
 * Returns the attempts as one flat table, a row for each one of the database, in its order: by default the columns of the
 * view `attempts`, with `time` as Datetime (ms, UTC), `times` and `connection` as Int64, `known` as Bool, `port` as Int32
 * and texts as String. For a look at the data, or a question of one's own; tables and charts come from `tally`.
 */
export function flat(
  frame: Frame,
  {columns = viewColumns, where = {}}: {columns?: readonly string[]; where?: Where} = {}
): pl.DataFrame {
  const keys = keysOf(
    frame,
    columns.filter((name) => !(name in own))
  );
  const rows = columns.includes("time") ? withStart(frame, matching(frame, where)) : matching(frame, where);
  const worded = keys.reduce(
    (joined, {columns, dictionary: {id, words}}) =>
      joined.join(words.lazy().select(id, ...columns), {on: id, how: "left", maintainOrder: "left"}),
    rows
  );
  return worded.select(...columns.map((name) => own[name]?.alias(name) ?? pl.col(name))).collectSync();
}
