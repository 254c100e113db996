import {createScanner} from "../../log/scanner.ts";
import {
  createClock,
  createMonths,
  lastTime,
  type Clock,
  type ClockState,
  type FileYears,
  type Months
} from "../../log/line/clock.ts";
import {closedBefore} from "../../log/source/find.ts";
import type {Source} from "../../log/source/source.ts";
import {daySeconds} from "../../base/time.ts";
import type {Store} from "../database.ts";
import {firstHostIn, zoneOf} from "./log-zone.ts";
import {findPosition, headBytes, type Position} from "./position.ts";
import {changeTime} from "./change-time.ts";

/** What the rotated set of a log tells of its years. */
export interface FileDates {
  /** The years of all its stamps from a position on. */
  readonly years?: FileYears;
  readonly from?: number;
  /** Epoch seconds that no stamp exceeds by more than a day. */
  readonly newest?: number;
  /** Whether the log's time of change is certainly when its last line was written. */
  readonly endsAtNewest?: boolean;
  /** Whether a given year is not the log's, as it is not the oldest file of its set. */
  readonly isLater?: boolean;
  /** Where they come from, in words. */
  readonly source?: string;
}

/** How the files of a set are read. */
export interface SetOptions {
  readonly zone?: string;
  /** Name of the host, in place of the one in the logs. */
  readonly host?: string;
  /** The year of the first stamp of the oldest file. */
  readonly year?: number;
}

/** A file of a set, with what is known of it. */
interface SetFile {
  readonly source: Source;
  readonly head: Buffer;
  readonly known: Position | null;
  /** The end of the day at which rotation closed it, as its name says. */
  readonly closed: number | null;
}

/** Files that follow each other, whose names tell no date. */
interface Chain {
  readonly files: readonly SetFile[];
  /** Where the clocks of the hosts stood before. */
  readonly state: ClockState;
  /** Epoch seconds before which the first file begins, or null. */
  readonly after: number | null;
  /** Epoch seconds that no stamp exceeds by more than a day. */
  readonly newest: number | undefined;
}

/**
 * Returns what the files of a rotated set, oldest first, tell of each other's years: a date in a name is when the file
 * was closed. Else the times of change tell, where they fit: each file begins soon after the one before was changed
 * last. Where they do not, as those of copies, the stamps of all files are read ahead, and follow each other. Files
 * that were read before keep their years. A set of one file tells nothing.
 */
export async function datesOfSet(
  store: Store,
  set: readonly Source[],
  options: SetOptions
): Promise<ReadonlyMap<Source, FileDates>> {
  const dates = new Map<Source, FileDates>();
  if (set.length < 2) return dates;
  const files = await Promise.all(set.map((source) => setFileOf(store, source)));
  const zone = options.zone ?? zoneOfSet(store, files, options);
  const originals = withoutCopies(files);
  if (options.year !== undefined && !originals[0]!.known) {
    await readAhead({files: originals, state: null, after: null, newest: undefined}, {zone, year: options.year}, dates);
  } else {
    for (const {source, closed} of originals)
      if (closed !== null) dates.set(source, {newest: closed, source: "by file names"});
    for (const chain of chainsOf(originals, zone))
      if (!fits(chain, zone)) await readAhead(chain, {zone}, dates);
      else for (const {source} of chain.files) dates.set(source, {endsAtNewest: chain.files.length > 1});
  }
  for (const file of files) addCopy(file, originals, dates);
  for (const {source} of files) dates.set(source, {...dates.get(source), isLater: true});
  return dates;
}

async function setFileOf(store: Store, source: Source): Promise<SetFile> {
  const head = Buffer.from(await source.head(headBytes).catch(() => Buffer.alloc(0))); // said when it is read
  const known = head.length > 0 ? findPosition(store, head) : null;
  return {source, head, known, closed: closedBefore(source.name)};
}

function zoneOfSet(store: Store, files: readonly SetFile[], {host}: SetOptions): string {
  const first = files.map(({head}) => firstHostIn(head)).find((name) => name !== null);
  return zoneOf(store, host ?? first ?? null).zone;
}

