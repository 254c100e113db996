import pl from "nodejs-polars";
import {reading, type Store} from "../store/database.ts";
import {defaultDatabase} from "../store/paths.ts";
import {readAbout, type About} from "../store/about.ts";

export type {Span} from "../store/about.ts";

/** The attempts of a database as a polars frame, and what the database says of itself. */
export interface Attempts extends About {
  /** A row for each record of the view `attempts`; its columns are those of {@link loadAttempts}. */
  readonly frame: pl.DataFrame;
}

/**
 * Returns the attempts of a database, by default the one that `KNOCKBOOK_DB` names, else the real attempts, else the
 * demo's. The columns and their types are fixed: `time` (Datetime, UTC, seconds), `day` and `week` (Date; the week's
 * Monday) and `hour` (Int8) by the host's clock in {@link About.zone}, `host`, `user`, `address`, `rhost`, `method`,
 * `outcome` (Categorical), `known` (Bool), `port` (Int32, the client's), `times` and `connection` (Int64). Throws when
 * there is no database.
 */
export function loadAttempts(path = defaultDatabase()): Attempts {
  return reading(path, (store) => {
    const about = readAbout(store);
    return {...about, frame: withWords(store, withClock(readColumns(store), about.zone))};
  });
}

const columns = `
  SELECT ifnull(time, -1), ifnull(user, 0), ifnull(origin, 0), ifnull(port, -1), verdict, times, id - back
  FROM attempt ORDER BY id`;

/** Reads the integers of the attempts; -1 stands for no time and no port, 0 for no look-up row. */
function readColumns(store: Store): pl.DataFrame {
  const rows = Number(store.prepare("SELECT count(*) FROM attempt").pluck().get());
  const time = new Float64Array(rows); // polars 0.25 cuts a BigInt64Array to 32 bits
  const user = new Int32Array(rows);
  const origin = new Int32Array(rows);
  const port = new Int32Array(rows);
  const verdict = new Int32Array(rows);
  const times = new Int32Array(rows);
  const connection = new Float64Array(rows);
  let i = 0;
  for (const row of store.prepare(columns).raw().iterate() as Iterable<number[]>) {
    [time[i], user[i], origin[i], port[i], verdict[i], times[i], connection[i]] = row as Seven;
    i += 1;
  }
  return pl.DataFrame([
    pl.Series("time", time, pl.Float64),
    pl.Series("user", user, pl.Int32),
    pl.Series("origin", origin, pl.Int32),
    pl.Series("port", port, pl.Int32),
    pl.Series("verdict", verdict, pl.Int32),
    pl.Series("times", times, pl.Int32),
    pl.Series("connection", connection, pl.Float64)
  ]);
}

type Seven = [number, number, number, number, number, number, number];

function withClock(frame: pl.DataFrame, zone: string): pl.DataFrame {
  const orNull = (name: string): pl.Expr =>
    pl
      .when(pl.col(name).gtEq(pl.lit(0)))
      .then(pl.col(name))
      .otherwise(pl.lit(null));
  const utc = orNull("time").mul(pl.lit(1000)).cast(pl.Int64).cast(pl.Datetime("ms")).dt.replaceTimeZone("UTC");
  const wall = pl
    .col("time")
    .dt.convertTimeZone(zone)
    .dt.replaceTimeZone(null as unknown as string); // its type forgets null
  return frame
    .withColumns(utc.alias("time"), orNull("port").alias("port"))
    .withColumns(pl.col("times").cast(pl.Int64), pl.col("connection").cast(pl.Int64))
    .withColumns(
      wall.cast(pl.Date).alias("day"),
      wall.dt.truncate("1w").cast(pl.Date).alias("week"),
      wall.dt.hour().alias("hour")
    );
}

function withWords(store: Store, frame: pl.DataFrame): pl.DataFrame {
  const words = ["host", "user", "address", "rhost", "method", "outcome"].map((name) =>
    pl.col(name).cast(pl.Categorical)
  );
  return frame
    .rename({user: "userId"})
    .join(lookUp(store, "user", {id: "userId", name: "user"}), {on: "userId", how: "left"})
    .join(lookUp(store, "origin", {id: "origin", address: "address", rhost: "rhost"}), {on: "origin", how: "left"})
    .join(verdicts(store), {on: "verdict", how: "left"})
    .select("time", "day", "week", "hour", ...words, "known", "port", "times", "connection");
}

function verdicts(store: Store): pl.DataFrame {
  return lookUp(store, "(SELECT verdict.*, nullif(name, '') AS hostName FROM verdict JOIN host ON host.id = host)", {
    id: "verdict",
    hostName: "host",
    method: "method",
    outcome: "outcome",
    known: "known"
  }).withColumn(pl.col("known").cast(pl.Bool));
}

/** Reads a look-up table; `names` maps its columns to those of the frame, the id first. */
function lookUp(store: Store, table: string, names: Record<string, string>): pl.DataFrame {
  const rows = store
    .prepare(`SELECT ${Object.keys(names).join(", ")} FROM ${table}`)
    .raw()
    .all() as (string | number | null)[][];
  return pl.DataFrame(
    Object.values(names).map((name, i) => {
      const values = rows.map((row) => row[i] ?? null);
      if (i === 0) return pl.Series(name, Int32Array.from(values as number[]), pl.Int32);
      return pl.Series(name, values, name === "known" ? pl.Int32 : pl.Utf8);
    })
  );
}
