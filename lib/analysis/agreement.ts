import type {Log} from "../ask/question/log.ts";
import {refused} from "../ask/question/where.ts";
import {compareTexts} from "../base/order.ts";
import {sum} from "../base/sum.ts";
import {distanceKm} from "../geo/distance.ts";
import {openGeo, type Geo} from "../geo/geo.ts";
import type {Place} from "../geo/place.ts";
import {usState} from "../geo/states.ts";
import type {Agreement, Disagreement, Share, Shares} from "../rows/agreement.ts";

/** An address as the two databases place it. */
interface Pair {
  readonly a: Place;
  readonly b: Place;
  readonly attempts: number;
}

/**
 * Returns how far two geo databases agree on the public addresses of refused attempts, with the `n` largest
 * disagreements (10 by default). The two are the first of `geo`, by default of those that {@link openGeo} opens.
 * Returns null where fewer than two are open.
 */
export async function agreement(log: Log, {geo, n = 10}: {geo?: Geo; n?: number} = {}): Promise<Agreement | null> {
  const [first, second] = (geo ?? (await openGeo())).databases;
  if (!first || !second) return null;
  const tried = log.where({...refused(), address: {not: null}});
  const rows = await tried.tally<{address: string; attempts: number}>(["address"]);
  const pairs = rows
    .map(({address, attempts}) => ({a: first.locate(address), b: second.locate(address), attempts}))
    .filter(({a}) => a.addressClass === "public");
  return {
    databases: [first.caption, second.caption],
    addresses: shares(pairs, () => 1),
    attempts: shares(pairs, (pair) => pair.attempts),
    disagreements: disagreements(pairs).slice(0, n)
  };
}

type Weight = (pair: Pair) => number;

function shares(pairs: readonly Pair[], weight: Weight): Shares {
  return {
    total: sum(pairs, weight),
    country: share(pairs, (place) => place.country, weight),
    state: share(pairs, usState, weight),
    medianKm: median(pairs, weight)
  };
}

function share(pairs: readonly Pair[], value: (place: Place) => string | null, weight: Weight): Share {
  const compared = pairs.filter(({a, b}) => value(a) !== null && value(b) !== null);
  return {
    compared: sum(compared, weight),
    same: sum(
      compared.filter(({a, b}) => value(a) === value(b)),
      weight
    )
  };
}

function median(pairs: readonly Pair[], weight: Weight): number | null {
  const distances = pairs.map((pair) => ({km: distanceKm(pair.a, pair.b), weight: weight(pair)}));
  const known = distances.filter(({km}) => km !== null).toSorted((a, b) => a.km! - b.km!);
  const half = sum(known, ({weight}) => weight) / 2;
  let passed = 0;
  return known.find((distance) => (passed += distance.weight) >= half)?.km ?? null;
}

function disagreements(pairs: readonly Pair[]): Disagreement[] {
  const different = pairs.filter(({a, b}) => a.country !== null && b.country !== null && a.country !== b.country);
  const groups = Map.groupBy(different, ({a, b}) => `${a.country} ${b.country}`);
  const rows = [...groups.values()].map((group) => ({
    a: group[0]!.a.countryName!,
    b: group[0]!.b.countryName!,
    addresses: group.length,
    attempts: sum(group, ({attempts}) => attempts)
  }));
  return rows.toSorted((p, q) => q.attempts - p.attempts || compareTexts(p.a, q.a) || compareTexts(p.b, q.b));
}
