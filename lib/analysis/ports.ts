import type {Log} from "../ask/question/log.ts";
import {refused} from "../ask/question/where.ts";
import type {Port} from "../rows/ports.ts";

/** Returns the refused attempts from each source port, the most used port first. */
export async function sourcePorts(log: Log): Promise<Port[]> {
  return log.where({...refused(), port: {not: null}}).tally(["port"]);
}
