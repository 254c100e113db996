import type {WeekHour} from "../../rows/hours.ts";

/** A cell of the heat map. */
export interface Cell extends WeekHour {
  readonly day: string;
  readonly clock: string;
  /** The attempts in an hour of log; null where there is less than half an hour of it. */
  readonly rate: number | null;
  readonly label: string;
  readonly top: boolean;
}

/** The weekdays from Monday on. */
export const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** The hours of log that a cell needs. A single attempt in ten seconds of log would make a rate of 360. */
export const LEAST = 0.5;

/** Returns the attempts in an hour of log. */
export const rateOf = ({attempts, covered}: WeekHour): number => attempts / covered;

/** Returns the hour of the highest rate; the first of equal ones. */
export const busiest = (rows: readonly WeekHour[]): WeekHour => rows.reduce((a, b) => (rateOf(b) > rateOf(a) ? b : a));

const clockOf = (hour: number): string => String(hour).padStart(2, "0");

/** Returns an hour of the week for people: `Tue 03:00`. */
export const nameOf = ({weekday, hour}: WeekHour): string => `${DAYS[weekday - 1]} ${clockOf(hour)}:00`;

/** Returns the 168 cells of a heat map; a cell without a row has no rate. */
export function cellsOf(logged: readonly WeekHour[]): Cell[] {
  const top = busiest(logged);
  const label = labelOf(rateOf(top));
  const found = new Map(logged.map((row) => [`${row.weekday} ${row.hour}`, row]));
  return DAYS.flatMap((day, i) =>
    Array.from({length: 24}, (_, hour) => {
      const row = found.get(`${i + 1} ${hour}`);
      const {attempts, covered} = row ?? {attempts: 0, covered: 0};
      const rate = row ? Number(rateOf(row).toPrecision(4)) : null;
      return {
        weekday: i + 1,
        hour,
        attempts,
        covered: Number(covered.toFixed(1)),
        day,
        clock: clockOf(hour),
        rate,
        label: rate === null ? "" : label(rate),
        top: row === top
      };
    })
  );
}

/**
 * Returns a function that writes a rate so that it fits into a cell: `0.25`, `7.5`, `75` or `7.5k`. The highest rate
 * sets the digits.
 */
function labelOf(most: number): (rate: number) => string {
  const digits = most >= 10 ? 0 : most >= 1 ? 1 : 2;
  const three = (n: number): string => n.toFixed(n < 9.95 ? 1 : 0);
  return (rate) => {
    if (rate >= 999_500) return `${three(rate / 1e6)}M`;
    if (rate >= 999.5) return `${three(rate / 1e3)}k`;
    return rate === 0 ? "0" : rate.toFixed(digits);
  };
}
