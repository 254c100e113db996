import {refused, tallyRows} from "../ask/polars/tally.ts";
import type {Located} from "./places.ts";

/** The refused attempts from a network: a /24 of IPv4 or a /48 of IPv6. */
export interface NetworkRow {
  /** As 192.0.2.0/24 or 2001:db8:1::/48. */
  readonly network: string;
  /** The autonomous system that announces it, and its name; null where no ASN file is open or none has it. */
  readonly asn: number | null;
  readonly name: string | null;
  readonly attempts: number;
  readonly addresses: number;
}

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
