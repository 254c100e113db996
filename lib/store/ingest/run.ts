import type {Event} from "../../log/event/event.ts";
import {plausibleTimes, type PlausibleTimes} from "../../log/event/plausible.ts";
import {createScanner, type Scanner} from "../../log/scanner.ts";
import type {Source} from "../../log/source/source.ts";
import {changedDays, collect, createCollector, finishCollecting, type Collector} from "../day/collector.ts";
import type {Medium} from "../day/lines.ts";
import {joined, type Misdated} from "../day/misdated.ts";
import {createWriter, hostId, type Writer} from "../day/writer.ts";
import type {Store} from "../database.ts";
import {changeTime} from "./change-time.ts";
import {stronger} from "./held-lines.ts";
import type {LogRead, ReadOptions} from "./log-read.ts";
import {headBytes, type State} from "./position.ts";
import {isTaken, staysAs, takeBack, takeUnended, unendedLine, type UnendedLine} from "./unended.ts";
import {addUnknown, addUnread, createUnknownLines, unknownShare, unreadSample} from "./unknown-lines.ts";
import type {UnknownLines} from "./unknown-lines.ts";

/** One run over one log: what its bytes go through. */
export interface Run {
  readonly store: Store;
  readonly writer: Writer;
  readonly medium: Medium;
  readonly times: PlausibleTimes;
  readonly scanner: Scanner;
  readonly unknownLines: UnknownLines;
  /** Takes the events of all whole lines. */
  readonly collector: Collector;
  /** The line without an end that the last run took: now it is read again, or is still the last one. */
  readonly before: UnendedLine | undefined;
  /** Takes a last line without an end, once all whole lines are read; null before. */
  unended: {readonly collector: Collector; readonly events: Event[]; shape?: string} | null;
  /** Whether the run has changed the database. */
  changed: boolean;
}

/** Begins a run over a log, from where it is known, and returns it. */
export async function startRun(store: Store, source: Source, options: ReadOptions): Promise<Run> {
  const {known, zone, year, years, locale, host, now, newest = changeTime(source)} = options;
  const state = known?.state;
  const isCopy = state?.place ? !(await source.journal?.resume(state.place)) : false;
  const writer = createWriter(store);
  const medium = source.medium();
  const times = plausibleTimes(now);
  const unknownLines = createUnknownLines();
  const run: Run = {
    store,
    writer,
    medium,
    times,
    scanner: createScanner({
      zone,
      year,
      years,
      locale,
      host,
      now,
      modified: newest,
      endsAtModified: options.endsAtNewest,
      state: state?.scanner,
      onEvent: (event) => takeEvent(run, event),
      onUnknown: (event, line) => noteShape(run, addUnknown(unknownLines, event, line)),
      onUnread: (line, host) => noteShape(run, addUnread(unknownLines, line, host))
    }),
    unknownLines,
    collector: createCollector(store, writer, {medium, times, tail: isCopy ? [] : state?.tail}),
    before: state?.unended,
    unended: null,
    changed: false
  };
  return run;
}

function takeEvent({collector, unended}: Run, event: Event): void {
  if (!unended) return collect(collector, event);
  unended.events.push({...event}); // the scanner fills its object anew
  collect(unended.collector, event);
}

/** Keeps the shape of a line without an end, as the line may be taken back. */
function noteShape({unended}: Run, shape: string): void {
  if (unended) unended.shape = shape;
}

/**
 * Gives a run all bytes of the log from where it is known, and returns the first of them. If these show that the line
 * which the last run took without its end was to go on, that line is taken back before.
 */
export async function pushAll(run: Run, source: Source, {known, onRead}: ReadOptions): Promise<Buffer> {
  const bytes = Math.max(headBytes, (run.before?.bytes ?? 0) + 1);
  let start = Buffer.alloc(0);
  for await (const chunk of source.chunks(known?.position ?? 0, onRead)) {
    if (start.length < bytes) {
      start = Buffer.concat([start, chunk.subarray(0, bytes - start.length)]);
      if (start.length === bytes) takeBackUnended(run, start);
    }
    run.scanner.push(chunk);
  }
  if (start.length < bytes) takeBackUnended(run, start);
  return start;
}

