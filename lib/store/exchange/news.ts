import {appendFileSync, closeSync, openSync, statSync} from "node:fs";
import {claimsOf, type Claim} from "./claims.ts";
import {hasAttemptsOnly} from "../day/closed-days.ts";
import type {Store} from "../database.ts";
import {copyStore} from "./export.ts";
import {placed} from "./put-file.ts";
import {schemaVersion} from "../schema.ts";
import {daysOf, seenDaysOf, unseenDays, type SeenDays} from "./day-digests.ts";

/**
 * The first line of a file of news. News are what a database has that another one has not seen: lines of JSON, each a
 * row of a table. `pull` fetches them in place of the whole database.
 */
export const newsHead = JSON.stringify({news: schemaVersion});

/** The last line of a file of news. */
export interface NewsEnd {
  /** The days that the reader has seen, once the news are imported. */
  readonly seen: SeenDays;
  /** What the database counts, by which the reader checks that nothing is missing. */
  readonly claims: readonly Claim[];
}

/**
 * Writes the news of the database at a path to *out*, as {@link placed} does, and returns the bytes of the file. Days
 * that were *seen* as they are now are left out, and so are attempts, which follow from the lines. The days come first,
 * the oldest at the top: when a log goes on, the file begins as before, so that a copy that broke off can be continued.
 * A database whose attempts do not all follow from lines is copied whole.
 */
export async function exportNews(
  path: string,
  out: string,
  {seen, force = false}: {seen: SeenDays; force?: boolean}
): Promise<number> {
  const make = (store: Store, draft: string): void => {
    if (hasAttemptsOnly(store)) copyStore(store, draft);
    else store.transaction(writeNews)(store, draft, seen);
  };
  await placed(path, out, {make, force, lasting: false});
  return statSync(out).size;
}

function writeNews(store: Store, draft: string, seen: SeenDays): void {
  const file = openSync(draft, "wx", 0o600); // names in it may be passwords
  const line = (text: string): void => appendFileSync(file, `${text}\n`);
  try {
    line(newsHead);
    const days = daysOf(store);
    const select = store.prepare("SELECT host, day, lines, misdated FROM day WHERE id = ?");
    for (const {id} of unseenDays(days, seen)) line(rowAsJson("day", select.get(id)));
    for (const [table, columns, where = ""] of rest)
      for (const row of store.prepare(`SELECT ${columns} FROM ${table} ${where}`).iterate())
        line(rowAsJson(table, row));
    line(rowAsJson("end", {seen: seenDaysOf(days), claims: claimsOf(store)} satisfies NewsEnd));
  } finally {
    closeSync(file);
  }
}

/** The rows behind the days, which are small. */
const rest: readonly (readonly [table: string, columns: string, where?: string])[] = [
  ["day", "host, day, lines, before, after, written, deciding, echo, noise, unknown, closed", "WHERE closed"],
  ["meta", "key, value", "WHERE key NOT LIKE 'pulled:%'"],
  ["host", "id, name, zone, floor, pruned"],
  ["alias", "name, host"],
  ["source", "id, path, head, head_bytes, position, state"],
  ["ledger", "source, host, read, other, pruned, unread"],
  ["coverage", "source, host, first, last"],
  ["unknown", "host, unread, shape, sample, lines, last"]
];

/** Returns a row of a table as JSON in one line; bytes are in base64. */
function rowAsJson(table: string, row: unknown): string {
  const values = Object.entries(row as object).map(([column, value]) => [column, inJson(value)]);
  return JSON.stringify({[table]: Object.fromEntries(values)});
}

function inJson(value: unknown): unknown {
  return value instanceof Uint8Array ? {base64: Buffer.from(value).toString("base64")} : value;
}
