import {datesOf, type DatedStretch, type Dates, type HostTimeline} from "./dates.ts";
import type {FileYears, HostClock, LogClock} from "./log-clock.ts";
import {wallAt, yearAt} from "./years.ts";

/** The years of a log's stamps; see {@link yearsOf}. */
export interface LogYears {
  /** Whether stamps were given other years, so that the log is to be read again with these. */
  readonly differ: boolean;
  /** The year of the first stamp, where years differ of clocks that were right; null where none do. */
  readonly first: number | null;
  /** For each file of a set, for a single log one: the years with which it is read again. */
  readonly files: readonly FileYears[];
  /** The first and the last time of clocks that were right, as a UTC clock would show them; null without a stamp. */
  readonly span: WallSpan | null;
}

/** Epoch seconds at which UTC clocks show what the clocks of a log have shown. */
export interface WallSpan {
  readonly from: number;
  readonly to: number;
}

/** Stretches that are remembered of a log; one with more has no order that tells its years. */
export const mostStretches = 20_000;

/** Returns the years of a log whose stamps were all read, or null where these are in no order. */
export function yearsOf(log: LogClock): LogYears | null {
  if (log.stretches > mostStretches) return null;
  const hosts = [...log.hosts.values()].filter(({stamps}) => stamps > 0).map((host) => timelineOf(log, host));
  const dates = datesOf(hosts, log);
  if (!dates) return null;
  const isPlanned = log.years !== undefined;
  const read = [...dates.values()].flat().filter(isRead);
  const differing = isPlanned ? [] : read.filter(({stretch, start}) => stretch.strays || stretch.given !== start);
  const first = read.toSorted((a, b) => a.stretch.marks[0]!.stamps - b.stretch.marks[0]!.stamps)[0];
  return {
    differ: differing.length > 0,
    first: first && differing.some(({isRight}) => isRight) ? yearAt(first.start) : null,
    files: Array.from({length: log.file + 1}, (_, file) => fileYears(dates, file)),
    span: spanOf(read)
  };
}

function timelineOf({years}: LogClock, {host, timeline, stamps, anchor}: HostClock): HostTimeline {
  return {host, timeline, stamps, anchor: years ? "year" : anchor};
}

/** Whether a stretch has stamps that were read in this run. */
function isRead({stretch}: DatedStretch): boolean {
  return stretch.marks.length > 0;
}

function fileYears(dates: Dates, file: number): FileYears {
  const years = Array.from(dates, ([host, stretches]) => {
    const here = stretches.filter(({stretch}) => stretch.file === file);
    return [host, here.map(({start}) => yearAt(start))] as const;
  });
  return new Map(years.filter(([, all]) => all.length > 0));
}

function spanOf(stretches: readonly DatedStretch[]): WallSpan | null {
  let from = Infinity;
  let to = -Infinity;
  for (const {stretch, start, isRight} of stretches)
    for (const {place} of isRight ? stretch.marks : []) {
      from = Math.min(from, place + start - stretch.start);
      to = Math.max(to, place + start - stretch.start);
    }
  return from <= to ? {from: wallAt(from), to: wallAt(to)} : null;
}
