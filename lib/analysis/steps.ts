import type {Log} from "../ask/question/log.ts";
import {walksOf} from "./walks.ts";
import type {Dictionary, Step} from "../rows/name-lists.ts";

/**
 * Returns the steps of addresses through a dictionary: a row for each of its first `places` names (80 by default) that
 * an address tried among its own first `places` names. Only the `n` addresses (12) with the most rows are kept. The
 * rows come address by address, in the order of the first tries. A name that is not in the dictionary counts as a step,
 * but has no row.
 */
export async function steps(
  log: Log,
  {members}: Pick<Dictionary, "members">,
  {n = 12, places = 80}: {n?: number; places?: number} = {}
): Promise<Step[]> {
  const {walks, addressOf} = await walksOf(log, {addresses: members});
  const longest = walks.find(({address}) => addressOf(address) === members[0]);
  const placeOf = new Map(Array.from(longest?.names.slice(0, places) ?? [], (name, i) => [name, i + 1]));
  const found = walks.map(({address, names}) =>
    Array.from(names.slice(0, places), (name, i) => ({
      address: addressOf(address),
      step: i + 1,
      place: placeOf.get(name)
    })).filter((step): step is Step => step.place !== undefined)
  );
  return found
    .toSorted((a, b) => b.length - a.length)
    .slice(0, n)
    .flat();
}
