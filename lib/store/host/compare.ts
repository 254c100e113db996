import {earliestDay} from "../../log/event/plausible.ts";
import type {Store} from "../database.ts";
import {packedLinesOf, prepareDayTable, type DayTable} from "../day/day-table.ts";
import type {Lines} from "../day/lines.ts";
import {unpack} from "../day/pack.ts";

/** How many connections two hosts have in days that both have, and how many of them stand under both names. */
export interface Comparison {
  readonly shared: number;
  /** Those of the host that has fewer, within the spans of time that both cover. */
  readonly fewer: number;
  /**
   * Whether both are in use at once: connections that only one of them has are between lines that only the other has,
   * and that within an hour.
   */
  readonly takeTurns: boolean;
}

/** A line that tells of a connection: when it was written, and what it says. */
interface Trace {
  readonly second: number;
  readonly text: string;
  readonly connection: string;
}

/** Of these many connections it is clear what the others will say. */
const enough = 1000;

/** Lines that are looked at of a host's day; an attacker may fill it with any number. */
const mostTraces = 50_000;

/**
 * Compares the lines of two hosts (their ids) on some days, the newest first, until the result is clear; not on those
 * from before 1995, which clocks show that were reset. Only lines are looked at that name a process id, an address and
 * the client's port. Two lines are the same when their process ids and texts are equal, and their stamps differ by a
 * second at most, as those of a file and of a journal do.
 */
export function compareHosts(store: Store, hosts: readonly [number, number], days: Iterable<number>): Comparison {
  const table = prepareDayTable(store);
  let [shared, fewer, takeTurns] = [0, 0, false];
  for (const day of [...days].filter((day) => day >= earliestDay).toSorted((a, b) => b - a)) {
    const [ours, theirs] = hosts.map((host) => tracesOf(table, {host, day})) as [Trace[], Trace[]];
    const compared = compareDay(ours, theirs);
    shared += compared.shared;
    fewer += compared.fewer;
    takeTurns ||= compared.takeTurns;
    if (fewer >= enough) break;
  }
  return {shared, fewer, takeTurns};
}

/** Returns the days that two hosts both have, closed ones excepted. */
export function commonDays(store: Store, hosts: readonly [number, number]): number[] {
  const sql = `SELECT day FROM day WHERE host = ? AND NOT closed
    INTERSECT SELECT day FROM day WHERE host = ? AND NOT closed`;
  return store.prepare(sql).pluck().all(hosts) as number[];
}

/** Returns how often the days of two hosts since 1995 change from one host to the other; a day of both is a change. */
export function dayTurns(store: Store, hosts: readonly [number, number]): number {
  const sql = "SELECT host FROM day WHERE host IN (?, ?) AND day >= ? AND NOT closed ORDER BY day, host";
  const order = store.prepare(sql).pluck().all(hosts[0], hosts[1], earliestDay) as number[];
  return order.filter((host, i) => i > 0 && host !== order[i - 1]).length;
}

function tracesOf(table: DayTable, key: {host: number; day: number}): Trace[] {
  const packed = packedLinesOf(table, key);
  return packed ? traces(unpack(packed.lines)) : [];
}

/** Returns the lines of a day that tell of a connection, in order. */
function traces({length, second, form, pid, user, ip, port, forms, words}: Lines): Trace[] {
  const found: Trace[] = [];
  for (let i = 0; i < length && found.length < mostTraces; i += 1) {
    if (pid[i]! < 0 || ip[i]! < 0 || port[i]! < 0) continue;
    const connection = JSON.stringify([pid[i], words.texts[ip[i]!], port[i]]);
    const name = user[i]! < 0 ? null : words.texts[user[i]!];
    const text = JSON.stringify([forms.texts[form[i]!], name]) + connection;
    found.push({second: second[i]!, text, connection});
  }
  return found;
}

/** Compares the lines of a day, as far as they are of the span of time that both hosts cover. */
function compareDay(one: readonly Trace[], other: readonly Trace[]): Comparison {
  const from = Math.max(one[0]?.second ?? Infinity, other[0]?.second ?? Infinity) - 1;
  const to = Math.min(one.at(-1)?.second ?? 0, other.at(-1)?.second ?? 0) + 1;
  const [ours, theirs] = [one, other].map((all) => all.filter(({second}) => second >= from && second <= to)) as [
    Trace[],
    Trace[]
  ];
  const [isTheirs, isOurs] = [known(theirs), known(ours)];
  const same = connectionsOf(ours.filter(isTheirs));
  const own = one.filter((trace) => !isTheirs(trace));
  const their = other.filter((trace) => !isOurs(trace));
  return {
    shared: same.size,
    fewer: Math.min(connectionsOf(ours).size, connectionsOf(theirs).size),
    takeTurns: areTurns(between(own, their), between(their, own))
  };
}

function connectionsOf(some: readonly Trace[]): Set<string> {
  return new Set(some.map(({connection}) => connection));
}

/** Returns a function that tells whether a line is among some, give or take a second. */
function known(some: readonly Trace[]): (trace: Trace) => boolean {
  const keys = new Set(some.map(({second, text}) => `${second} ${text}`));
  return ({second, text}) => [second, second - 1, second + 1].some((at) => keys.has(`${at} ${text}`));
}

const hour = 3600;

/** Returns how many connections of some lines are between two other lines that are at most an hour apart. */
function between(some: readonly Trace[], others: readonly Trace[]): number {
  const inside = new Set<string>();
  let next = 0;
  let before = -Infinity;
  for (const {second, connection} of some) {
    for (; next < others.length && others[next]!.second <= second; next += 1)
      if (others[next]!.second < second) before = others[next]!.second;
    if (next < others.length && others[next]!.second - before <= hour) inside.add(connection);
  }
  return inside.size;
}

/** Whether two hosts are in use at once: not so where one was called otherwise for a moment, as while it boots. */
function areTurns(one: number, other: number): boolean {
  return (one > 0 && other > 0) || one + other >= 3;
}
