import type {Store} from "../database.ts";
import {createLines} from "./lines.ts";
import {pack} from "./pack.ts";

/** The lines of a day that is closed: what is left of the days before a floor. */
export const noLines = pack(createLines());

/** Whether a host, or any, has attempts that do not follow from lines: those of an old database (see version1.ts). */
export function hasAttemptsOnly(store: Store, host: number | null = null): boolean {
  const sql = `SELECT 1 FROM day JOIN total ON total.day = day.id
    WHERE (:host IS NULL OR host = :host) AND length(lines) <= :empty LIMIT 1`;
  return store.prepare(sql).get({host, empty: noLines.length}) !== undefined;
}
