import {dayMs, hourMs} from "./time.ts";

// What a calendar says of epoch milliseconds of UTC, and of what a clock shows, written as if it were UTC.

/** Returns the beginning of the day that a time lies in. */
export function dayOf(ms: number): number {
  return Math.floor(ms / dayMs) * dayMs;
}

/** Returns the beginning of the Monday of the week that a time lies in; 1970 began on a Thursday. */
export function mondayOf(ms: number): number {
  return (Math.floor((ms / dayMs + 3) / 7) * 7 - 3) * dayMs;
}

/** Returns the beginning of the first day of the month that a time lies in. */
export function monthOf(ms: number): number {
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

/** Returns the day of the week that a time lies in, from 1 for Monday to 7. */
export function weekdayOf(ms: number): number {
  return 1 + Math.round((dayOf(ms) - mondayOf(ms)) / dayMs);
}

/** Returns the hour of the day that a time lies in, from 0 to 23. */
export function hourOf(ms: number): number {
  return Math.floor((ms - dayOf(ms)) / hourMs);
}
