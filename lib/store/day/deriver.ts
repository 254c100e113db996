import {createHash} from "node:crypto";
import {zstdCompressSync, zstdDecompressSync} from "node:zlib";
import {createTracker, type Tracker, type TrackerState} from "../../log/connection/tracker.ts";
import type {Attempt, Connection} from "../../log/event/event.ts";
import {
  earliestDay,
  isPlausible,
  plausibleTime,
  plausibleTimes,
  type PlausibleTimes
} from "../../log/event/plausible.ts";
import type {Store} from "../database.ts";
import {chainAt, chainsOf, type Chain, type Chains} from "./chain.ts";
import {dayAfter, dayAt, dayBefore, packedLinesOf, prepareDayTable, type Day, type DayTable} from "./day-table.ts";
import {eventsOf, type Lines} from "./lines.ts";
import {occurrences} from "./occurrences.ts";
import {unpack} from "./pack.ts";
import {writePending, type PendingDay} from "./pending.ts";
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
  /** Attempts of other times get none; default: those that are plausible now. */
  readonly times?: PlausibleTimes;
}

/**
 * Derives the attempts of a host from its lines, whichever logs these came from and in whichever order. A day is
 * derived from the state in which the day before it in its chain left the connections. When a change of a day leaves
 * the same state at its end, the days after it stay as they are.
 */
export interface Deriver {
  readonly store: Store;
  readonly writer: Writer;
  readonly host: DerivedHost;
  readonly times: PlausibleTimes;
  readonly chains: Chains;
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
  readonly counts: Counts;
}

/** What the lines of a day came to; `misdated` are those with an implausible time, and counted as others too. */
interface Counts {
  written: number;
  deciding: number;
  echo: number;
  noise: number;
  unknown: number;
  misdated: number;
}

/** Returns a deriver of a host's attempts; it holds for one transaction, as its writer does. */
export function createDeriver(store: Store, writer: Writer, host: DerivedHost): Deriver {
  const {times = plausibleTimes()} = host;
  return {
    store,
    writer,
    host,
    times,
    chains: chainsOf(times),
    days: prepareDayTable(store),
    replacer: createReplacer(store, writer),
    due: new Set(),
    live: null,
    current: null
  };
}

/**
 * Derives a day whose lines have changed, given all its lines: at once if it is the last of its chain, else at the end.
 */
export function derive(deriver: Deriver, day: number, lines: Lines): void {
  const {due, days, host} = deriver;
  const key = {host: host.id, day};
  if (day < earliestDay && hasStamps(lines)) days.setMisdated.run(key);
  const one = dayAt(days, key)!;
  if (due.size > 0 || dayAfter(days, key, chainAt(deriver.chains, one))) due.add(day);
  else deriveDay(deriver, one, {before: stateBefore(deriver, one), lines});
}

/** Whether any line has a time of its own. */
function hasStamps(lines: Lines): boolean {
  const event = eventsOf(lines, {host: null, from: 0});
  for (let i = 0; i < lines.length; i += 1) if (event(i).time !== null) return true;
  return false;
}

/**
 * Derives the days that are due, in one pass, and those that are of another chain by now; then writes the attempts of
 * connections that are still open.
 */
export function finishDeriving(deriver: Deriver): void {
  const {store, writer, host, chains, due} = deriver;
  for (const day of movedDays(deriver)) due.add(day);
  for (const day of [...due].toSorted((a, b) => a - b)) if (due.has(day)) deriveFrom(deriver, day);
  const open = [chains.early, chains.main, chains.future].flatMap((chain) => openAt(deriver, chain));
  writePending(store, writer, {host: host.id, open});
}

/**
 * Returns the days that were in the future when they were derived, and are no more; and the first one that still is, if
 * it was derived from one of them.
 */
