import type {Span} from "../frame/load.ts";

/** A span on a host's clock: epoch ms of the local date and time as if it were UTC, as the charts draw it. */
export interface ClockSpan {
  readonly from: number;
  readonly to: number;
}

export const dayMs = 86_400_000;

/** Returns the clock of a zone at an instant (epoch seconds), as epoch ms of the local date and time as if it were UTC. */
export function wallClock(seconds: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-u-ca-iso8601", {
    timeZone: zone,
    hourCycle: "h23",
    ...{year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric"}
  }).formatToParts(seconds * 1000);
  const part = (type: string): number => Number(parts.find((found) => found.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
}

/** Returns the spans without any log between the spans of log, on the clock of a zone. */
export function gaps(coverage: readonly Span[], zone: string): ClockSpan[] {
  return coverage.slice(1).map((span, i) => ({
    from: wallClock(coverage[i]!.to, zone),
    to: wallClock(span.from, zone)
  }));
}

/** Returns the first moments of all days (`step` in ms: a day, or seven from a Monday) that a span touches. */
export function buckets(span: Span | null, zone: string, step = dayMs): number[] {
  if (!span) return [];
  const first = startOf(wallClock(span.from, zone), step);
  const last = wallClock(span.to, zone);
  return Array.from({length: Math.floor((last - first) / step) + 1}, (_, i) => first + i * step);
}

const monday = 4 * dayMs; // 1970-01-05; weeks start there, as polars' truncate("1w") has them

function startOf(time: number, step: number): number {
  const offset = step === dayMs ? 0 : monday;
  return Math.floor((time - offset) / step) * step + offset;
}
