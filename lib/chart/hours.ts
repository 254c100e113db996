import {chart, provenance, sentence} from "./parts/chart.ts";
import type {ChartOptions} from "./parts/chart.ts";
import {WIDTH, PADDING, narrow, sized} from "./parts/layout.ts";
import {tooltip} from "./parts/spec.ts";
import type {Spec} from "./parts/spec.ts";
import {colors, ramp} from "./parts/theme.ts";
import {busiest, cellsOf, DAYS, LEAST, nameOf, rateOf} from "./time/week-cells.ts";
import type {Cell} from "./time/week-cells.ts";
import {sum} from "../base/sum.ts";
import {count, counted, sentences} from "../base/words.ts";
import type {WeekHour} from "../rows/hours.ts";

const LABELS = 36; // px
const LAST = 4; // px that the last label of the axis stands out
const STEP = {narrow: 17, wide: 24}; // px of a row of cells
const STANDS_OUT = 1.5; // times the mean
const CHANCE = 4; // standard deviations of a Poisson count that one of 168 cells hardly reaches by chance

/**
 * Returns a heat map of attempts an hour by weekday and hour of the day, with the number in each cell; on phones the
 * hours are rows. A cell is divided by its own hours of log, so an hour that was logged less often is not paler for
 * that. A cell with less than half an hour of log is grey. The rows are the 168 hours of the week in any order; an hour
 * without a row has no log.
 */
export function hours(rows: readonly WeekHour[], options: ChartOptions = {}): Spec {
  const logged = rows.filter((row) => row.covered >= LEAST);
  const attempts = sum(logged, (row) => row.attempts);
  if (new Set(logged.map((row) => row.weekday)).size < 2 || attempts === 0) return few(logged, attempts, options);
  const {width = WIDTH} = options;
  const cells = cellsOf(logged);
  return chart(
    {
      width: width - LABELS - PADDING - LAST,
      height: {step: sized(STEP, width)},
      data: {values: cells},
      encoding: narrow(width) ? {x: weekday("top"), y: clock} : {x: clock, y: weekday("left")},
      layer: [heat(cells), unseen, numbers(false), numbers(true)]
    },
    {title: finding(logged, attempts), subtitle: subtitle(logged, options), ...options}
  );
}

const band = {paddingInner: 0.05, paddingOuter: 0};
const clock = {
  field: "clock",
  type: "ordinal",
  title: null,
  scale: band,
  axis: {labelAngle: 0, labelOverlap: false, minExtent: 0}
};
const weekday = (orient: "top" | "left"): Spec => ({
  field: "day",
  type: "ordinal",
  title: null,
  sort: DAYS,
  scale: band,
  axis: {orient, labelAngle: 0, labelFontSize: 12}
});

const lines = tooltip(
  ["day", "weekday"],
  ["clock", "hour from"],
  ["attempts", "attempts", ","],
  ["covered", "hours of log", ",.1~f"],
  ["rate", "attempts an hour of log", ",.3~r"]
);

const heat = (cells: readonly Cell[]): Spec => ({
  name: "hours",
  transform: [{filter: "isValid(datum.rate)"}],
  mark: {type: "rect", stroke: colors.grey},
  encoding: {
    color: {
      field: "rate",
      type: "quantitative",
      legend: null,
      scale: {domain: [0, Math.max(...cells.map(({rate}) => rate ?? 0))], range: ramp, interpolate: "rgb"}
    },
    strokeWidth: {condition: {test: "datum.top", value: 1.5}, value: 0},
    tooltip: lines
  }
});

const unseen: Spec = {
  name: "unlogged",
  transform: [{filter: "!isValid(datum.rate)"}],
  mark: {type: "rect", fill: colors.grey, fillOpacity: 0.16},
  encoding: {tooltip: tooltip(["day", "weekday"], ["clock", "hour from"], ["covered", "hours of log", ",.1~f"])}
};

const numbers = (top: boolean): Spec => ({
  transform: [{filter: `datum.top == ${top}`}],
  mark: {type: "text", fontSize: 10, fontWeight: top ? 700 : 400, baseline: "middle", tooltip: null, aria: false},
  encoding: {text: {field: "label", type: "nominal"}}
});

function finding(logged: readonly WeekHour[], attempts: number): string {
  const mean = attempts / sum(logged, (row) => row.covered);
  const top = busiest(logged);
  const times = rateOf(busiest(logged)) / mean;
  const usual = mean * top.covered;
  if (usual < 1) return `${counted(attempts, "attempt")}: too few to tell a busy hour of the week from chance`;
  if (times < STANDS_OUT || top.attempts < usual + CHANCE * Math.sqrt(usual))
    return `No hour of the week stands out: the busiest, ${nameOf(top)}, is at ${ratio(times)} times the mean`;
  return `${nameOf(top)} is the busiest hour of the week, at ${ratio(times)} times the mean`;
}

const ratio = (times: number): string => (times < 10 ? times.toFixed(1) : count(times));

function subtitle(logged: readonly WeekHour[], options: ChartOptions): string {
  const covered = logged.map((row) => Math.round(row.covered));
  const least = Math.min(...covered);
  const most = Math.max(...covered);
  const rests = least === most ? counted(most, "hour") : `${count(least)} to ${counted(most, "hour")}`;
  return sentences(
    "Refused attempts an hour of log, by weekday and local hour of the host; each cell is divided by its own hours of log, so gaps make none paler",
    `A cell rests on ${rests} of log`,
    logged.length < 168 && "Grey: less than half an hour of log",
    provenance(options)
  );
}

function few(logged: readonly WeekHour[], attempts: number, options: ChartOptions): Spec {
  if (logged.length === 0) return sentence("No hour of the week has half an hour of log.", options);
  const hours = counted(
    sum(logged, (row) => row.covered),
    "hour"
  );
  if (attempts === 0) return sentence(`Nobody knocked in the ${hours} of log.`, options);
  const top = busiest(logged);
  return sentence(
    `The log covers ${hours} of one weekday only; the busiest hour, from ${nameOf(top)}, brought ${counted(top.attempts, "attempt")}.`,
    {title: "One weekday of log", ...options}
  );
}
