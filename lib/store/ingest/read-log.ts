import type {Event} from "../../log/event/event.ts";
import {plausiblePart, plausibleTimes, type PlausibleTimes} from "../../log/event/plausible.ts";
import type {FileYears, WallSpan} from "../../log/line/clock.ts";
import {createScanner, type Scanner} from "../../log/scanner.ts";
import type {Source} from "../../log/source/source.ts";
import {changedDays, collect, createCollector, finishCollecting, type Collector} from "../day/collector.ts";
import {shownName} from "../day/host-names.ts";
import type {Medium} from "../day/lines.ts";
import {joined, type Misdated} from "../day/misdated.ts";
import {createWriter, hostId, type Writer} from "../day/writer.ts";
import type {Store} from "../database.ts";
import {changeTime} from "./change-time.ts";
import {joinSame, rememberGiven, type Finding} from "../host/same.ts";
import {dropUnnamed, saveCoverage, saveLedgers} from "./ledger.ts";
import {localeAgain, yearsAgain} from "./look-ahead.ts";
import {rememberMachines} from "./machine.ts";
import {headBytes, savePosition, type Position, type State} from "./position.ts";
import {isTaken, staysAs, takeBack, takeUnended, uncount, unendedLine, type UnendedLine} from "./unended.ts";
import {addUnknown, addUnread, createUnknownLines, saveUnknown, unknownShare, unreadSample} from "./unknown-lines.ts";
import {heldIn, stronger, type HeldLines} from "./held-lines.ts";
import type {UnknownLines, UnknownShare} from "./unknown-lines.ts";

/** How a log is read on, and what is known of it. */
export interface ReadOptions {
  /** IANA zone of stamps that carry none. */
  readonly zone: string;
  /** Year of the first classic stamp; default: the newest possible one. */
  readonly year?: number;
  /** The locale in which names of months are read; default: the one that fits them best. */
  readonly locale?: string;
  /** The years of all classic stamps from where the log is known on. */
  readonly years?: FileYears;
  /** Epoch seconds that no classic stamp exceeds by more than a day; default: the log's time of change, else now. */
  readonly newest?: number;
  /** Whether that is certainly when the last line was written. */
  readonly endsAtNewest?: boolean;
  /** Name of the host, in place of the one in the log. */
  readonly host?: string;
  /** Whether the log is the made-up one of `demo`. */
  readonly demo?: boolean;
  /** Epoch seconds at which the log is read, for what times are plausible; default: this machine's clock. */
  readonly now?: number;
  /** Hears how many bytes were read so far. */
  readonly onRead?: (bytes: number) => void;
  /** Where the last run over the log ended; null for a new log. */
  readonly known: Position | null;
  /** The first bytes that the log had when it was opened. */
  readonly head: Buffer;
  /** The first host that these name, or null. */
  readonly firstHost: string | null;
}

/** What reading a log brought into the database. */
export interface LogRead extends UnknownShare {
  /** Lines that were read for the first time. */
  readonly lines: number;
  /** Whether anything was written, and is to be kept. */
  readonly changed: boolean;
  /** Lines that are unread, with a sample of them: a line as it stands in the log, at most 500 bytes; null: none. */
  readonly unread: {readonly lines: number; readonly sample: string | null};
  /** Lines that were read with an implausible time, by host: first those from before 1995, then those of the future. */
  readonly misdated: readonly (Misdated & {readonly host: string | null})[];
  /** What the log holds, as far as it was read in this run or ever before. */
  readonly held: HeldLines;
  /** The first and the last stamp without a year of clocks that were right; null where all have one. */
  readonly span: WallSpan | null;
  /** Where it is given, nothing was brought: the log must be read once more, with these options. */
  readonly again?: Pick<ReadOptions, "years" | "locale">;
  /** What is doubtful of the names of its months, in words. */
  readonly doubtfulMonths: readonly string[];
  /** The hosts that turned out to be one machine, or several. */
  readonly findings: readonly Finding[];
}

/** Returns the result of a run that brings nothing over a log whose position is known or not. */
function nothingIn(store: Store, known: Position | null): LogRead {
  const unread = {lines: 0, sample: null};
  return {
    lines: 0,
    changed: false,
    own: 0,
    unknown: 0,
    unread,
    misdated: [],
    held: heldIn(store, known),
    doubtfulMonths: [],
    findings: [],
    span: null
  };
}

/**
 * Reads a log, from where it is known up to its end, into the database: its lines, the attempts that follow from them,
 * the ledger, the coverage and the position. Call it inside a transaction, and roll that back if nothing changed.
 */
