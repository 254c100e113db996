import type {HostLog} from "../ask/question/about.ts";
import type {Log} from "../ask/question/log.ts";
import {refused} from "../ask/question/where.ts";
import {mondayOf, monthOf} from "../base/calendar.ts";
import {days} from "./clock.ts";
import {shown} from "./suspicion.ts";
import {dayMs} from "../base/time.ts";
import type {ClockSpan} from "../rows/clock.ts";
import {debutDays, learningDays} from "../rows/new-names.ts";
import type {NamePeriod, NewNames} from "../rows/new-names.ts";

/**
 * Returns how many names were new in each week that the log touches, in order; in each month where the log is longer
 * than two years. Attempts without a name or a time are left out.
 */
export async function newNames(log: Log): Promise<NewNames[]> {
  const groups = await namesByPeriod(log);
  const fresh = new Map<number, number>();
  for (const from of firstPeriods(groups)) fresh.set(from, (fresh.get(from) ?? 0) + 1);
  let seen = 0;
  return periodsOf(log.about.logs, groups).map((period) => {
    const n = fresh.get(period.from) ?? 0;
    return {...period, fresh: n, seen: (seen += n)};
  });
}

/**
 * Returns the weeks (or months, see {@link newNames}) of the `n` names (30 by default) that made the strongest start.
 * Names are compared by their refused attempts in the eight weeks from their first on, because an older name had more
 * time to collect attempts. Only names that came up after the first four weeks of log count, because before that every
 * name is new to the log. The rows come in the order in which the names came up.
 */
export async function debuts(log: Log, {n = 30}: {n?: number} = {}): Promise<NamePeriod[]> {
  const groups = await namesByPeriod(log);
  const first = firstPeriods(groups);
  const periods = new Map(periodsOf(log.about.logs, groups).map((period) => [period.from, period]));
  const start = Math.min(...periods.keys()) + learningDays * dayMs;
  const most = mostTried(groups, first, start).slice(0, n);
  const rank = new Map(most.toSorted((a, b) => first[a]! - first[b]! || a - b).map((user, i) => [user, i + 1]));
  return rowsOfNames(groups, rank).map(({user, from, attempts}) => ({
    rank: rank.get(user)!,
    ...shown(groups.nameOf(user)),
    ...periods.get(from)!,
    attempts,
    first: from === first[user]
  }));
}

interface NameRow {
  readonly user: number;
  readonly from: number;
  readonly attempts: number;
}

/** Returns the periods of the names that have a rank, by rank and time. */
function rowsOfNames({users, starts, attempts}: Groups, rank: ReadonlyMap<number, number>): NameRow[] {
  const isRanked = new Uint8Array(Math.max(0, ...rank.keys()) + 1);
  for (const user of rank.keys()) isRanked[user] = 1;
  const rows: NameRow[] = [];
  for (let i = 0; i < users.length; i += 1)
    if (isRanked[users[i]!]) rows.push({user: users[i]!, from: starts[i]!, attempts: attempts[i]!});
  return rows.sort((a, b) => rank.get(a.user)! - rank.get(b.user)! || a.from - b.from);
}

/**
 * The attempts on names in periods, as columns of the same length: numbers of names, which rise in the order of their
 * code points, and the starts of the periods.
 */
interface Groups {
  readonly nameOf: (user: number) => string;
  readonly users: Int32Array;
  readonly starts: Float64Array;
  readonly attempts: Float64Array;
}

async function namesByPeriod(log: Log): Promise<Groups> {
  const unit = unitOf(log.about.logs);
  const named = log.where({...refused(), user: {not: null}, [unit]: {not: null}});
  const groups = await named.tallyColumns(["user", unit], {measures: ["attempts"]});
  const starts = Float64Array.from(groups[unit].codes, groups[unit].word as (code: number) => number);
  return {
    nameOf: groups.user.word as (user: number) => string,
    users: groups.user.codes,
    starts,
    attempts: groups.attempts
  };
}

/** Returns the start of the first period of each name, by its number; Infinity where it was not tried. */
function firstPeriods({users, starts}: Groups): Float64Array {
  const first = new Float64Array(users.reduce((most, user) => Math.max(most, user), 0) + 1).fill(Infinity);
  for (let i = 0; i < users.length; i += 1) if (starts[i]! < first[users[i]!]!) first[users[i]!] = starts[i]!;
  return first;
}

/**
 * Returns the numbers of the names whose first period begins at `start` or later. Those with the most attempts in the
 * eight weeks from their first period on come first.
 */
function mostTried({users, starts, attempts}: Groups, first: Float64Array, start: number): number[] {
  const early = new Float64Array(first.length);
  for (let i = 0; i < users.length; i += 1)
    if (starts[i]! < first[users[i]!]! + debutDays * dayMs) early[users[i]!]! += attempts[i]!;
  const late = [...first.keys()].filter((user) => first[user]! >= start && first[user]! < Infinity);
  return late.sort((a, b) => early[b]! - early[a]! || a - b);
}

function unitOf(logs: readonly HostLog[]): "week" | "month" {
  return days(logs).length > 731 ? "month" : "week";
}

/** Returns all weeks (from Monday on) or months from the first to the last with log or attempts, in order. */
function periodsOf(logs: readonly HostLog[], {starts: tried}: Groups): ClockSpan[] {
  const isWeekly = unitOf(logs) === "week";
  const startOf = isWeekly ? mondayOf : monthOf;
  const step = (isWeekly ? 7 : 31) * dayMs;
  const starts = new Set([...days(logs).map(startOf), ...tried]);
  const last = Math.max(...starts);
  const periods: ClockSpan[] = [];
  for (let from = Math.min(...starts), to = from; from <= last; from = to) {
    to = startOf(from + step);
    periods.push({from, to});
  }
  return periods;
}
