import type {HostClock, LogClock} from "./log-clock.ts";
import {mostStretches} from "./log-years.ts";
import {isReturn, isShort, nextStretch, type Stretch, type Timeline} from "./timeline.ts";
import {
  closestPlace,
  laterPlace,
  nearPlace,
  nearSeconds,
  newestPlace,
  placeIn,
  wallIn,
  yearAt,
  yearPlaces,
  type YearlessStamp
} from "./years.ts";
import {daySeconds} from "../../base/time.ts";

/** Returns the year of the place of a stamp. */
export function yearOf(place: number, {second}: YearlessStamp): number {
  return yearAt(place - second); // a leap second at the end of a year is of that year
}

/**
 * Returns the place that a stamp is given, which follows those before it of its host: it goes on in their stretch, or
 * begins one, which {@link nextStretch} places.
 */
export function follow(log: LogClock, host: HostClock, stamp: YearlessStamp): number {
  const {stretch} = host;
  const near = stretch && nearPlace(stamp, stretch.last);
  if (stretch && near !== null && stretch.file === log.file) {
    extend(log, stretch, near);
  } else {
    begin(log, host, stamp);
  }
  const current = host.stretch!;
  if (stamp.month === 1 && stamp.day === 29) current.leaps.add(yearOf(current.last, stamp));
  return withinLimit(log, host, stamp);
}

/** Returns the place of a stretch's last stamp; one that would be in the future goes to the newest possible year. */
function withinLimit({limit, year, years}: LogClock, host: HostClock, stamp: YearlessStamp): number {
  const stretch = host.stretch!;
  const place = stretch.last + host.shift * yearPlaces;
  const isGiven = year !== undefined || years !== undefined || stretch.isContinued;
  if (isGiven || (place <= limit && wallIn(yearOf(place, stamp), stamp) !== null)) return place;
  const newest = newestPlace(stamp, limit);
  if (newest === null) return place;
  stretch.strays = true;
  host.shift = Math.round((newest - stretch.last) / yearPlaces);
  return newest;
}

/** How far the places of a stretch are apart that are kept. */
const markSeconds = 2 * daySeconds;

/** Places of a stretch that are kept. */
const mostMarks = 1000;

function extend({stamps, limit}: LogClock, stretch: Stretch, place: number): void {
  const {last} = stretch;
  const isBeyond = Math.floor((place - limit) / yearPlaces) !== Math.floor((last - limit) / yearPlaces);
  if (isBeyond && place - last > daySeconds) stretch.ahead = {left: last, start: place};
  stretch.last = place;
  stretch.oldest = Math.min(stretch.oldest, minuteAt(place));
  stretch.newest = Math.max(stretch.newest, minuteAt(place));
  const {marks} = stretch;
  const isLast = marks.length > 1 && Math.abs(place - marks.at(-2)!.place) < markSeconds;
  if (isLast || marks.length > mostMarks) marks.pop();
  marks.push({stamps, place});
}

function minuteAt(place: number): number {
  return place - (place % 60);
}

function begin(log: LogClock, host: HostClock, stamp: YearlessStamp): void {
  const {timeline, years} = host;
  const planned = years[host.next++];
  const given = planned === undefined ? guessed(log, host, stamp) : placeIn(planned, stamp);
  const beginning = nextStretch(timeline, given);
  const {start} = beginning;
  const before = host.stretch;
  const joins = before !== null && Math.abs(start - before.last) <= nearSeconds; // the first of a file
  const stretch: Stretch = {
    ...beginning,
    last: start,
    oldest: joins ? Math.min(minuteAt(start), before.oldest) : minuteAt(start),
    newest: joins ? Math.max(minuteAt(start), before.newest) : minuteAt(start),
    given,
    isNoted: false,
    strays: false,
    isContinued: false,
    ahead: null,
    file: log.file,
    leaps: new Set(),
    marks: [{stamps: log.stamps, place: start}]
  };
  host.stretch = stretch;
  host.shift = Math.round((given - start) / yearPlaces);
  remember(log, timeline, stretch);
}

/** Adds a stretch to a timeline; where the log has had too many, only the last few are kept. */
function remember(log: LogClock, {stretches}: Timeline, stretch: Stretch): void {
  log.stretches += 1;
  if (log.stretches > mostStretches && stretches.length > 4) stretches.splice(0, stretches.length - 4);
  stretches.push(stretch);
}

/** Returns the place that a stamp is given that is far from the one before of its host. */
function guessed(log: LogClock, {timeline, stretch, shift}: HostClock, stamp: YearlessStamp): number {
  const {year, limit, place} = log;
  const first = placeIn(year ?? yearAt(limit), stamp);
  if (!stretch) {
    if (year !== undefined) return place === null ? first : closestPlace(stamp, place);
    return newestPlace(stamp, limit) ?? first;
  }
  if (year !== undefined) return nextStretch(timeline, first).start;
  const left = timeline.stretches.at(-2);
  const back = left && isShort(stretch) ? nearPlace(stamp, left.last) : null;
  if (left && back !== null && isReturn(left, back)) {
    const given = back + left.given - left.start;
    if (given <= limit) return given;
  }
  return laterPlace(stamp, stretch.last + shift * yearPlaces, limit) ?? first;
}
