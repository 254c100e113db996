/** The refused attempts in an hour of the week, by the host's clock. */
export interface WeekHour {
  /** From 1 for Monday to 7. */
  readonly weekday: number;
  /** From 0 to 23. */
  readonly hour: number;
  readonly attempts: number;
  /** The hours of log that it rests on, those of several hosts added up; an hour half logged is 0.5. */
  readonly covered: number;
}
