import {foreignZone} from "../../log/line/header.ts";
import type {Source} from "../../log/source/source.ts";
import {localeAhead, yearsAhead, type YearsAhead} from "./look-ahead.ts";
import {begin, type Store} from "../database.ts";
import {explained} from "../errors.ts";
import {readMeta} from "../meta.ts";
import {findPosition, headBytes, type Position} from "./position.ts";
import type {FileDates} from "./set-dates.ts";
import {changeTime} from "./change-time.ts";
import type {LogRead, ReadOptions} from "./log-read.ts";
import {readLog} from "./read-log.ts";
import {firstHostIn, zoneOf, type LogZone} from "./log-zone.ts";

/** How a log is read: see {@link ingest}. */
export interface IngestOptions extends Pick<ReadOptions, "host" | "locale" | "demo" | "now" | "onRead"> {
  /**
   * IANA zone of stamps that carry none; default: the one remembered for the host, this machine's for its own log, else
   * UTC.
   */
  readonly zone?: string;
  /** Year of the first classic stamp; default: told by the order of its lines and its time of change. */
  readonly year?: number;
  /** What the rotated set of a log tells of its years. */
  readonly dates?: FileDates;
}

/** What one run over one log brought. */
export interface IngestResult extends Omit<LogRead, "again"> {
  /** The name of the log, as its source has it. */
  readonly name: string;
  readonly zone: string;
  /** Where the zone comes from, in words. */
  readonly zoneSource: string;
  /** Where the years come from of stamps that have none, in words. */
  readonly yearSource: string;
}

/**
 * Reads what is new in a log into the database, in a transaction of its own or as a part of the one that is open, and
 * returns what that brought. A line that another log has brought already is not counted again. A log that brings no new
 * line of sshd, dropbear or PAM writes nothing. Made-up and real logs never share a database. Throws one-line errors;
 * nothing is then written.
 */
export async function ingest(store: Store, source: Source, options: IngestOptions = {}): Promise<IngestResult> {
  const {again, ...result} = await ingestOnce(store, source, options);
  if (!again) return result;
  const {years, locale = options.locale, isOther = false} = again;
  const dates = isOther ? undefined : options.dates;
  return ingest(store, source, {...options, locale, dates: years ? {...dates, years, from: undefined} : dates});
}

/** Reads a log once. If it must be read again, with the options in `again`, nothing was brought. */
async function ingestOnce(
  store: Store,
  source: Source,
  options: IngestOptions
): Promise<IngestResult & Pick<LogRead, "again">> {
  const head = Buffer.from(await source.head(headBytes));
  const part = beginPart(store);
  try {
    const known = head.length > 0 ? findPosition(store, head) : null;
    const firstHost = known?.state.host ?? firstHostIn(head);
    const {zone, zoneSource} = zoneFor(store, options, options.host ?? firstHost);
    refuseMixing(store, options);
    const dates = datesFor(options, known);
    const year = dates.isLater ? undefined : options.year;
    const given = dates.years ? dates : {...dates, ...(await yearsOf(source, {year, known, zone}))};
    const locale = options.locale ?? (known ? undefined : await localeAhead(source));
    const read = await readLog(store, source, {...options, year, ...given, locale, zone, known, head, firstHost});
    const result = isOfOtherZone(read, {known, zone}) ? unkept(read) : read;
    if (result.changed) part.keep();
    else part.takeBack();
    const yearSource = yearSourceOf(source, {...options, dates, known});
    return {name: source.name, zone, zoneSource, yearSource, ...result};
  } catch (error) {
    if (store.inTransaction) part.takeBack(); // it is not on a full disk: then all was taken back
    throw explained(error, store.name);
  }
}

/**
 * Whether a new log could not be read as its stamps are of a zone that it is not read in. Nothing of it is kept: it is
 * read when its zone is given.
 */
function isOfOtherZone({held, unread}: LogRead, {known, zone}: Pick<ReadOptions, "known" | "zone">): boolean {
  if (known !== null || held.own > 0 || unread.sample === null) return false;
  return foreignZone(unread.sample, zone) !== null;
}

function unkept(read: LogRead): LogRead {
  return {...read, changed: false, held: {...read.held, content: "text"}};
}

/** Returns what is known of a log's years; nothing where it is not read on from where that was found. */
function datesFor({dates = {}}: IngestOptions, known: Position | null): FileDates {
  const isThere = dates.from === undefined || dates.from === (known?.position ?? 0);
  return isThere ? dates : {isLater: dates.isLater};
}

/** Returns the years with which a log is read whose set tells none. */
async function yearsOf(
  source: Source,
  {year, known, zone}: Pick<ReadOptions, "year" | "known" | "zone">
): Promise<YearsAhead> {
  return known ? {year} : yearsAhead(source, {zone, year});
}

/** Returns where the years of stamps come from that have none, in words. */
function yearSourceOf(
  source: Source,
  {dates, year, known}: {dates: FileDates; year?: number; known: Position | null}
): string {
  if (year !== undefined) return "by --year";
  if (dates.source) return dates.source;
  if (known) return "by file order";
  return changeTime(source) === undefined ? "newest possible" : "by time of change";
}

function zoneFor(store: Store, {zone}: IngestOptions, host: string | null): LogZone {
  return zone ? {zone, zoneSource: "given"} : zoneOf(store, host);
}

/** Begins a transaction, or a part of the one that is open, which can be kept or taken back by itself. */
function beginPart(store: Store): {keep(): void; takeBack(): void} {
  const isOpen = store.inTransaction;
  if (isOpen) store.exec("SAVEPOINT log");
  else begin(store);
  return {
    keep: () => void store.exec(isOpen ? "RELEASE log" : "COMMIT"),
    takeBack: () => void store.exec(isOpen ? "ROLLBACK TO log; RELEASE log" : "ROLLBACK")
  };
}

function refuseMixing(store: Store, {demo = false}: IngestOptions): void {
  const held = readMeta(store, "demo");
  if (held === undefined || held === String(demo)) return;
  const holds = demo ? "real attempts" : "the made-up demo data";
  const log = demo ? "the made-up demo log" : "a real log";
  throw new Error(`${store.name} holds ${holds}; ${log} needs a database of its own: name one with --db`);
}