/** Takes the line without an end of the last run back, unless it still stands at the start of what is read now. */
function takeBackUnended(run: Run, start: Buffer): void {
  const {store, writer, before, medium} = run;
  if (before && !staysAs(start, before) && takeBack(store, writer, {...before, medium})) run.changed = true;
}

/** What is to be remembered where a run has ended: the bytes of its whole lines, and the state after them. */
export interface RunEnd {
  readonly bytes: number;
  readonly state: State;
}

/** Brings in what a run has read, up to the end of the log; null if that is nothing. */
export async function endRun(run: Run, source: Source): Promise<RunEnd | null> {
  const {store, writer, medium, times, scanner, before, collector} = run;
  const bytes = scanner.consumed;
  const rest = await unendedLine(source, scanner);
  if (bytes === 0 && (!rest || (before && isTaken(rest, before)))) return null;
  const tail = finishCollecting(collector);
  const version = source.problem() === null ? (source.version ?? undefined) : undefined;
  const state = {scanner: scanner.save(), tail, place: source.journal?.position(), version};
  if (rest) run.unended = {collector: createCollector(store, writer, {medium, times, tail}), events: []};
  const taken = rest && run.unended ? takeUnended(rest, scanner, {tail, ...run.unended}) : undefined;
  const unended = taken && {...taken, shape: run.unended?.shape};
  run.changed ||= collector.changed || (run.unended?.collector.changed ?? false);
  return {bytes, state: {...state, unended}};
}

/** Returns what a run has brought; unread lines alone are a change, so that each of them counts once. */
export function resultOf(run: Run, {held}: Pick<LogRead, "held">, {isNew}: {isNew: boolean}): LogRead {
  const {scanner, before, changed, unknownLines} = run;
  const ledgers = [...scanner.ledgers.values()];
  const lines = ledgers.reduce((sum, {read}) => sum + read, before ? -1 : 0);
  const unread = ledgers.reduce((sum, ledger) => sum + ledger.unread, before?.as === "unread" ? -1 : 0);
  const share = unknownShare(ledgers);
  return {
    lines,
    changed: changed || isNew || unread !== 0,
    findings: [],
    span: null,
    ...share,
    doubtfulMonths: scanner.doubtfulMonths(),
    unread: {lines: unread, sample: unread > 0 ? unreadSample(unknownLines) : null},
    misdated: misdatedIn(run),
    held: {
      content: stronger(held.content, scanner.content),
      own: held.own + share.own,
      unread: held.unread + unread
    }
  };
}

/** Returns the lines with an implausible time that a run has read. */
function misdatedIn({collector, unended}: Run): LogRead["misdated"] {
  const rest = unended?.collector.misdated ?? new Map<string | null, {early?: Misdated; future?: Misdated}>();
  const hosts = [...new Set([...collector.misdated.keys(), ...rest.keys()])];
  return hosts.flatMap((host) =>
    (["early", "future"] as const).flatMap((end) => {
      const parts = [collector, {misdated: rest}].flatMap(({misdated}) => misdated.get(host)?.[end] ?? []);
      return parts.length === 0 ? [] : [{host, ...parts.reduce(joined)}];
    })
  );
}

/** Returns how many lines of each host a run has left out, as they are from before its floor. */
export function prunedIn({collector, unended}: Run): Map<string | null, number> {
  const pruned = new Map(collector.pruned);
  for (const [host, lines] of unended?.collector.pruned ?? []) pruned.set(host, (pruned.get(host) ?? 0) + lines);
  return pruned;
}

/** Returns the hosts (their ids) of which a run has read lines, with the days that got new ones. */
export function hostsIn({writer, scanner, collector, unended}: Run): Map<number, Set<number>> {
  const changed = changedDays(unended ? [collector, unended.collector] : [collector]);
  for (const name of scanner.ledgers.keys())
    if (name !== null) changed.set(hostId(writer, name), changed.get(hostId(writer, name)) ?? new Set());
  return changed;
}
