import {dayMs} from "../../base/time.ts";
import type {ClockSpan} from "../../rows/clock.ts";
import type {Day} from "../../rows/days.ts";

/** The length of time that a bar shows. */
export type Unit = "day" | "week" | "month";

/**
 * Returns the expression that writes the date of a day or month, or `from` the Monday of a week. `field` holds its
 * first moment.
 */
export function periodName(unit: Unit, field: "day" | "from"): string {
  if (unit === "month") return `utcFormat(datum.${field}, '%B %Y')`;
  return `${unit === "week" ? "'from ' + " : ""}utcFormat(datum.${field}, '%a %d %b %Y')`;
}

/** Returns whether a span is a week or a month. */
export const unitOf = ({from, to}: ClockSpan): "week" | "month" => (to - from > WEEK ? "month" : "week");

const WEEK = 7 * dayMs;

/** The attempts that a bar shows, from `day` to `end`. */
export interface Period extends Day {
  readonly end: number;
  readonly attempts: number;
}

const MOST_PER_PIXEL = 1.25;

/** Returns the shortest unit whose bars are at least 0.8 px wide in a chart of `width` px. */
export function unitFor(rows: readonly Day[], width: number): Unit {
  const fits = (unit: Unit): boolean => new Set(rows.map(({day}) => startOf(day, unit))).size <= MOST_PER_PIXEL * width;
  return fits("day") ? "day" : fits("week") ? "week" : "month";
}

/**
 * Returns the sums of days by week (from Monday on) or month, or the days themselves, in order. Probes are no attempts.
 */
export function periods(rows: readonly Day[], unit: Unit): Period[] {
  const groups = Map.groupBy(rows, ({day}) => startOf(day, unit));
  return Array.from(groups, ([day, rows]) => {
    const sum = (outcome: Exclude<keyof Day, "day">): number => rows.reduce((total, row) => total + row[outcome], 0);
    const failed = sum("failed");
    const abandoned = sum("abandoned");
    const counts = {failed, abandoned, probe: sum("probe"), accepted: sum("accepted")};
    return {day, end: endOf(day, unit), ...counts, attempts: failed + abandoned};
  });
}

function startOf(day: number, unit: Unit): number {
  const date = new Date(day);
  if (unit === "day") return day;
  if (unit === "week") return day - ((date.getUTCDay() + 6) % 7) * dayMs;
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

function endOf(start: number, unit: Unit): number {
  const date = new Date(start);
  if (unit === "month") return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
  return start + (unit === "week" ? WEEK : dayMs);
}
