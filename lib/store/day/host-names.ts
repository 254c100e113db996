import type {Store} from "../database.ts";

/** A host of a database: its row, and the name under which it is shown; "" where the log names none. */
export interface NamedHost {
  readonly id: number;
  readonly name: string;
}

/** SQL that gives the id of the host with a name, one parameter, be it the one it is shown under or another of its. */
export const idOfName = `
  SELECT ifnull((SELECT host FROM alias WHERE alias.name = given.name), (SELECT id FROM host WHERE host.name = given.name))
  FROM (SELECT ? AS name) AS given`;

/** Returns the host with a name, be it the one it is shown under or another one; undefined if there is none. */
export function findHost(store: Store, name: string): NamedHost | undefined {
  return store.prepare(`SELECT id, name FROM host WHERE id = (${idOfName})`).get(name) as NamedHost | undefined;
}

/** Returns the name under which the host with a name is shown; an unknown host is shown under the name itself. */
export function shownName(store: Store, name: string): string {
  return findHost(store, name)?.name ?? name;
}

/** Returns the other names of a host (its id), in order. */
export function otherNames(store: Store, host: number): string[] {
  return store.prepare("SELECT name FROM alias WHERE host = ? ORDER BY name").pluck().all(host) as string[];
}
