import type {ClockSpan} from "./clock.ts";
import type {Conservation} from "./places.ts";

/** How many whole days each of two spans has at least. */
export const leastDays = 7;

/** The refused attempts from countries in a span of whole days, and in as many whole days before. */
export interface Change {
  /** A row for each country that attempts came from in one of the two, the largest rise first. */
  readonly rows: readonly CountryChange[];
  /** Null where too few days are whole. */
  readonly periods: Periods | null;
  /** How many days are logged in full. */
  readonly wholeDays: number;
  /** Hosts that are left out, because their logs have too few whole days in common with those of the others. */
  readonly hostsLeftOut: readonly string[];
}

/** The refused attempts from a country before and since. */
export interface CountryChange {
  /** ISO 3166 alpha-2. */
  readonly code: string;
  /** The English name. */
  readonly name: string;
  readonly before: number;
  readonly recent: number;
}

/** Two spans of as many whole days each. */
export interface Periods {
  /** The whole days of one span. */
  readonly days: number;
  readonly before: WholeDays;
  readonly recent: WholeDays;
  /** The days from the first to the last of both that are not counted, because some of their log is missing. */
  readonly leftOut: number;
}

/** Whole days from the first moment of the first to the end of the last, and what became of their refused attempts. */
export interface WholeDays extends ClockSpan {
  readonly conservation: Conservation;
}
