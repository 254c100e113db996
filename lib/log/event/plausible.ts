import {daySeconds} from "../../base/time.ts";

/** The times that lines of a log can bear, in epoch seconds of UTC, both ends among them. */
export interface PlausibleTimes {
  readonly from: number;
  readonly to: number;
}

/** 1995, the year of the first SSH: an older stamp comes from a clock that was reset, as to 1970 or 1980. */
const earliest = Date.UTC(1995, 0) / 1000;

/**
 * Returns the times that lines can bear which are read at `now` (epoch seconds; default: this machine's clock): from
 * 1995-01-01 to a day after now. A machine whose own clock is wrong cannot tell what is to come: if `now` is before
 * 1995, there is no end.
 */
export function plausibleTimes(now = Date.now() / 1000): PlausibleTimes {
  return {from: earliest, to: now < earliest ? Infinity : Math.floor(now) + daySeconds};
}

/** Whether a time in epoch seconds is one of those that are plausible. */
export function isPlausible(time: number, {from, to}: PlausibleTimes): boolean {
  return time >= from && time <= to;
}

/** Returns a time if it is plausible; else null: what a wrong clock has dated counts without a time. */
export function plausibleTime(time: number | null, times: PlausibleTimes): number | null {
  return time !== null && isPlausible(time, times) ? time : null;
}

/** The first UTC day whose times are plausible, in days since 1970. */
export const earliestDay = earliest / daySeconds;

/**
 * Returns what is plausible of a span whose ends a clock told: all of it, or the end that is, as nobody knows when the
 * clock was put right; null if neither is.
 */
export function plausiblePart<Span extends {readonly from: number; readonly to: number}>(
  span: Span,
  times: PlausibleTimes
): Span | null {
  const ends = [span.from, span.to].filter((time) => isPlausible(time, times));
  return ends.length === 0 ? null : {...span, from: ends[0]!, to: ends.at(-1)!};
}
