import type {Store} from "../database.ts";
import {schemaVersion} from "../schema.ts";
import {fromVersion1} from "./version1.ts";
import {fromVersion2} from "./version2.ts";

/** The ways from each version of the schema, the first one being 1, to the newest. */
export const migrations: readonly ((store: Store) => void)[] = [fromVersion1, fromVersion2];

/** Returns the version of a database's schema. */
export function versionOf(store: Store): number {
  return Number(store.pragma("user_version", {simple: true}));
}

/**
 * Brings a database of an older schema up to date, in one transaction: it is wholly the old one or wholly the new one.
 * Foreign keys are checked at the end.
 */
export function migrate(store: Store): void {
  store.transaction(step).immediate(store);
}

function step(store: Store): void {
  migrations[versionOf(store) - 1]?.(store); // none, if another process was first
  const [broken] = store.pragma("foreign_key_check") as {table: string}[];
  if (broken) throw new Error(`a row of ${broken.table} points nowhere; restore a copy, or ingest the logs again`);
  store.pragma(`user_version = ${schemaVersion}`);
}
