import {earliestDay, type PlausibleTimes} from "../../log/event/plausible.ts";
import {daySeconds} from "../../base/time.ts";

/**
 * Days of a host's log that are derived one from the other, by their numbers since 1970. Most are of one chain. Those
 * of clocks that were wrong are chains of their own: days from before 1995, and days that are wholly in the future. So
 * neither is derived anew when the log goes on, and `prune` leaves them.
 */
export interface Chain {
  readonly from: number;
  readonly to: number;
  /** Whether it has those of its days before 1995 that have stamps (1), or those that have lines without a time (0). */
  readonly misdated: 0 | 1;
}

/** The chains of a host's days. */
export interface Chains {
  readonly early: Chain;
  readonly main: Chain;
  readonly future: Chain;
}

const always = Number.MAX_SAFE_INTEGER;

/** Returns the chains of days, given the times that are plausible. */
export function chainsOf({to}: PlausibleTimes): Chains {
  const last = Math.min(Math.floor(to / daySeconds), always - 1);
  return {
    early: {from: -always, to: earliestDay - 1, misdated: 1},
    main: {from: -always, to: last, misdated: 0},
    future: {from: last + 1, to: always, misdated: 0}
  };
}

/** Returns the chain that a day belongs to; `misdated` is the number of its lines with an implausible time. */
export function chainAt({early, main, future}: Chains, {day, misdated}: {day: number; misdated: number}): Chain {
  if (day > main.to) return future;
  return day < earliestDay && misdated > 0 ? early : main;
}

/** The SQL condition on a row of `day` between the ends of a chain for being of it; `:misdated` is the chain's. */
export const isOfChain = `(day >= ${earliestDay} OR (misdated > 0) = :misdated)`;

/** The SQL condition on a row of `day` for not being of a clock that was reset: such days are older than nothing. */
export const isOfTime = `(day >= ${earliestDay} OR misdated = 0)`;
