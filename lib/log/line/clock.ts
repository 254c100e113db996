import {createFirstYear} from "./first-year.ts";
import {createMonths, type Months} from "./months.ts";
import {createOrder, laterWall, nearWall, newestWall, wallIn, type Jump, type YearlessStamp} from "./years.ts";
import {daySeconds} from "../../base/time.ts";
import {instantAt, offsets} from "../../base/zone.ts";

/** Resolves stamps of one log, in file order, to epoch seconds. */
export interface Clock {
  /**
   * Returns the time of a stamp without a year that a host wrote, or null where no such date exists, as 30 February.
   * The stamp's object may be filled anew afterwards. `host` is null where the line names none.
   */
  classic(stamp: YearlessStamp, host: string | null): number | null;
  /** Returns the time at which the zone's clocks show what a UTC clock shows at `wall` epoch seconds. */
  local(wall: number): number;
  /** Returns by how many seconds the zone's clocks are ahead of UTC at `epoch` seconds. */
  offset(epoch: number): number;
  /** The names of months in the log so far. */
  readonly months: Months;
  /** Returns the `state` that a later clock of the same log goes on from. */
  save(): ClockState;
  /**
   * Returns the year with which the log, whose stamps were all read, is to be read again, as its order shows that the
   * newest possible years were not the right ones; null where they were, or where a year or a state was given.
   */
  firstYear(): number | null;
}

/** What a clock goes on from: epoch seconds of the last classic stamp, or null at the beginning of a log. */
export type ClockState = number | ({readonly time: number} & Jump) | null;

export interface ClockOptions {
  /** IANA time zone of stamps without one; UTC by default. */
  readonly zone?: string;
  /** The year of the first classic stamp; by default the newest one that `newest` allows. */
  readonly year?: number;
  /** Epoch seconds that no classic stamp exceeds by more than a day; by default now. */
  readonly newest?: number;
  /** The names of months of the log so far; default: none. */
  readonly months?: Months;
  /** What `save` returned where the last run over the log ended. */
  readonly state?: ClockState;
}

/**
 * Returns the clock of one log. With a year, the first classic stamp has it, and the others follow by their order: see
 * `createOrder`. Without, each stamp has the newest year that is not in the future; only a stamp near the one above it
 * stays in that one's year (after 29 February of a leap year long ago). From a state on, stamps without a year go on
 * from there, but not into the future. A few lines out of order, also around new year, change nothing. Throws a
 * RangeError for an unknown zone.
 */
export function createClock({
  zone = "UTC",
  year,
  newest = Date.now() / 1000,
  state = null,
  months = createMonths({newest})
}: ClockOptions = {}): Clock {
  const offset = offsets(zone);
  const jump = typeof state === "number" ? null : state;
  let last = jump?.time ?? (state as number | null);
  const limit = wallAt(newest) + daySeconds;
  const first = year === undefined && state === null ? createFirstYear(limit) : null;
  const order = year === undefined ? null : createOrder(jump);
  let minute: Minute | null = null; // the one of the last stamp, where all its seconds are equally far from UTC

  function wallAt(epoch: number): number {
    return epoch + offset(epoch);
  }

  function wallOf(stamp: YearlessStamp): number | null {
    const before = last === null ? null : wallAt(last);
    if (order) return before === null ? wallIn(year!, stamp) : order.next(stamp, before);
    const near = before === null ? null : nearWall(stamp, before, limit);
    const wall = near ?? (first || before === null ? newestWall(stamp, limit) : laterWall(stamp, before, limit));
    if (wall !== null) first?.add(stamp, wall);
    return wall;
  }

  function classic(stamp: YearlessStamp): number | null {
    const {month, day, second} = stamp;
    if (minute && isOnDay(minute, month, day) && isWithin(minute, second)) return (last = minute.midnight + second);
    if (wallIn(leapYear, stamp) === null) return null;
    const wall = wallOf(stamp);
    if (wall === null) return null;
    last = instantAt(wall, offset, last ?? -Infinity);
    minute = isSteady(wall) ? {month, day, start: second - (second % 60), midnight: last - second} : null;
    return last;
  }

  /** Whether all seconds of a minute have the year and the offset of this one. */
  function isSteady(wall: number): boolean {
    return (year !== undefined || wall + 60 <= limit) && offset(wall - daySeconds) === offset(wall + daySeconds);
  }

  function save(): ClockState {
    const jump = order?.save();
    return last !== null && jump ? {...jump, time: last} : last;
  }

  const local = (wall: number): number => instantAt(wall, offset);
  return {classic, local, offset, months, save, firstYear: () => first?.wanted() ?? null};
}

/** A minute of a month and day; `midnight` is the time that its second 0 of the day would have. */
interface Minute extends Omit<YearlessStamp, "second"> {
  readonly start: number;
  readonly midnight: number;
}

function isOnDay(minute: Minute, month: number, day: number): boolean {
  return minute.month === month && minute.day === day;
}

function isWithin({start}: Minute, second: number): boolean {
  return second >= start && second < start + 60;
}

/** One with all days that there can be. */
const leapYear = 2000;
