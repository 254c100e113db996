import {daySeconds} from "../../base/time.ts";
import {nearSeconds, yearPlaces} from "./years.ts";

/**
 * Stamps of one host that follow each other in a log, each within a week of the one before. Places are those that they
 * have if the clock was right.
 */
export interface Stretch {
  /** The place of the first stamp. */
  readonly start: number;
  /** The place of the last stamp. */
  last: number;
  /** The beginning of the oldest minute, and of the newest one. */
  oldest: number;
  newest: number;
  /** How implausible the best history is that ends with this stretch, in seconds. */
  readonly cost: number;
  /** The stretch before it in that history; null for the first one, and for one of an earlier run. */
  readonly from: Stretch | null;
  /** How far it begins before the end of `from`, if the clock was surely right then; else 0. */
  readonly back: number;
  /** The place that the first stamp was given. */
  readonly given: number;
  /** Whether its end was noted. */
  isNoted: boolean;
  /** Whether stamps were given other years than the first one's place leads to. */
  strays: boolean;
  /** Whether its year is that of an earlier run, which has left it beyond the limit of this one. */
  readonly isContinued: boolean;
  /** Where it has left the time before the limit by a step of more than a day, and where it has come to; else null. */
  ahead: {readonly left: number; readonly start: number} | null;
  /** The file of a rotated set in which it stands, counted from 0; -1 where an earlier run has left it. */
  readonly file: number;
  /** Years with a 29 February in the stretch. */
  readonly leaps: Set<number>;
  /** How many stamps of the log stand before some places of the stretch: its first, its last, and one a month. */
  readonly marks: Mark[];
}

/** A place, and how many stamps of any host the log has before it. */
export interface Mark {
  readonly stamps: number;
  place: number;
}

/** What the stamps of one host in a log say of its time; see {@link nextStretch}. */
export interface Timeline {
  /** In the order of the log; of earlier runs only those whose clock may have been wrong, and one before. */
  readonly stretches: Stretch[];
  /** The place of the first stamp of the log, also of earlier runs. */
  first: number | null;
  /** Where short stretches have begun lately, as places of the year 0; clocks that were wrong begin there again. */
  readonly shortStarts: number[];
  /** Whether the log steps back by weeks for more than a day, as files do that were put together in wrong order. */
  isDisordered: boolean;
}

/** A clock that is wrong after a boot is set right within a day. */
const wrongSeconds = daySeconds;

/** Boots of a wrong clock that follow each other with different times. */
export const mostWrong = 3;

/** The longest time that a host is taken to have been off or silent. */
const outageSeconds = 310 * daySeconds;

/** How implausible a wrong clock is: as an outage of so many seconds. It is less so where wrong clocks have started. */
const otherCost = 60 * daySeconds;
const knownCost = 30 * daySeconds;

/** How implausible one is without any sign: more than a year in which the host was hardly on. */
const unsignedCost = 380 * daySeconds;

/** How implausible a step back is for which no clock was wrong. */
const backCost = 275 * daySeconds;

/** Lines can come a little out of order, and clocks that were wrong start within an hour of each other. */
const hourSeconds = 3600;

/** Whether the clock can have been wrong for all of a stretch. */
export function isShort({oldest, newest}: Stretch): boolean {
  return newest - oldest <= wrongSeconds;
}

/**
 * Returns the last place of a stretch without what is beyond the limit at its end, as far as a clock that is ahead can
 * be wrong.
 */
export function lastWithin({last, ahead}: Stretch): number {
  return ahead && last - ahead.start <= wrongSeconds ? Math.min(last, ahead.left) : last;
}

/**
 * Whether a stretch starts where wrong clocks do: on 1 January, as a clock without a battery, or where some other short
 * ones have started, by default two.
 */
export function startsAsWrong({shortStarts}: Timeline, {start}: Pick<Stretch, "start">, {others = 2} = {}): boolean {
  const place = modulo(start, yearPlaces);
  return place < daySeconds || shortStarts.filter((one) => Math.abs(place - one) <= hourSeconds).length > others;
}

/** Starts of short stretches that are remembered. */
const mostStarts = 16;

/** What the beginning of a stretch follows from: the place, and the history behind it. */
export type Beginning = Pick<Stretch, "start" | "cost" | "from" | "back">;

/**
 * Returns where a host's time goes on with a stamp that is far from the one before, given with its place in any year.
 * Of all histories the most plausible one is taken: time goes on by the shortest way, but the clock may have been wrong
 * during up to three stretches of less than a day, and files may have been put together in wrong order.
 */
export function nextStretch(timeline: Timeline, place: number): Beginning {
  const {stretches} = timeline;
  timeline.first ??= place;
  noteEnd(timeline);
  let best: Beginning | null = null;
  for (let i = stretches.length - 1; i >= 0 && i >= stretches.length - 1 - mostWrong; i -= 1) {
    const from = stretches[i]!;
    const {start, cost} = step(timeline, from, place);
    const sum = from.cost + cost + wrongCost(timeline, stretches.slice(i + 1), {from, start});
    if (!best || sum < best.cost)
      best = {start, cost: sum, from, back: isShort(from) ? 0 : Math.max(0, from.last - start)};
    if (!isShort(from)) break;
  }
  return best ?? {start: place, cost: 0, from: null, back: 0};
}

