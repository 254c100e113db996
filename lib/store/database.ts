import {closeSync, existsSync, openSync, readSync, statSync} from "node:fs";
import {dirname} from "node:path";
import Database from "better-sqlite3";
import {installation} from "../base/installation.ts";
import {migrate} from "./migrations/migrate.ts";
import {applicationId, schema, schemaVersion, versionOf} from "./schema.ts";

/** An open knockbook database. */
export type Store = Database.Database;

/**
 * Returns the database at a path, opened for writing; it is made when there is none. It keeps a rollback journal: so it
 * is one file while nobody writes, and can be read without write permission. A database of an older knockbook is
 * brought up to date, and `onMigrate` hears the version that its schema had. Throws when the file is not a knockbook
 * database, comes from a newer knockbook, is damaged, or when its folder may not be written to.
 */
export function openStore(path: string, {onMigrate}: {onMigrate?: (from: number) => void} = {}): Store {
  const folder = dirname(path);
  if (!existsSync(folder)) throw new Error(`no folder ${folder}; make it, or name another file with --db`);
  refuseForeign(path);
  return opened(path, {}, (store) => {
    store.pragma(`cache_size = -${cacheKiB}`);
    store.pragma("foreign_keys = OFF"); // checks take a third of an insert; look-up rows are made first (tested)
    if (isEmpty(store)) store.transaction(() => create(store)).immediate();
    check(store, path);
    const version = versionOf(store);
    if (version === schemaVersion) return;
    migrate(store);
    shrink(store);
    onMigrate?.(version);
  });
}

/** Rows are written one after the other: a larger cache would only take memory. */
const cacheKiB = 4096;

/** Returns the database at a path, opened for writing. Throws when there is none, or as {@link openStore} does. */
export function openExisting(path: string): Store {
  if (!existsSync(path)) throw new Error(none(path));
  return openStore(path);
}

/**
 * Returns the database at a path, opened for reading only. Throws when there is none, when it comes from an older
 * knockbook (a reader changes nothing), or as {@link openStore} does.
 */
export function openReader(path: string): Store {
  if (!existsSync(path)) throw new Error(none(path));
  refuseForeign(path);
  try {
    return reader(path);
  } catch (error) {
    if (!isStopped(error)) throw error;
    opened(path, {}, isEmpty).close(); // a writer takes back what a killed run had half written; a reader may not
    return reader(path);
  }
}

/**
 * Opens the database at a path for reading, returns the result of `work` on it, and closes it. Throws as {@link
 * openReader}.
 */
export function reading<T>(path: string, work: (store: Store) => T): T {
  const store = openReader(path);
  try {
    return work(store);
  } catch (error) {
    throw explained(error, path);
  } finally {
    store.close();
  }
}

function reader(path: string): Store {
  return opened(path, {readonly: true}, (store) => {
    if (isEmpty(store)) throw new Error(none(path));
    check(store, path);
    refuseOld(store, path);
  });
}

const none = (path: string): string =>
  `no database at ${path}; run ${installation.firstRun} first, or name one with --db`;

/**
 * Makes the file of a database smaller when more than a fifth of it is free, and returns by how many bytes. When the
 * disk has no room to write it anew, it stays as it is (0 bytes): the free pages are used again. Not inside a
 * transaction.
 */
export function shrink(store: Store): number {
  const number = (name: string): number => Number(store.pragma(name, {simple: true}));
  const before = number("page_count");
  if (number("freelist_count") <= before / 5) return 0;
  try {
    store.exec("VACUUM");
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code === "SQLITE_FULL") return 0;
    throw error;
  }
  return (before - number("page_count")) * number("page_size");
}

/**
 * Begins a transaction that writes. While another process writes, it says so on standard error and waits up to a
 * minute. Throws when that was not enough.
 */
export function begin(store: Store): void {
  try {
    patiently(store, () => store.exec("BEGIN IMMEDIATE"));
  } catch (error) {
    throw explained(error, store.name);
  }
}

function opened(path: string, options: Database.Options, prepare: (store: Store) => void): Store {
  let store: Store | null = null;
  try {
    store = new Database(path, options);
    patiently(store, () => prepare(store!));
    return store;
  } catch (error) {
    store?.close();
    throw explained(error, path);
  }
}

const quietMs = 1000;
const patienceMs = 60_000;

/** Calls `work`. When another process holds the database, says so, and calls it again with a patience of a minute. */
function patiently(store: Store, work: () => void): void {
  store.pragma(`busy_timeout = ${quietMs}`);
  try {
    work();
  } catch (error) {
    if (!isBusy(error)) throw error;
    console.error(`${store.name} is in use by another process; waiting up to a minute`);
    store.pragma(`busy_timeout = ${patienceMs}`);
    work();
  } finally {
    store.pragma(`busy_timeout = ${patienceMs}`);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY");
}

/** Whether a reader failed because a run was stopped while it wrote. */
function isStopped(error: unknown): boolean {
  const {cause} = error as Error;
  return cause instanceof Database.SqliteError && cause.code === "SQLITE_READONLY_ROLLBACK";
}

/**
 * Throws for a folder, and for a file of another program. SQLite must not open such a file: it would finish what the
 * program left undone, and take a file of one byte for an empty database.
 */
function refuseForeign(path: string): void {
  const there = statSync(path, {throwIfNoEntry: false});
  if (!there) return;
  if (there.isDirectory()) throw new Error(`${path} is a folder; name a file in it`);
  const header = Buffer.alloc(100);
  let bytes = 0;
  try {
    const file = openSync(path, "r");
    bytes = readSync(file, header);
    closeSync(file);
  } catch {
    return; // it may not be read, and SQLite says so
  }
  const isOurs = header.subarray(0, 16).equals(magic) && header.readUInt32BE(68) === applicationId;
  if (bytes > 0 && !isOurs && !isUnborn(header, path)) throw new Error(advice.get("SQLITE_NOTADB")!(path));
}

/**
 * Whether the power was lost while a database was made: its header never reached the disk, and SQLite takes back the
 * rest.
 */
function isUnborn(header: Buffer, path: string): boolean {
  return header.every((byte) => byte === 0) && existsSync(`${path}-journal`);
}

/** The first bytes of a database; its `application_id` stands at 68 (SQLite's file format, 1.3). */
const magic = Buffer.from("SQLite format 3\0");

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
  if (id !== applicationId) throw new Error(advice.get("SQLITE_NOTADB")!(path));
  const version = versionOf(store);
  if (version > schemaVersion)
    throw new Error(
      `${path} comes from a newer knockbook (schema ${version}, this one knows ${schemaVersion}); update knockbook`
    );
}

function refuseOld(store: Store, path: string): void {
  const version = versionOf(store);
  if (version < schemaVersion)
    throw new Error(
      `${path} comes from an older knockbook (schema ${version}, this one reads ${schemaVersion}); run ingest on it once, which brings it up to date`
    );
}

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
