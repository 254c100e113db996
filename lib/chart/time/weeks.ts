import {cut, visible} from "../parts/text.ts";
import {sum} from "../../base/sum.ts";
import {dayMs} from "../../base/time.ts";
import {capital, withArticle} from "../../base/words.ts";
import type {ClockSpan} from "../../rows/clock.ts";
import type {CountryWeek} from "../../rows/countries.ts";

/**
 * The attempts of a week: from all countries, and from each of those of the timeline, in their order. `run` counts the
 * gaps before it.
 */
export interface Week {
  readonly week: number;
  readonly total: number;
  readonly attempts: readonly number[];
  readonly run: number;
}

/** The milliseconds of a week. */
export const WEEK = 7 * dayMs;
const RECENT = 6;

/** Returns the names of the *n* countries with the most attempts, the most first. */
export function largest(rows: readonly CountryWeek[], n: number): string[] {
  const totals = Array.from(
    Map.groupBy(rows, (row) => row.country),
    ([country, rows]) => ({country, attempts: total(rows)})
  );
  return totals
    .toSorted((a, b) => b.attempts - a.attempts)
    .slice(0, n)
    .map((row) => row.country);
}

/**
 * Returns a row for each week from the first to the last. Weeks that miss more than a day of log are left out, as they
 * would look as if attempts had fallen.
 */
export function table(rows: readonly CountryWeek[], names: readonly string[], gaps: readonly ClockSpan[]): Week[] {
  const byWeek = Map.groupBy(rows, (row) => row.week);
  return weeksOf(rows)
    .filter((week) => missing(week, gaps) <= dayMs)
    .map((week) => {
      const rows = byWeek.get(week) ?? [];
      const attempts = names.map((name) => total(rows.filter((row) => row.country === name)));
      return {week, total: total(rows), attempts, run: gaps.filter((gap) => gap.from < week + WEEK / 2).length};
    });
}

/** Returns the first moments of all weeks, from the week of the first row to that of the last. */
export function weeksOf(rows: readonly CountryWeek[]): number[] {
  const first = rows.reduce((first, {week}) => Math.min(first, week), Infinity);
  const last = rows.reduce((last, {week}) => Math.max(last, week), -Infinity);
  return rows.length === 0
    ? []
    : Array.from({length: Math.round((last - first) / WEEK) + 1}, (_, i) => first + i * WEEK);
}

/** Returns how many ms of a week lie in gaps. */
function missing(week: number, gaps: readonly ClockSpan[]): number {
  return sum(gaps, ({from, to}) => Math.max(0, Math.min(to, week + WEEK) - Math.max(from, week)));
}

const total = (rows: readonly CountryWeek[]): number => sum(rows, (row) => row.attempts);

/**
 * Returns the title: the country whose last six weeks rose most over the half-year before, or the leading country where
 * there are too few weeks.
 */
export function finding(weeks: readonly Week[], names: readonly string[]): string {
  const mean = (part: readonly Week[], i: number): number => sum(part, (week) => week.attempts[i]) / part.length;
  const before = weeks.slice(-RECENT - 26, -RECENT);
  const recent = weeks.slice(-RECENT);
  if (before.length < RECENT) return leading(weeks, names);
  const times = names.map((_, i) => mean(recent, i) / Math.max(1, mean(before, i)));
  const most = Math.max(...times);
  if (most < 1.1) return leading(weeks, names);
  const name = label(names[times.indexOf(most)]);
  return `${capital(withArticle(name))} rose most: its last six weeks ran at ${most.toFixed(1)} times its ${before.length} weeks before`;
}

function leading(weeks: readonly Week[], names: readonly string[]): string {
  const led = weeks.filter((week) => week.attempts[0] === Math.max(...week.attempts)).length;
  return `${capital(withArticle(label(names[0])))} leads in ${led} of ${weeks.length} weeks`;
}

/** Returns a country's name for a legend and a tooltip. */
export const label = (name: string): string => cut(visible(name), 28);
