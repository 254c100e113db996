import type {Statement} from "better-sqlite3";
import type {Attempt} from "../../log/event/event.ts";
import type {Store} from "../database.ts";
import {idOfName} from "./host-names.ts";
import {lookUp, openLookUp, type LookUp} from "./look-up.ts";

/** The columns of an attempt that its lines decide. */
export const rowColumns = ["time", "user", "origin", "port", "verdict", "times", "back"] as const;

/** How many values a row has: one for each of {@link rowColumns}. */
export const rowWidth = rowColumns.length;

/**
 * Rows of the table `attempt`, one after the other: {@link rowWidth} integers each, in the order of {@link rowColumns}.
 */
export type Rows = (number | null)[];

/** What writes attempts in a transaction: look-up tables, prepared statements, and the id of the newest attempt. */
export interface Writer {
  readonly hosts: LookUp;
  readonly users: LookUp;
  readonly origins: LookUp;
  readonly verdicts: LookUp;
  readonly setZone: Statement;
  readonly insertOne: Insert;
  readonly insertMany: Insert;
  last: number;
}

type Insert = Statement<[{last: number; day: number}, Rows]>;

/** Returns a writer for a database; it holds for one transaction, as others may change the ids of rows after it. */
export function createWriter(store: Store): Writer {
  return {
    hosts: openLookUp(store, "host", {columns: ["name"], defaults: {zone: "UTC"}, select: idOfName}),
    users: openLookUp(store, "user", {columns: ["name"]}),
    origins: openLookUp(store, "origin", {columns: ["address", "rhost"]}),
    verdicts: openLookUp(store, "verdict", {columns: ["host", "known", "method", "outcome"]}),
    setZone: store.prepare("UPDATE host SET zone = ? WHERE id = ? AND zone <> ?"),
    insertOne: inserting(store, 1),
    insertMany: inserting(store, atOnce),
    last: Number(store.prepare("SELECT ifnull(max(id), 0) FROM attempt").pluck().get())
  };
}

/**
 * Returns the id of the host with a name, be it the one it is shown under or another of its names; null is the host
 * without a name. It is made when it is new, and gets a zone if one is given.
 */
export function hostId({hosts, setZone}: Writer, name: string | null, zone?: string): number {
  const id = lookUp(hosts, name ?? "");
  if (zone) setZone.run(zone, id, zone);
  return id;
}

/** Adds the attempts of one connection to rows; words that are new get their look-up rows. */
export function addRows(writer: Writer, rows: Rows, attempts: readonly Attempt[]): void {
  for (let back = 0; back < attempts.length; back += 1) {
    const attempt = attempts[back]!;
    const {time, user, port, times} = attempt;
    rows.push(time, user === null ? null : lookUp(writer.users, user), originId(writer, attempt));
    rows.push(port, verdictId(writer, attempt), times, back);
  }
}

function originId({origins}: Writer, {ip, rhost}: Attempt): number | null {
  return ip === null && rhost === null ? null : lookUp(origins, ip, rhost);
}

function verdictId(writer: Writer, {host, known, method, outcome}: Attempt): number {
  return lookUp(writer.verdicts, hostId(writer, host), known === null ? null : Number(known), method, outcome);
}

/** Inserts rows for a day of the log (its id), and returns the id of the first one; the others follow it. */
export function insertRows(writer: Writer, rows: Rows, day: number): number {
  const first = writer.last + 1;
  const step = atOnce * rowWidth;
  let at = 0;
  for (; at + step <= rows.length; at += step) {
    writer.insertMany.run({last: writer.last, day}, rows.slice(at, at + step));
    writer.last += atOnce;
  }
  for (; at < rows.length; at += rowWidth) {
    writer.insertOne.run({last: writer.last, day}, rows.slice(at, at + rowWidth));
    writer.last += 1;
  }
  return first;
}

/** Rows of one statement: with more of them it is no faster. */
const atOnce = 64;

/** Returns a statement that inserts a number of rows, given the id before the first one, the day, and their values. */
function inserting(store: Store, rows: number): Insert {
  const places = ", ?".repeat(rowWidth);
  const values = Array.from({length: rows}, (_, i) => `(:last + ${i + 1}, :day${places})`);
  return store.prepare(`INSERT INTO attempt (id, day, ${rowColumns.join(", ")}) VALUES ${values.join(", ")}`);
}
