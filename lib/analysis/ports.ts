import type {Attempts} from "../ask/polars/load.ts";
import {refused, tallyRows} from "../ask/polars/tally.ts";
import type {Port} from "../rows/ports.ts";

/** Returns a row for each source port of a refused attempt, the most used first. */
export function sourcePorts({frame}: Attempts): Port[] {
  return tallyRows<Port>(frame, ["port"], {where: {...refused(), port: {not: null}}});
}
