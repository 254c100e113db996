import {blockFacts, type Facts} from "./facts.ts";
import type {Dictionary} from "./star.ts";

/** How the position of a fact in a dictionary goes into its code. */
export interface Step {
  readonly dictionary: Dictionary;
  /** By the position: a number below the size, or −1 for facts that do not count; null: the position itself,
   * of facts that all count. */
  readonly of: Int32Array | null;
  readonly size: number;
  /** By the position: how many positions before it count; null where all do. */
  readonly before: Int32Array | null;
}

/** Takes the codes of the facts of a block, of which the first one is the fact `from`; −1: does not count. */
export type Use = (codes: Int32Array, from: number, to: number) => void;

/**
 * Hands over the code of each fact, block by block: the numbers of its steps, read as the digits of one number. Each
 * step is a loop over a block, as in MonetDB/X100 (Boncz, Zukowski and Nes 2005). Blocks without a fact that counts are
 * left out.
 */
export function eachBlock(facts: Facts, steps: readonly Step[], use: Use): void {
  const codes = new Int32Array(blockFacts);
  const columns = steps.map(({dictionary}) => facts.positions(dictionary));
  const mayCount = steps.filter(({before}) => before).map((step) => testOf(facts, step));
  for (let from = 0, block = 0; from < facts.length; from += blockFacts, block += 1) {
    if (!mayCount.every((test) => test(block))) continue;
    const to = Math.min(facts.length, from + blockFacts);
    if (steps.length === 0) codes.fill(0);
    for (let i = 0; i < steps.length; i += 1) {
      const take = i === 0 ? begin : append;
      take(codes, columns[i]!.subarray(from, to), steps[i]!);
    }
    use(codes, from, to);
  }
}

/**
 * Returns a function that tells whether any fact of a block may count. Rows come in the order of time, so few of a
 * month do.
 */
function testOf(facts: Facts, {dictionary, before}: Step): (block: number) => boolean {
  const {least, most} = facts.ranges(dictionary);
  return (block) => before![most[block]! + 1]! > before![least[block]!]!;
}

function begin(codes: Int32Array, positions: Int32Array, {of}: Step): void {
  if (!of) return codes.set(positions);
  for (let i = 0; i < positions.length; i += 1) codes[i] = of[positions[i]!]!;
}

function append(codes: Int32Array, positions: Int32Array, step: Step): void {
  const {of, size} = step;
  if (!of) return appendPositions(codes, positions, size);
  for (let i = 0; i < positions.length; i += 1) {
    const code = codes[i]!;
    const number = of[positions[i]!]!;
    codes[i] = (code | number) < 0 ? -1 : code * size + number;
  }
}

function appendPositions(codes: Int32Array, positions: Int32Array, size: number): void {
  for (let i = 0; i < positions.length; i += 1) codes[i] = codes[i]! * size + positions[i]!;
}

/** Returns the numbers that codes were made of: those of each step, by its size. */
export function digits(codes: Int32Array, sizes: readonly number[]): Int32Array[] {
  let rest = codes;
  return sizes
    .toReversed()
    .map((size) => {
      const whole = rest;
      rest = whole.map((code) => Math.floor(code / size));
      return whole.map((code) => code % size);
    })
    .toReversed();
}

/** Returns the indices of the flags that are set, in order. */
export function indices(flags: Uint8Array): Int32Array {
  const found = new Int32Array(flags.length);
  let size = 0;
  for (let i = 0; i < flags.length; i += 1) if (flags[i]) found[size++] = i;
  return found.slice(0, size);
}

/** Returns the values at some places. */
export function at<Values extends Int32Array | Float64Array>(values: Values, places: Int32Array): Values {
  const found = (
    values instanceof Int32Array ? new Int32Array(places.length) : new Float64Array(places.length)
  ) as Values;
  for (let i = 0; i < places.length; i += 1) found[i] = values[places[i]!]!;
  return found;
}
