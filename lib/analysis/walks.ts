import pl from "nodejs-polars";
import type {Log} from "../ask/question/log.ts";
import {refused} from "../ask/question/where.ts";

/** The user names that one address tried, each once, in the order of their first tries. */
export interface Walk {
  /** The number of the address, for {@link Walks.addressOf}. */
  readonly address: number;
  /** The numbers of the names, for {@link Walks.nameOf}. */
  readonly names: Int32Array;
  /**
   * The times of the first tries, epoch ms, rising; names of the same second come in the order of their code points.
   */
  readonly times: Float64Array;
}

/** The walks of many addresses through names. */
export interface Walks {
  readonly walks: readonly Walk[];
  readonly addressOf: (number: number) => string;
  readonly nameOf: (number: number) => string;
}

/**
 * Returns the walks of the `addresses` (by default all) that tried at least `least` different names (by default 1), in
 * the order of their numbers. Only refused attempts with a time count.
 */
export async function walksOf(
  log: Log,
  {least = 1, addresses: some}: {least?: number; addresses?: readonly string[]} = {}
): Promise<Walks> {
  const timed = log.where({...refused(), address: some ?? {not: null}, user: {not: null}, day: {not: null}});
  const found = await timed.tallyColumns(["address", "user"], {measures: ["first"]});
  const {addresses, names, times} = sorted(found.address.codes, found.user.codes, found.first);
  return {
    walks: runs(addresses)
      .filter(([from, to]) => to - from >= least)
      .map((run) => ({address: addresses[run[0]]!, names: names.subarray(...run), times: times.subarray(...run)})),
    addressOf: found.address.word as Walks["addressOf"],
    nameOf: found.user.word as Walks["nameOf"]
  };
}

type Tries = {readonly addresses: Int32Array; readonly names: Int32Array; readonly times: Float64Array};

/** Returns tries in the order of address, time and name. */
function sorted(addresses: Int32Array, names: Int32Array, times: Float64Array): Tries {
  const tries = pl
    .DataFrame([
      pl.Series("address", addresses, pl.Int32),
      pl.Series("first", times, pl.Float64),
      pl.Series("user", names, pl.Int32)
    ])
    .sort({by: ["address", "first", "user"]});
  return {
    addresses: tries.getColumn("address").toTypedArray() as Int32Array,
    names: tries.getColumn("user").toTypedArray() as Int32Array,
    times: tries.getColumn("first").toTypedArray() as Float64Array
  };
}

/** Returns the places of equal values in a row, from the first up to `to`, which does not belong to them. */
function runs(values: Int32Array): [from: number, to: number][] {
  const found: [number, number][] = [];
  for (let from = 0, to = 0; from < values.length; from = to) {
    while (to < values.length && values[to] === values[from]) to += 1;
    found.push([from, to]);
  }
  return found;
}
