/**
 * What can be counted of a group: its attempts (the sum of `times`), its distinct addresses and user names, and its
 * earliest and latest time.
 */
export const measures = ["attempts", "addresses", "names", "first", "last"] as const;

export type Measure = (typeof measures)[number];

/** How attempts are counted. */
export interface TallyOptions {
  /** What is counted; default: attempts. The groups are sorted by the first one. */
  readonly measures?: readonly Measure[];
  /** How many groups are kept, the largest first; default: all. */
  readonly top?: number;
}

/** Which columns and how many rows a table has. */
export interface FrameOptions {
  readonly columns?: readonly string[];
  readonly rows?: number;
}
