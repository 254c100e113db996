import type {Database} from "better-sqlite3";
import * as version2 from "./version2.ts";
import * as version3 from "./version3.ts";
import * as version4 from "./version4.ts";
import * as version5 from "./version5.ts";

/** A version of the schema. Its file is frozen once a database of it exists: it uses nothing of today's code. */
export interface Version {
  /** The tables and views of the version, as SQL. */
  readonly schema: string;
  /** Brings a database of the version before to this one; called inside a transaction, without foreign keys. */
  readonly upgrade: (db: Database) => void;
}

/**
 * The versions of the schema, from version 2 on. A change of the schema is a new file here, and its name in this list.
 */
export const versions: readonly Version[] = [version2, version3, version4, version5];

/** The version of the schema that this code reads and writes, kept in `user_version`. */
export const schemaVersion = versions.length + 1;

/** The tables and views of a new database. */
export const {schema} = versions.at(-1)!;

/** Returns the version of a database's schema, the first one being 1. */
export function versionOf(db: Database): number {
  return Number(db.pragma("user_version", {simple: true}));
}

/**
 * Brings a database of an older schema up to date, version by version, in one transaction: afterwards it is wholly of
 * the newest one, or as it was. Does nothing if another process was first. Throws when a row points to one that is not
 * there.
 */
export function migrate(db: Database): void {
  db.transaction(upgradeAll).immediate(db);
}

function upgradeAll(db: Database): void {
  for (const {upgrade} of versions.slice(versionOf(db) - 1)) upgrade(db);
  const [broken] = db.pragma("foreign_key_check") as {table: string}[];
  if (broken) throw new Error(`a row of ${broken.table} points nowhere; restore a copy, or ingest the logs again`);
  db.pragma(`user_version = ${schemaVersion}`);
}
