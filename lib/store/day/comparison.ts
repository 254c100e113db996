import {addLike, textOf, type Lines, type Medium} from "./lines.ts";
import {firstIndex} from "../../base/search.ts";

/**
 * The part of a day that a log covers, in seconds since the day began: it has all lines that were written strictly
 * between the two. It may begin, and end, in the midst of a second.
 */
export interface Cover {
  readonly from: number;
  readonly to: number;
}

/** What is known of a log whose lines are compared with others. */
export interface CompareOptions {
  readonly medium: Medium;
  readonly cover: Cover;
  /** What the known lines cover, if they are of one log too; default: nothing is known of that. */
  readonly known?: Cover;
  /** Whether the others are known to be copies of the log's lines; default false. */
  readonly isCopy?: boolean;
}

/** The lines of a log and the known ones of a day while they are compared. */
export interface Comparison extends Required<CompareOptions> {
  readonly lines: Lines;
  /** The texts that both have. */
  readonly texts: readonly Text[];
  /** How many of the equal lines at an index have no partner yet. */
  readonly left: number[];
  /** Whether a line stands for several, as `message repeated N times` does. */
  readonly hasFolds: boolean;
}

/** The lines of one text: those of the log, and the known ones. */
export interface Text {
  readonly fresh: Side;
  readonly known: Side;
}

/** Lines of one text by their indices, in the order of time, and by {@link placeOf}. */
export interface Side {
  readonly all: number[];
  readonly places: Map<number, number>;
}

/** A line that stands for others stands for those that were written within this time before it. */
export const foldSeconds = 3600;

/**
 * Returns a comparison of the lines of a log, the first `own` ones, with the known lines behind them; both parts are in
 * the order of time, and no two lines of a part are equal.
 */
export function compare(
  lines: Lines,
  own: number,
  {medium, cover, known = nothing, isCopy = false}: CompareOptions
): Comparison {
  const first = lines.second[0]!;
  const last = lines.second[own - 1]!;
  const wide = {from: firstAt(lines, own, first - foldSeconds), to: firstAt(lines, own, last + foldSeconds + 1)};
  const near = {from: firstAt(lines, own, first - 1), to: firstAt(lines, own, last + 2)};
  const hasFolds = hasFold(lines, {from: 0, to: own}) || hasFold(lines, wide);
  const texts = textsIn(lines, own, {...(hasFolds ? wide : near), medium});
  const left = Array.from(lines[medium].subarray(0, lines.length));
  return {lines, medium, cover, known, isCopy, texts, left, hasFolds};
}

const nothing: Cover = {from: Infinity, to: -Infinity};

/** Indices of lines: from the first one up to the one before `to`. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** Returns the index of the first of the known lines, from the index `own` on, at a second or after it. */
export function firstAt({second, length}: Lines, own: number, wanted: number): number {
  return firstIndex({from: own, to: length}, (i) => second[i]! >= wanted);
}

function hasFold({times}: Lines, range: Range): boolean {
  for (let i = range.from; i < range.to; i += 1) if (times[i]! > 1) return true;
  return false;
}

function textsIn(lines: Lines, own: number, {medium, ...range}: Range & {medium: Medium}): Text[] {
  const counts = lines[medium];
  const texts = new Map<string, Text>();
  const pids = new Set<number>(); // a quick look before the text is put together
  for (let i = 0; i < own; i += 1) {
    if (counts[i] === 0) continue;
    pids.add(lines.pid[i]!);
    const key = textOf(lines, i);
    let text = texts.get(key);
    if (!text) texts.set(key, (text = {fresh: emptySide(), known: emptySide()}));
    put(text.fresh, lines, i);
  }
  for (let i = range.from; i < range.to; i += 1) {
    if (counts[i] === 0 || !pids.has(lines.pid[i]!)) continue;
    const text = texts.get(textOf(lines, i));
    if (text) put(text.known, lines, i);
  }
  return [...texts.values()].filter(({known}) => known.all.length > 0);
}

function emptySide(): Side {
  return {all: [], places: new Map()};
}

function put({all, places}: Side, {times, second}: Lines, i: number): void {
  all.push(i);
  places.set(placeOf(times[i]!, second[i]!), i);
}

/** Returns a number for a number of repeats and a second of a day, each pair has one of its own. */
export function placeOf(times: number, second: number): number {
  return times * 131_072 + second;
}

/** Returns how many lines of the medium a line stands for. */
export function weightOf({lines}: Comparison, i: number): number {
  return Math.max(1, lines.times[i]!);
}

/** Adds lines of a text to a side, equal to the one at an index but for what is given: a second, or repeats. */
export function addAt(
  {lines, medium, left}: Comparison,
  side: Side,
  {like, count, second, times}: {like: number; count: number; second: number; times: number}
): void {
  const known = side.places.get(placeOf(times, second));
  if (known !== undefined) return void (lines[medium][known]! += count);
  const i = addLike(lines, lines, like);
  lines.second[i] = second;
  lines.times[i] = times;
  lines.files[i] = lines.journal[i] = 0;
  lines[medium][i] = count;
  left[i] = 0;
  side.places.set(placeOf(times, second), i);
}
