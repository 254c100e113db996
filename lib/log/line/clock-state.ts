import {catchUp, type HostClock, type LogClock} from "./log-clock.ts";
import {isShort, mostWrong, type Stretch} from "./timeline.ts";
import {placeAt, yearAt} from "./years.ts";

/**
 * What a clock goes on from: each host that the log has named. Older databases hold the epoch seconds of the last stamp
 * of any host, and those before and after a jump into another year. Null at the beginning of a log.
 */
export type ClockState = {readonly hosts: readonly SavedHost[]} | number | OldJump | null;

interface OldJump {
  readonly time: number;
  readonly left: number;
  readonly since: number;
}

/** What is kept of a host. */
export interface SavedHost {
  readonly host: string | null;
  /** The epoch seconds of its last stamp; null where no stamp had a time. */
  readonly time: number | null;
  /** The place of its first stamp in the log. */
  readonly first: number | null;
  readonly shortStarts: readonly number[];
  readonly isDisordered: boolean;
  /** The last stretches: one in which the clock was surely right, if there is one, and those that follow. */
  readonly stretches: readonly SavedStretch[];
}

type SavedStretch = Pick<Stretch, "start" | "last" | "oldest" | "newest" | "cost" | "back" | "given">;

/** The hosts of a state; `unnamed` is what an older database knows of whatever host comes next. */
interface OpenedState {
  readonly saved: readonly SavedHost[];
  readonly unnamed: SavedHost | null;
}

/** Returns the hosts of a state, given how far the zone's clock is ahead of UTC at an instant. */
export function openState(state: ClockState, offset: (epoch: number) => number): OpenedState {
  if (state === null) return {saved: [], unnamed: null};
  if (typeof state === "object" && "hosts" in state) return {saved: state.hosts, unnamed: null};
  const {time, left, since} = typeof state === "number" ? {time: state, left: null, since: state} : state;
  const place = (epoch: number): number => placeAt(epoch + offset(epoch));
  const before = left === null ? [] : [savedStretch(place(left), place(left))];
  const stretches = [...before, savedStretch(place(since), place(time))];
  return {
    saved: [],
    unnamed: {host: null, time, first: stretches[0]!.start, shortStarts: [], isDisordered: false, stretches}
  };
}

function savedStretch(start: number, last: number): SavedStretch {
  return {start, last, oldest: Math.min(start, last), newest: Math.max(start, last), cost: 0, back: 0, given: start};
}

/**
 * Returns the clock of a host where it was saved; with years, it goes on in the first of them. A log that was written
 * while a clock was wrong can have a limit that is before that.
 */
export function reopened(
  {host, time, first, shortStarts, isDisordered, stretches}: SavedHost,
  {years, limit}: Pick<LogClock, "years" | "limit">
): HostClock {
  const isBeyond = time !== null && placeAt(time) > limit;
  const opened = stretches.map((one): Stretch => ({
    ...one,
    from: null,
    isNoted: one !== stretches.at(-1),
    strays: false,
    isContinued: isBeyond && one === stretches.at(-1),
    ahead: null,
    file: one === stretches.at(-1) ? 0 : -1,
    leaps: new Set(),
    marks: []
  }));
  const stretch = opened.at(-1) ?? null;
  const planned = years?.get(host) ?? [];
  const year = stretch && (planned[0] ?? yearAt(stretch.given));
  return {
    host,
    timeline: {stretches: opened, first, shortStarts: [...shortStarts], isDisordered},
    anchor: "run",
    years: planned,
    next: 1,
    stretch,
    shift: stretch === null ? 0 : year! - yearAt(stretch.start),
    time: time ?? -Infinity,
    placed: time ?? -Infinity,
    minute: null,
    stamps: 0
  };
}

/** Returns what a later clock of the same log goes on from. */
export function savedState({hosts, unnamed}: LogClock): ClockState {
  const saved = [...hosts.values()].filter(({stretch}) => stretch !== null).map(savedHost);
  if (saved.length > 0) return {hosts: saved};
  return unnamed && {hosts: [unnamed]};
}

function savedHost(clock: HostClock): SavedHost {
  catchUp(clock);
  const {host, time, timeline} = clock;
  const {first, shortStarts, isDisordered, stretches} = timeline;
  const kept = lastOf(stretches).map(savedOf);
  const least = Math.min(...kept.map(({cost}) => cost));
  return {
    host,
    time: Number.isFinite(time) ? time : null,
    first,
    shortStarts,
    isDisordered,
    stretches: kept.map((one) => ({...one, cost: one.cost - least}))
  };
}

function savedOf({start, last, oldest, newest, cost, back, given}: Stretch): SavedStretch {
  return {start, last, oldest, newest, cost, back, given};
}

/** Returns the stretches that those to come can follow. */
function lastOf(stretches: readonly Stretch[]): readonly Stretch[] {
  const right = stretches.findLastIndex((stretch) => !isShort(stretch));
  return stretches.slice(Math.max(right, stretches.length - 1 - mostWrong, 0));
}

/** Returns the newest of the last times of all hosts of a log, in epoch seconds; null where no stamp had a time. */
export function lastTime(state: ClockState): number | null {
  if (state === null || typeof state === "number") return state;
  if (!("hosts" in state)) return state.time;
  const times = state.hosts.flatMap(({time}) => (time === null ? [] : [time]));
  return times.length > 0 ? times.reduce((a, b) => Math.max(a, b)) : null;
}
