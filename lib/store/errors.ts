import Database from "better-sqlite3";

/** What to do about an error, by the beginning of SQLite's code; the first one that fits counts. */
const advice: ReadonlyMap<string, (path: string) => string> = new Map([
  ["SQLITE_NOTADB", (path) => `${path} is not a knockbook database; name another file with --db`],
  ["SQLITE_CORRUPT", (path) => `${path} is damaged; restore a copy, or move it away and ingest the logs again`],
  ["SQLITE_CANTOPEN", (path) => `${path} cannot be opened; check the permissions of the file and its folder`],
  ["SQLITE_READONLY_ROLLBACK", (path) => `a run of ingest over ${path} was stopped; run it again as the file's owner`],
  ["SQLITE_READONLY", (path) => `${path} may not be written to; check the permissions of the file and its folder`],
  ["SQLITE_BUSY", (path) => `${path} is in use by another process; wait for it to end and try again`],
  ["SQLITE_FULL", (path) => `the disk is full; free some space next to ${path} and run it again, nothing was lost`],
  ["SQLITE_IOERR", (path) => `${path} cannot be read or written; check the disk`]
]);

/**
 * Returns an error of SQLite, or of a full disk, as one that says what to do about the file at a path; other errors as
 * they are.
 */
export function explained(error: unknown, path: string): unknown {
  const of = error instanceof Database.SqliteError ? error.code : isOfFullDisk(error) ? "SQLITE_FULL" : null;
  const code = [...advice.keys()].find((start) => of?.startsWith(start));
  return code === undefined ? error : new Error(advice.get(code)!(path), {cause: error});
}

function isOfFullDisk(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ENOSPC";
}

/** Returns the error for a file that is no database of knockbook. */
export function notOurs(path: string): Error {
  return new Error(advice.get("SQLITE_NOTADB")!(path));
}

/** Whether another process holds the database. */
export function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY");
}

/** Whether a reader failed because a run was stopped while it wrote. */
export function isStopped(error: unknown): boolean {
  const {cause} = error as Error;
  return cause instanceof Database.SqliteError && cause.code === "SQLITE_READONLY_ROLLBACK";
}
