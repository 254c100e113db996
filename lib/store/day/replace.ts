import type {Statement} from "better-sqlite3";
import type {Attempt} from "../../log/event/event.ts";
import type {Store} from "../database.ts";
import {createCounter, isPending} from "./sums.ts";
import {addRows, insertRows, rowColumns, rowWidth, type Rows, type Writer} from "./writer.ts";

/** What replaces the attempts of days: prepared statements, and the rows that are still to be inserted. */
export interface Replacer {
  readonly writer: Writer;
  readonly select: Statement;
  readonly remove: Statement;
  readonly setRange: Statement;
  /** Counts the attempts of a day, by its id, anew. */
  readonly count: (day: number) => void;
  readonly rows: Rows;
}

/** A day, by its id, whose attempts are being replaced, and the rows that it had before. */
export interface Replacement {
  readonly day: number;
  readonly old: readonly Old[];
}

/** A row of the database: its id, then the columns of `rowColumns`. */
type Old = readonly [id: number, ...values: Rows];

/** Returns what replaces the attempts of days in a database; it holds for one transaction, as its writer does. */
export function createReplacer(store: Store, writer: Writer): Replacer {
  const select = store.prepare(
    `SELECT id, ${rowColumns.join(", ")} FROM attempt
    WHERE id BETWEEN (SELECT first FROM day WHERE id = :day) AND (SELECT last FROM day WHERE id = :day)
      AND day = :day AND NOT ${isPending} ORDER BY id`
  );
  const remove = `DELETE FROM attempt
    WHERE id >= :from AND id <= (SELECT last FROM day WHERE id = :day) AND day = :day AND NOT ${isPending}`;
  const setRange = `UPDATE day
    SET first = CASE WHEN first = 0 THEN :first ELSE min(first, :first) END, last = max(last, :last) WHERE id = :day`;
  return {
    writer,
    select: select.raw(),
    remove: store.prepare(remove),
    setRange: store.prepare(setRange),
    count: createCounter(store),
    rows: []
  };
}

/** Begins to replace the attempts of a day; one day at a time. */
export function beginDay({select, rows}: Replacer, day: number): Replacement {
  rows.length = 0;
  return {day, old: select.all({day}) as Old[]};
}

/** Adds the attempts of the next connection to a day. */
export function addAttempts(replacer: Replacer, {day, old}: Replacement, attempts: readonly Attempt[]): void {
  const {writer, rows} = replacer;
  addRows(writer, rows, attempts);
  if (old.length === 0 && rows.length >= many * rowWidth) insert(replacer, day);
}

/**
 * Makes the attempts that were added the rows of the day, and counts them. The first rows that the day had are left
 * alone as far as they are right: a run in the course of a day only writes what it brought.
 */
export function endDay(replacer: Replacer, {day, old}: Replacement): void {
  const {remove, rows, count} = replacer;
  const kept = keptOf(old, rows);
  if (kept < old.length) remove.run({day, from: old[kept]![0]});
  rows.splice(0, kept * rowWidth);
  insert(replacer, day);
  count(day);
}

/** Inserts the rows that are waiting. */
function insert({writer, setRange, rows}: Replacer, day: number): void {
  if (rows.length === 0) return;
  const first = insertRows(writer, rows, day);
  setRange.run({day, first, last: first + rows.length / rowWidth - 1});
  rows.length = 0;
}

/** Rows of a new day that are inserted at a time. */
const many = 4096;

/** Returns how many of the first old rows are equal to the new ones; of a connection all or none. */
function keptOf(old: readonly Old[], rows: Rows): number {
  let kept = 0;
  while (kept < old.length && isSame(old[kept]!, rows, kept) && isBeside(old, kept)) kept += 1;
  while (kept > 0 && (goesOn(rows[(kept + 1) * rowWidth - 1]) || goesOn(old[kept]?.at(-1)))) kept -= 1;
  return kept;
}

function isSame(old: Old, rows: Rows, at: number): boolean {
  for (let i = 0; i < rowWidth; i += 1) if (old[i + 1] !== rows[at * rowWidth + i]) return false;
  return true;
}

/** Whether the id of a row follows that of the row before it, if both are of one connection. */
function isBeside(old: readonly Old[], at: number): boolean {
  return !goesOn(old[at]!.at(-1)) || old[at]![0] === old[at - 1]![0] + 1;
}

/** Whether a row's `back` says that its connection began before. */
function goesOn(back: number | null | undefined): boolean {
  return (back ?? 0) > 0;
}
