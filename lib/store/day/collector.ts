import {decode, encode} from "./event-code.ts";
import type {Event} from "../../log/event/event.ts";
import type {Store} from "../database.ts";
import {createDeriver, type Deriver} from "./deriver.ts";
import {addLine, addLines, countLines, createLines, emptied, eventsOf, type Lines, type Medium} from "./lines.ts";
import {pack, unpack} from "./pack.ts";
import {settle} from "./settle.ts";
import type {Writer} from "./writer.ts";
import {daySeconds} from "../../base/time.ts";

/** The lines of a log's last second: the log may go on within it, and equal lines of one second are counted per log. */
export type Tail = readonly (readonly [host: string | null, time: number, codes: readonly string[]])[];

/** Takes the events of one log and brings what is new of them into the database; see {@link createCollector}. */
export interface Collector {
  /** Takes the next event; its object may be filled anew afterwards. */
  add(event: Event): void;
  /** Brings in all that is left, and the connections that are still open. */
  finish(): void;
  /** Returns what the next run over the log must know. */
  tail(): Tail;
  /** Whether any line was new. */
  readonly changed: boolean;
  /** Lines that are older than what `prune` keeps, by host. */
  readonly pruned: ReadonlyMap<string | null, number>;
}

/** The lines of one host that are not in the database yet, by day. */
interface Waiting {
  readonly host: string | null;
  readonly days: Map<number, Lines>;
  readonly deriver: Deriver;
  readonly id: number;
  readonly floor: number;
  time: number;
}

/** Stamps may come out of order by so much: the lines of a day wait until the log has gone on for as long after it. */
const patienceSeconds = 6 * 3600;

/**
 * Returns a collector for one log. Lines wait for those of their day that come late; then each day's lines are merged into those that the database has of it from other logs, and its
 * attempts are derived anew if that brought any. A line without a time takes that of the line before it.
 */
export function createCollector(
  store: Store,
  writer: Writer,
  {medium, tail = []}: {medium: Medium; tail?: Tail}
): Collector {
  const hosts = new Map<string | null, Waiting>();
  const pruned = new Map<string | null, number>();
  const select = store.prepare("SELECT id, lines FROM day WHERE host = ? AND day = ?");
  const insert = store.prepare("INSERT INTO day (host, day, lines) VALUES (?, ?, ?)");
  const update = store.prepare("UPDATE day SET lines = ? WHERE id = ?");
  const selectFloor = store.prepare("SELECT floor FROM host WHERE id = ?").pluck();
  const spare: Lines[] = []; // with room for a day like those before: new room for each would be memory for the collector
  let changed = false;
  for (const [host, time, codes] of tail) for (const code of codes) add(decode(code, {time, host}));
  pruned.clear(); // those of the tail were counted when they were read

  function add(event: Event): void {
    const waiting = waitingFor(event.host);
    const time = (waiting.time = event.time ?? waiting.time);
    if (time < waiting.floor) return void pruned.set(event.host, (pruned.get(event.host) ?? 0) + 1);
    const day = Math.floor(time / daySeconds);
    const second = time - day * daySeconds;
    if (waiting.days.size > 1 && second >= patienceSeconds) flushBefore(waiting, day);
    let lines = waiting.days.get(day);
    if (!lines) {
      flushBefore(waiting, day - 1);
      waiting.days.set(day, (lines = spare.pop() ?? createLines()));
    }
    addLine(lines, event, {second, medium});
  }

  function flushBefore(waiting: Waiting, day: number): void {
    for (const older of [...waiting.days.keys()].toSorted((a, b) => a - b)) if (older < day) flush(waiting, older);
  }

  function waitingFor(host: string | null): Waiting {
    let waiting = hosts.get(host);
    if (!waiting) {
      const id = writer.host(host);
      const floor = Number(selectFloor.get(id));
      waiting = {host, id, deriver: createDeriver(store, writer, {host, id, floor}), days: new Map(), time: 0, floor};
      hosts.set(host, waiting);
    }
    return waiting;
  }

  function flush({days, deriver, id}: Waiting, day: number): void {
    const lines = days.get(day)!;
    days.delete(day);
    settle(lines, sum);
    const row = select.get(id, day) as {id: number; lines: Buffer} | undefined;
    if (row) {
      const known = unpack(row.lines);
      merge(lines, known);
      if (countLines(lines) === countLines(known)) return;
      update.run(pack(lines), row.id);
    } else insert.run(id, day, pack(lines));
    changed = true;
    deriver.derive(day, lines);
    spare.push(emptied(lines));
  }

  function finish(): void {
    for (const waiting of hosts.values()) {
      last = [...last, tailOf(waiting)];
      for (const day of [...waiting.days.keys()].toSorted((a, b) => a - b)) flush(waiting, day);
      if (changed) waiting.deriver.finish();
    }
  }

  let last: Tail = [];
  return {
    add,
    finish,
    tail: () => last,
    pruned,
    get changed() {
      return changed;
    }
  };
}

/** Adds lines of other logs to those of one or several: a line stands as often as in the log that has it most often. */
export function merge(lines: Lines, known: Lines): void {
  addLines(lines, known);
  settle(lines, Math.max);
}

/** How equal lines of a second in one log become one: each stands for itself. */
export const sum = (a: number, b: number): number => a + b;

function tailOf({host, time, days}: Waiting): Tail[number] {
  const day = Math.floor(time / daySeconds);
  const lines = days.get(day) ?? createLines();
  const event = eventsOf(lines, {host, from: day * daySeconds});
  const places = Array.from({length: lines.length}, (_, i) => i);
  const last = places.filter((i) => lines.second[i] === time - day * daySeconds);
  return [host, time, last.map((i) => encode(event(i)))];
}
