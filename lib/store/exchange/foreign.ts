import {existsSync, rmSync, statSync} from "node:fs";
import Database from "better-sqlite3";
import {openReader, openStore, type Store} from "../database.ts";
import {explained} from "../errors.ts";
import {refuseActive, refuseUnsound} from "./sound.ts";
import {applicationId, schemaVersion, versionOf} from "../schema.ts";
import {readSums} from "../day/sums.ts";

/**
 * Opens a database that comes from another machine for reading, and returns the result of `work` on it. Before that it
 * is checked: that it is a whole database of knockbook, that its values can be right, and that its counts agree. A
 * database of an older schema is copied to the path `draft` and brought up to date there; the copy is removed again.
 * Throws one-line errors.
 */
export function withForeign<T>(file: string, draft: string, work: (from: Store) => T): T {
  if (!existsSync(file) || !statSync(file).isFile()) throw new Error(`no file ${file}; name a database of knockbook`);
  try {
    const from = openReader(isOld(file) ? upToDate(file, draft) : file);
    try {
      check(from, file);
      return work(from);
    } finally {
      from.close();
    }
  } catch (error) {
    throw explained(isNonsense(error) ? new Error(nonsense(file), {cause: error}) : error, file);
  } finally {
    for (const left of [draft, `${draft}-journal`]) rmSync(left, {force: true});
  }
}

const nonsense = (file: string): string => `${file} holds what no knockbook writes; copy it again`;

/** Whether an error comes from data of an unexpected form: SQL that fails on it, or a wrong type. */
export function isNonsense(error: unknown): boolean {
  if (error instanceof Database.SqliteError) return /^SQLITE_(CONSTRAINT|ERROR|MISMATCH|TOOBIG)/.test(error.code);
  return error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
}

/**
 * Whether a file is a database of an older schema; false also for a file that is none, of which the reader says what it
 * is.
 */
export function isOld(file: string): boolean {
  let from: Store | null = null;
  try {
    from = new Database(file, {readonly: true});
    return from.pragma("application_id", {simple: true}) === applicationId && versionOf(from) < schemaVersion;
  } catch {
    return false;
  } finally {
    from?.close();
  }
}

function upToDate(file: string, draft: string): string {
  const from = new Database(file, {readonly: true});
  try {
    refuseActive(from, file);
    refuseDamaged(from, file);
    from.prepare("VACUUM INTO ?").run(draft);
  } finally {
    from.close();
  }
  openStore(draft).close();
  return draft;
}

function check(from: Store, file: string): void {
  refuseActive(from, file);
  refuseDamaged(from, file);
  refuseUnsound(from, file);
  const [broken] = from.pragma("foreign_key_check") as {table: string}[];
  if (broken) throw new Error(`a row of ${broken.table} in ${file} points nowhere; copy it again`);
  const rows = from.prepare(
    "SELECT ifnull(sum(times), 0) FROM attempt JOIN verdict ON verdict.id = verdict WHERE host = ?"
  );
  for (const {id, name} of from.prepare("SELECT id, name FROM host").all() as {id: number; name: string}[]) {
    const counted = readSums(from, id).reduce((sum, {attempts}) => sum + attempts, 0);
    const found = Number(rows.pluck().get(id));
    if (found !== counted)
      throw new Error(
        `${file} has ${found} attempts of ${name || "an unnamed host"}, and counts ${counted}; copy it again`
      );
  }
}

function refuseDamaged(from: Store, file: string): void {
  const problem = String(from.pragma("integrity_check(1)", {simple: true}));
  if (problem !== "ok") throw new Error(`${file} is damaged; copy it again: ${problem}`);
}
