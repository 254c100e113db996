import {appendFileSync, closeSync, openSync, statSync} from "node:fs";
import {claimsOf, type Claim} from "./claims.ts";
import {hasAttemptsOnly} from "../day/closed-days.ts";
import type {Store} from "../database.ts";
import {copyStore} from "./export.ts";
import {placed} from "./put-file.ts";
import {schemaVersion} from "../schema.ts";
import {daysOf, seenOf, unseen, type Seen} from "./day-digests.ts";

/** The first line of a file of news. */
export const newsHead = JSON.stringify({news: schemaVersion});

/** The last line of a file of news. */
export interface NewsEnd {
  /** What has seen all of it has seen. */
  readonly seen: Seen;
  /** What the database counts, by which the reader knows that nothing is missing. */
  readonly claims: readonly Claim[];
}

/**
 * Writes what is new in the database at a path for one that has *seen* some of it, as {@link placed} does, and returns how many
 * bytes that is: rows as lines of JSON, of the days only those whose lines are not seen as they are now. Attempts are left out: they follow
 * from the lines. The days come first, the oldest ahead: when a log goes on, the file begins as before, so that a copy of it
 * that broke off can go on too. A database whose attempts do not all follow from lines is copied whole.
 */
export async function exportNews(path: string, out: string, seen: Seen, {force = false} = {}): Promise<number> {
  await placed(path, out, {force, lasting: false}, (store, draft) => {
    if (hasAttemptsOnly(store)) copyStore(store, draft);
    else store.transaction(writeNews)(store, draft, seen);
  });
  return statSync(out).size;
}

function writeNews(store: Store, draft: string, seen: Seen): void {
  const file = openSync(draft, "wx", 0o600); // names in it may be passwords
  const line = (text: string): void => appendFileSync(file, `${text}\n`);
  try {
    line(newsHead);
    const days = daysOf(store);
    const select = store.prepare("SELECT host, day, lines FROM day WHERE id = ?");
    for (const {id} of unseen(days, seen)) line(written("day", select.get(id)));
    for (const [table, columns, where = ""] of rest)
      for (const row of store.prepare(`SELECT ${columns} FROM ${table} ${where}`).iterate()) line(written(table, row));
    line(written("end", {seen: seenOf(days), claims: claimsOf(store)} satisfies NewsEnd));
  } finally {
    closeSync(file);
  }
}

/** What comes behind the days: everything that is small. */
const rest: readonly (readonly [table: string, columns: string, where?: string])[] = [
  ["day", "host, day, lines, before, after, written, deciding, echo, noise, unknown, closed", "WHERE closed"],
  ["meta", "key, value", "WHERE key NOT LIKE 'pulled:%'"],
  ["host", "id, name, zone, floor, pruned"],
  ["source", "id, path, head, head_bytes, position, state"],
  ["ledger", "source, host, read, other, pruned"],
  ["coverage", "source, host, first, last"],
  ["unknown", "host, shape, sample, lines, last"]
];

/** Returns a row as JSON in one line. */
function written(table: string, row: unknown): string {
  const values = Object.entries(row as object).map(([column, value]) => [column, inJson(value)]);
  return JSON.stringify({[table]: Object.fromEntries(values)});
}

function inJson(value: unknown): unknown {
  return value instanceof Uint8Array ? {base64: Buffer.from(value).toString("base64")} : value;
}
