import type {Attempts} from "../ask/polars/load.ts";
import {refused, tallyNumbers, tallyRows} from "../ask/polars/tally.ts";
import {wallClock} from "./clock.ts";
import {sharedLists} from "./shared-lists.ts";
import {sameOrder} from "./order.ts";
import {shown} from "./suspicion.ts";
import {walksOf, type Walk} from "./walks.ts";
import type {Dictionaries, Dictionary} from "../rows/name-lists.ts";

/**
 * Returns the dictionaries that addresses share. An address with at least `common` different names goes through the list
 * of another one if they have that many in common, a part `inOrder` of them in the same order, and `followed` of them
 * followed by the same one. One with fewer names, but at least `least`, must have tried just the same in the same order.
 */
export function dictionaries(log: Attempts, {least = 3, common = 8, inOrder = 0.8, followed = 4} = {}): Dictionaries {
  const {walks, addressOf, nameOf} = walksOf(log, {least});
  const lists = sharedLists(walks, {common, inOrder, followed});
  const groups = Map.groupBy(walks, (_, i) => walks[lists[i]!]!);
  const shared = [...groups].filter(([, members]) => members.length > 1);
  const [visits, clock] = [visitsOf(log), wallClock(log.zone)];
  const found = shared.map(([longest, members]) => {
    const others = members.filter((walk) => walk !== longest);
    const addresses = others.map(({address}) => addressOf(address)).toSorted();
    return {
      ...{addresses: members.length, names: longest.names.length},
      ...sumOf(
        members.map(({address}) => visits.get(address)!),
        clock
      ),
      inOrder: orderOf(longest, others),
      list: Array.from(longest.names, (name) => shown(nameOf(name))),
      members: [addressOf(longest.address), ...addresses]
    };
  });
  found.sort((a, b) => b.addresses - a.addresses || b.attempts - a.attempts || a.first - b.first);
  const [all] = tallyRows<All>(log.frame, [], {where: refused(), measures: ["attempts", "addresses"]});
  return {dictionaries: found.map((one, rank) => ({id: rank + 1, ...one})), compared: walks.length, ...all!};
}

type All = Pick<Dictionaries, "attempts" | "addresses">;

interface Visits {
  readonly attempts: number;
  readonly first: number;
  readonly last: number;
}

/** Returns the visits of each address, by its number. */
function visitsOf({frame}: Attempts): ReadonlyMap<number, Visits> {
  const where = {...refused(), address: {not: null}};
  const measures = ["attempts", "first", "last"] as const;
  const {address, attempts, first, last} = tallyNumbers(frame, ["address"], {where, measures});
  const visits = (number: number, i: number): [number, Visits] => [
    number,
    {attempts: attempts[i]!, first: first[i]!, last: last[i]!}
  ];
  return new Map(Array.from(address, visits));
}

type Summed = Pick<Dictionary, "attempts" | "first" | "last">;

function sumOf(visits: readonly Visits[], clock: (seconds: number) => number): Summed {
  return {
    attempts: sum(visits, ({attempts}) => attempts),
    first: clock(visits.reduce((least, {first}) => Math.min(least, first), Infinity) / 1000),
    last: clock(visits.reduce((most, {last}) => Math.max(most, last), -Infinity) / 1000)
  };
}

function orderOf(longest: Walk, others: readonly Walk[]): number {
  const pairs = others.map((walk) => sameOrder(walk, longest));
  return sum(pairs, ({inOrder}) => inOrder) / sum(pairs, ({common}) => common);
}

function sum<Row>(rows: readonly Row[], value: (row: Row) => number): number {
  return rows.reduce((total, row) => total + value(row), 0);
}
