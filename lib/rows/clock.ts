/** A span of time on a host's clock: epoch ms of its local date and time as if they were UTC. */
export interface ClockSpan {
  readonly from: number;
  /** The moment after the last one. */
  readonly to: number;
}
