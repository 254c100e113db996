import {begin, explained, type Store} from "../database.ts";
import type {IngestResult} from "./ingest.ts";

/** What reading a log brought. */
export type Brought = Pick<IngestResult, "lines" | "changed">;

/** New lines after which a transaction ends: a first run may read for minutes, and what it has shall not be lost. */
const manyLines = 100_000;

/**
 * Reads logs one after the other in one transaction, as each transaction costs the disk writes of its own, and returns
 * whether any brought something. `read` is to {@link ingest}; when it throws, what the logs before have brought stays.
 */
export async function together<Log>(
  store: Store,
  logs: readonly Log[],
  read: (log: Log) => Promise<Brought>
): Promise<boolean> {
  const pending = {lines: 0, changed: false};
  let any = false;
  try {
    for (const log of logs) {
      if (!store.inTransaction) begin(store);
      const {lines, changed} = await read(log);
      pending.lines += lines;
      pending.changed ||= changed;
      any ||= changed;
      if (pending.lines > manyLines) end(store, pending);
    }
  } finally {
    end(store, pending);
  }
  return any;
}

function end(store: Store, pending: {lines: number; changed: boolean}): void {
  try {
    if (store.inTransaction) store.exec(pending.changed ? "COMMIT" : "ROLLBACK");
  } catch (error) {
    throw explained(error, store.name);
  }
  Object.assign(pending, {lines: 0, changed: false});
}
