/** The sums of a log. */
export interface Totals {
  readonly failed: number;
  readonly abandoned: number;
  readonly accepted: number;
  /** Connections that named nobody; no attempts. */
  readonly probe: number;
  /** Failed and abandoned attempts: what strangers tried and did not get. */
  readonly refused: number;
  /** Those of them that have no time: the log gives none, or one that is implausible. */
  readonly undated: number;
  /** Distinct addresses and user names of the refused attempts. */
  readonly addresses: number;
  readonly names: number;
  /** How long the log covers, in days. */
  readonly days: number;
  /** Refused attempts in a day of log; null for less than a day, which says little of a whole one. */
  readonly perDay: number | null;
}
