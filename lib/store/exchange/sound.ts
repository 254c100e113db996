import Database from "better-sqlite3";
import type {Store} from "../database.ts";
import {schema} from "../schema.ts";

/**
 * Throws for a database with parts that SQLite would run when it is read or written: triggers, views and virtual
 * tables. Call it before the database is brought up to date.
 */
export function refuseActive(from: Store, file: string): void {
  from.pragma("trusted_schema = OFF");
  const sql = `SELECT name FROM sqlite_schema
    WHERE type = 'trigger' OR (type = 'view' AND name <> 'attempts') OR sql LIKE 'CREATE VIRTUAL%' LIMIT 1`;
  const name = from.prepare(sql).pluck().get() as string | undefined;
  if (name !== undefined) throw new Error(`${file} is not what knockbook made: it has ${name}`);
}

/**
 * Throws for a database with values that no knockbook writes. SQLite takes any value in any column, and one wrong time
 * or one huge number would stop every report from then on.
 */
export function refuseUnsound(from: Store, file: string): void {
  for (const {table, column, type, notnull} of columns()) {
    const limit = limits.get(`${table}.${column}`) ?? limits.get(type)!;
    const values = `SELECT "${column}" AS value FROM "${table}"${notnull ? "" : ` WHERE "${column}" IS NOT NULL`}`;
    if (from.prepare(`SELECT 1 FROM (${values}) WHERE typeof(value) <> lower('${type}') OR ${limit} LIMIT 1`).get())
      throw new Error(`${file} has a ${table} whose ${column} makes no sense; copy it again`);
  }
  for (const zone of from.prepare("SELECT DISTINCT zone FROM host").pluck().all() as string[])
    if (!isZone(zone)) throw new Error(`${file} has a host whose zone makes no sense; copy it again`);
}

/** The SQL conditions for a wrong value, by column or by type. */
const limits: ReadonlyMap<string, string> = new Map<string, string>([
  ["INTEGER", "value NOT BETWEEN -1e12 AND 1e12"], // also for seconds since 1970: that is in the year 33658
  ["TEXT", "length(value) > 1e7"],
  ["BLOB", "FALSE"],
  ["day.closed", "value NOT IN (0, 1)"],
  ["day.day", "value NOT BETWEEN -3e6 AND 3e6"],
  ["host.name", "length(value) > 255"], // hostname(7)
  ["alias.name", "length(value) > 255"],
  ["unknown.unread", "value NOT IN (0, 1)"],
  ["source.state", "NOT json_valid(value) OR ifnull(json_type(value, '$.tail'), '') <> 'array'"]
]);

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", {timeZone: zone}));
  } catch {
    return false;
  }
}

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly notnull: number;
}

/** Returns the columns of all tables, as the schema declares them. */
function columns(): Column[] {
  const empty = new Database(":memory:");
  try {
    empty.exec(schema);
    const sql = `SELECT m.name AS "table", c.name AS "column", c.type, c."notnull" OR c.pk AS "notnull"
      FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table'`;
    return empty.prepare(sql).all() as Column[];
  } finally {
    empty.close();
  }
}
