import {existsSync} from "node:fs";
import {dirname} from "node:path";
import Database from "better-sqlite3";
import {applicationId, schema, schemaVersion} from "./schema.ts";

/** An open knockbook database. */
export type Store = Database.Database;

/**
 * Returns the database at a path, opened for writing and made when it does not exist. It keeps a rollback journal, so
 * that at rest it is one file, readable without write permission. Throws when the file is not a knockbook database,
 * comes from a newer knockbook, is damaged, or its folder may not be written to.
 */
export function openStore(path: string): Store {
  const folder = dirname(path);
  if (!existsSync(folder)) throw new Error(`no folder ${folder}; make it, or name another file with --db`);
  const store = connect(path, {});
  try {
    if (isEmpty(store)) store.transaction(() => create(store))();
    check(store, path);
    return store;
  } catch (error) {
    store.close();
    throw explained(error, path);
  }
}

/** Returns the database at a path, opened for reading only. Throws when there is none, or as {@link openStore} does. */
export function openReader(path: string): Store {
  if (!existsSync(path)) throw new Error(`no database at ${path}; run npm start first, or name one with --db`);
  const store = connect(path, {readonly: true});
  try {
    check(store, path);
    return store;
  } catch (error) {
    store.close();
    throw explained(error, path);
  }
}

function connect(path: string, options: Database.Options): Store {
  try {
    return new Database(path, {timeout: 5000, ...options});
  } catch (error) {
    throw explained(error, path);
  }
}

function isEmpty(store: Store): boolean {
  return store.prepare("SELECT count(*) FROM sqlite_schema").pluck().get() === 0;
}

function create(store: Store): void {
  if (!isEmpty(store)) return; // another process was first
  store.exec(schema);
  store.pragma(`application_id = ${applicationId}`);
  store.pragma(`user_version = ${schemaVersion}`);
}

function check(store: Store, path: string): void {
  const id = store.pragma("application_id", {simple: true});
  if (id !== applicationId) throw new Error(`${path} is not a knockbook database; name another file with --db`);
  const version = Number(store.pragma("user_version", {simple: true}));
  if (version > schemaVersion)
    throw new Error(
      `${path} comes from a newer knockbook (schema ${version}, this one knows ${schemaVersion}); update knockbook`
    );
}

const advice: readonly (readonly [code: string, text: (path: string) => string])[] = [
  ["SQLITE_NOTADB", (path) => `${path} is not a knockbook database; name another file with --db`],
  ["SQLITE_CORRUPT", (path) => `${path} is damaged; restore a copy, or move it away and ingest the logs again`],
  ["SQLITE_CANTOPEN", (path) => `${path} cannot be opened; check the permissions of the file and its folder`],
  ["SQLITE_READONLY", (path) => `${path} may not be written to; check the permissions of the file and its folder`],
  ["SQLITE_BUSY", (path) => `${path} is in use by another knockbook; wait for it to end and try again`],
  ["SQLITE_FULL", (path) => `the disk is full; free some space next to ${path} and run it again, nothing was lost`],
  ["SQLITE_IOERR", (path) => `${path} cannot be read or written; check the disk`]
];

/** Returns an error of SQLite as one that says what to do about the database at a path; other errors as they are. */
export function explained(error: unknown, path: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const known = advice.find(([code]) => error.code.startsWith(code));
  return known ? new Error(known[1](path), {cause: error}) : error;
}
