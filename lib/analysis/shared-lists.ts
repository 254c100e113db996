import {sameOrder} from "./order.ts";
import type {Walk} from "./walks.ts";

/** How alike two walks must be to go through one list. */
export interface Alike {
  /** How many names both must have; a walk of fewer must be equal. */
  readonly common: number;
  /** Which part of those names must come in the same order. */
  readonly inOrder: number;
  /** How many names must be followed by the same one in both. */
  readonly followed: number;
}

/**
 * Returns for each walk the number of the longest walk through the same list, which is its own where no longer one goes
 * through it. A walk goes with the longer one that has most names in the same order. Only those are compared that have
 * the same two names in a row: of all with such a pair the `indexed` longest, and of these the `compared` with most of
 * such pairs. So the time grows with the number of tries, not with the square of the addresses.
 */
export function sharedLists(walks: readonly Walk[], alike: Alike, {indexed = 16, compared = 4} = {}): Int32Array {
  const lists = Int32Array.from(walks.keys());
  const index = pairIndex(walks.filter(({names}) => names.length >= alike.common));
  const short = new Map<string, number>();
  const counts = new Uint32Array(walks.length);
  for (const i of longestFirst(walks)) {
    const walk = walks[i]!;
    if (walk.names.length < alike.common) {
      lists[i] = firstEqual(short, walk, i);
      continue;
    }
    const candidates = mostPairs(index, walk, {least: alike.followed, counts}).slice(0, compared);
    const best = mostInOrder(walk, candidates, {walks, alike});
    if (best !== null) lists[i] = lists[best]!;
    addPairs(index, walk, i, indexed);
  }
  return lists;
}

function longestFirst(walks: readonly Walk[]): number[] {
  return [...walks.keys()].sort((a, b) => walks[b]!.names.length - walks[a]!.names.length || a - b);
}

function firstEqual(seen: Map<string, number>, {names}: Walk, walk: number): number {
  const key = names.join();
  if (!seen.has(key)) seen.set(key, walk);
  return seen.get(key)!;
}

interface Comparison {
  readonly walks: readonly Walk[];
  readonly alike: Alike;
}

function mostInOrder(walk: Walk, candidates: readonly number[], {walks, alike}: Comparison): number | null {
  let best: number | null = null;
  let most = 0;
  for (const other of candidates) {
    const {common, inOrder} = sameOrder(walk, walks[other]!);
    if (common < alike.common || inOrder < alike.inOrder * common || inOrder <= most) continue;
    [best, most] = [other, inOrder];
  }
  return best;
}

/** For each pair of names that follow each other in more than one walk: the walks that have it, filled as they come. */
type PairIndex = ReadonlyMap<number, number[]>;

function pairIndex(walks: readonly Walk[]): PairIndex {
  const pairs = new Float64Array(walks.reduce((sum, {names}) => sum + names.length - 1, 0));
  let size = 0;
  for (const {names} of walks) for (let i = 1; i < names.length; i++) pairs[size++] = pairOf(names, i);
  pairs.sort();
  const index = new Map<number, number[]>();
  for (let i = 1; i < size; i++) if (pairs[i] === pairs[i - 1] && pairs[i] !== pairs[i - 2]) index.set(pairs[i]!, []);
  return index;
}

/** Returns a number for two names in a row; exact below 2^26 names. */
const pairOf = (names: Int32Array, i: number): number => names[i - 1]! * 2 ** 26 + names[i]!;

function addPairs(index: PairIndex, {names}: Walk, walk: number, most: number): void {
  for (let i = 1; i < names.length; i++) {
    const walks = index.get(pairOf(names, i));
    if (walks && walks.length < most) walks.push(walk);
  }
}

/**
 * Returns the walks of an index that have at least `least` pairs of a walk, those with most first; `counts` are all 0.
 */
function mostPairs(index: PairIndex, {names}: Walk, {least, counts}: {least: number; counts: Uint32Array}): number[] {
  const found: number[] = [];
  for (let i = 1; i < names.length; i++)
    for (const walk of index.get(pairOf(names, i)) ?? []) if (counts[walk]!++ === 0) found.push(walk);
  const most = found.filter((walk) => counts[walk]! >= least).sort((a, b) => counts[b]! - counts[a]! || a - b);
  for (const walk of found) counts[walk] = 0;
  return most;
}
