import {consumedBy, createCutter, cut, cutLast, longestLine, restOf} from "./cutter.ts";
import {newline} from "./event/bytes.ts";
import {createClock, type Clock, type ClockState, type FileYears, type LogYears} from "./line/clock.ts";
import {createMonths, doubtful, localeAgain, saveMonths, type SavedMonths} from "./line/months.ts";
import {createFast} from "./fast/fast.ts";
import {createGlance} from "./fast/glance.ts";
import {parseLine} from "./line/line.ts";
import {readRepetition} from "./repetition.ts";
import {addEvent, addOther, addRepeated, hold, addUnread, allSites, openSites, saveSites, withHost} from "./sites.ts";
import type {SavedSites, Site, Sites} from "./sites.ts";
import type {Connection, Event, Ledger} from "./event/event.ts";
import {plausibleTimes} from "./event/plausible.ts";

/** How a scanner reads a log; see {@link createScanner}. */
export interface ScannerOptions {
  /** IANA zone of stamps that carry none; default UTC. */
  readonly zone?: string;
  /** Year of the first classic stamp; default: the newest one that is not in the future of `modified`. */
  readonly year?: number;
  /** The locale in which names of months are read, as `hr_HR`; default: the one that fits them best. */
  readonly locale?: string;
  /** Whether `modified` is certainly when the last line was written. */
  readonly endsAtModified?: boolean;
  /** The years of all stamps, as `years` told them of this log. */
  readonly years?: FileYears;
  /** The clock of all files of a rotated set, in place of one of this log. */
  readonly clock?: Clock;
  /** Epoch seconds that no stamp exceeds by more than a day: when the log was last changed. Default: now. */
  readonly modified?: number;
  /** Epoch seconds at which the log is read, for what times are plausible. Default: this machine's clock. */
  readonly now?: number;
  /** Name of the host, in place of the one in the log. */
  readonly host?: string;
  /** What `save` returned where the last run over this log ended. */
  readonly state?: string;
  /** Takes each connection that no further line can join. */
  readonly onConnection?: (connection: Connection) => void;
  /**
   * Takes each event of sshd, dropbear and PAM, in place of joining them here; the next one may come in the same
   * object.
   */
  readonly onEvent?: (event: Event) => void;
  /** Takes each line of sshd or dropbear that no pattern knows. */
  readonly onUnknown?: (event: Event, line: string) => void;
  /**
   * Takes each line that is sshd's or dropbear's by its looks, behind a header that is not understood, and the host for
   * which it counts.
   */
  readonly onUnread?: (line: string, host: string | null) => void;
}

/**
 * What lines a log holds: at least one with a header that is understood, of whatever program (`log`); only other ones
 * (`text`); none but blank ones (`nothing`).
 */
export type Content = "log" | "text" | "nothing";

/** Reads the bytes of a log; see {@link createScanner}. */
export interface Scanner {
  /** Takes the next bytes, cut anywhere. */
  push(chunk: Uint8Array): void;
  /** Takes a last line that has no end, if `partial`, and decides all connections that are open. */
  finish(options?: {partial?: boolean}): void;
  /** Returns the connections that are open, decided as things stand. */
  open(): Connection[];
  /** Returns the state after the last whole line, for a scanner that goes on from there. */
  save(): string;
  /** Returns the line that has no end yet; null where it is longer than any line is read. */
  rest(): Buffer | null;
  /** What lines were read, those of earlier runs left out. */
  readonly content: Content;
  /**
   * Returns the locale in which the log, if that was all of it, is to be read again, as the names of its first months
   * mean other ones in it. Else null.
   */
  locale(): string | null;
  /** Returns the names of months that mean others in a locale which fits the log as well, with how they were read. */
  doubtfulMonths(): string[];
  /** Returns the years of the log, if that was all of it: see the clock. */
  years(): LogYears | null;
  /** Bytes up to and with the last whole line. */
  readonly consumed: number;
  /** What became of the lines, by host. Lines of open connections are only in `read`. */
  readonly ledgers: ReadonlyMap<string | null, Ledger>;
  /** Spans of time with lines of any program, by host, in the order of the log. */
  readonly coverage: ReadonlyMap<string | null, Readonly<Site["spans"]>>;
}

interface Saved {
  readonly clock: ClockState;
  readonly months?: SavedMonths;
  readonly lines: number;
  readonly sites: SavedSites;
}

/**
 * Returns a scanner that turns the bytes of a log into connections with their attempts. Any cut of the bytes into
 * chunks, and any pause with `save` and `state` between two lines, gives the same connections. Lines of other programs
 * are only glanced at, and the commonest ones of sshd are read off the bytes too; the parser reads the others. Throws a
 * RangeError for an unknown zone.
 */