/**
 * Returns how implausible it is that the clock was wrong in all stretches between one and a place. There must be a sign
 * of it: they start where wrong clocks do, or time comes back to a little after it left, or there is one between two
 * longer ones.
 */
function wrongCost(
  timeline: Timeline,
  wrong: readonly Stretch[],
  {from, start}: {from: Stretch; start: number}
): number {
  if (wrong.length === 0) return 0;
  if (start < from.last - hourSeconds) return Infinity;
  const unknown = wrong.filter((stretch) => !startsAsWrong(timeline, stretch)).length;
  const returns = isReturn(from, start);
  const isSigned = returns || (wrong.length === 1 && !isShort(from));
  const cost = unknown * (isSigned ? otherCost : unsignedCost) + (wrong.length - unknown) * knownCost;
  return returns ? cost / 2 : cost;
}

/** Whether a place is a little after the end of a stretch: a host was switched on again, and its clock set right. */
export function isReturn(left: Stretch, place: number): boolean {
  const after = place - left.last;
  return after >= -hourSeconds && after <= (isShort(left) ? 2 * daySeconds : nearSeconds);
}

/** Returns the place to which a host's time goes on, and how implausible that is. */
function step(timeline: Timeline, from: Stretch, place: number): {start: number; cost: number} {
  const {last} = from;
  const on = modulo(place - last, yearPlaces);
  const back = yearPlaces - on;
  if (Math.min(on, back) <= nearSeconds) return {start: on <= back ? last + on : last - back, cost: 0};
  if (on > outageSeconds || (on > back && isOutOfOrder(timeline, last - back)))
    return {start: last - back, cost: back + backCost + (isShort(from) ? unsignedCost : 0)};
  return {start: last + on, cost: on};
}

/** Whether a step back to a place is none of years: in a log of files in wrong order, or where a second copy begins. */
function isOutOfOrder({first, isDisordered}: Timeline, place: number): boolean {
  return isDisordered || Math.abs(place - first!) <= 2 * daySeconds;
}

/** Notes what is to be known of the last stretch, once it has ended. */
function noteEnd(timeline: Timeline): void {
  const {stretches, shortStarts} = timeline;
  const last = stretches.at(-1);
  timeline.isDisordered ||= stepsBack(timeline);
  if (!last || last.isNoted) return;
  last.isNoted = true;
  if (isShort(last)) shortStarts.push(modulo(last.start, yearPlaces));
  if (shortStarts.length > mostStarts) shortStarts.shift();
}

/** Whether the last stretch has stepped back by less than any outage explains, and stays there. */
function stepsBack({stretches}: Timeline): boolean {
  const last = stretches.at(-1);
  if (!last || isShort(last)) return false;
  return last.back > nearSeconds && last.back < yearPlaces - outageSeconds;
}

/**
 * Returns a timeline that was read to its end as it is if all of it is known from the start: where wrong clocks start,
 * and whether the log is in wrong order.
 */
export function settled(timeline: Timeline): Timeline {
  noteEnd(timeline);
  const {stretches, first, shortStarts, isDisordered} = timeline;
  const again: Timeline = {stretches: [], first, shortStarts: [...shortStarts], isDisordered};
  for (const stretch of stretches) {
    if (stretch !== stretches.at(-1)) stretch.ahead = null; // time went on from there
    const isEarlier = stretch.from === null; // of an earlier run, or the first
    again.stretches.push(isEarlier ? {...stretch} : moved(stretch, nextStretch(again, stretch.start)));
  }
  return again;
}

function moved(stretch: Stretch, beginning: Beginning): Stretch {
  const by = beginning.start - stretch.start;
  const {last, ahead, oldest, newest, leaps, marks} = stretch;
  return {
    ...stretch,
    ...beginning,
    last: last + by,
    ahead: ahead && {left: ahead.left + by, start: ahead.start + by},
    oldest: oldest + by,
    newest: newest + by,
    leaps: new Set([...leaps].map((year) => year + by / yearPlaces)),
    marks: marks.map(({stamps, place}) => ({stamps, place: place + by}))
  };
}

/**
 * Returns the stretches of the most plausible history, oldest first. `withoutLast` leaves out the last one, and others
 * of a wrong clock before it; null where the clock cannot have been wrong.
 */
export function history(timeline: Timeline, {withoutLast = false} = {}): Stretch[] | null {
  const end = withoutLast ? rightBefore(timeline) : timeline.stretches.at(-1);
  if (!end) return null;
  const path: Stretch[] = [];
  for (let stretch: Stretch | null = end; stretch; stretch = stretch.from) path.push(stretch);
  return path.reverse();
}

function rightBefore(timeline: Timeline): Stretch | null {
  const {stretches} = timeline;
  let best: Stretch | null = null;
  let least = Infinity;
  let wrong = 0;
  for (let i = stretches.length - 1; i > 0 && i > stretches.length - 1 - mostWrong; i -= 1) {
    if (!isShort(stretches[i]!)) break;
    wrong += startsAsWrong(timeline, stretches[i]!) ? knownCost : otherCost;
    const before = stretches[i - 1]!;
    if (before.cost + wrong < least) {
      least = before.cost + wrong;
      best = before;
    }
  }
  return best;
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
