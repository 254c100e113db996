import {chart, narrow, provenance, sentence, tooltip} from "./parts/spec.ts";
import type {ChartOptions, Spec} from "./parts/spec.ts";
import {cut, fit, roomFor, userName} from "./parts/text.ts";
import {colors, ramp} from "./parts/theme.ts";
import {shades, timeAxis, timeX} from "./time/time.ts";
import {sum} from "../base/sum.ts";
import {count, counted, date, sentences} from "../base/words.ts";
import {dayMs} from "../base/time.ts";
import type {ClockSpan} from "../rows/clock.ts";
import type {NamePeriod} from "../rows/new-names.ts";

/** A name, its row, when it was tried first, and the sum of its attempts in the eight weeks from then on. */
interface Debut {
  readonly rank: number;
  readonly name: string;
  readonly periods: readonly NamePeriod[];
  readonly first: number;
  readonly attempts: number;
}

const STEP = 17;
const VALUES = 44;
const LABELS = {wide: 140, narrow: 104};

/**
 * Returns a heat map of the user names that came up while the log was kept: a row for each name and
 * its attempts by week or month on a logarithmic ramp. The first period is outlined; the number behind a row is the sum
 * of its first eight weeks or two months.
 */
export function debuts(
  rows: readonly NamePeriod[],
  {gaps = [], ...options}: ChartOptions & {gaps?: readonly ClockSpan[]} = {}
): Spec {
  if (rows.length === 0) return sentence("No user name came up after the first four weeks of log.", options);
  const {width = 760} = options;
  const names = namesOf(rows);
  const labels = roomFor(
    names.map(({name}) => name),
    narrow(width) ? LABELS.narrow : LABELS.wide
  );
  const inner = width - labels - VALUES - 8;
  const [start, end] = [Math.min(...rows.map(({from}) => from)), Math.max(...rows.map(({to}) => to))];
  const inside = gaps
    .filter(({from, to}) => from < end && to > start)
    .map(({from, to}) => ({from: Math.max(from, start), to: Math.min(to, end)}));
  return chart(
    {
      ...{width: inner, height: {step: STEP}},
      layer: [
        ...(inside.length > 0 ? [shades(inside)] : []),
        heat(names, {unit: unitOf(rows), axis: timeAxis(start, end, inner), phone: narrow(width)}),
        ...texts(names, {labels, right: inner})
      ]
    },
    {
      title: finding(names, unitOf(rows)),
      subtitle: subtitle(names, {unit: unitOf(rows), gaps: inside, ...options}),
      ...options
    }
  );
}

function namesOf(rows: readonly NamePeriod[]): Debut[] {
  return Array.from(
    Map.groupBy(rows, ({rank}) => rank),
    ([rank, periods]) => {
      const first = Math.min(...periods.map(({from}) => from));
      const early = periods.filter(({from}) => from < first + 56 * dayMs);
      return {
        rank,
        periods,
        name: userName(periods[0].user, 60),
        first,
        attempts: sum(early, ({attempts}) => attempts)
      };
    }
  );
}

type Unit = "week" | "month";

const unitOf = ([{from, to}]: readonly NamePeriod[]): Unit => (to - from > 7 * dayMs ? "month" : "week");

const y = {
  ...{field: "rank", type: "ordinal", title: null, axis: null},
  scale: {paddingInner: 0.1, paddingOuter: 0}
};

const NAMES: Readonly<Record<Unit, string>> = {
  week: "'from ' + utcFormat(datum.from, '%a %d %b %Y')",
  month: "utcFormat(datum.from, '%B %Y')"
};

function heat(names: readonly Debut[], {unit, axis, phone}: {unit: Unit; axis: Spec; phone: boolean}): Spec {
  const cells = names.flatMap(({rank, name, periods}) =>
    periods.map(({from, to, attempts, first}) => ({rank, name, from, to, attempts, first}))
  );
  const most = Math.max(2, ...cells.map(({attempts}) => attempts));
  return {
    name: "cells",
    data: {values: cells},
    transform: [{calculate: NAMES[unit], as: "date"}],
    mark: {type: "rect", cornerRadius: 1, stroke: colors.grey, aria: cells.length <= 200},
    encoding: {
      ...{x: timeX("from", {axis}), x2: {field: "to"}, y},
      strokeWidth: {condition: {test: "datum.first", value: 1.5}, value: 0},
      color: {
        ...{field: "attempts", type: "quantitative"},
        scale: {type: "log", domain: [1, most], range: ramp, nice: false, interpolate: "rgb"},
        legend: {
          ...legend,
          titleOrient: phone ? "top" : "left",
          title: `attempts in a ${unit} (log scale)`,
          values: powers(most)
        }
      },
      tooltip: tooltip(["name", "user name"], ["date", unit], ["attempts", "attempts", ","])
    }
  };
}

const legend = {titleFontSize: 11, labelFontSize: 11, gradientLength: 150, labelOverlap: false};

/** Returns 1, 10, 100 and so on to the most, which is among them where it is far enough from the last. */
function powers(most: number): number[] {
  const values = Array.from({length: Math.floor(Math.log10(most)) + 1}, (_, i) => 10 ** i);
  return most >= 2 * values.at(-1)! ? [...values, most] : values;
}

/** The names left of the rows and their attempts right of them. */
function texts(names: readonly Debut[], {labels, right}: {labels: number; right: number}): Spec[] {
  const values = names.map(({rank, name, attempts}) => ({rank, name: fit(name, labels - 8, 12), attempts}));
  return [
    {
      name: "names",
      data: {values},
      mark: {type: "text", style: "name", align: "right", x: -7, tooltip: null},
      encoding: {y, text: {field: "name", type: "nominal"}}
    },
    {
      data: {values},
      mark: {type: "text", align: "left", x: right + 6, tooltip: null, aria: false},
      encoding: {y, text: {field: "attempts", type: "quantitative", format: ","}}
    }
  ];
}

const LENGTH: Readonly<Record<Unit, string>> = {week: "eight weeks", month: "two months"};

function finding(names: readonly Debut[], unit: Unit): string {
  const most = names.reduce((a, b) => (b.attempts > a.attempts ? b : a));
  const quoted = most.periods[0].secret || /^[(“]/.test(most.name) ? most.name : `“${cut(most.name, 40)}”`;
  const attempts = counted(most.attempts, "attempt");
  return `The newcomer tried most is ${quoted}: ${attempts} in the ${LENGTH[unit]} from ${date(most.first)} on`;
}

function subtitle(
  names: readonly Debut[],
  {unit, gaps, ...options}: ChartOptions & {unit: Unit; gaps: readonly ClockSpan[]}
): string {
  return sentences(
    `Attempts by ${unit} on names that nobody tried in the first four weeks of log: the ${count(names.length)} tried most in their first ${LENGTH[unit]} (the number at the right), in order of appearance`,
    `Outlined: the first ${unit}`,
    gaps.length > 0 && "Shaded: no log",
    names.some(({periods}) => periods[0].secret) &&
      "Masked, with its length: what looks like a password or an e-mail address",
    provenance(options)
  );
}
