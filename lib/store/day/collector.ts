import type {Event} from "../../log/event/event.ts";
import {isPlausible, plausibleTimes, type PlausibleTimes} from "../../log/event/plausible.ts";
import type {Store} from "../database.ts";
import {addToDay, prepareDayTable, type DayTable} from "./day-table.ts";
import {createDeriver, derive, finishDeriving, type Deriver} from "./deriver.ts";
import {decode, encode} from "./event-code.ts";
import {addLine, createLines, emptied, eventsOf, wordsOf, type Lines, type Medium} from "./lines.ts";
import type {MergeOptions} from "./merge.ts";
import {joined, type Misdated} from "./misdated.ts";
import {
  coverSecond,
  endDetour,
  passAt,
  startPasses,
  takeDay,
  waitingDays,
  waitingLines,
  type Passes
} from "./passes.ts";
import {settle, sum} from "./settle.ts";
import {hostId, type Writer} from "./writer.ts";
import {daySeconds} from "../../base/time.ts";

/**
 * The lines of a log's last second, by host, as codes (event-code.ts). The next run over the log needs them: the log
 * may go on within that second, and equal lines of one second are counted in each log. It also needs to know in how
 * many copies the log has its lines; default 1.
 */
export type Tail = readonly TailOfHost[];

type TailOfHost = readonly [host: string | null, time: number, codes: readonly string[], copies?: number];

/**
 * Brings the events of one log into the database. Lines wait for those of their day that come late; then the lines of a
 * day are merged into those that the database has of it from other logs, and its attempts are derived anew if that
 * added any.
 */
export interface Collector {
  readonly store: Store;
  readonly writer: Writer;
  readonly medium: Medium;
  /** Lines of other times are misdated. */
  readonly times: PlausibleTimes;
  readonly days: DayTable;
  /** By the names in the log: the same line under two names of one host is a copy, as in two logs. */
  readonly hosts: Map<string | null, Waiting>;
  /** How many lines of each host are older than what `prune` keeps: they are left out. */
  readonly pruned: Map<string | null, number>;
  /** The lines with an implausible time, by host: those from before all plausible ones, and those from behind them. */
  readonly misdated: Map<string | null, {early?: Misdated; future?: Misdated}>;
  /** Sets of lines that can be used again: their memory would be garbage for each day. */
  readonly spare: Lines[];
  /** Whether any line was new to the database. */
  changed: boolean;
}

/** The lines of one host that are not in the database yet, by day. */
interface Waiting {
  readonly host: string | null;
  readonly id: number;
  /** Lines from before it are left out (epoch seconds). */
  readonly floor: number;
  readonly passes: Passes;
  /** The lines of days with an implausible time: they say nothing of how far the log is. */
  readonly misdated: Map<number, Lines>;
  /** The lines of the run before, see {@link Tail}: how many say the same, by what they say. */
  readonly tail: Map<string, number>;
  readonly deriver: Deriver;
  /** How many lines the database has of each day to which this run has brought some. */
  readonly brought: Map<number, number>;
  /** The days that got lines which were new to the database. */
  readonly changed: Set<number>;
  /** The last day before which all days were looked at, as late lines no longer come to them; null: look again. */
  settled: number | null;
  /** The time of the last line that had a plausible one, which lines without a time take. */
  time: number;
  /** The time of the last line, also an implausible one. */
  last: number;
}

/** How long the lines of a day wait after its end for late ones: stamps may be out of order by this. */
const patienceSeconds = 6 * 3600;

/** Days that wait at once, at the most: stamps of a log can be in any order. */
const mostDays = 512;

/**
 * Returns a collector for one log, given the tail of the last run over it; it holds for one transaction, as its writer
 * does.
 */
