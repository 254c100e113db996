import {createOrder, nearWall, yearAt, type YearlessStamp} from "./years.ts";
import {daySeconds} from "../../base/time.ts";

/** Follows a log whose stamps name no years, and were given the newest possible ones; see {@link createFirstYear}. */
export interface FirstYear {
  /** Takes the next stamp of the log, and the time that it was given, in wall seconds. */
  add(stamp: YearlessStamp, given: number): void;
  /** Returns the year of the first stamp if the times that were given do not follow each other; else null. */
  wanted(): number | null;
}

/** A log that goes back further has stamps in no order at all. */
const mostYears = 40;

/**
 * Returns what tells the year of a log's first stamp by all that follow it: the newest year in which none of them, in
 * their order, is beyond the limit (in wall seconds), and in which each 29 February among them exists.
 */
export function createFirstYear(limit: number): FirstYear {
  const order = createOrder();
  let first: number | null = null; // the newest possible year of the first stamp
  let last = {counted: 0, given: 0};
  let strays = false;
  const leaps = new Set<number>(); // years after the first with a 29 February

  function add(stamp: YearlessStamp, given: number): void {
    const isLeap = stamp.month === 1 && stamp.day === 29;
    const written = isLeap ? {...stamp, day: 28} : stamp; // the years that are counted are not the real ones yet
    if (first === null) {
      first = yearAt(given);
      last = {counted: given, given};
    }
    strays ||= given - last.given > 366 * daySeconds;
    const isNear = nearWall(written, last.counted) !== null;
    last = {counted: order.next(written, last.counted) ?? last.counted, given};
    if (isLeap && isNear) leaps.add(yearAt(last.counted) - first);
  }

  function wanted(): number | null {
    for (let back = 0; first !== null && back <= mostYears; back += 1)
      if (isPossible(first - back, back)) return back > 0 || strays ? first - back : null;
    return null;
  }

  function isPossible(year: number, back: number): boolean {
    const newest = new Date(order.newest() * 1000);
    const shifted = newest.setUTCFullYear(newest.getUTCFullYear() - back) / 1000;
    return shifted <= limit && [...leaps].every((years) => isLeapYear(year + years));
  }

  return {add, wanted};
}

function isLeapYear(year: number): boolean {
  return new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
}
