import type {Log} from "../ask/question/log.ts";
import {refused} from "../ask/question/where.ts";
import {compareTexts} from "../base/order.ts";
import {sum} from "../base/sum.ts";
import {wallClock} from "./clock.ts";
import {sharedLists} from "./shared-lists.ts";
import {sameOrder} from "./order.ts";
import {shown} from "./suspicion.ts";
import {walksOf, type Walk, type Walks} from "./walks.ts";
import type {Dictionaries, Dictionary} from "../rows/name-lists.ts";

/**
 * Returns the dictionaries: lists of names that at least two addresses try in the same order. An address shares the
 * list of another when three things hold. They have at least `common` names in common (8 by default). A part `inOrder`
 * of these (0.8) comes in the same order. At least `followed` of them (4) are followed by the same name in both. An
 * address with fewer than `common` names, but at least `least` (3), must have tried just the same names in the same
 * order.
 */
export async function dictionaries(
  log: Log,
  {least = 3, common = 8, inOrder = 0.8, followed = 4} = {}
): Promise<Dictionaries> {
  const walks = await walksOf(log, {least});
  const lists = sharedLists(walks.walks, {common, inOrder, followed});
  const groups = Map.groupBy(walks.walks, (_, i) => walks.walks[lists[i]!]!);
  const shared = [...groups].filter(([, members]) => members.length > 1);
  const visits = await visitsOf(log);
  const clock = wallClock(log.about.zone);
  const found = shared.map(([longest, members]) => {
    const all = members.map(({address}) => visits.get(walks.addressOf(address))!);
    return listOf(longest, members, {...walks, visits: sumOf(all, clock)});
  });
  const [all] = await log.where(refused()).tally<All>([], {measures: ["attempts", "addresses"]});
  const ranked = found.sort(bySize).map((one, rank) => ({id: rank + 1, ...one}));
  return {dictionaries: ranked, compared: walks.walks.length, ...all!};
}

type All = Pick<Dictionaries, "attempts" | "addresses">;
type Listed = Omit<Dictionary, "id">;

function bySize(a: Listed, b: Listed): number {
  return (
    b.addresses - a.addresses ||
    b.attempts - a.attempts ||
    a.first - b.first ||
    compareTexts(a.members[0]!, b.members[0]!)
  );
}

type Context = Pick<Walks, "addressOf" | "nameOf"> & {readonly visits: Visits};

function listOf(longest: Walk, members: readonly Walk[], {addressOf, nameOf, visits}: Context): Listed {
  const others = members.filter((walk) => walk !== longest);
  const addresses = others.map(({address}) => addressOf(address)).toSorted();
  return {
    addresses: members.length,
    names: longest.names.length,
    ...visits,
    inOrder: orderOf(longest, others),
    list: Array.from(longest.names, (name) => shown(nameOf(name))),
    members: [addressOf(longest.address), ...addresses]
  };
}

interface Visits {
  readonly attempts: number;
  readonly first: number;
  readonly last: number;
}

/** Returns the refused attempts of each address, and the first and the last of them as epoch ms. */
async function visitsOf(log: Log): Promise<ReadonlyMap<string, Visits>> {
  const placed = log.where({...refused(), address: {not: null}});
  const measures = ["attempts", "first", "last"] as const;
  const {address, attempts, first, last} = await placed.tallyColumns(["address"], {measures});
  const visits = (code: number, i: number): [string, Visits] => [
    String(address.word(code)),
    {attempts: attempts[i]!, first: first[i]!, last: last[i]!}
  ];
  return new Map(Array.from(address.codes, visits));
}

function sumOf(visits: readonly Visits[], clock: (seconds: number) => number): Visits {
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
