import {begin, type Store} from "../database.ts";
import {explained} from "../errors.ts";
import type {LogRead} from "./log-read.ts";

/** What reading one log of a batch brought. */
export type BatchRead = Pick<LogRead, "lines" | "changed">;

/** New lines after which a transaction ends: a first run may read for minutes, and what it has shall not be lost. */
const manyLines = 100_000;

/** The transaction that is open: the new lines in it, and whether they changed anything. */
interface Uncommitted {
  lines: number;
  changed: boolean;
}

/**
 * Reads logs one after the other, many in one transaction, as each transaction costs disk writes of its own. `read`
 * reads one log, as `ingest` does. Returns whether any changed the database. When `read` throws, what the logs before
 * have brought stays.
 */
export async function ingestBatch<Log>(
  store: Store,
  logs: readonly Log[],
  read: (log: Log) => Promise<BatchRead>
): Promise<boolean> {
  const uncommitted: Uncommitted = {lines: 0, changed: false};
  let any = false;
  try {
    for (const log of logs) {
      if (!store.inTransaction) begin(store);
      const {lines, changed} = await read(log);
      uncommitted.lines += lines;
      uncommitted.changed ||= changed;
      any ||= changed;
      if (uncommitted.lines > manyLines) end(store, uncommitted);
    }
  } finally {
    end(store, uncommitted);
  }
  return any;
}

function end(store: Store, uncommitted: Uncommitted): void {
  try {
    if (store.inTransaction) store.exec(uncommitted.changed ? "COMMIT" : "ROLLBACK");
  } catch (error) {
    throw explained(error, store.name);
  }
  Object.assign(uncommitted, {lines: 0, changed: false});
}
