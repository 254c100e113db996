import type {Attempt} from "../../log/event/event.ts";
import type {Store} from "../database.ts";
import {createCounter, isPending} from "./sums.ts";
import {rowColumns, rowWidth, type Rows, type Writer} from "./writer.ts";

/** The attempts of a day while they are made anew. */
export interface Replacement {
  /** Takes the attempts of the next connection. */
  add(attempts: readonly Attempt[]): void;
  /** Makes the rows of the day those of the attempts that were added, and counts them. */
  finish(): void;
}

/**
 * Returns a function that begins to replace the rows of a day of the log. The first ones, as far as they are right
 * already, are left alone: a run in the course of a day writes what it brought.
 */
export function createReplacer(store: Store, writer: Writer): (day: number) => Replacement {
  const select = store
    .prepare(
      `SELECT id, ${rowColumns.join(", ")} FROM attempt
      WHERE id BETWEEN (SELECT first FROM day WHERE id = :day) AND (SELECT last FROM day WHERE id = :day)
        AND day = :day AND NOT ${isPending} ORDER BY id`
    )
    .raw();
  const remove = store.prepare(
    `DELETE FROM attempt WHERE id >= :from AND id <= (SELECT last FROM day WHERE id = :day) AND day = :day AND NOT ${isPending}`
  );
  const setRange = store.prepare(
    "UPDATE day SET first = CASE WHEN first = 0 THEN :first ELSE min(first, :first) END, last = max(last, :last) WHERE id = :day"
  );
  const count = createCounter(store);
  const rows: Rows = [];

  return (day) => {
    const old = select.all({day}) as Old[];
    rows.length = 0;

    function insert(): void {
      if (rows.length === 0) return;
      const first = writer.insert(rows, day);
      setRange.run({day, first, last: first + rows.length / rowWidth - 1});
      rows.length = 0;
    }

    return {
      add(attempts) {
        writer.addRows(rows, attempts);
        if (old.length === 0 && rows.length >= many * rowWidth) insert();
      },
      finish() {
        const kept = keptOf(old, rows);
        if (kept < old.length) remove.run({day, from: old[kept]![0]});
        rows.splice(0, kept * rowWidth);
        insert();
        count(day);
      }
    };
  };
}

/** So many rows of a new day are inserted at a time. */
const many = 4096;

/** A row of the database: its id, then the columns of `rowColumns`. */
type Old = readonly [id: number, ...values: Rows];

/** Returns how many of the first rows are right, whole connections only. */
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

/** Whether a row stands behind the row before it, if both are of one connection. */
function isBeside(old: readonly Old[], at: number): boolean {
  return !goesOn(old[at]!.at(-1)) || old[at]![0] === old[at - 1]![0] + 1;
}

/** Whether a row's `back` says that its connection began before. */
function goesOn(back: number | null | undefined): boolean {
  return (back ?? 0) > 0;
}
