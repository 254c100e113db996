import {dayOf, hourOf, mondayOf, monthOf, weekdayOf} from "../../base/calendar.ts";
import {offsets} from "../../base/zone.ts";
import {
  commonZone,
  mergeSpans,
  sumLedgers,
  unnamed,
  type About as StoreAbout,
  type Span
} from "../../store/status/about.ts";
import {isRange, tester, valuesIn, type Condition, type Where} from "./where.ts";

export {unnamed} from "../../store/status/about.ts";
export type {HostFacts, HostLog, Span} from "../../store/status/about.ts";

/** What a log says of itself. */
export interface About extends StoreAbout {
  /** Names and build dates of the geo databases that places come from; none before addresses are located. */
  readonly places: readonly string[];
}

/**
 * Clocks change at a whole quarter of an hour, so all times in one have the same local hour and day. (They changed a
 * minute past it in Newfoundland until 2011, in Palestine until 2015: there the rest of that quarter counts by the old
 * offset.)
 */
export const quarterSeconds = 900;

/**
 * Returns what the part of a log that meets all of some conditions says of itself: its hosts, with their clocks and
 * lines, and the spans of log that lie in its time and on its days. Conditions on other columns change nothing: the log
 * of a country covers the time that the whole log covers.
 */
export function aboutPart(about: About, ...conditions: readonly Where[]): About {
  const named = conditions.flatMap((where) => Object.entries(where));
  const onHost = named.filter(([name]) => name === "host").map(([, condition]) => tester(condition));
  const onTime = named.filter(([name]) => name === "time" || Object.hasOwn(clockColumns, name));
  const ofHosts = onHost.length > 0 ? aboutHosts(about, (host) => onHost.every((test) => test(host))) : about;
  return onTime.length > 0 ? aboutTimes(ofHosts, onTime) : ofHosts;
}

function aboutHosts(about: About, isKept: (host: string | null) => boolean): About {
  const machines = about.machines.filter(({host}) => isKept(host));
  const names = new Set(machines.map(({host}) => host ?? unnamed));
  const logs = about.logs.filter(({host}) => names.has(host));
  const all = logs.flatMap(({coverage}) => coverage).toSorted((a, b) => a.from - b.from || a.to - b.to);
  return {
    ...about,
    hosts: [...names],
    machines,
    zone: commonZone(machines),
    ledger: sumLedgers(machines.map(({ledger}) => ledger)),
    logs,
    ...covered(mergeSpans(all))
  };
}

/** What the columns of the clock hold, from what it shows (epoch milliseconds as if it were UTC). */
const clockColumns: Readonly<Record<string, (wall: number) => number>> = {
  day: dayOf,
  week: mondayOf,
  month: monthOf,
  weekday: weekdayOf,
  hour: hourOf
};

type Named = readonly [column: string, condition: Condition];

function aboutTimes(about: About, conditions: readonly Named[]): About {
  const logs = about.logs.map((log) => {
    const part = partOf(conditions, log.zone);
    const sources = log.sources.map((one) => ({...one, coverage: part(one.coverage)}));
    return {...log, coverage: part(log.coverage), sources: sources.filter(({coverage}) => coverage.length > 0)};
  });
  const isOneClock = new Set(logs.map(({zone}) => zone)).size < 2 || conditions.every(([name]) => name === "time");
  const coverage = isOneClock
    ? partOf(conditions, logs[0]?.zone ?? about.zone)(about.coverage)
    : // of several clocks: where any host has log at such an hour of its own
      union(logs.flatMap((log) => log.coverage));
  return {...about, logs: logs.filter((log) => log.coverage.length > 0), ...covered(coverage)};
}

function covered(coverage: readonly Span[]): Pick<About, "coverage" | "span"> {
  const first = coverage[0];
  const last = coverage.at(-1);
  return {coverage, span: first && last ? {from: first.from, to: last.to} : null};
}

/** Returns spans as disjoint ones in order, none of which begins right after another one. */
function union(spans: readonly Span[]): Span[] {
  const parts: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) addPart(parts, span);
  return parts;
}

/** Returns a function from spans on the clock of a zone to the parts of them that meet conditions on the time. */
function partOf(conditions: readonly Named[], zone: string): (spans: readonly Span[]) => Span[] {
  const onTime = conditions.filter(([name]) => name === "time").map(([, condition]) => condition);
  const onClock = conditions.filter(([name]) => name !== "time");
  const inQuarters = onClock.length > 0 ? quartersOf(onClock, zone) : null;
  return (spans) => {
    const inTime = onTime.reduce<readonly Span[]>(
      (some, condition) => some.flatMap((span) => clipped(span, condition)),
      spans
    );
    return inQuarters ? inTime.flatMap(inQuarters) : [...inTime];
  };
}

/** Returns the parts of a span that meet a condition on the time; the end of a range does not belong to it. */
function clipped({from, to}: Span, condition: Condition): Span[] {
  if (isRange(condition)) {
    const first = Math.max(from, Math.ceil((condition.from ?? -Infinity) / 1000));
    const last = Math.min(to, Math.ceil((condition.to ?? Infinity) / 1000) - 1);
    return first <= last ? [{from: first, to: last}] : [];
  }
  if (condition !== null && typeof condition === "object" && "not" in condition) return [{from, to}];
  const seconds = valuesIn(condition)
    .filter((value) => value !== null)
    .map((value) => Number(value) / 1000);
  return union(seconds.filter((one) => one >= from && one <= to).map((one) => ({from: one, to: one})));
}

/** Returns a function from a span to the parts of it whose quarters of an hour meet conditions on the clock. */
function quartersOf(conditions: readonly Named[], zone: string): (span: Span) => Span[] {
  const offset = offsets(zone);
  const tests = conditions.map(([name, condition]) => [clockColumns[name]!, tester(condition)] as const);
  const isKept = (second: number): boolean => {
    const wall = (second + offset(second)) * 1000;
    return tests.every(([value, test]) => test(value(wall)));
  };
  return ({from, to}) => {
    const parts: Span[] = [];
    for (let at = from; at <= to;) {
      const next = (Math.floor(at / quarterSeconds) + 1) * quarterSeconds;
      if (isKept(at)) addPart(parts, {from: at, to: Math.min(to, next - 1)});
      at = next;
    }
    return parts;
  };
}

function addPart(parts: Span[], span: Span): void {
  const last = parts.at(-1);
  if (last && last.to >= span.from - 1) parts[parts.length - 1] = {from: last.from, to: Math.max(last.to, span.to)};
  else parts.push(span);
}
