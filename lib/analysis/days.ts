import type {Attempts} from "../ask/polars/load.ts";
import {tallyRows} from "../ask/polars/tally.ts";
import {days} from "./clock.ts";
import type {Day} from "../rows/days.ts";

/** Returns a row for each day from the first to the last with log of any host, those without attempts included. */
export function attemptsPerDay({frame, logs}: Attempts): Day[] {
  const counts = new Map<string, number>();
  for (const row of tallyRows<{day: number; outcome: string; attempts: number}>(frame, ["day", "outcome"]))
    counts.set(`${row.day} ${row.outcome}`, row.attempts);
  const count = (day: number, outcome: string): number => counts.get(`${day} ${outcome}`) ?? 0;
  return days(logs).map((day) => ({
    day,
    failed: count(day, "failed"),
    abandoned: count(day, "abandoned"),
    probe: count(day, "probe"),
    accepted: count(day, "accepted")
  }));
}
