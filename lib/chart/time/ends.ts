import {label} from "./weeks.ts";
import type {Week} from "./weeks.ts";
import {FONT} from "../parts/layout.ts";
import {fit, smallWidth} from "../parts/text.ts";

/** The highest values of the axis: of attempts, and of shares. */
export interface Most {
  readonly attempts: number;
  readonly share: number;
}

/** The axis beside the lines: the values at its upper end, and its px. */
interface Axis {
  readonly most: Most;
  readonly height: number;
}

/**
 * The end of the line of a country: its values in the last week, and where its name stands, in the units of the axis.
 */
export interface End {
  readonly week: number;
  readonly country: string;
  readonly label: string;
  readonly attempts: number;
  readonly share: number;
  readonly attemptsAt: number;
  readonly shareAt: number;
}

const LINE = 13; // px between names
const AIR = 1.03; // so that the line of the peak is whole
const LONGEST = 96; // px

/** The px right of the lines in which a rule leads to a name, and the gap behind it. */
export const LEADER = 11;

/** Returns the px that names take right of the lines. */
export const endRoom = (names: readonly string[]): number =>
  LEADER + 5 + Math.max(...names.map((name) => Math.min(LONGEST, smallWidth(label(name)))));

/** Returns the highest values of the axis of the lines. */
export function mostOf(weeks: readonly Week[]): Most {
  const most = (value: (week: Week) => number): number => weeks.reduce((most, week) => Math.max(most, value(week)), 0);
  const attempts = most(({attempts}) => Math.max(...attempts));
  const share = most(({attempts, total}) => Math.max(...attempts) / Math.max(1, total));
  const withAir = (value: number): number => Number((AIR * value).toPrecision(4));
  return {attempts: withAir(Math.max(1, attempts)), share: withAir(Math.max(0.01, share))};
}

/**
 * Returns the ends of the lines. Their names are moved apart, so that none lies over another on an axis of `height` px.
 */
export function endsOf(weeks: readonly Week[], names: readonly string[], {most, height}: Axis): End[] {
  const {week, attempts, total} = weeks.at(-1)!;
  const shares = attempts.map((n) => n / Math.max(1, total));
  const attemptsAt = apart(attempts, (LINE / height) * most.attempts);
  const shareAt = apart(shares, (LINE / height) * most.share);
  return names.map((name, i) => ({
    week,
    country: label(name),
    label: fit(label(name), LONGEST, FONT.small),
    attempts: attempts[i],
    share: shares[i],
    attemptsAt: attemptsAt[i],
    shareAt: shareAt[i]
  }));
}

/** Returns the numbers, each moved up as far as it must to keep its distance from the next smaller one. */
function apart(values: readonly number[], distance: number): number[] {
  const order = values.map((_, i) => i).toSorted((a, b) => values[a] - values[b] || b - a);
  const moved = [...values];
  for (const [rank, i] of order.entries())
    if (rank > 0) moved[i] = Math.max(moved[i], moved[order[rank - 1]] + distance);
  return moved;
}
