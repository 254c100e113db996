import pl from "nodejs-polars";
import type {Attempts} from "../frame/load.ts";
import {refused, tally, wordsOf} from "../frame/tally.ts";
import {days} from "./clock.ts";
import {shown, type ShownName} from "./suspicion.ts";

/** A week, or a month where the log is longer than two years; epoch ms on the host's clock, as if it were UTC. */
interface Period {
  readonly from: number;
  /** The beginning of the next one. */
  readonly to: number;
}

/** How many user names were tried in a period for the first time since the log began. */
export interface NewNames extends Period {
  readonly fresh: number;
  /** All names that were tried until its end. */
  readonly seen: number;
}

/** The refused attempts of a period on a user name, which is masked if it looks like a secret. */
export interface NamePeriod extends Period, ShownName {
  /** The place of the name in the order of appearance, from 1; two names that are masked may look alike. */
  readonly rank: number;
  readonly attempts: number;
  /** Whether it is the first period in which the name was tried. */
  readonly first: boolean;
}

const dayMs = 86_400_000;

/** Returns a row for each period that the log touches, in order; attempts without a name or a time are left out. */
export function newNames(log: Attempts): NewNames[] {
  const groups = namesByPeriod(log);
  const fresh = new Map<number, number>();
  for (const from of firstPeriods(groups).values()) fresh.set(from, (fresh.get(from) ?? 0) + 1);
  let seen = 0;
  return periodsOf(log, groups).map((period) => {
    const n = fresh.get(period.from) ?? 0;
    return {...period, fresh: n, seen: (seen += n)};
  });
}

/**
 * Returns the periods of the `n` names that were tried most in the eight weeks (or two months) from their first on, of those
 * that came up in the fifth week of log or later; in the order of their first. In the first weeks all names are new to the
 * log, and those that came up early had more time than others: so neither their age nor their sum would be comparable.
 */
export function debuts(log: Attempts, {n = 30}: {n?: number} = {}): NamePeriod[] {
  const groups = namesByPeriod(log);
  const first = firstPeriods(groups);
  const periods = new Map(periodsOf(log, groups).map((period) => [period.from, period]));
  const start = Math.min(...periods.keys()) + 28 * dayMs;
  const nameOf = wordsOf(log.frame, "user") as (number: number) => string;
  const early = groups.filter(({user, from}) => first.get(user)! >= start && from < first.get(user)! + 56 * dayMs);
  const most = mostTried(early).slice(0, n);
  const rank = new Map(most.toSorted((a, b) => first.get(a)! - first.get(b)! || a - b).map((user, i) => [user, i + 1]));
  return groups
    .filter(({user}) => rank.has(user))
    .toSorted((a, b) => rank.get(a.user)! - rank.get(b.user)! || a.from - b.from)
    .map(({user, from, attempts}) => ({
      ...{rank: rank.get(user)!, ...shown(nameOf(user)), ...periods.get(from)!},
      ...{attempts, first: from === first.get(user)}
    }));
}

/** The attempts on a name, by its number, in the period from a moment on. */
interface Group {
  readonly user: number;
  readonly from: number;
  readonly attempts: number;
}

function namesByPeriod({frame, logs}: Attempts): Group[] {
  const unit = unitOf(logs);
  const where = {...refused(), user: {not: null}, [unit]: {not: null}};
  const groups = tally(frame, ["user", unit], {where, words: false});
  const [user, from, attempts] = ["user", unit, "attempts"].map((name) =>
    groups.getColumn(name).cast(pl.Float64).toTypedArray()
  ) as [Float64Array, Float64Array, Float64Array];
  const startOf = wordsOf(frame, unit) as (number: number) => number;
  return Array.from(user, (user, i) => ({user, from: startOf(from[i]!), attempts: attempts[i]!}));
}

function firstPeriods(groups: readonly Group[]): ReadonlyMap<number, number> {
  const first = new Map<number, number>();
  for (const {user, from} of groups) if (from < (first.get(user) ?? Infinity)) first.set(user, from);
  return first;
}

/** Returns the numbers of names, the most tried first. */
function mostTried(groups: readonly Group[]): number[] {
  const attempts = new Map<number, number>();
  for (const group of groups) attempts.set(group.user, (attempts.get(group.user) ?? 0) + group.attempts);
  return [...attempts].sort(([a, m], [b, n]) => n - m || a - b).map(([user]) => user);
}

function unitOf(logs: Attempts["logs"]): "week" | "month" {
  return days(logs).length > 731 ? "month" : "week";
}

/** Returns the weeks, from Monday on, or months from the first of log or attempts to the last, in order. */
function periodsOf({logs}: Attempts, groups: readonly Group[]): Period[] {
  const [startOf, step] = unitOf(logs) === "week" ? [mondayOf, 7] : [firstOf, 31];
  const starts = new Set([...days(logs).map(startOf), ...groups.map(({from}) => from)]);
  const last = Math.max(...starts);
  const periods: Period[] = [];
  for (let from = Math.min(...starts), to = from; from <= last; from = to)
    periods.push({from, to: (to = startOf(from + step * dayMs))});
  return periods;
}

/** 1970 began on a Thursday. */
const mondayOf = (day: number): number => (Math.floor((day / dayMs + 3) / 7) * 7 - 3) * dayMs;

const firstOf = (day: number): number => Date.UTC(new Date(day).getUTCFullYear(), new Date(day).getUTCMonth());
