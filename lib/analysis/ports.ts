import type {Log} from "../ask/question/log.ts";
import {refused} from "../ask/question/where.ts";
import type {Port} from "../rows/ports.ts";

/** Returns a row for each source port of a refused attempt, the most used first. */
export async function sourcePorts(log: Log): Promise<Port[]> {
  return log.where({...refused(), port: {not: null}}).tally(["port"]);
}
