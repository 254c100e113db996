import {daySeconds} from "../../base/time.ts";

/** A stamp without a year; months from 0. */
export interface YearlessStamp {
  readonly month: number;
  readonly day: number;
  readonly second: number;
}

const nearSeconds = 7 * daySeconds;
const halfYearSeconds = 183 * daySeconds;

// All times here are "wall" seconds: what a zone's clocks show, as if they showed UTC.

/** Returns what a UTC clock shows at a stamp in a year, as epoch seconds, or null where the year has no such day. */
export function wallIn(year: number, {month, day, second}: YearlessStamp): number | null {
  const date = new Date(Date.UTC(year, month, day)); // takes years before 100 for ones of the last century
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month && date.getUTCDate() === day;
  return real ? date.getTime() / 1000 + second : null;
}

export function yearAt(wall: number): number {
  return new Date(wall * 1000).getUTCFullYear();
}

/**
 * Returns a stamp's time in the newest year in which it is no later than a limit; 29 February can be eight years back.
 */
export function newestWall(stamp: YearlessStamp, limit: number): number | null {
  const latest = yearAt(limit);
  for (let year = latest; year >= latest - 8; year--) {
    const wall = wallIn(year, stamp);
    if (wall !== null && wall <= limit) return wall;
  }
  return null;
}

/**
 * Returns a stamp's time within a few days of another one, and not beyond a limit; null where no year brings it there.
 */
export function nearWall(stamp: YearlessStamp, other: number, limit = Infinity): number | null {
  const year = yearAt(other);
  for (const candidate of [year, year + 1, year - 1]) {
    const wall = wallIn(candidate, stamp);
    if (wall !== null && wall <= limit && Math.abs(wall - other) <= nearSeconds) return wall;
  }
  return null;
}

/**
 * Returns the time of a stamp that follows a time in a log, where time goes on: in the same year, or in the next one if
 * that does not lead beyond the limit; else as {@link newestWall}.
 */
export function laterWall(stamp: YearlessStamp, before: number, limit: number): number | null {
  const year = yearAt(before);
  const same = wallIn(year, stamp);
  const next = wallIn(year + 1, stamp);
  if (same !== null && same >= before && same <= limit) return same;
  if (next !== null && next <= limit) return next;
  return same !== null && same < before ? same : newestWall(stamp, limit);
}

/** A new year that the times of a log have jumped into; see {@link createOrder}. */
export interface Jump {
  /** The time before it. */
  readonly left: number;
  /** The time after it. */
  readonly since: number;
}

/** Dates the stamps of a log by their order; see {@link createOrder}. */
export interface Order {
  /** Returns the time of a stamp that follows a time, or null where its year has no such day. */
  next(stamp: YearlessStamp, before: number): number | null;
  /**
   * The newest time so far, but for those of a clock that was wrong: one that was set right, or one that has just
   * jumped to 1 January, where a clock without a battery starts. -Infinity before the first.
   */
  newest(): number;
  /** What a later order of the same log must know. */
  save(): Jump | null;
}

/**
 * Returns the order of a log. The year goes up where a stamp is more than half a year before the one above it. A few
 * lines out of order, also around new year, change nothing, nor does a clock that is wrong for up to a day, as that of
 * a Pi is until the network sets it: when the times come back to where they jumped away from, so does the year.
 */
export function createOrder(jump: Jump | null = null): Order {
  let newest = -Infinity;
  let newestBefore = newest; // the jump

  function next(stamp: YearlessStamp, before: number): number | null {
    const near = nearWall(stamp, before);
    if (near !== null) return near;
    const back = jump && nearWall(stamp, jump.left);
    if (back !== null) newest = newestBefore;
    const wall = back ?? yearOn(stamp, before);
    const isJump = back === null && wall !== null && yearAt(wall) > yearAt(before);
    jump = isJump ? {left: before, since: wall} : null;
    newestBefore = newest;
    return wall;
  }

  return {
    next(stamp, before) {
      const wall = next(stamp, before);
      if (wall === null) return null;
      if (jump && wall > jump.since + daySeconds) jump = null;
      newest = Math.max(newest, wall);
      return wall;
    },
    newest: () => (jump && isNewYearsDay(jump.since) ? newestBefore : newest),
    save: () => jump
  };
}

function isNewYearsDay(wall: number): boolean {
  return new Date(wall * 1000).toISOString().slice(5, 10) === "01-01";
}

/**
 * Returns a stamp's time in the year of the one before it, or in the next one after a step back by more than half a
 * year.
 */
function yearOn(stamp: YearlessStamp, before: number): number | null {
  const year = yearAt(before);
  const same = wallIn(year, stamp);
  return same !== null && before - same <= halfYearSeconds ? same : wallIn(year + 1, stamp);
}
