import type {Attempt} from "../../log/event/event.ts";
import {plausibleTime, plausibleTimes} from "../../log/event/plausible.ts";
import {noLines} from "../day/closed-days.ts";
import type {Store} from "../database.ts";
import {createCounter} from "../day/sums.ts";
import {addRows, insertRows, type Rows, type Writer} from "../day/writer.ts";

type Host = {readonly id: number; readonly name: string};

type Row = Omit<Attempt, "host" | "known"> & {readonly known: number | null; readonly back: number};

/**
 * Copies the closed days of a host from another database, with the state at its floor and, in a database that was of
 * version 1, the attempts whose lines were not kept. The host has no closed days here.
 */
export function copyClosedDays(
  store: Store,
  from: Store,
  {writer, ours, theirs}: {writer: Writer; ours: Host; theirs: Host}
): void {
  const columns = "day, before, after, written, deciding, echo, noise, unknown";
  const select = from.prepare(`SELECT id AS theirs, ${columns} FROM day WHERE host = ? AND closed`);
  const insert = store.prepare(
    `INSERT INTO day (host, closed, lines, ${columns})
    VALUES (:host, 1, :noLines, ${columns.replaceAll(/\w+/g, ":$&")})`
  );
  for (const {theirs: day, ...values} of select.all(theirs.id) as {theirs: number}[]) {
    const copy = Number(insert.run({...values, host: ours.id, noLines}).lastInsertRowid);
    copyAttempts(store, from, {writer, host: ours.name || null, day, copy});
  }
}

function copyAttempts(
  store: Store,
  from: Store,
  {writer, host, day, copy}: {writer: Writer; host: string | null; day: number; copy: number}
): void {
  const select = from.prepare(`
    SELECT time, user.name AS user, address AS ip, rhost, port, known, method, outcome, times, back
    FROM attempt JOIN verdict ON verdict.id = verdict
      LEFT JOIN user ON user.id = user LEFT JOIN origin ON origin.id = origin
    WHERE day = ? AND attempt.id NOT IN (SELECT attempt FROM pending WHERE attempt IS NOT NULL) ORDER BY attempt.id`);
  const rows: Rows = [];
  const connection: Attempt[] = [];
  const times = plausibleTimes();
  for (const {back, known, time: written, ...row} of select.all(day) as Row[]) {
    if (back === 0) addRows(writer, rows, connection.splice(0));
    connection.push({...row, time: plausibleTime(written, times), host, known: known === null ? null : known === 1});
  }
  addRows(writer, rows, connection);
  if (rows.length === 0) return;
  const first = insertRows(writer, rows, copy);
  store.prepare("UPDATE day SET first = ?, last = ? WHERE id = ?").run(first, writer.last, copy);
  createCounter(store)(copy);
}
