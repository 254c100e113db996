import type {Key} from "./codes.ts";
import {blockFacts, type Facts} from "./facts.ts";
import type {Dictionary, Frame} from "./star.ts";
import {pairsOf} from "./pairs.ts";
import {fewestFacts} from "./rollup.ts";
import {at, digits, eachBlock, type Step, type Use} from "./blocks.ts";
import type {Kept} from "./kept.ts";

/** Facts in groups, which have the numbers below a size. */
export interface Groups {
  readonly size: number;
  /**
   * Returns facts from which these groups can be counted, that are in some more dictionaries; `rows`: facts with a
   * time.
   */
  facts(more: readonly Dictionary[], options?: {readonly rows?: boolean}): Facts;
  /** Hands over the group of each fact, block by block; −1: does not count. */
  each(facts: Facts, use: Use): void;
  /** Returns the codes of each key that groups stand for. */
  codes(groups: Int32Array): Int32Array[];
}

/** So few numbers may be used for the groups, whatever the number of rows. */
const fewGroups = 2 ** 16;

/** Returns the groups of facts that have the same codes of keys and are kept. */
export function groupsOf(frame: Frame, keys: readonly Key[], kept: Kept): Groups {
  const most = Math.max(fewGroups, frame.rows.height / 2);
  const [few, others] = [[...keys], [] as Key[]];
  while (few.length > 1 && combinations(few) > most) others.unshift(few.pop()!);
  return others.reduce((groups, key) => paired(groups, key), numbered(frame, few, kept));
}

function combinations(keys: readonly Key[]): number {
  return keys.reduce((product, {codes}) => product * codes.first.length, 1);
}

/** Groups whose number follows from the codes of the keys. */
function numbered(frame: Frame, keys: readonly Key[], kept: Kept): Groups {
  const only = [...kept].filter(([dictionary]) => keys.every((key) => key.dictionary !== dictionary));
  const steps = [...only.map(stepOfKept), ...keys.map((key) => stepOfKey(key, kept.get(key.dictionary)))];
  const dictionaries = steps.map(({dictionary}) => dictionary);
  const sizes = keys.map(({codes}) => codes.first.length);
  return {
    size: combinations(keys),
    facts: (more, options) => fewestFacts(frame, new Set([...dictionaries, ...more]), options),
    each: (facts, use) => eachBlock(facts, steps, use),
    codes: (groups) => digits(groups, sizes)
  };
}

function stepOfKept([dictionary, kept]: [Dictionary, Uint8Array]): Step {
  const of = new Int32Array(kept.length);
  for (let i = 0; i < kept.length; i += 1) of[i] = kept[i]! - 1;
  return {dictionary, of, size: 1, before: countsBefore(dictionary, kept)};
}

function stepOfKey({dictionary, codes: {of, first}}: Key, kept: Uint8Array | undefined): Step {
  const size = first.length;
  if (!kept) return {dictionary, of, size, before: null};
  const only = of.slice();
  for (let i = 0; i < kept.length; i += 1) if (!kept[i]) only[i] = -1;
  return {dictionary, of: only, size, before: countsBefore(dictionary, kept)};
}

/**
 * Only times are near each other in rows that are: it is of no use to ask the other dictionaries for blocks to leave
 * out.
 */
function countsBefore({id}: Dictionary, kept: Uint8Array): Int32Array | null {
  if (id !== "clockId") return null;
  const before = new Int32Array(kept.length + 1);
  for (let i = 0; i < kept.length; i += 1) before[i + 1] = before[i]! + kept[i]!;
  return before;
}

/**
 * Groups that are split by one more key; only those that there are get a number, for there are far less than there
 * might be.
 */
function paired(groups: Groups, {dictionary, codes}: Key): Groups {
  const facts = groups.facts([dictionary], {rows: true});
  const positions = facts.positions(dictionary);
  const codeOf = (fact: number): number => codes.of[positions[fact]!]!;
  const pairs = pairsOf({of: groupOfEach(groups, facts), size: groups.size}, codes.first.length, codeOf);
  return {
    size: pairs.size,
    facts: () => facts,
    each: (_, use) => eachPart(pairs.of, use),
    codes: (some) => [...groups.codes(at(pairs.groups, some)), at(pairs.codes, some)]
  };
}

/** Hands over the groups of all facts, block by block. */
function eachPart(groups: Int32Array, use: Use): void {
  for (let from = 0; from < groups.length; from += blockFacts) {
    const to = Math.min(groups.length, from + blockFacts);
    use(groups.subarray(from, to), from, to);
  }
}

/** Returns some of the groups, numbered by their places among these. */
export function narrowed(groups: Groups, some: Int32Array): Groups {
  const places = new Int32Array(groups.size).fill(-1);
  some.forEach((group, place) => (places[group] = place));
  const codes = new Int32Array(blockFacts);
  const each: Groups["each"] = (facts, use) =>
    groups.each(facts, (all, from, to) => {
      for (let i = 0; i < to - from; i += 1) codes[i] = all[i]! < 0 ? -1 : places[all[i]!]!;
      use(codes, from, to);
    });
  return {...groups, size: some.length, each, codes: (places) => groups.codes(at(some, places))};
}

/** Returns the group of each fact; −1: does not count. */
export function groupOfEach(groups: Groups, facts: Facts): Int32Array {
  const of = new Int32Array(facts.length).fill(-1);
  groups.each(facts, (codes, from, to) =>
    of.set(to - from < codes.length ? codes.subarray(0, to - from) : codes, from)
  );
  return of;
}
