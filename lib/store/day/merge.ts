import {compare, firstAt, type CompareOptions, type Cover} from "./comparison.ts";
import {joinFolded} from "./folded.ts";
import {addLines, countLines, textOf, wordsOf, type Lines, type Medium} from "./lines.ts";
import {settle} from "./settle.ts";
import {joinShifted} from "./shifted.ts";

/**
 * What is known of the log whose lines are merged; by default it covers from the first of its lines to the last one.
 */
export interface MergeOptions extends Partial<Omit<CompareOptions, "medium">> {
  /**
   * The lines in the first second of the cover that a run before has merged: how many say the same, by what they say
   * (see {@link wordsOf}). Default: none.
   */
  readonly tail?: ReadonlyMap<string, number>;
}

const media: readonly Medium[] = ["files", "journal"];

/**
 * Adds the lines of other logs to the settled lines of a log: a line then stands there as often as in the log that has
 * it most often, and the copies of a line that differ in the second or in the form are one (shifted.ts, folded.ts).
 * Returns whether that gave other lines than the others were.
 */
export function merge(
  lines: Lines,
  others: Lines,
  {cover = coverOf(lines), tail, ...options}: MergeOptions = {}
): boolean {
  const own = lines.length;
  const before = countLines(others);
  addLines(lines, others);
  if (tail) dropMerged(lines, own, {second: Math.ceil(cover.from), tail});
  let isChanged = false;
  for (const medium of own > 0 && others.length > 0 ? media : []) {
    const comparison = compare(lines, own, {...options, medium, cover});
    if (comparison.texts.length === 0) continue;
    if (joinShifted(comparison)) isChanged = true;
    if (comparison.hasFolds && joinFolded(comparison)) isChanged = true;
  }
  settle(lines, Math.max);
  return isChanged || countLines(lines) !== before;
}

function coverOf({second, length}: Lines): Cover {
  return {from: second[0] ?? 0, to: second[length - 1] ?? 0};
}

/**
 * Takes lines out of the log's that a run before has merged and that are no longer known as they were: they are known
 * in another second, or in another form.
 */
function dropMerged(
  lines: Lines,
  own: number,
  {second, tail}: {second: number; tail: ReadonlyMap<string, number>}
): void {
  const known = new Map<string, number>();
  for (let i = firstAt(lines, own, second); i < lines.length && lines.second[i] === second; i += 1)
    known.set(keyOf(lines, i), i);
  for (let i = 0; i < own && lines.second[i]! <= second; i += 1) {
    const merged = lines.second[i] === second ? tail.get(wordsOf(lines, i)) : undefined;
    if (merged === undefined) continue;
    const k = known.get(keyOf(lines, i));
    for (const medium of media) {
      const missing = Math.ceil(merged) - (k === undefined ? 0 : lines[medium][k]!);
      lines[medium][i] = Math.max(0, lines[medium][i]! - Math.max(0, missing));
    }
  }
}

function keyOf(lines: Lines, i: number): string {
  return `${lines.times[i]} ${textOf(lines, i)}`;
}
