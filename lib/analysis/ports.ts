import type {Attempts} from "../ask/polars/load.ts";
import {refused, tallyRows} from "../ask/polars/tally.ts";

/** The refused attempts that came from a source port, which is the client's, not the one that sshd listens on. */
export interface Port {
  readonly port: number;
  readonly attempts: number;
}

/** Returns a row for each source port of a refused attempt, the most used first. */
export function sourcePorts({frame}: Attempts): Port[] {
  return tallyRows<Port>(frame, ["port"], {where: {...refused(), port: {not: null}}});
}
