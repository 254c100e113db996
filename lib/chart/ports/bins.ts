import {sum} from "../../base/sum.ts";
import {capital, share, spelled} from "../../base/words.ts";
import type {Port} from "../../rows/ports.ts";

/** The ports from `from` to below `to`: the attempts from all of them, and from each on average. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly attempts: number;
  readonly perPort: number;
}

/** The lowest port of the range that Linux takes source ports from; the range of IANA lies inside it. */
export const EPHEMERAL = 32768;
const STAND_OUT = {least: 20, timesMedian: 10, most: 30};

const EDGES = Array.from({length: 33}, (_, half) => Math.round(2 ** (half / 2))); // two bins each doubling
const edges = [...new Set([...EDGES, 49152, 61000])].toSorted((a, b) => a - b);

/** Returns the ports that stand out of their bin, the most attempts first; `ports` has the rule. */
export function standingOut(rows: readonly Port[]): Port[] {
  const thousandth = sum(rows, (row) => row.attempts) / 1000;
  const medians = new Map(Array.from(Map.groupBy(rows, binOf), ([bin, rows]) => [bin, median(rows, bin)]));
  return rows
    .filter((row) => row.attempts >= Math.max(STAND_OUT.least, thousandth))
    .filter((row) => row.attempts >= STAND_OUT.timesMedian * medians.get(binOf(row))!)
    .toSorted((a, b) => b.attempts - a.attempts)
    .slice(0, STAND_OUT.most);
}

const binOf = ({port}: Port): number => edges.findLastIndex((edge) => edge <= port);

/** Returns the median of attempts over all ports of a bin, those never seen included. */
function median(rows: readonly Port[], bin: number): number {
  const unseen = edges[bin + 1] - edges[bin] - rows.length;
  const middle = Math.floor((edges[bin + 1] - edges[bin] - 1) / 2);
  return middle < unseen ? 0 : rows.map((row) => row.attempts).toSorted((a, b) => a - b)[middle - unseen];
}

/**
 * Returns the bins that hold attempts, two to each doubling of the port, without the ports that stand out (`fixed`).
 */
export function bins(rows: readonly Port[], fixed: readonly Port[]): Bin[] {
  const crowd = Map.groupBy(
    rows.filter((row) => !fixed.includes(row)),
    binOf
  );
  return Array.from(crowd, ([bin, rows]) => {
    const attempts = sum(rows, (row) => row.attempts);
    const from = edges[bin];
    const to = edges[bin + 1];
    return {from, to, attempts, perPort: Number((attempts / (to - from)).toPrecision(4))};
  }).toSorted((a, b) => a.from - b.from);
}

/** Returns a sentence: the share of all attempts from the ports that today's systems give out by themselves. */
export function ephemeralShare(rows: readonly Port[], total: number): string {
  const ephemeral = rows.filter((row) => row.port >= EPHEMERAL);
  const part = share(
    sum(ephemeral, (row) => row.attempts),
    total
  );
  return `${part} of attempts come from ephemeral ports`;
}

/** Returns the title: how many ports stand out, or the share of attempts from ephemeral ports. */
export function finding(rows: readonly Port[], fixed: readonly Port[], total: number): string {
  if (fixed.length === 0) return `No source port stands out; ${ephemeralShare(rows, total)}`;
  const part = share(
    sum(fixed, (row) => row.attempts),
    total
  );
  const verb = fixed.length === 1 ? "port stands" : "ports stand";
  return `${capital(spelled(fixed.length))} source ${verb} out of the crowd, with ${part} of all attempts`;
}
