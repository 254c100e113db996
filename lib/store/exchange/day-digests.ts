import {createHash} from "node:crypto";
import type {Store} from "../database.ts";

/** A day of a host's log, and a digest of its lines. */
export interface DayDigest {
  /** Its row in the table `day`. */
  readonly id: number;
  readonly host: string;
  /** Days since 1970-01-01, UTC. */
  readonly day: number;
  readonly digest: string;
}

/**
 * The days that one database has seen of another one: for each host blocks of days, each with a digest of all their
 * lines. The newest days are blocks of their own, older ones are together, so that five years take 5 KB.
 */
export type SeenDays = readonly (readonly [host: string, blocks: readonly Block[]])[];

type Block = readonly [first: number, last: number, digest: string];

/** Days of a block, and the least number of newest days that are blocks of their own. */
const blockDays = 32;

/** Returns the days of a database that are not closed, oldest first. Call it inside a transaction. */
export function daysOf(store: Store): DayDigest[] {
  const select = store.prepare(
    "SELECT day.id, name, day, lines FROM day JOIN host ON host.id = host WHERE NOT closed ORDER BY day, name"
  );
  const rows = select.raw().iterate() as Iterable<[number, string, number, Buffer]>;
  return Array.from(rows, ([id, host, day, lines]) => ({id, host, day, digest: digestOf(lines)}));
}

/** Returns the blocks of some days, which are in order. */
export function seenDaysOf(days: readonly DayDigest[]): SeenDays {
  return Array.from(byHost(days), ([host, some]) => [host, blocksOf(some)]);
}

function blocksOf(days: readonly DayDigest[]): Block[] {
  const apart = days.at(-1)!.day - blockDays;
  const startOf = (day: number): number => day - (day % blockDays);
  const isWhole = (day: number): boolean => startOf(day) + blockDays <= apart;
  const groups = Map.groupBy(days, ({day}) => (isWhole(day) ? startOf(day) : day));
  return Array.from(groups, ([first, some]) => {
    const last = isWhole(first) ? first + blockDays - 1 : first;
    return [first, last, digestOfDays(some)];
  });
}

/** Returns the days, of some, that were not seen as they are now. */
export function unseenDays(days: readonly DayDigest[], seen: SeenDays): DayDigest[] {
  const known = new Set<DayDigest>();
  const hosts = byHost(days);
  for (const [host, blocks] of seen)
    for (const [first, last, digest] of blocks) {
      const some = hosts.get(host)?.filter(({day}) => day >= first && day <= last) ?? [];
      if (digestOfDays(some) === digest) for (const day of some) known.add(day);
    }
  return days.filter((day) => !known.has(day));
}

function byHost(days: readonly DayDigest[]): Map<string, DayDigest[]> {
  return Map.groupBy(days, ({host}) => host);
}

function digestOfDays(days: readonly DayDigest[]): string {
  return digestOf(days.map(({day, digest}) => `${day} ${digest}\n`).join(""));
}

/** Returns twelve bytes of SHA-256: enough, as nobody gains by two days with one digest. */
function digestOf(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest().toString("base64url", 0, 12);
}

const version = 1;

/** Returns seen days as a line of text, which the other machine gets with the next request. */
export function formatSeenDays(seen: SeenDays): string {
  return JSON.stringify({version, seen});
}

/**
 * Returns the seen days of a line from {@link formatSeenDays}; none if the line is of another version. Throws for other
 * text.
 */
export function parseSeenDays(text: string): SeenDays {
  try {
    const written = JSON.parse(text) as {version: number; seen: unknown};
    return written.version === version ? checkSeenDays(written.seen) : [];
  } catch (cause) {
    throw new Error("it does not say what was seen; only pull writes such a file", {cause});
  }
}

/** Returns a value that came from another machine as seen days. Throws a TypeError when it is of another form. */
export function checkSeenDays(value: unknown): SeenDays {
  const seen = value as SeenDays;
  const isBlock = ([first, last, digest]: Block): boolean =>
    Number.isInteger(first) && Number.isInteger(last) && typeof digest === "string";
  if (!seen.every(([host, blocks]) => typeof host === "string" && blocks.every(isBlock)))
    throw new TypeError("no days that were seen");
  return seen;
}
