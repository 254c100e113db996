import type {Log} from "../ask/question/log.ts";
import type {Day} from "../rows/days.ts";
import {days} from "./clock.ts";

/** Returns a row for each day from the first to the last with log of any host. A day without attempts has zeros. */
export async function attemptsPerDay(log: Log): Promise<Day[]> {
  const counts = new Map<string, number>();
  for (const row of await log.tally<{day: number; outcome: string; attempts: number}>(["day", "outcome"]))
    counts.set(`${row.day} ${row.outcome}`, row.attempts);
  const count = (day: number, outcome: string): number => counts.get(`${day} ${outcome}`) ?? 0;
  return days(log.about.logs).map((day) => ({
    day,
    failed: count(day, "failed"),
    abandoned: count(day, "abandoned"),
    probe: count(day, "probe"),
    accepted: count(day, "accepted")
  }));
}
