import {createMonths, type Months} from "./months.ts";
import {openState, reopened, savedState, type ClockState} from "./clock-state.ts";
import {follow, yearOf} from "./follow.ts";
import {catchUp, emptyHost, type FileYears, type HostClock, type LogClock, type Minute} from "./log-clock.ts";
import {yearsOf, type LogYears} from "./log-years.ts";
import {placeAt, wallIn, type YearlessStamp} from "./years.ts";
import {daySeconds} from "../../base/time.ts";
import {instantAt, offsets} from "../../base/zone.ts";

export {createMonths, type Months} from "./months.ts";
export {lastTime, type ClockState} from "./clock-state.ts";
export type {FileYears} from "./log-clock.ts";
export type {LogYears, WallSpan} from "./log-years.ts";

/** Resolves stamps of one log, in file order, to epoch seconds. */
export interface Clock {
  /**
   * Returns the time of a stamp without a year that a host wrote, or null where no such date exists, as 30 February.
   * The stamp's object may be filled anew afterwards. `host` is null where the line names none: it is then the host of
   * the stamp above.
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
  /** Tells the clock that the next file of a rotated set begins. */
  nextFile(): void;
  /** Returns the years of the log, whose stamps were all read, as all of them tell; null where they are in no order. */
  years(): LogYears | null;
}

export interface ClockOptions {
  /** IANA time zone of stamps without one; UTC by default. */
  readonly zone?: string;
  /** The year of the first classic stamp; by default the newest one that `newest` allows. */
  readonly year?: number;
  /** Epoch seconds that no classic stamp exceeds by more than a day; by default now. */
  readonly newest?: number;
  /** The names of months of the log so far; default: none. */
  readonly months?: Months;
  /** Whether the log's last line was written at about `newest`, as its time of change is certainly right. */
  readonly endsAtNewest?: boolean;
  /** The years of all stretches, as a clock told them that has read the log before. */
  readonly years?: FileYears;
  /** What `save` returned where the last run over the log ended. */
  readonly state?: ClockState;
}

/** Hosts that have an order of their own: whoever writes to a log chooses how many it names. The others share one. */
const mostHosts = 1000;

/**
 * Returns the clock of one log. Each host has an order of its own. With a year, the first stamp of the log has it, and
 * the others follow by their order: see {@link follow}. Without, each stamp has the newest year that is not in the
 * future; once all are read, `years` tells whether their order says otherwise. From a state on, stamps go on from
 * there, but not into the future. A few lines out of order, also around new year, change nothing. Throws a RangeError
 * for an unknown zone.
 */
export function createClock({
  zone = "UTC",
  newest = Date.now() / 1000,
  state = null,
  months = createMonths({newest}),
  ...given
}: ClockOptions = {}): Clock {
  const offset = offsets(zone);
  const limit = placeAt(newest + offset(newest)) + daySeconds;
  const {saved, unnamed} = openState(state, offset);
  const log: LogClock = {
    hosts: new Map(saved.map((one) => [one.host, reopened(one, {years: given.years, limit})])),
    host: null,
    offset,
    year: given.year,
    years: given.years,
    limit,
    endsAtLimit: given.endsAtNewest ?? false,
    unnamed,
    place: null,
    file: 0,
    stamps: 0,
    stretches: 0
  };
  return {
    classic: (stamp, host) => timeOf(log, hostOf(log, host), stamp),
    local: (wall) => instantAt(wall, offset),
    offset,
    months,
    save: () => savedState(log),
    nextFile: () => void (log.file += 1),
    years: () => yearsOf(log)
  };
}

function hostOf(log: LogClock, host: string | null): HostClock {
  if (log.host !== null && (host === null || log.host.host === host)) return log.host;
  return (log.host = log.hosts.get(host) ?? newHost(log, host));
}

function newHost(log: LogClock, name: string | null): HostClock {
  const isMany = log.hosts.size >= mostHosts;
  const host = isMany ? null : name;
  const known = log.hosts.get(host);
  if (known) return known;
  const created = log.unnamed ? reopened({...log.unnamed, host}, log) : emptyHost(log, host);
  log.hosts.set(host, created);
  return created;
}

function timeOf(log: LogClock, host: HostClock, stamp: YearlessStamp): number | null {
  const {minute} = host;
  if (minute && isIn(minute, stamp) && host.stretch!.file === log.file)
    return (host.time = minute.midnight + stamp.second);
  if (wallIn(leapYear, stamp) === null) return null;
  log.stamps += 1;
  host.stamps += 1;
  catchUp(host);
  const place = follow(log, host, stamp);
  const wall = wallIn(yearOf(place, stamp), stamp);
  if (wall === null) return null;
  log.place = place;
  host.time = instantAt(wall, log.offset, host.time);
  host.placed = host.time;
  host.minute = isSteady(log, wall, place) ? minuteOf(stamp, host.time) : null;
  return host.time;
}

function minuteOf({month, day, second}: YearlessStamp, time: number): Minute {
  return {month, day, start: second - (second % 60), midnight: time - second};
}

function isIn(minute: Minute, {month, day, second}: YearlessStamp): boolean {
  return minute.month === month && minute.day === day && second >= minute.start && second < minute.start + 60;
}

/** Whether all seconds of a minute have the year and the offset of this one. */
function isSteady({year, years, limit, offset}: LogClock, wall: number, place: number): boolean {
  const isGiven = year !== undefined || years !== undefined;
  return (isGiven || place + 60 <= limit) && offset(wall - daySeconds) === offset(wall + daySeconds);
}

/** One with all days that there can be. */
const leapYear = 2000;