export function createScanner({onConnection = () => undefined, onEvent, state, ...options}: ScannerOptions): Scanner {
  const saved = state ? (JSON.parse(state) as Saved) : null;
  const clock = options.clock ?? clockOf(options, saved);
  const {months} = clock;
  const times = plausibleTimes(options.now);
  const sites = openSites({times, onConnection, onEvent}, saved?.sites);
  const reading = startReading(clock, sites, {...options, lines: saved?.lines});
  const cutter = createCutter((bytes, start) => take(reading, bytes, start));
  return {
    push: (chunk) => cut(cutter, chunk),
    finish({partial = true} = {}) {
      if (partial) cutLast(cutter);
      for (const {tracker} of sites.byHost.values()) tracker?.finish();
    },
    open: () => [...sites.byHost.values()].flatMap(({tracker}) => tracker?.open() ?? []),
    save: () =>
      JSON.stringify({clock: clock.save(), months: saveMonths(months), lines: reading.lines, sites: saveSites(sites)}),
    rest: () => restOf(cutter),
    years: clock.years,
    locale: () => localeAgain(months),
    doubtfulMonths: () => doubtful(months),
    get content() {
      return reading.content;
    },
    get consumed() {
      return consumedBy(cutter);
    },
    get ledgers() {
      return new Map(allSites(sites).map(({host, ledger}) => [host, ledger]));
    },
    get coverage() {
      return new Map(allSites(sites).map(({host, spans}) => [host, spans]));
    }
  };
}

function clockOf({locale, modified: newest, ...options}: ScannerOptions, saved: Saved | null): Clock {
  const {zone, year, years, endsAtModified: endsAtNewest} = options;
  const months = createMonths({locale, newest, state: saved?.months});
  return createClock({zone, year, years, newest, endsAtNewest, months, state: saved?.clock});
}

/** How the lines of a log become events, and where these go. */
interface Reading {
  readonly clock: Clock;
  readonly glance: ReturnType<typeof createGlance>;
  readonly fast: ReturnType<typeof createFast>;
  readonly sites: Sites;
  /** The name of the host, in place of the one in the log. */
  readonly host: string | undefined;
  readonly onUnknown: (event: Event, line: string) => void;
  readonly onUnread: (line: string, host: string | null) => void;
  content: Content;
  /** How many lines were read. */
  lines: number;
}

type LineOptions = Pick<ScannerOptions, "host" | "onUnknown" | "onUnread">;

const ignore = (): void => undefined;

function startReading(
  clock: Clock,
  sites: Sites,
  {host, onUnknown = ignore, onUnread = ignore, lines = 0}: LineOptions & {lines?: number}
): Reading {
  const glance = createGlance(clock);
  const fast = createFast();
  return {clock, glance, fast, sites, host, onUnknown, onUnread, content: "nothing", lines};
}

/** Takes the line that starts there and returns where its newline stands. */
function take(reading: Reading, bytes: Buffer, start: number): number {
  reading.lines += 1;
  const seen = reading.glance(bytes, start);
  if (seen) reading.content = "log";
  if (seen && reading.host !== undefined) seen.host = reading.host;
  if (seen && seen.host !== reading.sites.last?.host) hold(reading.sites);
  const event = seen && seen.process !== null ? reading.fast(bytes, seen) : null;
  if (event) {
    addEvent(reading.sites, event, reading.lines);
    return seen!.end;
  }
  const end = bytes.indexOf(newline, start);
  if (seen && seen.process === null) addOther(reading.sites, seen);
  else parse(reading, bytes.toString("latin1", start, Math.min(end, start + longestLine)));
  return end;
}

function parse(reading: Reading, line: string): void {
  const {clock, sites, host, onUnknown, onUnread, lines} = reading;
  const parsed = parseLine(line, clock);
  noteContent(reading, parsed, line);
  const named: Event = host === undefined ? parsed : {...parsed, host};
  const event = isBareNoise(named) ? (withHost(sites, named) ?? {...named, kind: "other"}) : named;
  if (isRepetition(reading, event, line)) return;
  if (event.kind === "other") return addOther(sites, event);
  if (event.kind === "unread") return onUnread(line, addUnread(sites, event));
  if (event.kind === "unknown") onUnknown(event, line);
  addEvent(sites, event, lines);
}

/** Whether a line says that the one before was repeated; then that is counted. */
function isRepetition({sites, host, lines}: Reading, {kind, time}: Event, line: string): boolean {
  if (kind !== "other" && kind !== "noise" && kind !== "unknown") return false;
  const repetition = readRepetition(line);
  if (!repetition) return false;
  return addRepeated(sites, {...repetition, host: host ?? repetition.host, time}, lines);
}

/** Whether a line names neither host nor program, and makes nothing. */
function isBareNoise({kind, host, process}: Event): boolean {
  return kind === "noise" && host === null && process === null;
}

/** Notes what a line shows of the log that it stands in. */
function noteContent(reading: Reading, {kind, time, process}: Event, line: string): void {
  const hasHeader = kind === "other" ? time !== null || process !== null : kind !== "unread";
  if (hasHeader) reading.content = "log";
  else if (reading.content === "nothing" && line.trim() !== "") reading.content = "text";
}
