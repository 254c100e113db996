import {daySeconds} from "../../base/time.ts";

/** A stamp without a year; months from 0. */
export interface YearlessStamp {
  readonly month: number;
  readonly day: number;
  readonly second: number;
}

/** Returns what a UTC clock shows at a stamp in a year, as epoch seconds, or null where the year has no such day. */
export function wallIn(year: number, {month, day, second}: YearlessStamp): number | null {
  const date = new Date(Date.UTC(year, month, day)); // takes years before 100 for ones of the last century
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month && date.getUTCDate() === day;
  return real ? date.getTime() / 1000 + second : null;
}

/** Whether a year has a 29 February. */
export function isLeapYear(year: number): boolean {
  return wallIn(year, {month: 1, day: 29, second: 0}) !== null;
}

// Stamps are compared as "places": seconds on a scale whose years all have 366 days, so that a stamp is at the same
// distance from the beginning of each year, and a year more or less is always the same step.

/** Seconds of each year on the scale of places. */
export const yearPlaces = 366 * daySeconds;

/** The days before each month, in a year that has 29 February. */
const daysBefore = [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335];

/** Returns the place of a stamp in a year. */
export function placeIn(year: number, {month, day, second}: YearlessStamp): number {
  return year * yearPlaces + (daysBefore[month]! + day - 1) * daySeconds + second;
}

/** Returns the place of what a clock shows, given as what a UTC clock shows at these epoch seconds. */
export function placeAt(wall: number): number {
  const date = new Date(Math.floor(wall / daySeconds) * daySeconds * 1000);
  const day = {month: date.getUTCMonth(), day: date.getUTCDate(), second: wall - date.getTime() / 1000};
  return placeIn(date.getUTCFullYear(), day);
}

/** Returns the epoch seconds at which a UTC clock shows what is at a place; 1 March for a 29 February that is none. */
export function wallAt(place: number): number {
  const year = yearAt(place);
  const date = new Date((leapDay + place - year * yearPlaces) * 1000);
  return Date.UTC(year, date.getUTCMonth(), date.getUTCDate()) / 1000 + (place % daySeconds);
}

/** 1 January of a year with all days that there can be. */
const leapDay = Date.UTC(2000, 0, 1) / 1000;

/** Returns the year of a place. */
export function yearAt(place: number): number {
  return Math.floor(place / yearPlaces);
}

/** Steps of a week are near ones: lines that are out of order, and quiet days. */
export const nearSeconds = 7 * daySeconds;

/** Returns the place of a stamp in the year in which it is within a week of another place; null where none is. */
export function nearPlace(stamp: YearlessStamp, other: number): number | null {
  const place = closestPlace(stamp, other);
  return Math.abs(place - other) <= nearSeconds ? place : null;
}

/** Returns the place of a stamp in the year in which it is closest to another place. */
export function closestPlace(stamp: YearlessStamp, other: number): number {
  const place = placeIn(0, stamp);
  return place + Math.round((other - place) / yearPlaces) * yearPlaces;
}

/**
 * Returns the place of a stamp in the newest year in which it is no later than a limit; 29 February can be eight years
 * back. Null where no year is.
 */
export function newestPlace(stamp: YearlessStamp, limit: number): number | null {
  const latest = yearAt(limit);
  for (let year = latest; year >= latest - 8; year -= 1)
    if (placeIn(year, stamp) <= limit && wallIn(year, stamp) !== null) return placeIn(year, stamp);
  return null;
}

/**
 * Returns the place of a stamp that follows a place in a log, where time goes on: in the same year, or in the next one
 * if that does not lead beyond the limit; else as {@link newestPlace}.
 */
export function laterPlace(stamp: YearlessStamp, before: number, limit: number): number | null {
  const year = yearAt(before);
  const possible = [year, year + 1].filter((one) => wallIn(one, stamp) !== null && placeIn(one, stamp) <= limit);
  const later = possible.map((one) => placeIn(one, stamp)).find((place) => place >= before);
  if (later !== undefined) return later;
  return possible.includes(year) ? placeIn(year, stamp) : newestPlace(stamp, limit);
}
