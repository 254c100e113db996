import type {City} from "./places.ts";

/** The refused attempts from a state or territory of the United States. */
export interface State {
  /** Postal code, as AK. */
  readonly state: string;
  readonly name: string;
  readonly attempts: number;
  /** Distinct addresses. */
  readonly addresses: number;
}

/** A state or territory outside the contiguous 48, with its places. */
export interface Outside extends Omit<State, "state"> {
  /** Postal code, as AK. */
  readonly code: string;
  readonly places: readonly City[];
}
