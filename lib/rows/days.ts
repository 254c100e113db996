/** The attempts of a day, by outcome. */
export interface Day {
  /** The day's midnight on the host's clock, as epoch ms as if it were UTC. */
  readonly day: number;
  readonly failed: number;
  readonly abandoned: number;
  /** Connections that named nobody; no attempts. */
  readonly probe: number;
  readonly accepted: number;
}
