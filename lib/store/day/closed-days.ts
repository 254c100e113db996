import type {Store} from "../database.ts";
import {createLines} from "./lines.ts";
import {pack} from "./pack.ts";

/**
 * The lines of a closed day, which are none. Of the days before a host's floor one closed day is left: it holds the
 * state in which its connections were left open, and in a database that was once of version 1 also attempts without
 * their lines.
 */
export const noLines = pack(createLines());

/** Whether a host, by its id, or any has attempts that do not follow from lines (see {@link noLines}). */
export function hasAttemptsOnly(store: Store, host: number | null = null): boolean {
  const sql = `SELECT 1 FROM day JOIN total ON total.day = day.id
    WHERE (:host IS NULL OR host = :host) AND closed LIMIT 1`;
  return store.prepare(sql).get({host}) !== undefined;
}
