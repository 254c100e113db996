import {createHash} from "node:crypto";
import type {Tail} from "../day/collector.ts";
import type {Store} from "../database.ts";
import type {Content} from "../../log/scanner.ts";
import type {UnendedLine} from "./unended.ts";

/** How many first bytes of a log tell it from other logs. */
export const headBytes = 4096;

/** What the database remembers of a log: how far it was read, and what the next run must know beside that. */
export interface Position {
  readonly source: number;
  readonly position: number;
  readonly state: State;
}

/** What the next run over a log must know, beside its position. */
export interface State {
  /** What the scanner saved there. */
  readonly scanner: string;
  readonly tail: Tail;
  /** The first host that the log names. */
  readonly host?: string | null;
  /** Where to go on in a journal, which has no offset. */
  readonly place?: string | null;
  /** The version of a packed file that was read to its end. */
  readonly version?: string;
  readonly unended?: UnendedLine;
  /** What lines the log has shown so far. */
  readonly content?: Content;
}

/**
 * Returns the position of the log that starts with these bytes, or null for a new log. A log is known by its content:
 * a renamed, rotated or compressed copy is the same log.
 */
export function findPosition(store: Store, head: Uint8Array): Position | null {
  const lengths = store.prepare("SELECT DISTINCT head_bytes FROM source WHERE head_bytes <= ? ORDER BY 1").pluck();
  const select = store.prepare(
    "SELECT id AS source, position, state FROM source WHERE head = ? AND head_bytes = ? ORDER BY id DESC LIMIT 1"
  );
  const hash = createHash("sha256");
  let hashed = 0;
  let found: Row | undefined;
  for (const length of lengths.all(head.length) as number[]) {
    hash.update(head.subarray(hashed, length));
    hashed = length;
    const row = select.get(hash.copy().digest(), length) as Row | undefined;
    if (row && row.source > (found?.source ?? 0)) found = row; // the newest one
  }
  return found ? {...found, state: JSON.parse(found.state) as State} : null;
}

/** Saves how far a log was read, and returns the id of its row; `source` is null for a new log. */
export function savePosition(
  store: Store,
  log: Omit<Position, "source"> & {source: number | null; path: string; head: Uint8Array}
): number {
  const {source, path, head, position, state} = log;
  const values = [path, createHash("sha256").update(head).digest(), head.length, position, JSON.stringify(state)];
  if (source === null) {
    const insert = store.prepare("INSERT INTO source (path, head, head_bytes, position, state) VALUES (?, ?, ?, ?, ?)");
    return Number(insert.run(values).lastInsertRowid);
  }
  store
    .prepare("UPDATE source SET path = ?, head = ?, head_bytes = ?, position = ?, state = ? WHERE id = ?")
    .run([...values, source]);
  return source;
}

type Row = Omit<Position, "state"> & {readonly state: string};
