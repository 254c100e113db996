import {createHash} from "node:crypto";
import {zstdCompressSync, zstdDecompressSync} from "node:zlib";
import {createTracker, type Tracker, type TrackerState} from "../../log/connection/tracker.ts";
import type {Attempt, Connection} from "../../log/event/event.ts";
import type {Store} from "../database.ts";
import {dayAfter, dayAt, dayBefore, packedLinesOf, prepareDayTable, type Day, type DayTable} from "./day-table.ts";
import {eventsOf, type Lines} from "./lines.ts";
import {occurrences} from "./occurrences.ts";
import {unpack} from "./pack.ts";
import {writePending} from "./pending.ts";
import {addAttempts, beginDay, createReplacer, endDay, type Replacement, type Replacer} from "./replace.ts";
import type {Writer} from "./writer.ts";
import {daySeconds} from "../../base/time.ts";

/** A host whose attempts are derived. */
export interface DerivedHost {
  /** Its row in the table `host`. */
  readonly id: number;
  /** Null where its log names none. */
  readonly name: string | null;
  /** Epoch seconds; attempts from before it are left out, as a connection can reach across it. */
  readonly floor: number;
}

/**
 * Derives the attempts of a host from its lines, whichever logs these came from and in whichever order. A day is
 * derived from the state in which the day before left the connections. When a change of a day leaves the same state at
 * its end, the days after it stay as they are.
 */
export interface Deriver {
  readonly store: Store;
  readonly writer: Writer;
  readonly host: DerivedHost;
  readonly days: DayTable;
  readonly replacer: Replacer;
  /** Days whose lines have changed and that are derived at the end, as later days follow. */
  readonly due: Set<number>;
  /** The tracker after the day that was derived last, with its state: most often the next day goes on from there. */
  live: {readonly state: Buffer; readonly tracker: Tracker} | null;
  /** The day that is being derived. */
  current: Derivation | null;
}

/** A day while it is derived: its new attempts, and what its lines came to. */
interface Derivation {
  readonly replacement: Replacement;
  readonly counts: {written: number; deciding: number; echo: number; noise: number; unknown: number};
}

/** Returns a deriver of a host's attempts; it holds for one transaction, as its writer does. */
export function createDeriver(store: Store, writer: Writer, host: DerivedHost): Deriver {
  const replacer = createReplacer(store, writer);
  return {store, writer, host, days: prepareDayTable(store), replacer, due: new Set(), live: null, current: null};
}

/**
 * Derives a day whose lines have changed, given all its lines: at once if it is the host's last one, else at the end.
 */
export function derive(deriver: Deriver, day: number, lines: Lines): void {
  const {due, days, host} = deriver;
  const key = {host: host.id, day};
  if (due.size > 0 || dayAfter(days, key)) due.add(day);
  else deriveDay(deriver, dayAt(days, key)!, {before: stateBefore(deriver, day), lines});
}

/** Derives the days that are due, in one pass, and writes the attempts of connections that are still open. */
export function finishDeriving(deriver: Deriver): void {
  const {store, writer, host, days, due} = deriver;
  for (const day of [...due].toSorted((a, b) => a - b)) if (due.has(day)) deriveFrom(deriver, day);
  const last = dayBefore(days, {host: host.id, day: Number.MAX_SAFE_INTEGER});
  const open = last ? trackerAt(deriver, last.after).open() : [];
  const kept = open.map((connection) => ({...connection, attempts: keptOf(host, connection)}));
  writePending(store, writer, {host: host.id, day: last?.id ?? null, connections: kept});
}

/** Derives a day, and the days after it as long as they are due or start from another state than before. */
function deriveFrom(deriver: Deriver, first: number): void {
  const {days, host, due} = deriver;
  let before = stateBefore(deriver, first);
  let day = dayAt(days, {host: host.id, day: first});
  while (day) {
    if (!due.delete(day.day) && day.before.equals(digest(before))) return;
    before = deriveDay(deriver, day, {
      before,
      lines: unpack(packedLinesOf(days, {host: host.id, day: day.day})!.lines)
    });
    day = dayAfter(days, {host: host.id, day: day.day});
  }
}

function stateBefore({days, host}: Deriver, day: number): Buffer {
  return dayBefore(days, {host: host.id, day})?.after ?? Buffer.alloc(0);
}

/** Derives one day from the state before it, and returns the state after it. */
function deriveDay(deriver: Deriver, {id, day}: Day, {before, lines}: {before: Buffer; lines: Lines}): Buffer {
  const {replacer, days} = deriver;
  const counts = {written: 0, deciding: 0, echo: 0, noise: 0, unknown: 0};
  const current = {replacement: beginDay(replacer, id), counts};
  deriver.current = current;
  const tracker = trackerAt(deriver, before);
  replay(deriver, current, {day, lines, tracker});
  const after = zstdCompressSync(JSON.stringify(tracker.save()));
  deriver.live = {state: after, tracker};
  endDay(replacer, current.replacement);
  days.setDerived.run({...counts, id, before: digest(before), after});
  return after;
}

/** Gives the lines of a day to the tracker, each as often as it was written. */
function replay(
  {host}: Deriver,
  {counts}: Derivation,
  {day, lines, tracker}: {day: number; lines: Lines; tracker: Tracker}
): void {
  const from = day * daySeconds;
  const event = eventsOf(lines, {host: host.name, from});
  const times = occurrences(lines);
  for (let i = 0; i < lines.length; i += 1) {
    const next = event(i);
    const place = (from + lines.second[i]!) * lineRoom;
    for (let n = times[i]!; n > 0; n -= 1) tracker.add(next, place + (counts.written++ % lineRoom));
    if (next.kind === "noise" || next.kind === "unknown") counts[next.kind] += times[i]!;
  }
  tracker.advance(from + daySeconds);
}

/**
 * The place of a line is its time, times this, and its number in the day: it rises with time and differs within a
 * second.
 */
const lineRoom = 4096;

/** Returns a tracker that goes on from a state; its connections count for the day that is being derived. */
function trackerAt(deriver: Deriver, state: Buffer): Tracker {
  const {live, host} = deriver;
  if (live?.state.equals(state)) return live.tracker;
  const saved = state.length > 0 ? (JSON.parse(zstdDecompressSync(state).toString()) as TrackerState) : undefined;
  return createTracker(host.name, (connection) => addConnection(deriver, connection), saved);
}

/** Adds a connection that no further line can join to the day that is being derived. */
function addConnection({replacer, host, current}: Deriver, connection: Connection): void {
  const {counts, replacement} = current!;
  counts.deciding += connection.deciding;
  counts.echo += connection.echo;
  addAttempts(replacer, replacement, keptOf(host, connection));
}

function keptOf({floor}: DerivedHost, {attempts}: Connection): readonly Attempt[] {
  return floor === 0 ? attempts : attempts.filter(({time}) => time === null || time >= floor);
}

function digest(state: Buffer): Buffer {
  return createHash("sha256").update(state).digest().subarray(0, 12);
}
