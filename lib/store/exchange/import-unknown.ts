import {keepNewest} from "../conflicts.ts";
import type {Store} from "../database.ts";
import type {ImportedHost} from "./import-floor.ts";
import {dropRare} from "../ingest/unknown-lines.ts";

/**
 * Adds a host's shapes of unknown and unread lines in another database to those here, and returns whether that changed
 * any. If both have a shape, the larger number of lines holds: both may come from the same logs.
 */
export function importUnknown(store: Store, from: Store, {id, theirs, since}: ImportedHost): boolean {
  const known = store.prepare("SELECT unread, shape, lines, last FROM unknown WHERE host = ?");
  const before = JSON.stringify(known.all(id));
  const insert = store.prepare(`
    INSERT INTO unknown (host, unread, shape, sample, lines, last)
    VALUES (:id, :unread, :shape, :sample, :lines, :last)
    ON CONFLICT DO UPDATE SET lines = max(lines, excluded.lines), ${keepNewest}`);
  const rows = from.prepare(`
    SELECT unread, shape, sample, lines, last FROM unknown
    WHERE host = ? AND (last IS NULL OR last >= ?) ORDER BY unread, shape`);
  for (const row of rows.all(theirs, since)) insert.run({...(row as object), id});
  dropRare(store, id);
  return JSON.stringify(known.all(id)) !== before;
}
