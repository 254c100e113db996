/** The refused attempts from a country. */
export interface Country {
  /** ISO 3166 alpha-2. */
  readonly code: string;
  /** The English name. */
  readonly name: string;
  readonly attempts: number;
  /** Distinct addresses. */
  readonly addresses: number;
}

/** The refused attempts from a country in a week. */
export interface CountryWeek {
  /** The Monday's midnight on the host's clock, as epoch ms as if it were UTC. */
  readonly week: number;
  /** The English name. */
  readonly country: string;
  readonly attempts: number;
}
