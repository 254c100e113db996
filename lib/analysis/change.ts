import {unnamed, type HostLog} from "../ask/question/about.ts";
import type {Log} from "../ask/question/log.ts";
import {refused} from "../ask/question/where.ts";
import {clockSpans} from "./clock.ts";
import {conservation} from "./places.ts";
import {compareTexts} from "../base/order.ts";
import {dayMs} from "../base/time.ts";
import {leastDays} from "../rows/change.ts";
import type {Change, CountryChange, WholeDays} from "../rows/change.ts";
import type {ClockSpan} from "../rows/clock.ts";

const slackMs = 3_600_000; // a quiet machine may not log a line in the first or last minutes of a day

/**
 * Returns how the refused attempts from countries changed, of a log whose addresses are located. It compares the last
 * `days` whole days of log (30 by default) with as many whole days before them. A day is whole when all hosts have log
 * from its first to its last hour, without a gap of more than six hours. Where fewer than two times `days` are whole,
 * the later half of them is compared with the earlier half; with fewer than seven days in a half there are no rows, and
 * the periods are null.
 */
export async function countryChange(log: Log, {days = 30}: {days?: number} = {}): Promise<Change> {
  const {logs} = log.about;
  const {hosts, whole} = comparable(logs, 2 * days);
  const hostsLeftOut = logs.map(({host}) => host).filter((host) => !hosts.includes(host));
  const length = Math.min(days, Math.floor(whole.length / 2));
  if (length < leastDays) return {rows: [], periods: null, wholeDays: whole.length, hostsLeftOut};
  const compared = log.where({host: {not: hostsLeftOut.map((host) => (host === unnamed ? null : host))}});
  const before = whole.slice(-2 * length, -length);
  const recent = whole.slice(-length);
  const periods = {
    days: length,
    before: await periodOf(compared, before),
    recent: await periodOf(compared, recent),
    leftOut: (recent.at(-1)! + dayMs - before[0]!) / dayMs - 2 * length
  };
  return {rows: await changes(compared, {before, recent}), periods, wholeDays: whole.length, hostsLeftOut};
}

/**
 * Returns the hosts that are compared, and their common whole days. It begins with the host that has the most. Another
 * host joins where at least `enough` common days remain, or where it takes none away.
 */
function comparable(logs: readonly HostLog[], enough: number): {hosts: string[]; whole: number[]} {
  const days = logs.map(({host, coverage, zone}) => ({host, whole: wholeDays(clockSpans(coverage, zone))}));
  const [first, ...others] = days.toSorted((a, b) => b.whole.length - a.whole.length);
  const hosts = first ? [first.host] : [];
  let whole = first?.whole ?? [];
  for (const other of others) {
    const own = new Set(other.whole);
    const common = whole.filter((day) => own.has(day));
    if (common.length < Math.min(enough, whole.length)) continue;
    hosts.push(other.host);
    whole = common;
  }
  return {hosts, whole};
}

/** Returns the first moments of the days that lie within one of the spans, in order. */
function wholeDays(spans: readonly ClockSpan[]): number[] {
  return spans.flatMap(({from, to}) => {
    const first = Math.ceil((from - slackMs) / dayMs);
    const end = Math.floor((to + slackMs) / dayMs);
    return Array.from({length: Math.max(0, end - first)}, (_, i) => (first + i) * dayMs);
  });
}

async function periodOf(log: Log, days: readonly number[]): Promise<WholeDays> {
  return {from: days[0]!, to: days.at(-1)! + dayMs, conservation: await conservation(log, {where: {day: days}})};
}

type Days = {readonly before: readonly number[]; readonly recent: readonly number[]};

async function changes(log: Log, {before, recent}: Days): Promise<CountryChange[]> {
  const located = log.where({...refused(), country: {not: null}});
  const attempts = (days: readonly number[]): Promise<Row[]> =>
    located.where({day: days}).tally(["country", "countryName"]);
  const rows = new Map<string, CountryChange>();
  for (const {country, countryName, attempts: n} of await attempts(before))
    rows.set(country, {code: country, name: countryName, before: n, recent: 0});
  for (const {country, countryName, attempts: n} of await attempts(recent))
    rows.set(country, {code: country, name: countryName, before: rows.get(country)?.before ?? 0, recent: n});
  return [...rows.values()].toSorted(
    (a, b) => b.recent - b.before - (a.recent - a.before) || compareTexts(a.code, b.code)
  );
}

interface Row {
  readonly country: string;
  readonly countryName: string;
  readonly attempts: number;
}