export async function readLog(store: Store, source: Source, options: ReadOptions): Promise<LogRead> {
  const {known} = options;
  const nothing = nothingIn(store, known);
  if (known && (await isReadToEnd(source, known))) return nothing;
  const run = await startRun(store, source, options);
  const start = await pushAll(run, source, options);
  const locale = run.scanner.locale();
  if (locale !== null) return {...nothing, again: {locale: localeAgain(locale, source)}};
  const end = await endRun(run, source);
  if (!end) return nothing;
  const told = run.scanner.years();
  const years = yearsAgain(told, source, options);
  if (years) return {...nothing, again: {years}};
  const read = {...resultOf(run, nothing, {isNew: known === null}), span: told?.span ?? null};
  if (!read.changed) return read;
  rememberMachines(store, source, options.host);
  const head = await headNow(source, start, options);
  if (head === null) return {...nothing, again: {years: undefined}}; // another log has taken its place meanwhile
  const {content} = read.held;
  await save(run, source, {...options, ...end, state: {...end.state, content}, head});
  if (options.host !== undefined) rememberGiven(store, shownName(store, options.host));
  return {...read, findings: joinSame(store, hostsIn(run))};
}

/** Returns the hosts (their ids) of which a run has read lines, with the days that got new ones. */
function hostsIn({writer, scanner, collector, unended}: Run): Map<number, Set<number>> {
  const changed = changedDays(unended ? [collector, unended.collector] : [collector]);
  for (const name of scanner.ledgers.keys())
    if (name !== null) changed.set(hostId(writer, name), changed.get(hostId(writer, name)) ?? new Set());
  return changed;
}

/** Returns whether a log has nothing behind where it is known, as far as that can be told without reading it. */
async function isReadToEnd(source: Source, {position, state: {version, unended}}: Position): Promise<boolean> {
  if (version !== undefined && version === source.version) return true;
  return source.endsAt(position + (unended?.bytes ?? 0));
}

/** One run over one log: what its bytes go through. */
interface Run {
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

async function startRun(store: Store, source: Source, options: ReadOptions): Promise<Run> {
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
async function pushAll(run: Run, source: Source, {known, onRead}: ReadOptions): Promise<Buffer> {
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
interface RunEnd {
  readonly bytes: number;
  readonly state: State;
}

/** Brings in what a run has read, up to the end of the log; null if that is nothing. */
async function endRun(run: Run, source: Source): Promise<RunEnd | null> {
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
function resultOf(run: Run, {held}: Pick<LogRead, "held">, {isNew}: {isNew: boolean}): LogRead {
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

/**
 * Returns the first bytes of the log that was read, given those at the position from which it was read; null when
 * another log is there now.
 */
async function headNow(source: Source, start: Buffer, {known, head}: ReadOptions): Promise<Buffer | null> {
  if (source.modified === null) return head; // it is read only once
  if (!known?.position) return wholeLines(start.subarray(0, headBytes));
  const now = Buffer.from(await source.head(headBytes));
  return now.subarray(0, head.length).equals(head) ? wholeLines(now) : null;
}

/** Returns bytes without a last line that has no end: other logs can start like that. */
function wholeLines(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.lastIndexOf("\n") + 1 || bytes.length);
}

/** Saves what a run brought beside its lines, and where the next one goes on; `head` is the log's as it is now. */
async function save(run: Run, source: Source, end: ReadOptions & RunEnd): Promise<void> {
  const {store, writer, scanner, before, unknownLines} = run;
  const {known, bytes, head, firstHost, zone, demo = false} = end;
  const position = (known?.position ?? 0) + bytes;
  const state = {...end.state, host: firstHost};
  const id = savePosition(store, {source: known?.source ?? null, path: source.name, head, position, state});
  const hostZone = source.journal ? undefined : zone; // a journal's stamps carry their own
  for (const name of scanner.ledgers.keys()) hostId(writer, name, hostZone);
  saveLedgers(store, id, {writer, ledgers: scanner.ledgers, pruned: prunedIn(run)});
  if (before) uncount(store, before, {source: id, writer});
  for (const name of scanner.ledgers.keys()) if (name !== null) dropUnnamed(store, id, hostId(writer, name));
  saveCoverage(store, id, {writer, coverage: scanner.coverage});
  saveCoverage(store, id, {writer, coverage: await bootsOf(source, run.times, end.host)});
  saveUnknown(store, writer, {lines: unknownLines, hosts: [...scanner.ledgers.keys()]});
  store.prepare("INSERT INTO meta (key, value) VALUES ('demo', ?) ON CONFLICT DO NOTHING").run(String(demo));
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
function prunedIn({collector, unended}: Run): Map<string | null, number> {
  const pruned = new Map(collector.pruned);
  for (const [host, lines] of unended?.collector.pruned ?? []) pruned.set(host, (pruned.get(host) ?? 0) + lines);
  return pruned;
}

/** Returns what only a journal tells: the spans of time in which a machine ran, also where sshd was silent. */
async function bootsOf(
  source: Source,
  times: PlausibleTimes,
  host?: string
): Promise<Map<string | null, readonly [number, number][]>> {
  const all = ((await source.journal?.coverage()) ?? []).flatMap((boot) => plausiblePart(boot, times) ?? []);
  const boots = Map.groupBy(all, (boot) => host ?? boot.host);
  return new Map([...boots].map(([name, times]) => [name, times.map(({from, to}) => [from, to])]));
}
