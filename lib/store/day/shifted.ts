import {addAt, placeOf, type Comparison, type Cover, type Text} from "./comparison.ts";

/**
 * Makes lines of a log equal to known ones of the same text that were written a second earlier or later, where they are
 * the same lines: two programs wrote them, and one was some milliseconds later. The earlier second is kept. Returns
 * whether a known line was changed.
 *
 * The same text a second later can also be the next try, at the end of one file and at the head of the next one. So one
 * of the logs must cover the second in which it lacks the line.
 */
export function joinShifted(comparison: Comparison): boolean {
  const usual = usualShift(comparison);
  const covered = coveredBy(comparison, usual);
  const apart = allPairs(comparison, {usual, covered}).filter((pair) => isApart(comparison, pair));
  const isSure = comparison.isCopy || (apart.length > 0 && isWhole(comparison));
  let isChanged = false;
  for (const pair of apart)
    if (!isSure && !isSame(comparison, pair, covered)) giveBack(comparison, pair);
    else if (move(comparison, pair)) isChanged = true;
  return isChanged;
}

/**
 * Returns pairs of lines of all texts. Where the logs differ in the seconds that they have in common, their lines are
 * taken in order; else the first of one that begins later is not the one of the second before.
 */
function allPairs(comparison: Comparison, {usual, covered}: {usual: number; covered: Cover}): Pair[] {
  const {left, texts} = comparison;
  const before = left.slice();
  const common = commonTo(comparison, covered, usual);
  const pairs = texts.flatMap((text) => pairsOf(comparison, text, common));
  if (usual !== 0 || pairs.some((pair) => isApart(comparison, pair) && isSame(comparison, pair, covered))) {
    before.forEach((count, i) => (left[i] = count));
    return texts.flatMap((text) => pairsOf(comparison, text, everything));
  }
  return [...pairs, ...texts.flatMap((text) => pairsOf(comparison, text, everything))];
}

function isApart(comparison: Comparison, {fresh, known}: Pair): boolean {
  return secondOf(comparison, fresh) !== secondOf(comparison, known);
}

/** A number of lines of the log and as many known ones that are taken for the same. */
interface Pair {
  readonly text: Text;
  readonly fresh: number;
  readonly known: number;
  readonly count: number;
}

const shifts = [0, 1, -1];

function secondOf({lines}: Comparison, i: number): number {
  return lines.second[i]!;
}

/** Returns by how many seconds most lines of the log are later; 0 where no other number has more. */
function usualShift(comparison: Comparison): number {
  const sums = shifts.map((shift) => {
    let sum = 0;
    for (const [fresh, known] of pairsAt(comparison, shift))
      sum += Math.min(comparison.left[fresh]!, comparison.left[known]!);
    return sum;
  });
  return shifts[sums.indexOf(Math.max(...sums))]!;
}

/** Yields the lines of the log that are later than a known one of their text by a number of seconds, and that one. */
function* pairsAt({lines, texts}: Comparison, shift: number): Iterable<readonly [fresh: number, known: number]> {
  for (const {fresh, known} of texts)
    for (const i of fresh.all) {
      const k = known.places.get(placeOf(lines.times[i]!, lines.second[i]! - shift));
      if (k !== undefined) yield [i, k];
    }
}

/** Returns the part of the day that the known lines cover: it reaches over all of them that stand in the log too. */
function coveredBy(comparison: Comparison, shift: number): Cover {
  let {from, to} = comparison.known;
  for (const [, known] of pairsAt(comparison, shift)) {
    from = Math.min(from, secondOf(comparison, known));
    to = Math.max(to, secondOf(comparison, known));
  }
  return {from, to};
}

/** The seconds of which a log has lines that others have too: those of the log, and those of the known lines. */
interface Common {
  readonly fresh: Cover;
  readonly known: Cover;
}

