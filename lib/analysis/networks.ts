import type {Log} from "../ask/question/log.ts";
import {refused} from "../ask/question/where.ts";
import type {NetworkRow} from "../rows/networks.ts";

/**
 * Returns the `n` networks (20 by default) with the most refused attempts, the most first, of a log whose addresses are
 * located.
 */
export async function networks(log: Log, {n = 20}: {n?: number} = {}): Promise<NetworkRow[]> {
  type Row = Omit<NetworkRow, "name"> & {readonly asName: string | null};
  const options = {top: n, measures: ["attempts", "addresses"]} as const;
  const tried = log.where({...refused(), network: {not: null}});
  const rows = await tried.tally<Row>(["network", "asn", "asName"], options);
  return rows.map(({network, asn, asName, ...counts}) => ({network, asn, name: asName, ...counts}));
}
