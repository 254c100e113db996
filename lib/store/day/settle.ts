import {columns, type Dictionary, type Lines} from "./lines.ts";

/** Returns how often a line stands in the logs, given how often two equal lines of a second do. */
export type Combine = (a: number, b: number) => number;

/** Combines equal lines of one log: each stands for itself. */
export const sum: Combine = (a, b) => a + b;

/**
 * Puts lines into the canonical order: by time, and within a second as sshd writes them. Equal lines of a second become
 * one, and lines that stand in no log any more are left out. The order does not depend on the indices that words and
 * forms have in this set.
 */
export function settle(lines: Lines, combine: Combine): void {
  const {firsts, files, journal} = distinct(lines, canonicalOrder(lines), combine);
  const column = new Int32Array(firsts.length);
  for (const name of columns) lines[name].set(gathered(lines[name], firsts, column));
  lines.files.set(files);
  lines.journal.set(journal);
  lines.length = firsts.length;
}

/** Returns the index of the first of each set of equal lines, and how often the line stands in the logs. */
function distinct(
  lines: Lines,
  order: Uint32Array,
  combine: Combine
): {firsts: Uint32Array; files: Int32Array; journal: Int32Array} {
  const firsts = order.slice();
  const files = new Int32Array(order.length);
  const journal = new Int32Array(order.length);
  let last = -1;
  for (let k = 0; k < order.length; k += 1) {
    const i = order[k]!;
    if (lines.files[i] === 0 && lines.journal[i] === 0) continue;
    if (last >= 0 && isEqual(lines, firsts[last]!, i)) {
      files[last] = combine(files[last]!, lines.files[i]!);
      journal[last] = combine(journal[last]!, lines.journal[i]!);
      continue;
    }
    last += 1;
    firsts[last] = i;
    files[last] = lines.files[i]!;
    journal[last] = lines.journal[i]!;
  }
  const length = last + 1;
  return {firsts: firsts.subarray(0, length), files: files.subarray(0, length), journal: journal.subarray(0, length)};
}

function gathered(from: Int32Array, places: Uint32Array, to: Int32Array): Int32Array {
  for (let k = 0; k < places.length; k += 1) to[k] = from[places[k]!]!;
  return to;
}

function canonicalOrder(lines: Lines): Uint32Array {
  const {length, second} = lines;
  const order = new Uint32Array(length);
  for (let i = 0; i < length; i += 1) order[i] = i;
  if (!isRising(second, length)) order.sort((a, b) => second[a]! - second[b]! || a - b);
  const sorting = {order, compare: comparer(lines)};
  for (let start = 0, end = 0; start < length; start = end) {
    while (end < length && second[order[end]!] === second[order[start]!]) end += 1;
    if (end - start > 1) sort(sorting, start, end);
  }
  return order;
}

function isRising(second: Int32Array, length: number): boolean {
  for (let i = 1; i < length; i += 1) if (second[i]! < second[i - 1]!) return false;
  return true;
}

/** Up to this number of lines, sorting by insertion is faster. */
const few = 24;

type Compare = (a: number, b: number) => number;

/** The lines of a day in the order of their seconds, and what puts those of a second in order. */
interface Sorting {
  readonly order: Uint32Array;
  readonly compare: Compare;
}

/** Sorts the lines of a second, which stand between two places; most seconds have few, and nearly in order. */
function sort({order, compare}: Sorting, start: number, end: number): void {
  if (end - start > few) return void order.subarray(start, end).sort(compare);
  for (let i = start + 1; i < end; i += 1) {
    const one = order[i]!;
    let at = i;
    for (; at > start && compare(order[at - 1]!, one) > 0; at -= 1) order[at] = order[at - 1]!;
    order[at] = one;
  }
}

function comparer({form, pid, user, ip, port, times, forms, words}: Lines): Compare {
  const phases = forms.texts.map((code) => code.charCodeAt(0)); // a code begins with its phase
  return (a, b) =>
    phases[form[a]!]! - phases[form[b]!]! ||
    pid[a]! - pid[b]! ||
    byText(forms, form[a]!, form[b]!) ||
    byText(words, user[a]!, user[b]!) ||
    byText(words, ip[a]!, ip[b]!) ||
    port[a]! - port[b]! ||
    times[a]! - times[b]!;
}

function byText({texts}: Dictionary, a: number, b: number): number {
  if (a === b) return 0;
  if (a < 0 || b < 0) return a - b;
  return texts[a]! < texts[b]! ? -1 : 1;
}

function isEqual({second, form, pid, user, ip, port, times}: Lines, a: number, b: number): boolean {
  return (
    second[a] === second[b] &&
    form[a] === form[b] &&
    pid[a] === pid[b] &&
    port[a] === port[b] &&
    user[a] === user[b] &&
    ip[a] === ip[b] &&
    times[a] === times[b]
  );
}
