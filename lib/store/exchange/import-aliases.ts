import type {Store} from "../database.ts";
import type {ImportedHost} from "./import-floor.ts";

/**
 * Adds the other names of hosts in another database to those here, and returns whether that changed any. A name that a
 * host has here, or that leads to another one, stays as it is.
 */
export function importAliases(store: Store, from: Store, hosts: readonly ImportedHost[]): boolean {
  const select = from.prepare("SELECT name FROM alias WHERE host = ? ORDER BY name").pluck();
  const insert = store.prepare(`
    INSERT INTO alias (name, host) SELECT :name, :id WHERE NOT EXISTS (SELECT 1 FROM host WHERE name = :name)
    ON CONFLICT DO NOTHING`);
  let changed = false;
  for (const {id, theirs} of hosts)
    for (const name of select.all(theirs)) if (insert.run({name, id}).changes > 0) changed = true;
  return changed;
}
