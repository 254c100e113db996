import {merge} from "../day/collector.ts";
import type {Store} from "../database.ts";
import {createDeriver} from "../day/deriver.ts";
import type {ImportedHost} from "./import-floor.ts";
import {columns, countLines, type Lines} from "../day/lines.ts";
import {pack, unpack} from "../day/pack.ts";
import type {Writer} from "../day/writer.ts";
import {daySeconds} from "../../base/time.ts";

type Row = {readonly id: number; readonly lines: Buffer};

/**
 * Merges the lines of a host's days in another database into those here, derives the days that this changes, and returns whether
 * it changed any. Lines from before the host's floor here are left out.
 */
export function importDays(store: Store, from: Store, {writer, host}: {writer: Writer; host: ImportedHost}): boolean {
  const {id, name, floor} = host;
  const deriver = createDeriver(store, writer, {host: name || null, id, floor});
  const select = store.prepare("SELECT id, lines FROM day WHERE host = ? AND day = ?");
  const insert = store.prepare("INSERT INTO day (host, day, lines) VALUES (?, ?, ?)");
  const update = store.prepare("UPDATE day SET lines = ? WHERE id = ?");
  let changed = host.rebased && deriveFirst();

  /** Derives the first day anew: what came before it is another state now. */
  function deriveFirst(): boolean {
    const sql = "SELECT day, lines FROM day WHERE host = ? AND NOT closed ORDER BY day LIMIT 1";
    const first = store.prepare(sql).get(id) as {day: number; lines: Buffer} | undefined;
    if (first) deriver.derive(first.day, unpack(first.lines));
    return first !== undefined;
  }

  function add(day: number, packed: Buffer): void {
    const known = select.get(id, day) as Row | undefined;
    if (known?.lines.equals(packed)) return;
    const lines = since(unpack(packed), floor - day * daySeconds);
    if (lines.length === 0) return;
    if (known) {
      const before = unpack(known.lines);
      merge(lines, before);
      if (countLines(lines) === countLines(before)) return;
      update.run(pack(lines), known.id);
    } else insert.run(id, day, pack(lines));
    deriver.derive(day, lines);
    changed = true;
  }

  const days = from.prepare("SELECT day, lines FROM day WHERE host = ? AND day >= ? AND NOT closed ORDER BY day");
  for (const {day, lines} of days.iterate(host.theirs, Math.floor(floor / daySeconds)) as Iterable<Row & {day: number}>)
    add(day, lines);
  if (changed || host.rebased) deriver.finish(); // what their closed days have left open, too
  return changed;
}

/** Returns the lines from a second of the day on; they stand in the order of time. */
function since(lines: Lines, second: number): Lines {
  let first = 0;
  while (first < lines.length && lines.second[first]! < second) first += 1;
  if (first === 0) return lines;
  for (const column of columns) lines[column].copyWithin(0, first, lines.length);
  return {...lines, length: lines.length - first};
}
