import type {ClockSpan} from "./clock.ts";
import type {ShownName} from "./names.ts";

/** How many days at the beginning of a log every name is new to it. */
export const learningDays = 28;

/** How many days from the first week or month of a name on its attempts are compared with those of other names. */
export const debutDays = 56;

/** How many user names came up in a week, or in a month where the log is longer than two years. */
export interface NewNames extends ClockSpan {
  /** The names that were not tried before. */
  readonly fresh: number;
  /** All names that were tried until the end of the week or month. */
  readonly seen: number;
}

/** The refused attempts on a user name in a week, or in a month where the log is longer than two years. */
export interface NamePeriod extends ClockSpan, ShownName {
  /** The place of the name in the order of appearance, from 1; two names that are masked may look alike. */
  readonly rank: number;
  readonly attempts: number;
  /** Whether the name was not tried before this week or month. */
  readonly first: boolean;
}
