import type {HostLog} from "../ask/polars/load.ts";
import {refused, tallyRows, type Where} from "../ask/polars/tally.ts";
import {clockSpans} from "./clock.ts";
import {conservation, type Located} from "./places.ts";
import {dayMs} from "../base/time.ts";
import {leastDays} from "../rows/change.ts";
import type {Change, CountryChange, WholeDays} from "../rows/change.ts";
import type {ClockSpan} from "../rows/clock.ts";

const slackMs = 3_600_000; // a quiet machine may not log a line in the first or last minutes of a day
const unnamed = "unnamed host"; // what the database calls a host that its log does not name

/**
 * Returns how the attempts from countries changed: the last `days` whole days of log against the whole ones before. A day
 * is whole when all hosts have log from its first to its last hour, without a gap of more than six hours. Where fewer
 * than two times `days` are whole, half of them are compared with the other half, but never fewer than seven.
 */
export function countryChange(located: Located, {days = 30}: {days?: number} = {}): Change {
  const {hosts, whole} = comparable(located.logs, 2 * days);
  const hostsLeftOut = located.logs.map(({host}) => host).filter((host) => !hosts.includes(host));
  const length = Math.min(days, Math.floor(whole.length / 2));
  if (length < leastDays) return {rows: [], periods: null, wholeDays: whole.length, hostsLeftOut};
  const [before, recent] = [whole.slice(-2 * length, -length), whole.slice(-length)];
  const where: Where = {host: {not: hostsLeftOut.map((host) => (host === unnamed ? null : host))}};
  const periods = {
    ...{days: length, before: periodOf(located, before, where), recent: periodOf(located, recent, where)},
    leftOut: (recent.at(-1)! + dayMs - before[0]!) / dayMs - 2 * length
  };
  return {rows: changes(located, {before, recent, where}), periods, wholeDays: whole.length, hostsLeftOut};
}

/** The hosts with most whole days in common: one more host is taken in where that leaves `enough` days, or takes none away. */
function comparable(logs: readonly HostLog[], enough: number): {hosts: string[]; whole: number[]} {
  const days = logs.map(({host, coverage, zone}) => ({host, whole: wholeDays(clockSpans(coverage, zone))}));
  const [first, ...others] = days.toSorted((a, b) => b.whole.length - a.whole.length);
  let [hosts, whole] = [first ? [first.host] : [], first?.whole ?? []];
  for (const other of others) {
    const own = new Set(other.whole);
    const common = whole.filter((day) => own.has(day));
    if (common.length >= Math.min(enough, whole.length)) [hosts, whole] = [[...hosts, other.host], common];
  }
  return {hosts, whole};
}

/** The first moments of the days that lie in one of the spans, in order. */
function wholeDays(spans: readonly ClockSpan[]): number[] {
  return spans.flatMap(({from, to}) => {
    const [first, end] = [Math.ceil((from - slackMs) / dayMs), Math.floor((to + slackMs) / dayMs)];
    return Array.from({length: Math.max(0, end - first)}, (_, i) => (first + i) * dayMs);
  });
}

function periodOf(located: Located, days: readonly number[], where: Where): WholeDays {
  const whole = conservation(located, {where: {...where, day: days}});
  return {from: days[0]!, to: days.at(-1)! + dayMs, conservation: whole};
}

type Days = {readonly before: readonly number[]; readonly recent: readonly number[]; readonly where: Where};

function changes({frame}: Located, {before, recent, where}: Days): CountryChange[] {
  const attempts = (days: readonly number[]): Row[] =>
    tallyRows<Row>(frame, ["country", "countryName"], {
      where: {...refused(), ...where, country: {not: null}, day: days}
    });
  const rows = new Map<string, CountryChange>();
  for (const {country, countryName, attempts: n} of attempts(before))
    rows.set(country, {code: country, name: countryName, before: n, recent: 0});
  for (const {country, countryName, attempts: n} of attempts(recent))
    rows.set(country, {code: country, name: countryName, before: rows.get(country)?.before ?? 0, recent: n});
  return [...rows.values()].toSorted(
    (a, b) => b.recent - b.before - (a.recent - a.before) || (a.code < b.code ? -1 : 1)
  );
}

interface Row {
  readonly country: string;
  readonly countryName: string;
  readonly attempts: number;
}
