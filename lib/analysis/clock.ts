import type {HostLog, Span} from "../ask/question/about.ts";
import {offsets} from "../base/zone.ts";
import {dayMs} from "../base/time.ts";
import type {ClockSpan} from "../rows/clock.ts";

/**
 * Returns the clock of a zone: a function from epoch seconds to the local date and time, as epoch ms as if it were UTC.
 */
export function wallClock(zone: string): (seconds: number) => number {
  const offset = offsets(zone);
  return (seconds) => (seconds + offset(seconds)) * 1000;
}

/** Returns a span of epoch seconds on the clock of a zone; undefined for null, as of a log without times. */
export function clockSpan(span: Span | null, zone: string): ClockSpan | undefined {
  return span ? clockSpans([span], zone)[0] : undefined;
}

/** Returns spans of epoch seconds on the clock of a zone. */
export function clockSpans(spans: readonly Span[], zone: string): ClockSpan[] {
  const clock = wallClock(zone);
  return spans.map(({from, to}) => ({from: clock(from), to: clock(to)}));
}

/** Returns the spans between spans of log (epoch seconds, in order), on the clock of a zone. */
export function gaps(coverage: readonly Span[], zone: string): ClockSpan[] {
  return clockSpans(
    coverage.slice(1).map((span, i) => ({from: coverage[i]!.to, to: span.from})),
    zone
  );
}

/** Returns the time zones of all hosts for people: `Europe/Berlin, UTC`. */
export function zoneNames(logs: readonly HostLog[]): string {
  return [...new Set(logs.map(({zone}) => zone))].join(", ");
}

/**
 * Returns the first moment of each day from the first to the last that the log of any host touches, as epoch ms as if
 * the clock of the host were UTC. Days without log in between are among them; without any log there are none.
 */
export function days(logs: readonly HostLog[]): number[] {
  const spans = logs.flatMap(({coverage, zone}) => clockSpans(coverage, zone));
  const first = Math.floor(Math.min(...spans.map(({from}) => from)) / dayMs);
  const last = Math.floor(Math.max(...spans.map(({to}) => to)) / dayMs);
  return Array.from({length: spans.length > 0 ? last - first + 1 : 0}, (_, i) => (first + i) * dayMs);
}
