import {existsSync} from "node:fs";
import {dirname} from "node:path";
import Database from "better-sqlite3";
import {installation} from "../base/installation.ts";
import {migrate} from "./migrations/migrate.ts";
import {applicationId, schema, schemaVersion, versionOf} from "./schema.ts";
import {explained, isBusy, isStopped, notOurs} from "./errors.ts";
import {refuseForeign} from "./header.ts";

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
  if (id !== applicationId) throw notOurs(path);
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
