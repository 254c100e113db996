import {refused, tallyRows} from "../ask/polars/tally.ts";
import {distanceKm} from "../geo/distance.ts";
import type {Place} from "../geo/place.ts";
import {usState} from "../geo/states.ts";
import type {Located} from "./places.ts";
import type {Agreement, Disagreement, Share, Shares} from "../rows/agreement.ts";

/** An address as the two databases place it. */
interface Pair {
  readonly a: Place;
  readonly b: Place;
  readonly attempts: number;
}

/** Returns how far the first two open geo databases agree, with the `n` largest disagreements; null unless two are open. */
export function agreement({frame, geo}: Located, {n = 10}: {n?: number} = {}): Agreement | null {
  const [first, second] = geo.databases;
  if (!first || !second) return null;
  const rows = tallyRows<{address: string | null; attempts: number}>(frame, ["address"], {where: refused()});
  const pairs = rows
    .filter(({address}) => address !== null)
    .map(({address, attempts}) => ({a: first.locate(address!), b: second.locate(address!), attempts}))
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
  const half = known.reduce((total, distance) => total + distance.weight, 0) / 2;
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
  return rows.toSorted((p, q) => q.attempts - p.attempts || compare(p.a, q.a) || compare(p.b, q.b));
}

function sum(pairs: readonly Pair[], weight: Weight): number {
  return pairs.reduce((total, pair) => total + weight(pair), 0);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
