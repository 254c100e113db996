import type {Connection} from "../../log/event/event.ts";
import type {Store} from "../database.ts";
import {addRows, insertRows, rowWidth, type Rows, type Writer} from "./writer.ts";

/** The connections that are open at the end of a chain of days, and the id of its last day. */
export interface PendingDay {
  readonly day: number;
  readonly connections: readonly Connection[];
}

/**
 * Replaces what a host's connections that are open at the end of its log would come to, were the log to end there.
 * Their attempts belong to the last day of their chain.
 */
export function writePending(
  store: Store,
  writer: Writer,
  {host, open}: {host: number; open: readonly PendingDay[]}
): void {
  const attempts = store.prepare("DELETE FROM pending WHERE host = ? RETURNING attempt").pluck().all(host);
  const remove = store.prepare("DELETE FROM attempt WHERE id = ?");
  for (const attempt of attempts) remove.run(attempt);
  const insert = store.prepare("INSERT INTO pending (host, attempt, deciding, echo) VALUES (?, ?, ?, ?)");
  for (const {day, connections} of open)
    for (const connection of connections) {
      const rows: Rows = [];
      addRows(writer, rows, connection.attempts);
      const first = insertRows(writer, rows, day);
      insert.run(host, rows.length > 0 ? first : null, connection.deciding, connection.echo);
      for (let i = 1; i < rows.length / rowWidth; i += 1) insert.run(host, first + i, 0, 0);
    }
}
