/** Resolves stamps of one log, in file order, to epoch seconds. */
export interface Clock {
  /** Returns the time of a stamp without a year (month from 0), or null where no such date exists, as 30 February. */
  classic(month: number, day: number, secondOfDay: number): number | null;
  /** Returns the time at which the zone's clocks show what a UTC clock shows at `wall` epoch seconds. */
  local(wall: number): number;
  /** Returns the time of the last classic stamp: the `state` that a later clock of the same log goes on from. */
  save(): ClockState;
}

/** What a clock goes on from: epoch seconds of the last classic stamp, or null at the beginning of a log. */
export type ClockState = number | null;

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
 * Returns the clock of one log. With a year, the first classic stamp has it, and the year goes up where a stamp is more than
 * half a year before the one above it. Without, each stamp has the newest year that is not in the future; only a stamp near the
 * one above it stays in that one's year (after 29 February of a leap year long ago). A few lines out of order, also around
 * new year, change nothing. Throws a RangeError for an unknown zone.
 */
export function createClock({zone = "UTC", year, newest = Date.now() / 1000, state = null}: ClockOptions = {}): Clock {
  const offset = zoneOffset(zone);
  const limit = newest + offset(newest) + daySeconds;
  let last: ClockState = state;
  let minute: Minute | null = null; // the one of the last stamp, where all its seconds are equally far from UTC
  function yearOf(stamp: Stamp, before: number): number | null {
    if (year === undefined) return near(stamp, before, limit) ?? newestYear(stamp, limit);
    return before === -Infinity ? year : rolledYear(stamp, before);
  }
  function classic(month: number, day: number, second: number): number | null {
    if (minute && inMinute(minute, month, day, second)) return (last = minute.midnight + second);
    const before = last === null ? -Infinity : last + offset(last);
    const stamp = {month, day, second};
    const found = yearOf(stamp, before);
    const wall = found === null ? null : wallOf(found, stamp);
    if (wall === null) return null;
    last = resolve(wall, offset, last ?? -Infinity);
    minute = isSteady(wall) ? {month, day, start: second - (second % 60), midnight: last - second} : null;
    return last;
  }
  /** Whether all seconds of a minute have the year and the offset of this one. */
  function isSteady(wall: number): boolean {
    return (year !== undefined || wall + 60 <= limit) && offset(wall - daySeconds) === offset(wall + daySeconds);
  }
  return {classic, local: (wall) => resolve(wall, offset), save: () => last};
}

interface Stamp {
  readonly month: number;
  readonly day: number;
  readonly second: number;
}

/** A minute of a month and day; `midnight` is the time that its second 0 of the day would have. */
interface Minute extends Omit<Stamp, "second"> {
  readonly start: number;
  readonly midnight: number;
}

function inMinute({month, day, start}: Minute, atMonth: number, atDay: number, second: number): boolean {
  return month === atMonth && day === atDay && second >= start && second < start + 60;
}

const daySeconds = 86_400;
const nearSeconds = 7 * daySeconds;
const halfYearSeconds = 183 * daySeconds;
/** Lines of several processes can come a little out of order, so a step back by less does not mean that clocks went back. */
const disorderSeconds = 300;

/** Returns what a UTC clock shows at a stamp, as epoch seconds, or null where the year has no such day. */
export function wallSeconds(year: number, month: number, day: number, second: number): number | null {
  const date = new Date(Date.UTC(year, month, day)); // takes years before 100 for ones of the last century
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month && date.getUTCDate() === day;
  return real ? date.getTime() / 1000 + second : null;
}

function wallOf(year: number, {month, day, second}: Stamp): number | null {
  return wallSeconds(year, month, day, second);
}

/** Returns the newest year in which the stamp is no later than the limit; 29 February can be eight years back. */
function newestYear(stamp: Stamp, limit: number): number | null {
  const latest = yearAt(limit);
  for (let year = latest; year >= latest - 8; year--) {
    const wall = wallOf(year, stamp);
    if (wall !== null && wall <= limit) return year;
  }
  return null;
}

/** Returns the year that puts a stamp within a few days of the one before it and not beyond the limit, or null. */
function near(stamp: Stamp, before: number, limit = Infinity): number | null {
  if (before === -Infinity) return null;
  const year = yearAt(before);
  for (const candidate of [year, year + 1, year - 1]) {
    const wall = wallOf(candidate, stamp);
    if (wall !== null && wall <= limit && Math.abs(wall - before) <= nearSeconds) return candidate;
  }
  return null;
}

/** Returns the year of a stamp in file order: a step back by more than half a year is a new year. */
function rolledYear(stamp: Stamp, before: number): number {
  const year = yearAt(before);
  const close = near(stamp, before);
  if (close !== null) return close;
  const wall = wallOf(year, stamp);
  return wall === null || before - wall > halfYearSeconds ? year + 1 : year;
}

function yearAt(wall: number): number {
  return new Date(wall * 1000).getUTCFullYear();
}

/**
 * Returns the time at which the zone shows `wall`. An hour that clocks skip counts as if they had not yet; of an hour that they
 * show twice, the first, or the second when the first would be a step back behind the time `last` of the line above.
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
 * Returns a function from epoch seconds to the zone's offset from UTC in seconds, east positive. It asks Intl once for each
 * quarter of an hour (no zone has changed its offset within one since 1970) and remembers the answers.
 */
export function zoneOffset(zone: string): (epoch: number) => number {
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
