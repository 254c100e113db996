import {closeSync, openSync, statSync} from "node:fs";
import Database from "better-sqlite3";
import {openReader, type Store} from "../database.ts";
import {placed} from "./put-file.ts";

/** The file that an export wrote. */
export interface Exported {
  readonly path: string;
  readonly bytes: number;
  /** Rows of the table `attempt`. */
  readonly attempts: number;
}

/**
 * Writes a copy of the database at a path to *out*, as {@link placed} does: compact, consistent while an ingest runs,
 * and checked (SQLite's integrity check, and as many rows in each table).
 */
export async function exportStore(path: string, out: string, {force = false} = {}): Promise<Exported> {
  const attempts = await placed(path, out, {make: copyStore, force});
  return {path: out, bytes: statSync(out).size, attempts};
}

/**
 * Makes a copy of a database at the path *draft*, and returns how many rows of attempts it has. A second reader keeps
 * writers from changing the database before the copy was compared with it. Throws when the copy is damaged or not
 * complete.
 */
export function copyStore(store: Store, draft: string): number {
  const witness = openReader(store.name);
  try {
    witness.exec("BEGIN");
    const rows = counts(witness);
    closeSync(openSync(draft, "wx", 0o600)); // names in it may be passwords: nobody else reads it meanwhile
    store.prepare("VACUUM INTO ?").run(draft);
    check(draft, rows);
    return rows.attempt!;
  } finally {
    witness.close();
  }
}

function check(draft: string, rows: Record<string, number>): void {
  const made = new Database(draft, {readonly: true});
  try {
    const [problem] = made.pragma("integrity_check(1)", {simple: false}) as {integrity_check: string}[];
    if (problem?.integrity_check !== "ok")
      throw new Error(`the copy is damaged; check the disk: ${problem?.integrity_check}`);
    const copied = counts(made);
    const lost = Object.keys(rows).find((table) => copied[table] !== rows[table]);
    if (lost) throw new Error(`the copy is not complete; ${lost} has ${copied[lost]} of ${rows[lost]} rows; try again`);
  } finally {
    made.close();
  }
}

/** Returns the number of rows of each table. */
function counts(store: Store): Record<string, number> {
  const tables = store
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all() as string[];
  const count = (table: string): number => Number(store.prepare(`SELECT count(*) FROM "${table}"`).pluck().get());
  return Object.fromEntries(tables.map((table) => [table, count(table)]));
}
