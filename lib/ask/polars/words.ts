import pl from "nodejs-polars";
import type {Store} from "../../store/database.ts";
import {clockDictionary} from "./clock-words.ts";
import {withoutNone, type Dictionary} from "./star.ts";
import {rowSchema, type Zones} from "./rows.ts";

/**
 * Returns the dictionaries of the rows of a database: `user`; `address` and `rhost`; `host`, `known` (Bool), `method`
 * and `outcome`; `port` (Int32); and what the clock of the host showed. Words are String where nothing else is said.
 */
export function readDictionaries(store: Store, rows: pl.DataFrame, {zones}: Zones): Dictionary[] {
  return [
    clockDictionary(clockIds(rows), zones),
    portDictionary(rows),
    ...lookUps.map((lookUp) => readWords(store, lookUp))
  ];
}

interface LookUp {
  readonly id: keyof typeof rowSchema;
  readonly columns: readonly string[];
  readonly sql: string;
}

/** The look-up tables, and how their words are read: in order, so that positions do not depend on ids. */
const lookUps: readonly LookUp[] = [
  {id: "userId", columns: ["user"], sql: "SELECT id AS userId, name AS user FROM user"},
  {id: "originId", columns: ["address", "rhost"], sql: "SELECT id AS originId, address, rhost FROM origin"},
  {
    id: "verdictId",
    columns: ["host", "known", "method", "outcome"],
    sql: `SELECT verdict.id AS verdictId, nullif(host.name, '') AS host, known, method, outcome
      FROM verdict JOIN host ON host.id = verdict.host`
  }
];

/** Returns the zones of the hosts of a database. */
export function readZones(store: Store): Zones {
  const rows = store.prepare("SELECT verdict.id, zone FROM verdict JOIN host ON host.id = host").raw().all() as [
    number,
    string
  ][];
  const zones = [...new Set(rows.length > 0 ? rows.map(([, zone]) => zone) : ["UTC"])].toSorted();
  const zoneOf: number[] = [];
  for (const [id, zone] of rows) zoneOf[id] = zones.indexOf(zone);
  return {zones, zoneOf};
}

/** Returns the clock ids of the rows, and 0. */
function clockIds(rows: pl.DataFrame): Int32Array {
  const used = rows.lazy().select("clockId").unique({maintainOrder: false}).collectSync({engine: "streaming"});
  const ids = (used.getColumn("clockId").toTypedArray() as Int32Array).toSorted();
  return ids.includes(0) ? ids : Int32Array.from([...ids, 0]).toSorted();
}

/** Returns a dictionary of all ports up to the largest one: to look for those in use takes longer. */
function portDictionary(rows: pl.DataFrame): Dictionary {
  const largest = Number(rows.getColumn("portId").max() ?? 0);
  const port = pl.col("portId").minus(pl.lit(1)).cast(pl.Int32).alias("port");
  const ids = Int32Array.from({length: largest + 1}, (_, id) => id);
  const words = pl.DataFrame([pl.Series("portId", ids, pl.Int32)]).withColumn(port);
  return {id: "portId", words: withoutNone("portId", words)};
}

/** Reads a look-up table, column by column; the words are texts, but for `known`. */
function readWords(store: Store, {id, columns, sql}: LookUp): Dictionary {
  const ordered = `FROM (${sql}) ORDER BY ${columns.join()}`;
  const read = (name: string): unknown[] => store.prepare(`SELECT ${name} ${ordered}`).pluck().all();
  const words = columns.map((name) => {
    const values = [null as unknown].concat(read(name));
    return name === "known" ? pl.Series(name, values, pl.Int32).cast(pl.Bool) : pl.Series(name, values, pl.String);
  });
  const ids = Int32Array.from([0].concat(read(id) as number[]));
  return {id, words: pl.DataFrame([pl.Series(id, ids, pl.Int32).cast(rowSchema[id]), ...words])};
}
