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
 * What a database has had of another one: of each host spans of days, with a digest of all their lines. The newest days stand
 * by themselves, older ones in blocks: of five years it is 5 KB.
 */
export type Seen = readonly (readonly [host: string, blocks: readonly Block[]])[];

type Block = readonly [first: number, last: number, digest: string];

/** So many days are a block; so many at least stand by themselves. */
const blockDays = 32;

/** Returns the days of a database that have lines, each host's in order. Call it inside a transaction. */
export function daysOf(store: Store): DayDigest[] {
  const select = store.prepare(
    "SELECT day.id, name, day, lines FROM day JOIN host ON host.id = host WHERE NOT closed ORDER BY day, name"
  );
  const rows = select.raw().iterate() as Iterable<[number, string, number, Buffer]>;
  return Array.from(rows, ([id, host, day, lines]) => ({id, host, day, digest: digestOf(lines)}));
}

/** Returns what a database has seen that has had these days. */
export function seenOf(days: readonly DayDigest[]): Seen {
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

/** Returns those of some days that a database has not seen as they are now. */
export function unseen(days: readonly DayDigest[], seen: Seen): DayDigest[] {
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

/** Twelve bytes of SHA-256 are enough: nobody gains by two days that look the same. */
function digestOf(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest().toString("base64url", 0, 12);
}

const version = 1;

/** Returns what was seen as a line of text, as the other machine gets it with the next request. */
export function writeSeen(seen: Seen): string {
  return JSON.stringify({version, seen});
}

/** Returns what a line of text says was seen: nothing if it is of another version. Throws for what {@link writeSeen} never wrote. */
export function readSeen(text: string): Seen {
  try {
    const written = JSON.parse(text) as {version: number; seen: unknown};
    return written.version === version ? seenIn(written.seen) : [];
  } catch (cause) {
    throw new Error("it does not say what was seen; only pull writes such a file", {cause});
  }
}

/** Returns what comes from another machine as what was seen. Throws when it is none. */
export function seenIn(value: unknown): Seen {
  const seen = value as Seen;
  const isBlock = ([first, last, digest]: Block): boolean =>
    Number.isInteger(first) && Number.isInteger(last) && typeof digest === "string";
  if (!seen.every(([host, blocks]) => typeof host === "string" && blocks.every(isBlock)))
    throw new TypeError("no days that were seen");
  return seen;
}
