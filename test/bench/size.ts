import {rmSync, statSync} from "node:fs";
import {join} from "node:path";
import Database from "better-sqlite3";

/** What a database takes on the disk after VACUUM, with the indexes of each table. */
export interface Size {
  /** Rows of attempts. */
  readonly rows: number;
  readonly tables: readonly {readonly name: string; readonly bytes: number}[];
  /** Bytes of the attempts and their look-up tables. */
  readonly attemptBytes: number;
  /** Bytes of all else: positions, ledger, coverage, and what tells lines that were seen before. */
  readonly stateBytes: number;
  /** Bytes of the file as the ingest left it. */
  readonly fileBytes: number;
}

const attemptTables = new Set(["attempt", "user", "origin", "verdict", "host"]);

/** Returns what the tables of a database take; measured on a copy in *folder*. */
export function sizeOf(path: string, folder: string): Size {
  const copy = join(folder, "vacuumed.sqlite");
  rmSync(copy, {force: true});
  const db = new Database(path, {readonly: true});
  db.prepare("VACUUM INTO ?").run(copy);
  db.close();
  const vacuumed = new Database(copy, {readonly: true});
  try {
    const tables = vacuumed.prepare(byTable).all() as {name: string; bytes: number}[];
    const rows = vacuumed.prepare("SELECT count(*) FROM attempt").pluck().get() as number;
    const bytes = (isAttempt: boolean): number =>
      tables.reduce((sum, table) => sum + (attemptTables.has(table.name) === isAttempt ? table.bytes : 0), 0);
    return {rows, tables, attemptBytes: bytes(true), stateBytes: bytes(false), fileBytes: statSync(path).size};
  } finally {
    vacuumed.close();
    rmSync(copy);
  }
}

const byTable = `
SELECT ifnull(sqlite_schema.tbl_name, dbstat.name) AS name, sum(dbstat.pgsize) AS bytes
FROM dbstat LEFT JOIN sqlite_schema ON sqlite_schema.name = dbstat.name
GROUP BY 1 ORDER BY 2 DESC`;