/** Returns the files without those that begin like one before, as `auth.log.1.gz` beside `auth.log.1`. */
function withoutCopies(files: readonly SetFile[]): SetFile[] {
  return files.filter((file, i) => !files.slice(0, i).some((other) => isCopy(file, other)));
}

function isCopy({head}: SetFile, other: SetFile): boolean {
  const length = Math.min(head.length, other.head.length);
  return length > 0 && head.subarray(0, length).equals(other.head.subarray(0, length));
}

function addCopy(file: SetFile, originals: readonly SetFile[], dates: Map<Source, FileDates>): void {
  const original = originals.find((other) => other !== file && isCopy(file, other));
  const known = original && dates.get(original.source);
  if (known && !dates.has(file.source)) dates.set(file.source, known);
}

/** Returns the chains of a set: a file with a date in its name ends one; one that was read before begins another. */
function chainsOf(files: readonly SetFile[], zone: string): Chain[] {
  const chains: Chain[] = [];
  let begin: Omit<Chain, "files" | "newest"> = {state: null, after: null};
  let open: SetFile[] = [];
  const close = (newest: number | undefined): void => {
    if (open.length > 0) chains.push({...begin, files: open, newest});
    open = [];
  };
  for (const file of files) {
    const {closed, known, head} = file;
    const state = known && clockStateOf(known);
    if (closed !== null) {
      close(firstTime(head, {zone, newest: closed}) ?? closed);
      begin = {state: closed - daySeconds, after: closed - 3 * daySeconds};
    } else if (state) {
      const last = lastTime(state)!;
      close(firstTime(head, {zone, newest: last}) ?? last);
      begin = {state, after: last - daySeconds};
      open.push(file);
    } else {
      open.push(file);
    }
  }
  const newest = files.findLast(({head}) => head.length > 0);
  close(newest && changeTime(newest.source));
  return chains;
}

/** Returns the state of the clock of a log that was read before; null where its stamps have years. */
function clockStateOf({state}: Position): ClockState {
  return (JSON.parse(state.scanner) as {clock?: ClockState}).clock ?? null;
}

/** Returns the newest time that the first stamp without a year in some bytes can have; null where there is none. */
function firstTime(head: Buffer, {zone, newest}: {zone: string; newest: number}): number | null {
  const clock = createClock({zone, newest});
  const scanner = createScanner({clock, onEvent: () => undefined});
  scanner.push(head.subarray(0, head.indexOf("\n") + 1));
  return lastTime(clock.save());
}

/** Whether each file begins soon after the one before was changed, and in no earlier year just as well. */
function fits({files, after}: Chain, zone: string): boolean {
  let before = after;
  for (const {source, head, known} of files) {
    const newest = changeTime(source) ?? Date.now() / 1000;
    const first = known ? null : firstTime(head, {zone, newest});
    if (first !== null && before !== null && (first < before || first - 365 * daySeconds > before)) return false;
    if (!known) before = newest - daySeconds;
  }
  return true;
}

/** Reads the stamps of a chain and adds the years that they have by their order. */
async function readAhead(
  chain: Chain,
  {zone, year}: {zone: string; year?: number},
  dates: Map<Source, FileDates>
): Promise<void> {
  const {files, state, newest} = chain;
  const [{known: isContinued}] = files as [SetFile];
  const told = (await clockOver(chain, (months) => createClock({zone, year, newest, state, months}))).years();
  for (const [i, {source, known}] of files.entries())
    if (told)
      dates.set(source, {
        years: told.files[isContinued ? i : i + 1],
        from: known?.position ?? 0,
        source: "by file order"
      });
}

/** Returns a clock that has read all stamps of a chain; twice where the names of months say another language late. */
async function clockOver(chain: Chain, create: (months?: Months) => Clock, months?: Months): Promise<Clock> {
  const clock = create(months);
  let locale: string | null = null;
  for (const [i, {source, known}] of chain.files.entries()) {
    if (i > 0 || !known) clock.nextFile();
    const scanner = createScanner({clock, onEvent: () => undefined});
    for await (const chunk of source.chunks(known?.position ?? 0)) scanner.push(chunk);
    scanner.finish({partial: true});
    locale = scanner.locale();
  }
  return locale === null || months ? clock : clockOver(chain, create, createMonths({locale}));
}
