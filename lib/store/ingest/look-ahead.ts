import {createScanner} from "../../log/scanner.ts";
import type {Source} from "../../log/source/source.ts";

/** How much of a stream is looked at before it is read. */
const aheadBytes = 1 << 23;

/**
 * Returns the year of the first stamp of a log that can be read only once, if its first bytes show that it is not the newest
 * possible one. Of other logs the order of all lines tells, and they are read again if need be: see {@link yearAgain}.
 */
export async function yearAhead(source: Source, zone: string): Promise<number | undefined> {
  if (source.modified !== null || source.journal) return undefined;
  const scanner = createScanner({zone, onEvent: () => undefined});
  scanner.push(await source.head(aheadBytes));
  return scanner.firstYear() ?? undefined;
}

/** Returns the year with which a log is to be read again; throws, and says so, where it cannot be. */
export function yearAgain(year: number, {name, modified}: Source): number {
  if (modified !== null) return year;
  throw new Error(`the lines of ${name} go back further than a year; name the year of the first: --year ${year}`);
}