function movedDays({store, host, chains, days}: Deriver): number[] {
  const sql = "SELECT day FROM day WHERE host = ? AND misdated > 0 AND day BETWEEN ? AND ?";
  const moved = store.prepare(sql).pluck().all(host.id, earliestDay, chains.main.to) as number[];
  const first = dayAfter(days, {host: host.id, day: chains.main.to}, chains.future);
  const isFirst = !first || first.after.length === 0 || first.before.equals(digest(Buffer.alloc(0)));
  return isFirst ? moved : [...moved, first.day];
}

/** Returns the connections that are open at the end of a chain, with the id of its last day; none if it has no day. */
function openAt(deriver: Deriver, chain: Chain): PendingDay[] {
  const {host, days} = deriver;
  const last = dayBefore(days, {host: host.id, day: Number.MAX_SAFE_INTEGER}, chain);
  if (!last) return [];
  const open = trackerAt(deriver, last.after).open();
  return [{day: last.id, connections: open.map((one) => ({...one, attempts: keptOf(deriver, one)}))}];
}

/** Derives a day, and the days after it as long as they are due or start from another state than before. */
function deriveFrom(deriver: Deriver, first: number): void {
  const {days, host, due, chains} = deriver;
  let day = dayAt(days, {host: host.id, day: first});
  const chain = chainAt(chains, day!);
  let before = stateBefore(deriver, day!);
  while (day) {
    if (!due.delete(day.day) && day.before.equals(digest(before))) return;
    before = deriveDay(deriver, day, {
      before,
      lines: unpack(packedLinesOf(days, {host: host.id, day: day.day})!.lines)
    });
    day = dayAfter(days, {host: host.id, day: day.day}, chain);
  }
}

function stateBefore({days, host, chains}: Deriver, day: Day): Buffer {
  return dayBefore(days, {host: host.id, day: day.day}, chainAt(chains, day))?.after ?? Buffer.alloc(0);
}

/** Derives one day from the state before it, and returns the state after it. */
function deriveDay(deriver: Deriver, {id, day}: Day, {before, lines}: {before: Buffer; lines: Lines}): Buffer {
  const {replacer, days} = deriver;
  const counts = {written: 0, deciding: 0, echo: 0, noise: 0, unknown: 0, misdated: 0};
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
  {host, times: plausible}: Deriver,
  {counts}: Derivation,
  {day, lines, tracker}: {day: number; lines: Lines; tracker: Tracker}
): void {
  const from = day * daySeconds;
  const isWhole = isPlausible(from, plausible) && isPlausible(from + daySeconds, plausible);
  const event = eventsOf(lines, {host: host.name, from});
  const times = occurrences(lines);
  for (let i = 0; i < lines.length; i += 1) {
    const next = event(i);
    const place = (from + lines.second[i]!) * lineRoom;
    for (let n = times[i]!; n > 0; n -= 1) tracker.add(next, place + (counts.written++ % lineRoom));
    if (next.kind === "noise" || next.kind === "unknown") counts[next.kind] += times[i]!;
    if (!isWhole && next.time !== null && !isPlausible(next.time, plausible)) counts.misdated += times[i]!;
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
function addConnection(deriver: Deriver, connection: Connection): void {
  const {replacer, current} = deriver;
  const {counts, replacement} = current!;
  counts.deciding += connection.deciding;
  counts.echo += connection.echo;
  addAttempts(replacer, replacement, keptOf(deriver, connection));
}

/** Returns the attempts of a connection since the floor; an implausible time becomes none. */
function keptOf({host, times}: Deriver, {attempts}: Connection): readonly Attempt[] {
  const {floor} = host;
  const timed = attempts.every(({time}) => time === null || isPlausible(time, times))
    ? attempts
    : attempts.map((one) => ({...one, time: plausibleTime(one.time, times)}));
  return floor === 0 ? timed : timed.filter(({time}) => time === null || time >= floor);
}

function digest(state: Buffer): Buffer {
  return createHash("sha256").update(state).digest().subarray(0, 12);
}
