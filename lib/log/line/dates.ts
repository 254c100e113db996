import {firstIndex} from "../../base/search.ts";
import {daySeconds} from "../../base/time.ts";
import {
  history,
  isShort,
  lastWithin,
  settled,
  startsAsWrong,
  type Mark,
  type Stretch,
  type Timeline
} from "./timeline.ts";
import {isLeapYear, nearSeconds, yearPlaces} from "./years.ts";

/** The timeline of one host in a log, up to the end of what was read of it. */
export interface HostTimeline {
  readonly host: string | null;
  readonly timeline: Timeline;
  /** About how many stamps of the log are the host's. */
  readonly stamps: number;
  /** What its years follow from: a given year, an earlier run, or nothing but the limits. */
  readonly anchor: "year" | "run" | null;
}

/** A stretch with its right place. */
export interface DatedStretch {
  readonly stretch: Stretch;
  /** The place of its first stamp. */
  readonly start: number;
  /** Whether the clock was right. */
  readonly isRight: boolean;
}

/** The stretches of each host with their right places, in the order of the log. */
export type Dates = ReadonlyMap<string | null, readonly DatedStretch[]>;

/** Where a log ends. */
export interface End {
  /** The place that no stamp exceeds. */
  readonly limit: number;
  /** Whether its last line was written within a day of that. */
  readonly endsAtLimit: boolean;
}

/** A log that goes back further has stamps in no order at all. */
const mostYears = 40;

/** How far the stamps of two hosts are apart that stand next to each other in a log: one may be a near wrong one. */
const apartSeconds = nearSeconds + daySeconds;

/**
 * Returns the right places of a log that was read to its end, or null where its stamps are in no order. The host with
 * most stamps has the newest years in which none of its stamps is beyond the limit, or later than those of a host that
 * goes on behind it, unless its years are anchored. Stamps of other hosts are no later than those of this host that
 * follow in the log.
 */
export function datesOf(hosts: readonly HostTimeline[], {limit, endsAtLimit}: End): Dates | null {
  const lead = leadOf(hosts);
  if (!lead) return new Map();
  const byLimit: Bound = () => limit;
  const behind = lead.anchor ? null : boundBehind(hosts, lead, limit);
  const led = dated(lead, {bound: behind ?? byLimit, endsAtLimit: endsAtLimit || behind !== null});
  if (!led) return null;
  const bound = boundBy(led, {end: lead.anchor === "year" ? Infinity : limit});
  const others = hosts.filter(({host}) => host !== lead.host);
  const dates = others.map(
    (one) => [one.host, dated(one, {bound: one.anchor ? byLimit : bound, endsAtLimit: true}) ?? asGiven(one)] as const
  );
  return new Map([[lead.host, led], ...dates]);
}

/**
 * Returns the host that the others follow: the one with most stamps of those whose clock was surely right for a while;
 * where years are anchored, it is anchored too.
 */
function leadOf(hosts: readonly HostTimeline[]): HostTimeline | undefined {
  const byStamps = hosts.toSorted((a, b) => Number(isSure(b)) - Number(isSure(a)) || b.stamps - a.stamps);
  const [most] = byStamps;
  if (!most || hosts.every(({anchor}) => anchor !== "year")) return byStamps.find(({anchor}) => anchor) ?? most;
  return {...most, anchor: "year"}; // its first stamp was dated by those above it
}

function isSure({timeline}: HostTimeline): boolean {
  return timeline.stretches.some((stretch) => !isShort(stretch));
}

/**
 * Returns the bound of the leading host that follows from the last stretch of a host whose clock is surely right where
 * the log goes on without the leading one; null where there is none.
 */
function boundBehind(hosts: readonly HostTimeline[], lead: HostTimeline, limit: number): Bound | null {
  const end = stampsBefore(lead);
  const later = hosts.filter((one) => !isShort(one.timeline.stretches.at(-1)!) && stampsBefore(one) > end);
  const [most] = later.toSorted((a, b) => b.stamps - a.stamps);
  const last = most && dated(most, {bound: () => limit, endsAtLimit: false})?.at(-1);
  return last?.isRight ? boundBy([last], {end: limit}) : null;
}

/** Returns how many stamps of the log stand before the last one of a host. */
function stampsBefore({timeline}: HostTimeline): number {
  return timeline.stretches.at(-1)!.marks.at(-1)?.stamps ?? -1;
}

const minuteSeconds = 60;

/**
 * Returns the place that no stamp exceeds that stands where a mark is; `slack` is by how much it may exceed the stamps
 * of another host that follow, by default as much as these may be wrong.
 */
type Bound = (mark: Mark, slack?: number) => number;

/** Where the stamps of a host end; whether that is when they were written. */
interface HostEnd {
  readonly bound: Bound;
  readonly endsAtLimit: boolean;
}

/** Returns the bound of hosts that follow the right stretches of another one. */
function boundBy(led: readonly DatedStretch[], {end}: {end: number}): Bound {
  const right = led.filter(({isRight}) => isRight);
  const sure = right.filter(({stretch}) => !isShort(stretch));
  const marks = (sure.length > 0 || right.length < 2 ? sure : right).flatMap(marksOf);
  return ({stamps}, slack = apartSeconds) => {
    const next = marks[firstIndex({from: 0, to: marks.length}, (i) => marks[i]!.stamps >= stamps)];
    return next ? next.place + slack : end;
  };
}

/** Returns the marks of a stretch without those of its end, to which fake-hwclock(8) sets clocks after an outage. */
function marksOf({stretch, start}: DatedStretch): Mark[] {
  const by = start - stretch.start;
  const end = stretch.newest - apartSeconds;
  const isJoined = stretch.oldest < stretch.start - minuteSeconds; // the file before has ended within it
  const sure = stretch.marks.filter(({place}, i) => place < end || (i === 0 && !isJoined));
  return sure.map(({stamps, place}) => ({stamps, place: place + by}));
}

