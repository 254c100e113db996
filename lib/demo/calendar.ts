import {daySeconds} from "../base/time.ts";

/** A day or more in which far more connections come, most of them from a few countries. */
export interface Burst {
  readonly from: number;
  readonly to: number;
  readonly factor: number;
  readonly countries: readonly string[];
}

/** Seconds since 1970 of the first second of 2025 (UTC) and of the first one after it. */
export const yearStart = seconds("2025-01-01");
export const yearEnd = seconds("2026-01-01");

/** Two days without any line: the Pi had no power. */
const outages: readonly (readonly [number, number])[] = [
  [seconds("2025-03-16"), seconds("2025-03-17")],
  [seconds("2025-09-27"), seconds("2025-09-28")]
];

/** The bursts of the year, in their order. */
export const bursts: readonly Burst[] = (
  [
    ["2025-01-22", 2, 6, "CN"],
    ["2025-02-11", 1, 9, "VN KR"],
    ["2025-03-04", 3, 5, "RU"],
    ["2025-03-29", 1, 10, "US-VA US-CA"],
    ["2025-05-08", 2, 7, "CN HK"],
    ["2025-06-02", 1, 8, "BR"],
    ["2025-06-21", 2, 5, "IN ID"],
    ["2025-07-13", 1, 10, "NL"],
    ["2025-08-05", 3, 6, "CN"],
    ["2025-09-09", 1, 8, "DE FR"],
    ["2025-10-18", 2, 7, "SG"],
    ["2025-11-11", 1, 9, "CN VN"],
    ["2025-12-24", 2, 8, "RU UA"]
  ] as const
).map(([date, days, factor, countries]) => ({
  from: seconds(date),
  to: seconds(date) + days * daySeconds,
  factor,
  countries: countries.split(" ")
}));

/** Returns the connections to expect in the hour that begins at a time: a trend, weekdays and hours, quiet weeks. */
export function hourlyRate(time: number): number {
  const day = Math.floor((time - yearStart) / daySeconds);
  if (quietDays.some(([from, to]) => time >= from && time < to)) return 0.1;
  const trend = 3.1 + (2.3 * day) / 365;
  return (trend * weekdayPercent[(day + 3) % 7]! * hourPercent[Math.floor(time / 3600) % 24]!) / 10_000;
}

/** Tells whether the Pi is on at a time. */
export function isOn(time: number): boolean {
  return !outages.some(([from, to]) => time >= from && time < to);
}

/** Tells whether the Pi is on and can be reached at a time. */
export function isOpen(time: number): boolean {
  return isOn(time) && !quietDays.some(([from, to]) => time >= from && time < to);
}

/** Returns the burst that a time lies in, or null. */
export function burstAt(time: number): Burst | null {
  return bursts.find(({from, to}) => time >= from && time < to) ?? null;
}

/** Returns the second of a UTC date ("2025-03-16"); throws for what is none. */
export function seconds(date: string): number {
  const time = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(time)) throw new Error(`invalid date; not like 2025-03-16: ${date}`);
  return time / 1000;
}

// The router's port forwarding was off: hardly anyone comes, but the Pi goes on logging.
const quietDays: readonly (readonly [number, number])[] = [
  [seconds("2025-04-14"), seconds("2025-04-21")],
  [seconds("2025-08-23"), seconds("2025-08-27")]
];

const weekdayPercent = [104, 106, 105, 103, 100, 92, 90]; // from Sunday on: 2025 began on a Wednesday
const hourPercent = [
  84, 92, 104, 114, 122, 128, 132, 134, 132, 128, 122, 116, 112, 108, 104, 98, 90, 82, 74, 68, 64, 62, 66, 74
];
