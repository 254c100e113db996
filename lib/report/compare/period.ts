import type {About} from "../../ask/question/about.ts";
import {daySeconds} from "../../base/time.ts";
import {instantAt, offsets} from "../../base/zone.ts";

/** A period of whole days on the clock of a zone, in epoch seconds; `to` is the beginning of the day after the last. */
export interface Period {
  readonly from: number;
  readonly to: number;
  readonly zone: string;
}

/** What a period is chosen by: its first day (2025-06-01) or its length (30d, 6w, 3m, 1y), and its last day. */
export interface PeriodOptions {
  readonly since?: string;
  readonly until?: string;
}

const date = /^\d{4}-\d\d-\d\d$/;
const length = /^([1-9]\d{0,3})([dwmy])$/;

/**
 * Returns the period that is asked for, on the clock of the log; null when none is. It ends with the last day of the
 * log and begins with the first where nothing else is said; a length counts back from its end, that day included.
 * Throws for what is no day or length, and for a period without a day.
 */
export function periodOf({since, until}: PeriodOptions, {span, zone}: Pick<About, "span" | "zone">): Period | null {
  if (since === undefined && until === undefined) return null;
  if (!span) throw new Error("the log has no line with a time, so no period of it can be shown");
  const end = (until === undefined ? dayOf(span.to, zone) : dayNamed(until, "--until")) + daySeconds;
  const start = since === undefined ? dayOf(span.from, zone) : startOf(since, end);
  if (start >= end)
    throw new Error(
      `no day from ${text(start)} to ${text(end - daySeconds)}; --since names the first, --until the last`
    );
  return periodFrom(start, end, zone);
}

/** Returns the period of as many days right before another one. */
export function periodBefore({from, to, zone}: Period): Period {
  const [start, end] = [dayOf(from, zone), dayOf(to, zone)];
  return periodFrom(start - (end - start), start, zone);
}

/** Returns the days of a period for people: `1 – 30 June 2025 (Europe/Berlin)`. */
export function periodText({from, to, zone}: Period): string {
  const day = new Intl.DateTimeFormat("en-GB", {dateStyle: "long", timeZone: zone});
  return `${day.formatRange(from * 1000, (to - 1) * 1000)} (${zone})`;
}

function startOf(since: string, end: number): number {
  const [, digits, unit] = length.exec(since) ?? [];
  if (digits === undefined) return dayNamed(since, "--since");
  const n = Number(digits);
  if (unit === "d" || unit === "w") return end - n * (unit === "w" ? 7 : 1) * daySeconds;
  return monthsBefore(end, unit === "y" ? 12 * n : n);
}

/** The same day of an earlier month, or its last one: 31 May less three months is 28 February. */
function monthsBefore(day: number, months: number): number {
  const date = new Date(day * 1000);
  const [month, year] = [date.getUTCMonth() - months, date.getUTCFullYear()];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / 1000;
}

/** A day is the epoch seconds of its beginning as if its clock were UTC's. */
function dayOf(epoch: number, zone: string): number {
  return Math.floor((epoch + offsets(zone)(epoch)) / daySeconds) * daySeconds;
}

function dayNamed(name: string, option: "--since" | "--until"): number {
  const time = date.test(name) ? Date.parse(name) : NaN;
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(name)) return time / 1000; // no 30 February
  const other = option === "--since" ? " or a length as 30d, 6w, 3m, 1y" : "";
  throw new Error(`invalid ${option}; not a day as 2025-06-01${other}: ${name}`);
}

function periodFrom(start: number, end: number, zone: string): Period {
  const offset = offsets(zone);
  return {from: instantAt(start, offset), to: instantAt(end, offset), zone};
}

const text = (day: number): string => new Date(day * 1000).toISOString().slice(0, 10);
