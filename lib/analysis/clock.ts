import type {Span} from "../frame/load.ts";

/** A span on a host's clock: epoch ms of the local date and time as if it were UTC, as the charts draw it. */
export interface ClockSpan {
  readonly from: number;
  readonly to: number;
}

const dayMs = 86_400_000;

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

/** Returns a span on the clock of a zone; undefined for a log without times. */
export function clockSpan(span: Span | null, zone: string): ClockSpan | undefined {
  return span ? {from: wallClock(span.from, zone), to: wallClock(span.to, zone)} : undefined;
}

/** Returns the spans without any log between the spans of log, on the clock of a zone. */
export function gaps(coverage: readonly Span[], zone: string): ClockSpan[] {
  return coverage.slice(1).map((span, i) => ({
    from: wallClock(coverage[i]!.to, zone),
    to: wallClock(span.from, zone)
  }));
}

/** Returns the first moments of all days that a span touches, on the clock of a zone. */
export function days(span: Span | null, zone: string): number[] {
  const {from, to} = clockSpan(span, zone) ?? {from: 0, to: -1};
  const first = Math.floor(from / dayMs) * dayMs;
  return Array.from({length: Math.floor((to - first) / dayMs) + 1}, (_, i) => first + i * dayMs);
}
