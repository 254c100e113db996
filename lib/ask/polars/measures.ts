import type {Measure} from "../question/options.ts";
import {codeOfNull, codesOf} from "./codes.ts";
import {dictionaryOf, type Frame} from "./star.ts";
import {groupOfEach, type Groups} from "./groups.ts";
import {startsOf} from "./pairs.ts";
import {quarterStarts} from "./time.ts";

/** Measures that count distinct words, and the column of these. */
const counted = {addresses: "address", names: "user"} as const;

/** Returns a measure of each group, as a number; a time is epoch milliseconds, NaN where there is none. */
export function measured(frame: Frame, groups: Groups, measure: Measure): Float64Array {
  if (measure === "attempts") return sumsOf(groups).sums;
  if (measure === "first" || measure === "last") return extremes(frame, groups, measure);
  return distinctCounts(frame, groups, counted[measure]);
}

/** Returns the attempts of each group, and which groups have any fact. */
export function sumsOf(groups: Groups): {sums: Float64Array; isThere: Uint8Array} {
  const sums = new Float64Array(groups.size);
  const isThere = new Uint8Array(groups.size);
  const facts = groups.facts([]);
  const {attempts} = facts;
  groups.each(facts, (codes, from, to) => {
    for (let i = from; i < to; i += 1) {
      const group = codes[i - from]!;
      if (group < 0) continue;
      sums[group]! += attempts[i]!;
      isThere[group] = 1;
    }
  });
  return {sums, isThere};
}

function extremes(frame: Frame, groups: Groups, measure: "first" | "last"): Float64Array {
  const found = new Float64Array(groups.size).fill(NaN);
  const clock = dictionaryOf(frame, "start");
  const facts = groups.facts([clock], {rows: true});
  const start = quarterStarts(clock);
  const positions = facts.positions(clock);
  const seconds = facts.seconds!;
  const sign = measure === "first" ? 1 : -1;
  groups.each(facts, (codes, from, to) => {
    for (let i = from; i < to; i += 1) {
      const group = codes[i - from]!;
      if (group < 0) continue;
      const time = start[positions[i]!]! + 1000 * seconds[i]!;
      if (!(sign * found[group]! <= sign * time) && time === time) found[group] = time;
    }
  });
  return found;
}

/**
 * Counts the distinct words of each group: in the order of the groups, a word is new where no fact of its group had it
 * yet.
 */
function distinctCounts(frame: Frame, groups: Groups, column: string): Float64Array {
  const dictionary = dictionaryOf(frame, column);
  const {of, first} = codesOf(dictionary, [column]);
  const none = codeOfNull(dictionary, column);
  const facts = groups.facts([dictionary]);
  const {words, starts} = wordsInOrder(groupOfEach(groups, facts), groups.size, {
    positions: facts.positions(dictionary),
    of
  });
  const [counts, seenIn] = [new Float64Array(groups.size), new Int32Array(first.length).fill(-1)];
  for (let group = 0; group < groups.size; group += 1) {
    let count = 0;
    for (let i = starts[group]!; i < starts[group + 1]!; i += 1) {
      const word = words[i]!;
      if (word === none || seenIn[word] === group) continue;
      seenIn[word] = group;
      count += 1;
    }
    counts[group] = count;
  }
  return counts;
}

type Words = {readonly positions: Int32Array; readonly of: Int32Array};

/** Returns the words of facts in the order of their groups, and where those of each group start. */
function wordsInOrder(
  groups: Int32Array,
  size: number,
  {positions, of}: Words
): {words: Int32Array; starts: Int32Array} {
  const starts = startsOf(groups, size);
  const [words, next] = [new Int32Array(starts.at(-1)!), starts.slice()];
  for (let i = 0; i < groups.length; i += 1) if (groups[i]! >= 0) words[next[groups[i]!]!++] = of[positions[i]!]!;
  return {words, starts};
}
