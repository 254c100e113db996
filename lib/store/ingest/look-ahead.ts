import {createScanner, type Scanner} from "../../log/scanner.ts";
import type {Source} from "../../log/source/source.ts";

/** Bytes of a stream that are looked at before it is read. */
const aheadBytes = 1 << 23;

/**
 * Returns the year of the first stamp of a log that can be read only once, if its first 8 MiB show that it is not the
 * newest possible year. Undefined for other logs: the order of all their lines tells, and they are read again with
 * {@link yearAgain}.
 */
export async function yearAhead(source: Source, zone: string): Promise<number | undefined> {
  if (source.modified !== null || source.journal) return undefined;
  const scanner = createScanner({zone, onEvent: () => undefined});
  scanner.push(await source.head(aheadBytes));
  return scanner.firstYear() ?? undefined;
}

/** Returns the year of the first stamp with which a log is read again. Throws for a log that can be read only once. */
export function yearAgain(year: number, {name, modified}: Source): number {
  if (modified !== null) return year;
  throw new Error(`the lines of ${name} go back further than a year; name the year of the first: --year ${year}`);
}

/** Bytes in which a log that is not in English shows names of months that are not. */
const firstBytes = 1 << 16;

/**
 * Returns the locale of the months of a log that can be read only once, if its first 8 MiB show that it is not the one
 * that its first months let expect. Undefined for other logs: they are read again with {@link localeAgain}.
 */
export async function localeAhead(source: Source): Promise<string | undefined> {
  if (source.modified !== null || source.journal) return undefined;
  const start = await source.head(firstBytes);
  return hasForeignMonths(start) ? (scanned(await source.head(aheadBytes)).locale() ?? undefined) : undefined;
}

function hasForeignMonths(bytes: Uint8Array): boolean {
  return scanned(bytes).save().includes('"months"');
}

function scanned(bytes: Uint8Array): Scanner {
  const scanner = createScanner({onEvent: () => undefined});
  scanner.push(bytes);
  return scanner;
}

/** Returns the locale in which a log is read again. Throws for a log that can be read only once. */
export function localeAgain(locale: string, {name, modified}: Source): string {
  if (modified !== null) return locale;
  throw new Error(`the months of ${name} are those of ${locale}, which shows late; write it to a file and ingest that`);
}
