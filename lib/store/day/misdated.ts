import {earliestDay} from "../../log/event/plausible.ts";
import type {Store} from "../database.ts";
import {daySeconds} from "../../base/time.ts";

/** Lines of sshd, dropbear and PAM whose times are implausible: all from before 1995, or all of the future. */
export interface Misdated {
  readonly lines: number;
  /** The first and the last of the times, in epoch seconds. */
  readonly from: number;
  readonly to: number;
}

/** Returns the misdated lines together with others. */
export function joined(one: Misdated | undefined, {lines, from, to}: Misdated): Misdated {
  if (!one) return {lines, from, to};
  return {lines: one.lines + lines, from: Math.min(one.from, from), to: Math.max(one.to, to)};
}

/**
 * Returns the misdated lines of a host, by its id, as they were when their days were derived: those from before 1995,
 * then those of the future, if there are any. Their times are the beginnings of their days, UTC.
 */
export function readMisdated(store: Store, host: number): Misdated[] {
  const sql = `SELECT sum(misdated) AS lines, min(day) * :daySeconds AS "from", max(day) * :daySeconds AS "to"
    FROM day WHERE host = :host AND misdated > 0 GROUP BY day >= :earliestDay ORDER BY 2`;
  return store.prepare(sql).all({host, daySeconds, earliestDay}) as Misdated[];
}