/** Returns a host's stretches with their right places, or null where they are in no order. */
function dated({timeline, anchor}: HostTimeline, {bound, endsAtLimit}: HostEnd): DatedStretch[] | null {
  const whole = settled(timeline);
  const all = historyOf(whole, {anchor})!;
  const years = yearsBack(all, bound);
  const isWrong = isWrongAtEnd(whole, {years, anchor, bound, endsAtLimit});
  const right = isWrong ? historyOf(whole, {anchor, withoutLast: true})! : all;
  const back = anchor === "year" ? 0 : yearsBack(right, bound);
  if (back === null) return null;
  return placed(timeline, whole, {right, back});
}

/**
 * Returns the most plausible history, see {@link history}. Without an anchor, it is without the short stretches at its
 * beginning from which time steps back: a file of a rotated set can begin while the clock is wrong.
 */
function historyOf(
  timeline: Timeline,
  {anchor, withoutLast}: Pick<HostTimeline, "anchor"> & {withoutLast?: boolean}
): readonly Stretch[] | null {
  const stretches = history(timeline, {withoutLast});
  if (stretches === null || anchor !== null) return stretches;
  const isStray = (stretch: Stretch, i: number): boolean =>
    isShort(stretch) && i + 1 < stretches.length && stretches[i + 1]!.start < stretch.start - nearSeconds;
  return stretches.slice(stretches.findIndex((stretch, i) => !isStray(stretch, i)));
}

/**
 * Returns how many years a history is to go back so that none of its stamps is beyond the bound, and each 29 February
 * exists; null where that is too many. One that lacks its stray beginning may also go on by a year.
 */
function yearsBack(stretches: readonly Stretch[], bound: Bound): number | null {
  const least = stretches[0]!.from === null ? 0 : -1;
  for (let back = least; back <= mostYears; back += 1)
    if (stretches.every((stretch) => isWithin(stretch, back, bound) && isReal(stretch, back))) return back;
  return null;
}

function isWithin(stretch: Stretch, back: number, bound: Bound): boolean {
  const {marks, start, newest, isContinued} = stretch;
  if (marks.length === 0 || isContinued) return true; // of an earlier run
  const by = back * yearPlaces;
  const end = bound(marks.at(-1)!);
  return start - by <= bound(marks[0]!) && lastWithin(stretch) - by <= end && newest - by <= end + nearSeconds;
}

function isReal({leaps}: Stretch, back: number): boolean {
  return [...leaps].every((year) => isLeapYear(year - back));
}

/**
 * Whether the clock is wrong at the end of a log: the years fit better without the last stretch, which may be short as
 * the log was read while it was written. Without an anchor there must be a sign of that: the stamps before are of
 * today, or the stretch begins where wrong clocks do.
 */
function isWrongAtEnd(
  timeline: Timeline,
  {years, anchor, bound, endsAtLimit}: HostEnd & Pick<HostTimeline, "anchor"> & {years: number | null}
): boolean {
  const last = timeline.stretches.at(-1)!;
  const before = historyOf(timeline, {anchor, withoutLast: true});
  const without = before && yearsBack(before, bound);
  if (before === null || without === null) return false;
  if (years !== null && years <= without) return years === without && isAhead(timeline, last, {years, bound});
  if (anchor) return without === 0;
  if (endsAtLimit) return true;
  const end = before.at(-1)!;
  const isToday = bound(last.marks.at(-1)!) - (end.last - without * yearPlaces) <= daySeconds + apartSeconds;
  return isToday || startsAsWrong(timeline, last, {others: 1});
}

/** Whether a stretch starts where wrong clocks do, and later than what other hosts have written behind it. */
function isAhead(timeline: Timeline, stretch: Stretch, {years, bound}: {years: number; bound: Bound}): boolean {
  const {start, marks} = stretch;
  if (!marks[0] || !isShort(stretch) || !startsAsWrong(timeline, stretch, {others: 1})) return false;
  return start - years * yearPlaces > bound(marks[0], daySeconds);
}

/** Returns the places of all stretches, given those of the right ones, some years back. */
function placed(
  {stretches}: Timeline,
  whole: Timeline,
  {right, back}: {right: readonly Stretch[]; back: number}
): DatedStretch[] {
  const by = back * yearPlaces;
  const isRight = new Set(right);
  const places: DatedStretch[] = [];
  let next: number | null = null; // the start of the right stretch that follows
  const end = right.at(-1)!.last - by + daySeconds;
  for (let i = stretches.length - 1; i >= 0; i -= 1) {
    const stretch = whole.stretches[i]!;
    const isOne = isRight.has(stretch);
    const start: number = isOne ? stretch.start - by : wrongStart(stretch, next ?? end);
    if (isOne) next = start;
    places.push({stretch: stretches[i]!, start, isRight: isOne});
  }
  return places.reverse();
}

/** Returns the newest place of a stretch of a wrong clock that is no later than a place, as such clocks are late. */
function wrongStart({start, leaps}: Stretch, limit: number): number {
  const newest = start + Math.floor((limit - start) / yearPlaces) * yearPlaces;
  for (let back = 0; back <= 8; back += 1) {
    const by = (newest - start) / yearPlaces - back;
    if ([...leaps].every((year) => isLeapYear(year + by))) return newest - back * yearPlaces;
  }
  return newest;
}

function asGiven({timeline}: HostTimeline): DatedStretch[] {
  return timeline.stretches.map((stretch) => ({stretch, start: stretch.given, isRight: true}));
}
