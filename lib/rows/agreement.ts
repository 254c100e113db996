/** How far two geo databases say the same of the public addresses that refused attempts came from. */
export interface Agreement {
  /** Names and build dates of the two. */
  readonly databases: readonly [string, string];
  /** Every address counts once. */
  readonly addresses: Shares;
  /** Every address counts as often as it made an attempt. */
  readonly attempts: Shares;
  /** The pairs of different countries, those of the most attempts first. */
  readonly disagreements: readonly Disagreement[];
}

/** What two databases agree on, of addresses or of attempts. */
export interface Shares {
  readonly total: number;
  /** Of those whose country both databases know. */
  readonly country: Share;
  /** Of those that both databases place in a state or territory of the United States. */
  readonly state: Share;
  /** The median distance of the two places, where both databases give coordinates; null where they never do. */
  readonly medianKm: number | null;
}

/** How many were compared, and how many of them are the same in both databases. */
export interface Share {
  readonly compared: number;
  readonly same: number;
}

/** The addresses of which the first database says country `a` and the second `b` (English names). */
export interface Disagreement {
  readonly a: string;
  readonly b: string;
  readonly addresses: number;
  readonly attempts: number;
}
