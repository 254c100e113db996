import type {ShownName} from "./names.ts";

/** A list of user names that several addresses try in the same order. */
export interface Dictionary {
  /** Its rank by addresses, from 1. */
  readonly id: number;
  /** How many addresses try it, and how many names are in it. */
  readonly addresses: number;
  readonly names: number;
  /** All refused attempts of these addresses. */
  readonly attempts: number;
  /** The first and the last of these attempts on the host's clock, as epoch ms as if it were UTC. */
  readonly first: number;
  readonly last: number;
  /** The part (0 to 1) of the names shared with the address that got furthest that the others tried in its order. */
  readonly inOrder: number;
  /** The names in the order of the address that got furthest, masked where they look like a secret. */
  readonly list: readonly ShownName[];
  /** The addresses, first the one that got furthest. */
  readonly members: readonly string[];
}

/** The lists of names of a log, and what they were looked for in. */
export interface Dictionaries {
  /** Those that at least two addresses share, the most addresses first. */
  readonly dictionaries: readonly Dictionary[];
  /** How many addresses tried enough names to be compared. */
  readonly compared: number;
  /** All distinct addresses of refused attempts, and these attempts. */
  readonly addresses: number;
  readonly attempts: number;
}

/** A name of a list that an address tried for the first time. */
export interface Step {
  readonly address: string;
  /** How many different names the address had tried by then, with this one. */
  readonly step: number;
  /** The place of the name in the list, from 1. */
  readonly place: number;
}
