import type {Store} from "../database.ts";
import {isOfTime} from "../day/chain.ts";
import {addToDay, packedLinesOf} from "../day/day-table.ts";
import {createDeriver, derive, finishDeriving, type Deriver} from "../day/deriver.ts";
import type {ImportedHost} from "./import-floor.ts";
import {columns, type Lines} from "../day/lines.ts";
import {unpack} from "../day/pack.ts";
import type {Writer} from "../day/writer.ts";
import {daySeconds} from "../../base/time.ts";

/** A day's lines, packed. */
interface PackedDay {
  readonly day: number;
  readonly lines: Buffer;
}

/**
 * Merges the lines of a host's days in another database into those here, derives the days that this changes, and
 * returns the days that changed. Lines from before the host's floor here are left out, but not those of a clock that
 * was reset.
 */
export function importDays(store: Store, from: Store, {writer, host}: {writer: Writer; host: ImportedHost}): number[] {
  const {id, name, floor, theirs, rebased} = host;
  const deriver = createDeriver(store, writer, {id, name: name || null, floor});
  const changed = rebased ? deriveFirst(store, deriver) : [];
  const days = from.prepare(
    `SELECT day, lines FROM day WHERE host = ? AND (day >= ? OR NOT ${isOfTime}) AND NOT closed ORDER BY day`
  );
  for (const day of days.iterate(theirs, Math.floor(floor / daySeconds)) as Iterable<PackedDay>)
    if (importDay(deriver, day)) changed.push(day.day);
  if (changed.length > 0 || rebased) finishDeriving(deriver); // what their closed days have left open, too
  return changed;
}

/** Derives the first day of a host anew, as the state before it is another one now, and returns it, if there is one. */
function deriveFirst(store: Store, deriver: Deriver): number[] {
  const sql = `SELECT day, lines FROM day WHERE host = ? AND ${isOfTime} AND NOT closed ORDER BY day LIMIT 1`;
  const first = store.prepare(sql).get(deriver.host.id) as PackedDay | undefined;
  if (first) derive(deriver, first.day, unpack(first.lines));
  return first ? [first.day] : [];
}

/** Merges one day, and returns whether it added any line. */
function importDay(deriver: Deriver, {day, lines: packed}: PackedDay): boolean {
  const {days, host} = deriver;
  const key = {host: host.id, day};
  if (packedLinesOf(days, key)?.lines.equals(packed)) return false;
  const all = unpack(packed);
  const lines = day < Math.floor(host.floor / daySeconds) ? all : since(all, host.floor - day * daySeconds);
  if (lines.length === 0 || !addToDay(days, key, lines)) return false;
  derive(deriver, day, lines);
  return true;
}

/** Returns the lines from a second of the day on; they stand in the order of time. */
function since(lines: Lines, second: number): Lines {
  let first = 0;
  while (first < lines.length && lines.second[first]! < second) first += 1;
  if (first === 0) return lines;
  for (const column of columns) lines[column].copyWithin(0, first, lines.length);
  return {...lines, length: lines.length - first};
}