export function createCollector(
  store: Store,
  writer: Writer,
  {medium, tail = [], times = plausibleTimes()}: {medium: Medium; tail?: Tail; times?: PlausibleTimes}
): Collector {
  const days = prepareDayTable(store);
  const collector: Collector = {
    store,
    writer,
    medium,
    times,
    days,
    hosts: new Map(),
    pruned: new Map(),
    misdated: new Map(),
    spare: [],
    changed: false
  };
  for (const [host, time, codes, copies] of tail) {
    addHost(collector, host, copies);
    for (const code of codes) collect(collector, decode(code, {time, host}));
    noteTail(collector, host);
  }
  collector.pruned.clear(); // those of the tail were counted when they were read
  collector.misdated.clear();
  return collector;
}

/**
 * Takes the next event, whose object may be filled anew afterwards. One without a time takes that of the last line that
 * had a plausible one.
 */
export function collect(collector: Collector, event: Event): void {
  const {hosts, pruned, medium, times} = collector;
  const waiting = hosts.get(event.host) ?? addHost(collector, event.host);
  const time = event.time ?? waiting.time;
  waiting.last = time;
  if (event.time !== null && !isPlausible(time, times)) return collectMisdated(collector, waiting, event);
  waiting.time = time;
  if (time < waiting.floor) return void pruned.set(event.host, (pruned.get(event.host) ?? 0) + 1);
  const day = Math.floor(time / daySeconds);
  const second = time - day * daySeconds;
  const {days} = passAt(waiting.passes, time);
  if (days.size > 1 && second >= patienceSeconds && waiting.settled !== day) {
    waiting.settled = day;
    flushOver(collector, waiting, day);
  }
  const lines = days.get(day) ?? addDay(collector, waiting, {days, day});
  addLine(lines, event, {second, medium});
}

/**
 * Takes an event with an implausible time. A floor is no matter to it, and no day is over because of it; but only few
 * such days wait at a time, as a log can have any number of them.
 */
function collectMisdated(collector: Collector, waiting: Waiting, event: Event): void {
  const {medium, times} = collector;
  const time = event.time!;
  const day = Math.floor(time / daySeconds);
  const noted = collector.misdated.get(event.host) ?? {};
  const end = time < times.from ? "early" : "future";
  noted[end] = joined(noted[end], {lines: 1, from: time, to: time});
  collector.misdated.set(event.host, noted);
  let lines = waiting.misdated.get(day);
  if (!lines) {
    if (waiting.misdated.size >= mostDays) flushMisdated(collector, waiting);
    lines = createLines(16);
    waiting.misdated.set(day, lines);
  }
  addLine(lines, event, {second: time - day * daySeconds, medium});
}

function flushMisdated(collector: Collector, waiting: Waiting): void {
  const days = [...waiting.misdated].toSorted(([a], [b]) => a - b);
  waiting.misdated.clear();
  for (const [day, lines] of days) {
    settle(lines, sum);
    bringIn(collector, waiting, {day, lines});
  }
}

/** Returns room for the lines of a day that a pass comes to; those of the day before can still be late. */
function addDay(collector: Collector, waiting: Waiting, {days, day}: {days: Map<number, Lines>; day: number}): Lines {
  const isDetour = days === waiting.passes.detour?.days;
  if (!isDetour) flushOver(collector, waiting, day - 1);
  waiting.settled = null;
  const isShort = isDetour || waiting.passes.ended.size > 0; // a log can go back at each line
  const lines = isShort ? createLines(16) : (collector.spare.pop() ?? createLines());
  days.set(day, lines);
  return lines;
}

/** Notes the lines of a host that the run before has brought, each once where the log has it in several copies. */
function noteTail({hosts}: Collector, host: string | null): void {
  const {passes, tail} = hosts.get(host)!;
  coverSecond(passes);
  for (const lines of passes.current.days.values())
    for (let i = 0; i < lines.length; i += 1) {
      const words = wordsOf(lines, i);
      tail.set(words, (tail.get(words) ?? 0) + 1 / passes.copies);
    }
}

