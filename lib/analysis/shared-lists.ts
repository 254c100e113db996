import {sameOrder} from "./order.ts";
import type {Walk} from "./walks.ts";

/** How alike two walks must be to go through one list. */
export interface Alike {
  /** How many names both must have; a walk with fewer names must be equal to the other. */
  readonly common: number;
  /** Which part of these names, from 0 to 1, must come in the same order. */
  readonly inOrder: number;
  /** How many names must be followed by the same name in both. */
  readonly followed: number;
}

/**
 * Returns for each walk the number of the longest walk through the same list: its own where no longer walk goes through
 * that list. A walk joins the longer walk that has the most names in the same order. It is compared only with walks
 * that have two names in a row as it has them, a pair. For each pair the `indexed` longest walks are remembered (16 by
 * default), and of all these the `compared` walks that share the most pairs are compared (4). So the time grows with
 * the number of tries, not with the square of the addresses.
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
    addPairs(index, walk, {number: i, most: indexed});
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
    best = other;
    most = inOrder;
  }
  return best;
}

/** The numbers of the walks that have a pair, by the pair; only pairs of two walks or more. Walks are added in turn. */
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

/** Adds the number of a walk to each of its pairs that has fewer than `most` walks. */
function addPairs(index: PairIndex, {names}: Walk, {number, most}: {number: number; most: number}): void {
  for (let i = 1; i < names.length; i++) {
    const walks = index.get(pairOf(names, i));
    if (walks && walks.length < most) walks.push(number);
  }
}

/**
 * Returns the numbers of the walks that share at least `least` pairs with a walk, those with the most first. `counts`
 * has a place for each walk, and is all 0 before and after.
 */
function mostPairs(index: PairIndex, {names}: Walk, {least, counts}: {least: number; counts: Uint32Array}): number[] {
  const found: number[] = [];
  for (let i = 1; i < names.length; i++)
    for (const walk of index.get(pairOf(names, i)) ?? []) if (counts[walk]!++ === 0) found.push(walk);
  const most = found.filter((walk) => counts[walk]! >= least).sort((a, b) => counts[b]! - counts[a]! || a - b);
  for (const walk of found) counts[walk] = 0;
  return most;
}