function commonTo({cover}: Comparison, covered: Cover, shift: number): Common {
  const known = {from: cover.from - Math.max(0, shift), to: cover.to - Math.min(0, shift)};
  const fresh = {from: covered.from + Math.min(0, shift), to: covered.to + Math.max(0, shift)};
  return {fresh, known};
}

const always: Cover = {from: -Infinity, to: Infinity};
const everything: Common = {fresh: always, known: always};

/**
 * Returns pairs of lines of some seconds that have none yet, the earliest with the earliest: so they keep their order.
 */
function pairsOf(comparison: Comparison, text: Text, common: Common): Pair[] {
  const {lines, left} = comparison;
  const fresh = openIn(comparison, text.fresh.all, common.fresh);
  const known = openIn(comparison, text.known.all, common.known);
  const pairs: Pair[] = [];
  for (let f = 0, k = 0; f < fresh.length && k < known.length;) {
    const one = {text, fresh: fresh[f]!, known: known[k]!};
    const count = isNear(comparison, one) ? Math.min(left[one.fresh]!, left[one.known]!) : 0;
    if (count > 0) pairs.push({...one, count});
    left[one.fresh]! -= count;
    left[one.known]! -= count;
    const isEarlier = lines.second[one.fresh]! < lines.second[one.known]!;
    if (left[one.fresh] === 0 || (count === 0 && isEarlier)) f += 1;
    if (left[one.known] === 0 || (count === 0 && !isEarlier)) k += 1;
  }
  return pairs;
}

/** Returns those of some lines that stand for one line each, have no partner yet, and lie within some seconds. */
function openIn({lines, left}: Comparison, all: readonly number[], {from, to}: Cover): number[] {
  const {second, times} = lines;
  return all.filter((i) => left[i]! > 0 && times[i] === 1 && second[i]! >= from && second[i]! <= to);
}

/** Seconds in a row with lines of one text, at the most, through which two lines can be one. */
const longestRow = 60;

/**
 * Whether two lines are at most a second apart, or there are lines of their text in both logs in each second between:
 * then each of these can be the one of the second before.
 */
function isNear(comparison: Comparison, {text, fresh, known}: Omit<Pair, "count">): boolean {
  const [a, b] = [secondOf(comparison, fresh), secondOf(comparison, known)];
  if (Math.abs(a - b) > longestRow) return false;
  for (let second = Math.min(a, b) + 1; second < Math.max(a, b); second += 1) {
    const place = placeOf(1, second);
    if (!text.fresh.places.has(place) || !text.known.places.has(place)) return false;
  }
  return true;
}

/** Whether all lines of both have partners: two logs of a few lines. */
function isWhole({texts, left}: Comparison): boolean {
  return texts.length > 1 && texts.every(({fresh, known}) => [...fresh.all, ...known.all].every((i) => left[i] === 0));
}

/** Whether one of the logs covers the second of the other one's line, given what the known lines cover. */
function isSame(comparison: Comparison, {fresh, known}: Pair, covered: Cover): boolean {
  const [a, b] = [secondOf(comparison, known), secondOf(comparison, fresh)];
  if (isWithin(comparison.cover, a)) return true;
  return b >= comparison.cover.from && isWithin({from: Math.min(covered.from, a), to: Math.max(covered.to, a)}, b);
}

function isWithin({from, to}: Cover, second: number): boolean {
  return from < second && second < to;
}

/** Gives both lines of a pair the earlier second; returns whether the known one was changed. */
function move(comparison: Comparison, {text, fresh, known, count}: Pair): boolean {
  const {lines, medium} = comparison;
  const isLater = lines.second[fresh]! > lines.second[known]!;
  const [from, to] = isLater ? [fresh, known] : [known, fresh];
  lines[medium][from]! -= count;
  const [second, times] = [lines.second[to]!, lines.times[to]!];
  addAt(comparison, isLater ? text.fresh : text.known, {like: from, count, second, times});
  return !isLater;
}

function giveBack({left}: Comparison, {fresh, known, count}: Pair): void {
  left[fresh]! += count;
  left[known]! += count;
}
