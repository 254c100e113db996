import {createScanner, type Scanner} from "../../log/scanner.ts";
import {createClock, type Clock, type FileYears, type LogYears} from "../../log/line/clock.ts";
import {isEnglish} from "../../log/line/months.ts";
import type {Source} from "../../log/source/source.ts";

/** Bytes of a stream that are looked at before it is read. */
const aheadBytes = 1 << 23;

/** The years with which a log is read: those of all its stamps, or that of its first. */
export interface YearsAhead {
  readonly years?: FileYears;
  readonly year?: number;
}

/**
 * Returns the years of a log that can be read only once, as far as its first 8 MiB show that they are not the ones that
 * stamps are given as they come. Nothing for other logs: the order of all their lines tells, and they are read again.
 */
export async function yearsAhead(source: Source, {zone, year}: {zone: string; year?: number}): Promise<YearsAhead> {
  if (source.modified !== null || source.journal) return {year};
  const scanner = createScanner({zone, year, onEvent: () => undefined});
  const head = await source.head(aheadBytes);
  scanner.push(head);
  if (head.length < aheadBytes) scanner.finish({partial: true});
  const told = scanner.years();
  if (!told?.differ) return {year};
  return head.length < aheadBytes ? {years: told.files[0]} : {year: year ?? told.first ?? undefined};
}

/**
 * Returns the years with which a log is read again, or null where it need not be. Throws for a log that can be read
 * only once, and whose first year was not given.
 */
export function yearsAgain(
  told: LogYears | null,
  {name, modified, journal}: Source,
  {year}: {year?: number}
): FileYears | null {
  if (!told?.differ || journal) return null;
  if (modified !== null) return told.files[0]!;
  if (told.first === null || year !== undefined) return null;
  throw new Error(`the lines of ${name} go back further than a year; name the year of the first: --year ${told.first}`);
}

/** Bytes in which a log that is not in English shows names of months that are not. */
const firstBytes = 1 << 16;

/**
 * Returns the locale of the months of a log that can be read only once, if its first 8 MiB show that it is not the one
 * that its first months let expect. Undefined for other logs: they are read again with {@link localeAgain}.
 */
export async function localeAhead(source: Source): Promise<string | undefined> {
  if (source.modified !== null || source.journal) return undefined;
  const {months} = scanned(await source.head(firstBytes));
  if (isEnglish(months)) return undefined;
  return scanned(await source.head(aheadBytes)).locale() ?? undefined;
}

/** Reads the names of months in the first bytes of a log. */
function scanned(bytes: Uint8Array): Pick<Scanner, "locale"> & Pick<Clock, "months"> {
  const clock = createClock();
  const scanner = createScanner({clock, onEvent: () => undefined});
  scanner.push(bytes);
  return {locale: scanner.locale, months: clock.months};
}

/** Returns the locale in which a log is read again. Throws for a log that can be read only once. */
export function localeAgain(locale: string, {name, modified}: Source): string {
  if (modified !== null) return locale;
  throw new Error(`the months of ${name} are those of ${locale}, which shows late; write it to a file and ingest that`);
}
