import type {HostTimeline} from "./dates.ts";
import type {SavedHost} from "./clock-state.ts";
import type {Stretch, Timeline} from "./timeline.ts";
import type {YearlessStamp} from "./years.ts";

/** What a clock knows of one host. */
export interface HostClock {
  readonly host: string | null;
  readonly timeline: Timeline;
  readonly anchor: HostTimeline["anchor"];
  /** The years of its stretches, and which of them comes next. */
  readonly years: readonly number[];
  next: number;
  /** The stretch that is read; null before the first stamp. */
  stretch: Stretch | null;
  /** Years from the places of the stretch to the times that are given. */
  shift: number;
  /** The time of the last stamp in epoch seconds; -Infinity before the first. */
  time: number;
  /** The time of the stamp that the last place of the stretch is of: a minute's others are not looked at. */
  placed: number;
  /** The minute of the last stamp, where all its seconds have its year and are equally far from UTC. */
  minute: Minute | null;
  /** Minutes in which it has a stamp, about. */
  stamps: number;
}

/** What a clock knows of a log. */
export interface LogClock {
  readonly hosts: Map<string | null, HostClock>;
  /** The host of the last stamp. */
  host: HostClock | null;
  readonly offset: (epoch: number) => number;
  readonly year: number | undefined;
  readonly years: FileYears | undefined;
  /** The place that no stamp exceeds. */
  readonly limit: number;
  /** Whether the last stamp was written within a day of the limit. */
  readonly endsAtLimit: boolean;
  /** What an older database knows of the log: the clock of a host that it did not name. */
  readonly unnamed: SavedHost | null;
  /** The place that the last stamp was given; null before the first. */
  place: number | null;
  file: number;
  stamps: number;
  stretches: number;
}

/** The years of the first stamps of all stretches of each host in a file, in its order. */
export type FileYears = ReadonlyMap<string | null, readonly number[]>;

/** A minute of a month and day; `midnight` is the time that its second 0 of the day would have. */
export interface Minute extends Omit<YearlessStamp, "second"> {
  readonly start: number;
  readonly midnight: number;
}

/** Returns the clock of a host before its first stamp. */
export function emptyHost({place, year, years}: LogClock, host: string | null): HostClock {
  return {
    host,
    timeline: {stretches: [], first: null, shortStarts: [], isDisordered: false},
    anchor: year !== undefined && place === null ? "year" : null,
    years: years?.get(host) ?? [],
    next: 0,
    stretch: null,
    shift: 0,
    time: -Infinity,
    placed: -Infinity,
    minute: null,
    stamps: 0
  };
}

/** Brings the last place of a host's stretch up to its last stamp, which was in the same minute. */
export function catchUp(host: HostClock): void {
  const {stretch, time, placed} = host;
  if (stretch && Number.isFinite(time)) stretch.last += time - placed;
  host.placed = time;
}
