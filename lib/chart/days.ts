import {chart, narrow, provenance, sentence, tooltip} from "./spec.ts";
import type {ChartOptions, Spec} from "./spec.ts";
import {colors, outcomes} from "./theme.ts";
import {DAY, gapLayers, timeAxis, timeX, whole} from "./time.ts";
import type {Gap} from "./time.ts";
import {count, counted, date, sentences, sum} from "./words.ts";

/** A day, as the epoch in ms of its local date's UTC midnight, and its attempts by outcome. */
export interface Day {
  readonly day: number;
  readonly failed: number;
  readonly abandoned: number;
  readonly probe: number;
  readonly accepted: number;
}

type Bar = Day & {readonly attempts: number};

const HEIGHT = 240;
const LABELS = 36;

/**
 * Returns stacked bars of attempts per day with a diamond over each day that had an accepted login. Spans without log
 * (`gaps`) are shaded, and the days they touch are left out of the title's median. Probes, which named nobody, lie on
 * top and are not counted in the title.
 */
export function days(rows: readonly Day[], {gaps = [], ...options}: ChartOptions & {gaps?: readonly Gap[]} = {}): Spec {
  if (rows.length < 2 || sum(rows, marks) === 0) return fewDays(rows, options);
  const {width = 760} = options;
  const inner = width - LABELS - 8;
  const sorted = rows.map((row) => ({...row, attempts: attempts(row)})).toSorted((a, b) => a.day - b.day);
  const withLogin = sorted.filter((row) => row.accepted > 0).map(({day, accepted}) => ({day, accepted}));
  const span = sorted.at(-1)!.day - sorted[0].day + DAY;
  return chart(
    {
      width: inner,
      height: HEIGHT,
      data: {values: sorted},
      layer: [
        ...gapLayers(gaps, span),
        bars(timeAxis(sorted[0].day, sorted[0].day + span, inner)),
        hover,
        ...(withLogin.length > 0 ? [logins(withLogin)] : []),
        ...(narrow(width) ? [] : [peak(sorted, gaps)])
      ]
    },
    {
      title: finding(sorted, gaps),
      subtitle: sentences(
        "Refused attempts per day (failed, abandoned); probes, which named nobody, on top",
        "Diamonds: days with an accepted login",
        gaps.length > 0 && "Shaded: no log, not zero",
        provenance(options)
      ),
      ...options
    }
  );
}

function bars(axis: Spec): Spec {
  return {
    name: "outcomes",
    transform: [
      {calculate: `time(datum.day) + ${DAY}`, as: "end"},
      {fold: ["failed", "abandoned", "probe"], as: ["outcome", "n"]},
      {filter: "datum.n > 0"},
      {stack: "n", groupby: ["day"], as: ["from", "to"]}
    ],
    mark: {type: "rect", aria: false, tooltip: null},
    encoding: {
      x: timeX("day", {axis}),
      x2: {field: "end"},
      y: {field: "to", type: "quantitative", title: null, axis: countAxis},
      y2: {field: "from"},
      color: {
        ...{field: "outcome", type: "nominal", title: null},
        scale: {domain: Object.keys(outcomes), range: Object.values(outcomes)},
        legend: {offset: 18, symbolType: {expr: "datum.value == 'accepted' ? 'diamond' : 'square'"}}
      }
    }
  };
}

const countAxis = {
  ...{minExtent: LABELS, maxExtent: LABELS, grid: true, tickCount: 4},
  labelExpr: "format(datum.value, '~s')"
};

const hover: Spec = {
  name: "days",
  transform: [
    {calculate: `time(datum.day) + ${DAY}`, as: "end"},
    {calculate: "utcFormat(datum.day, '%a %d %b %Y')", as: "date"}
  ],
  params: [{name: "day", select: {type: "point", on: "mouseover", clear: "mouseout", fields: ["day"]}}],
  mark: {type: "rect", fill: colors.grey, aria: false},
  encoding: {
    x: timeX("day"),
    x2: {field: "end"},
    y: {value: 0},
    y2: {value: HEIGHT},
    fillOpacity: {condition: {param: "day", empty: false, value: 0.35}, value: 0},
    tooltip: tooltip(
      ["date", "day"],
      ["attempts", "attempts", ","],
      ["failed", "failed", ","],
      ["abandoned", "abandoned", ","],
      ["accepted", "accepted", ","],
      ["probe", "probes", ","]
    )
  }
};

const logins = (rows: readonly Pick<Day, "day" | "accepted">[]): Spec => ({
  name: "logins",
  data: {values: rows},
  transform: [
    {calculate: `time(datum.day) + ${DAY / 2}`, as: "noon"},
    {calculate: "utcFormat(datum.day, '%a %d %b %Y')", as: "date"}
  ],
  mark: {type: "point", shape: "diamond", filled: true, size: 40, color: colors.accepted, opacity: 0.95},
  encoding: {
    x: timeX("noon"),
    y: {value: -7},
    tooltip: tooltip(["date", "day"], ["accepted", "accepted logins", ","])
  }
});

/** Names the busiest day beside its bar, on the side that has more room before the next gap or the end. */
function peak(rows: readonly Bar[], gaps: readonly Gap[]): Spec {
  const {day, attempts, probe} = busiest(rows);
  const ends = [rows[0].day, rows.at(-1)!.day + DAY, ...gaps.flatMap(({from, to}) => [from, to])];
  const before = day - Math.max(...ends.filter((end) => end <= day));
  const after = Math.min(...ends.filter((end) => end > day)) - day;
  const at = before > after ? {edge: day, align: "right", dx: -5} : {edge: day + DAY, align: "left", dx: 5};
  return {
    data: {values: [{edge: at.edge, height: attempts + probe, label: `${date(day)}: ${count(attempts)}`}]},
    mark: {type: "text", align: at.align, dx: at.dx, baseline: "top", tooltip: null},
    encoding: {
      x: timeX("edge"),
      y: {field: "height", type: "quantitative"},
      text: {field: "label", type: "nominal"}
    }
  };
}

function finding(rows: readonly Bar[], gaps: readonly Gap[]): string {
  const logged = whole(rows, (row) => row.day, DAY, gaps).map((row) => row.attempts);
  const median = logged.toSorted((a, b) => a - b)[Math.floor(logged.length / 2)];
  const worst = `the worst, ${date(busiest(rows).day)}, brought ${count(busiest(rows).attempts)}`;
  return median === undefined
    ? `No day was logged in full; ${worst}`
    : `A median day brings ${counted(median, "attempt")}; ${worst}`;
}

function fewDays(rows: readonly Day[], options: ChartOptions): Spec {
  if (rows.length === 0)
    return sentence("No day of log in this span, so there are no attempts per day to draw.", options);
  if (rows.length > 1) return sentence(`Nobody knocked on any of the ${rows.length} days of log.`, options);
  const [row] = rows;
  const parts = `${count(row.failed)} failed, ${count(row.abandoned)} abandoned, ${count(row.accepted)} accepted`;
  return sentence(
    `The log covers one day only, ${date(row.day)}: ${counted(attempts(row), "attempt")} (${parts}) and ${counted(row.probe, "probe")}.`,
    {
      title: "One day of log",
      ...options
    }
  );
}

const attempts = (row: Day): number => row.failed + row.abandoned;
const marks = (row: Day): number => attempts(row) + row.probe;
const busiest = <Row extends {attempts: number}>(rows: readonly Row[]): Row =>
  rows.reduce((a, b) => (b.attempts > a.attempts ? b : a));
