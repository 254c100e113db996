import {chart, provenance, sentence} from "./parts/chart.ts";
import type {ChartOptions} from "./parts/chart.ts";
import {WIDTH, PADDING, narrow, sized} from "./parts/layout.ts";
import type {Spec} from "./parts/spec.ts";
import {cut, roomFor, userName} from "./parts/text.ts";
import {heat, texts} from "./time/debut-layers.ts";
import type {Debut, Unit} from "./time/debut-layers.ts";
import {unitOf} from "./time/periods.ts";
import {shades, timeAxis} from "./time/time.ts";
import {sum} from "../base/sum.ts";
import {dayMs} from "../base/time.ts";
import {count, counted, date, sentences} from "../base/words.ts";
import type {ClockSpan} from "../rows/clock.ts";
import {debutDays} from "../rows/new-names.ts";
import type {NamePeriod} from "../rows/new-names.ts";

const STEP = 17; // px of a row
const VALUES = 44; // px of the numbers behind the rows
const LABELS = {narrow: 104, wide: 140}; // px, at most

/**
 * Returns a heat map of the user names that came up while the log was kept: a row for each name, and its attempts by
 * week or month on a logarithmic ramp. The first period is outlined. The number behind a row is the sum of its first
 * eight weeks, or two months.
 */
export function debuts(
  rows: readonly NamePeriod[],
  {gaps = [], ...options}: ChartOptions & {gaps?: readonly ClockSpan[]} = {}
): Spec {
  if (rows.length === 0) return sentence("No user name came up after the first four weeks of log.", options);
  const {width = WIDTH} = options;
  const names = namesOf(rows);
  const labels = roomFor(
    names.map(({name}) => name),
    sized(LABELS, width)
  );
  const inner = width - labels - VALUES - PADDING;
  const start = Math.min(...rows.map(({from}) => from));
  const end = Math.max(...rows.map(({to}) => to));
  const inside = gaps
    .filter(({from, to}) => from < end && to > start)
    .map(({from, to}) => ({from: Math.max(from, start), to: Math.min(to, end)}));
  return chart(
    {
      width: inner,
      height: {step: STEP},
      layer: [
        ...(inside.length > 0 ? [shades(inside)] : []),
        heat(names, {unit: unitOf(rows[0]), axis: timeAxis(start, end, inner), phone: narrow(width)}),
        ...texts(names, {labels, right: inner})
      ]
    },
    {
      title: finding(names, unitOf(rows[0])),
      subtitle: subtitle(names, {unit: unitOf(rows[0]), gaps: inside, ...options}),
      ...options
    }
  );
}

function namesOf(rows: readonly NamePeriod[]): Debut[] {
  return Array.from(
    Map.groupBy(rows, ({rank}) => rank),
    ([rank, periods]) => {
      const first = Math.min(...periods.map(({from}) => from));
      const early = periods.filter(({from}) => from < first + debutDays * dayMs);
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
