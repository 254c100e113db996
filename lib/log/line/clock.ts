import {createFirstYear} from "./first-year.ts";
import {
  createOrder,
  laterWall,
  nearWall,
  newestWall,
  wallIn,
  wallSeconds,
  type Jump,
  type YearlessStamp
} from "./years.ts";
import {daySeconds} from "../../base/time.ts";

/** Resolves stamps of one log, in file order, to epoch seconds. */
export interface Clock {
  /** Returns the time of a stamp without a year (month from 0), or null where no such date exists, as 30 February. */
  classic(month: number, day: number, secondOfDay: number): number | null;
  /** Returns the time at which the zone's clocks show what a UTC clock shows at `wall` epoch seconds. */
  local(wall: number): number;
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
export function createClock({zone = "UTC", year, newest = Date.now() / 1000, state = null}: ClockOptions = {}): Clock {
  const offset = zoneOffset(zone);
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

  function classic(month: number, day: number, second: number): number | null {
    if (minute && inMinute(minute, month, day, second)) return (last = minute.midnight + second);
    if (wallSeconds(leapYear, month, day, second) === null) return null;
    const wall = wallOf({month, day, second});
    if (wall === null) return null;
    last = resolve(wall, offset, last ?? -Infinity);
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

  return {classic, local: (wall) => resolve(wall, offset), save, firstYear: () => first?.wanted() ?? null};
}

/** A minute of a month and day; `midnight` is the time that its second 0 of the day would have. */
interface Minute extends Omit<YearlessStamp, "second"> {
  readonly start: number;
  readonly midnight: number;
}

function inMinute({month, day, start}: Minute, atMonth: number, atDay: number, second: number): boolean {
  return month === atMonth && day === atDay && second >= start && second < start + 60;
}

/** One with all days that there can be. */
const leapYear = 2000;

/**
 * Lines of several processes can come a little out of order, so a step back by less does not mean that clocks went
 * back.
 */
const disorderSeconds = 300;

/**
 * Returns the time at which the zone shows `wall`. An hour that clocks skip counts as if they had not yet; of an hour
 * that they show twice, the first, or the second when the first would be a step back behind the time `last` of the line
 * above.
 */
function resolve(wall: number, offset: (epoch: number) => number, last = -Infinity): number {
  const before = offset(wall - daySeconds);
  const after = offset(wall + daySeconds);
  const early = wall - before;
  const late = wall - after;
  if (before === after || offset(late) !== after) return early;
  return offset(early) === before && early >= last - disorderSeconds ? early : late;
}

/**
 * Returns a function from epoch seconds to the zone's offset from UTC in seconds, east positive. It asks Intl once for
 * each quarter of an hour (no zone has changed its offset within one since 1970) and remembers the answers.
 */
export function zoneOffset(zone: string): (epoch: number) => number {
  if (utcNames.test(zone)) return () => 0; // Intl takes longer to start than a run that finds nothing new
  const format = new Intl.DateTimeFormat("en-US", {timeZone: zone, timeZoneName: "longOffset"});
  if (utcNames.test(format.resolvedOptions().timeZone)) return () => 0;
  const known = new Map<number, number>();
  return (epoch) => {
    const quarter = Math.floor(epoch / 900);
    const offset = known.get(quarter) ?? offsetAt(format, quarter * 900);
    if (known.size > 100_000) known.clear();
    known.set(quarter, offset);
    return offset;
  };
}

const utcNames = /^(?:UTC|Etc\/UTC|Etc\/GMT)$/;

function offsetAt(format: Intl.DateTimeFormat, epoch: number): number {
  const name = format.formatToParts(epoch * 1000).find(({type}) => type === "timeZoneName")?.value ?? "";
  const match = /([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name);
  if (!match) return 0; // "GMT"
  const [, sign, hours, minutes, seconds = "0"] = match;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
}
