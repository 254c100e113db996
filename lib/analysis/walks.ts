import pl from "nodejs-polars";
import type {Attempts} from "../ask/polars/load.ts";
import {refused, tallyNumbers, wordsOf} from "../ask/polars/tally.ts";

/** The user names that one address tried, each once, in the order of their first tries. */
export interface Walk {
  /** The number of the address, for {@link Walks.addressOf}. */
  readonly address: number;
  /** The numbers of the names, for {@link Walks.nameOf}; all above 0. */
  readonly names: Int32Array;
  /** The times of the first tries, epoch ms, rising; the order of names within the same second is not known. */
  readonly times: Float64Array;
}

/** The walks of many addresses through names. */
export interface Walks {
  readonly walks: readonly Walk[];
  readonly addressOf: (number: number) => string;
  readonly nameOf: (number: number) => string;
}

/**
 * Returns the walks of all or some `addresses` that tried at least `least` different names, in the order of the addresses'
 * numbers. Attempts without a time are left out.
 */
export function walksOf(
  {frame}: Attempts,
  {least = 1, addresses: some}: {least?: number; addresses?: readonly string[]} = {}
): Walks {
  const where = {...refused(), address: some ?? {not: null}, user: {not: null}, day: {not: null}};
  const found = tallyNumbers(frame, ["address", "user"], {where, measures: ["first"]});
  const tries = pl
    .DataFrame([
      pl.Series("address", found.address, pl.Int32),
      pl.Series("first", found.first, pl.Float64),
      pl.Series("user", found.user, pl.Int32)
    ])
    .sort({by: ["address", "first", "user"]});
  const column = (name: string): Int32Array | Float64Array => tries.getColumn(name).toTypedArray();
  const [addresses, names, times] = [column("address"), column("user"), column("first")] as [
    Int32Array,
    Int32Array,
    Float64Array
  ];
  return {
    walks: runs(addresses)
      .filter(([from, to]) => to - from >= least)
      .map((run) => ({address: addresses[run[0]]!, names: names.subarray(...run), times: times.subarray(...run)})),
    addressOf: wordsOf(frame, "address") as Walks["addressOf"],
    nameOf: wordsOf(frame, "user") as Walks["nameOf"]
  };
}

/** Returns the spans of equal values, from–to, `to` not included. */
function runs(values: Int32Array): [from: number, to: number][] {
  const found: [number, number][] = [];
  for (let from = 0, to = 0; from < values.length; from = to) {
    while (to < values.length && values[to] === values[from]) to += 1;
    found.push([from, to]);
  }
  return found;
}
