import type {Statement} from "better-sqlite3";
import {isOfChain, type Chain} from "./chain.ts";
import type {Store} from "../database.ts";
import type {Lines} from "./lines.ts";
import {merge, type MergeOptions} from "./merge.ts";
import {pack, unpack} from "./pack.ts";

/** A UTC day of a host's log in the database, without its lines. */
export interface Day {
  readonly id: number;
  /** Days since 1970-01-01, UTC. */
  readonly day: number;
  /** The digest of the tracker's state from which the day was derived. */
  readonly before: Buffer;
  /** The tracker's state after the day, compressed; empty before the day is derived. */
  readonly after: Buffer;
  /** How many of its lines had an implausible time when it was derived; before that at most 1. */
  readonly misdated: number;
}

/** The statements on the table `day`, prepared once. */
export interface DayTable {
  readonly select: Statement;
  readonly selectPrevious: Statement;
  readonly selectNext: Statement;
  readonly selectLines: Statement;
  readonly insert: Statement;
  readonly setLines: Statement;
  readonly setMisdated: Statement;
  readonly setDerived: Statement;
}

/** Returns the statements on the table `day` of a database. */
export function prepareDayTable(store: Store): DayTable {
  const columns = "SELECT id, day, before, after, misdated FROM day WHERE host = :host";
  return {
    select: store.prepare(`${columns} AND day = :day`),
    selectPrevious: store.prepare(
      `${columns} AND day BETWEEN :from AND :last AND ${isOfChain} ORDER BY day DESC LIMIT 1`
    ),
    selectNext: store.prepare(`${columns} AND day BETWEEN :first AND :to AND ${isOfChain} ORDER BY day LIMIT 1`),
    selectLines: store.prepare("SELECT id, lines FROM day WHERE host = ? AND day = ?"),
    insert: store.prepare("INSERT INTO day (host, day, lines) VALUES (?, ?, ?)"),
    setLines: store.prepare("UPDATE day SET lines = ? WHERE id = ?"),
    setMisdated: store.prepare("UPDATE day SET misdated = 1 WHERE host = :host AND day = :day AND misdated = 0"),
    setDerived: store.prepare(`
      UPDATE day SET before = :before, after = :after, written = :written, deciding = :deciding, echo = :echo,
        noise = :noise, unknown = :unknown, misdated = :misdated WHERE id = :id`)
  };
}

/** Names a day: the id of its host, and the days since 1970. */
export interface DayKey {
  readonly host: number;
  readonly day: number;
}

/** Returns a day of a host, or undefined. */
export function dayAt({select}: DayTable, {host, day}: DayKey): Day | undefined {
  return select.get({host, day}) as Day | undefined;
}

/** Returns the newest day of a host before one, of those in a chain, or undefined. */
export function dayBefore({selectPrevious}: DayTable, {host, day}: DayKey, chain: Chain): Day | undefined {
  const {from, to, misdated} = chain;
  return selectPrevious.get({host, from, last: Math.min(day - 1, to), misdated}) as Day | undefined;
}

/** Returns the oldest day of a host after one, of those in a chain, or undefined. */
export function dayAfter({selectNext}: DayTable, {host, day}: DayKey, chain: Chain): Day | undefined {
  const {from, to, misdated} = chain;
  return selectNext.get({host, first: Math.max(day + 1, from), to, misdated}) as Day | undefined;
}

/** Returns the id of a day with its lines, packed; undefined if the database has no such day. */
export function packedLinesOf({selectLines}: DayTable, {host, day}: DayKey): {id: number; lines: Buffer} | undefined {
  return selectLines.get(host, day) as {id: number; lines: Buffer} | undefined;
}

/**
 * Merges settled lines into those that the database has of a day, and returns whether that changed these. Afterwards
 * `lines` holds all lines of the day.
 */
export function addToDay(table: DayTable, {options, ...key}: DayKey & {options?: MergeOptions}, lines: Lines): boolean {
  const known = packedLinesOf(table, key);
  if (!known) {
    table.insert.run(key.host, key.day, pack(lines));
    return true;
  }
  if (!merge(lines, unpack(known.lines), options)) return false;
  table.setLines.run(pack(lines), known.id);
  return true;
}
