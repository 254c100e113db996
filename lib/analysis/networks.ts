import {refused, tallyRows} from "../ask/polars/tally.ts";
import type {Located} from "./places.ts";
import type {NetworkRow} from "../rows/networks.ts";

/** Returns the `n` networks that the most attempts came from, the most first. */
export function networks({frame}: Located, {n = 20}: {n?: number} = {}): NetworkRow[] {
  type Row = Omit<NetworkRow, "name"> & {readonly asName: string | null};
  const rows = tallyRows<Row>(frame, ["network", "asn", "asName"], {
    where: {...refused(), network: {not: null}},
    top: n,
    measures: ["attempts", "addresses"]
  });
  return rows.map(({network, asn, asName, ...counts}) => ({
    network,
    asn,
    name: asName,
    ...counts
  }));
}