function addHost({store, writer, hosts, medium, times}: Collector, host: string | null, copies?: number): Waiting {
  const id = hostId(writer, host);
  const floor = Number(store.prepare("SELECT floor FROM host WHERE id = ?").pluck().get(id));
  const deriver = createDeriver(store, writer, {id, name: host, floor, times});
  const passes = startPasses(medium, copies);
  const lines = {passes, misdated: new Map(), tail: new Map(), changed: new Set<number>()};
  const waiting: Waiting = {host, id, floor, ...lines, deriver, brought: new Map(), settled: null, time: 0, last: 0};
  hosts.set(host, waiting);
  return waiting;
}

/** Brings in the lines of days before one, as far as that is worth it; of all days where too many wait. */
function flushOver(collector: Collector, waiting: Waiting, day: number): void {
  const days = waitingDays(waiting.passes);
  if (days.length >= mostDays) return flushBefore(collector, waiting, Infinity);
  for (const older of days) if (older < day && isWorthIt(waiting, older)) flush(collector, waiting, older);
}

/**
 * Whether so many lines of a day wait that they may be brought in. That costs as much as the database has of the day:
 * where two clocks take turns in a log, each line goes back to a day that was over.
 */
function isWorthIt({passes, brought}: Waiting, day: number): boolean {
  return 2 * waitingLines(passes, day) >= (brought.get(day) ?? 0);
}

/** Brings the lines of days before one into the database. */
function flushBefore(collector: Collector, waiting: Waiting, day: number): void {
  for (const older of waitingDays(waiting.passes)) if (older < day) flush(collector, waiting, older);
}

function flush(collector: Collector, waiting: Waiting, day: number): void {
  const {lines, cover} = takeDay(waiting.passes, day);
  const isChanged = bringIn(collector, waiting, {day, lines, options: {cover, tail: waiting.tail}});
  waiting.brought.set(day, lines.length);
  if (isChanged) collector.spare.push(emptied(lines));
}

/**
 * Brings the settled lines of a day into the database, and returns whether any was new to it; `lines` then are all of
 * the day.
 */
function bringIn(
  collector: Collector,
  {deriver, changed, id}: Waiting,
  {day, lines, options}: {day: number; lines: Lines; options?: MergeOptions}
): boolean {
  if (!addToDay(collector.days, {host: id, day, options}, lines)) return false;
  collector.changed = true;
  changed.add(day);
  derive(deriver, day, lines);
  return true;
}

/** Brings in all lines that wait, and the connections that are still open, and returns the tail of the log. */
export function finishCollecting(collector: Collector): Tail {
  const tail: TailOfHost[] = [];
  for (const waiting of collector.hosts.values()) {
    endDetour(waiting.passes);
    const codes = lastCodes(collector, waiting);
    flushBefore(collector, waiting, Infinity);
    flushMisdated(collector, waiting);
    if (collector.changed) finishDeriving(waiting.deriver);
    const {host, last: time, passes} = waiting;
    tail.push(passes.copies > 1 ? [host, time, codes, passes.copies] : [host, time, codes]);
  }
  return tail;
}

/** Returns the days of each host (its id) that got new lines. */
export function changedDays(collectors: readonly Collector[]): Map<number, Set<number>> {
  const changed = new Map<number, Set<number>>();
  for (const {id, changed: days} of collectors.flatMap(({hosts}) => [...hosts.values()]))
    changed.set(id, new Set([...(changed.get(id) ?? []), ...days]));
  return changed;
}

/** Returns the lines of the last second of a host, as codes. */
function lastCodes({times}: Collector, {host, last: time, passes, misdated}: Waiting): string[] {
  const day = Math.floor(time / daySeconds);
  const lines = (isPlausible(time, times) ? passes.current.days : misdated).get(day) ?? createLines(1);
  const event = eventsOf(lines, {host, from: day * daySeconds});
  const all = Array.from({length: lines.length}, (_, i) => i);
  const ofSecond = all.filter((i) => lines.second[i] === time - day * daySeconds);
  return ofSecond.map((i) => encode(event(i)));
}
