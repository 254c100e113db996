import type {Store} from "./database.ts";

/** Returns a fact of a database by its key in the table `meta`; undefined where it has none. */
export function readMeta(store: Store, key: string): string | undefined {
  return store.prepare("SELECT value FROM meta WHERE key = ?").pluck().get(key) as string | undefined;
}

/** Returns the id (machine-id(5)) of the machine that a host is, by the name it is shown under; undefined: unknown. */
export function machineOf(store: Store, host: string): string | undefined {
  return readMeta(store, `machine:${host}`);
}

/**
 * Returns the floor (epoch seconds) that a host, by the name it is shown under, has taken over from another database,
 * and its own one before that: what `prune` had set here, else 0. Null where it has taken none.
 */
export function takenFloor(store: Store, host: string): {taken: number; own: number} | null {
  const text = readMeta(store, `floor:${host}`);
  if (text === undefined) return null;
  const [taken, own] = text.split(" ").map(Number) as [number, number];
  return {taken, own};
}
