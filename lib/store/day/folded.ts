import {addAt, foldSeconds, weightOf, type Comparison, type Side, type Text} from "./comparison.ts";

/**
 * Takes the lines that stand for N lines of their text (`message repeated N times`, `last message repeated N times`)
 * for those of the other side that were written since the line before, as far as these have no partner: they are the
 * same. The single lines are kept. Returns whether a known line was changed. Call it after the lines that are equal,
 * and those that are a second apart, have found their partners.
 */
export function joinFolded(comparison: Comparison): boolean {
  const {left} = comparison;
  const open = left.map((count, i) => count * weightOf(comparison, i));
  let isChanged = false;
  for (const text of comparison.texts) {
    const {fresh, known} = text;
    for (const [place, i] of fresh.places) {
      const k = known.places.get(place);
      const both = k === undefined ? 0 : Math.min(open[i]!, open[k]!);
      open[i]! -= both;
      if (k !== undefined) open[k]! -= both;
    }
    foldInto(comparison, open, {
      folds: fresh,
      others: known,
      canHold: (_, i) => isCovered(comparison, i)
    });
    const canHold = (fold: number, i: number): boolean => isAfterFirst(comparison, text, {fold, fresh: i});
    if (foldInto(comparison, open, {folds: known, others: fresh, canHold})) isChanged = true;
  }
  return isChanged;
}

/** The folded lines of one side, the lines of the other, and whether a folded line can stand for one of these. */
interface Folding {
  readonly folds: Side;
  readonly others: Side;
  readonly canHold: (fold: number, other: number) => boolean;
}

/**
 * Takes lines of the other side out of folded lines, and returns whether there were any; `open` has for each index how
 * many written lines have no partner yet.
 */
function foldInto(comparison: Comparison, open: number[], {folds, others, canHold}: Folding): boolean {
  const {second, times} = comparison.lines;
  let isAny = false;
  for (const fold of folds.all.slice()) {
    if (times[fold]! < 2 || open[fold] === 0) continue;
    const before = open[fold]!;
    for (const other of others.all) {
      if (open[fold] === 0 || second[other]! > second[fold]! + 1) break;
      if (open[other] === 0 || second[other]! < second[fold]! - foldSeconds || !canHold(fold, other)) continue;
      const taken = Math.min(open[other]!, open[fold]!);
      open[other]! -= taken;
      open[fold]! -= taken;
    }
    if (open[fold] === before) continue;
    isAny = true;
    shrink(comparison, folds, {fold, by: before - open[fold]!});
  }
  return isAny;
}

/** Lets folded lines stand for fewer lines than before. */
function shrink(comparison: Comparison, folds: Side, {fold, by}: {fold: number; by: number}): void {
  const {lines, medium} = comparison;
  const [second, times] = [lines.second[fold]!, lines.times[fold]!];
  const rest = lines[medium][fold]! * times - by;
  lines[medium][fold] = Math.floor(rest / times);
  if (rest % times > 0) addAt(comparison, folds, {like: fold, count: 1, second, times: rest % times});
}

/** Whether a log covers the time of a known line, so that a folded line of the log can stand for it. */
function isCovered({lines, cover, isCopy}: Comparison, known: number): boolean {
  return isCopy || lines.second[known]! > cover.from;
}

/**
 * Whether a known folded line can stand for a line of the log: the log covers the time of the folded line, or it goes
 * on up to there from the line that is repeated, which is known.
 */
function isAfterFirst(
  {lines, cover, isCopy}: Comparison,
  {known}: Text,
  {fold, fresh}: {fold: number; fresh: number}
): boolean {
  const {second} = lines;
  if (isCopy) return true;
  if (second[fold]! <= cover.from) return false;
  return cover.to >= second[fold]! || known.all.some((i) => i !== fold && second[i]! <= second[fresh]! + 1);
}
