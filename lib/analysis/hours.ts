import {quarterSeconds, type Span} from "../ask/question/about.ts";
import type {Log} from "../ask/question/log.ts";
import {refused} from "../ask/question/where.ts";
import {wallClock} from "./clock.ts";
import {dayMs} from "../base/time.ts";
import type {WeekHour} from "../rows/hours.ts";

/**
 * Returns the refused attempts in each of the 168 hours of the week, from Monday 0:00 on, by the clock of each host. An
 * hour that the clock skips in spring has no log. One that it repeats in autumn has two hours of log. Attempts without
 * a time are in no row.
 */
export async function weekHours(log: Log): Promise<WeekHour[]> {
  const attempts = new Float64Array(168);
  const timed = log.where({...refused(), hour: {not: null}});
  for (const row of await timed.tally<Omit<WeekHour, "covered">>(["weekday", "hour"]))
    attempts[24 * (row.weekday - 1) + row.hour] = row.attempts;
  const seconds = new Float64Array(168);
  for (const {coverage, zone} of log.about.logs) addSeconds(seconds, coverage, zone);
  return Array.from(attempts, (attempts, i) => ({
    weekday: Math.floor(i / 24) + 1,
    hour: i % 24,
    attempts,
    covered: seconds[i]! / 3600
  }));
}

/**
 * Adds the seconds of log to their hours of the week. It goes by quarters of an hour, as no clock changes within one.
 */
function addSeconds(seconds: Float64Array, coverage: readonly Span[], zone: string): void {
  const clock = wallClock(zone);
  for (const {from, to} of coverage)
    for (let at = from; at < to;) {
      const next = Math.min(to, (Math.floor(at / quarterSeconds) + 1) * quarterSeconds);
      seconds[hourOfWeek(clock(at))]! += next - at;
      at = next;
    }
}

const weekMs = 7 * dayMs;
const monday = 4 * dayMs; // 1970-01-05

function hourOfWeek(wall: number): number {
  const inWeek = (((wall - monday) % weekMs) + weekMs) % weekMs;
  return Math.floor(inWeek / 3_600_000);
}
