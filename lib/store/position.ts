import {createHash} from "node:crypto";
import type {Store} from "./database.ts";

/** How many first bytes of a log tell it from other logs. */
export const headBytes = 4096;

/** What the database remembers of a log: how far it was read, and the scanner's state there. */
export interface Position {
  readonly source: number;
  readonly position: number;
  readonly state: string;
}

/**
 * Returns the position of the log that starts with these bytes, or null for a new log. A log is known by its content:
 * a renamed, rotated or compressed copy is the same log.
 */
export function findPosition(store: Store, head: Uint8Array): Position | null {
  const known = store
    .prepare("SELECT id, head, head_bytes, position, state FROM source ORDER BY id DESC")
    .all() as Row[];
  const found = known.find(
    (row) => row.head_bytes <= head.length && digest(head.subarray(0, row.head_bytes)).equals(row.head)
  );
  return found ? {source: found.id, position: found.position, state: found.state} : null;
}

/** Saves how far a log was read, and returns the id of its row; `source` is null for a new log. */
export function savePosition(
  store: Store,
  {
    source,
    path,
    head,
    position,
    state
  }: Omit<Position, "source"> & {source: number | null; path: string; head: Uint8Array}
): number {
  const values = [path, digest(head), head.length, position, state];
  if (source === null) {
    const insert = store.prepare("INSERT INTO source (path, head, head_bytes, position, state) VALUES (?, ?, ?, ?, ?)");
    return Number(insert.run(values).lastInsertRowid);
  }
  store
    .prepare("UPDATE source SET path = ?, head = ?, head_bytes = ?, position = ?, state = ? WHERE id = ?")
    .run([...values, source]);
  return source;
}

interface Row {
  id: number;
  head: Buffer;
  head_bytes: number;
  position: number;
  state: string;
}

function digest(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}
