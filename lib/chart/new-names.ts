import {chart, provenance, sentence} from "./parts/chart.ts";
import type {ChartOptions} from "./parts/chart.ts";
import {WIDTH, PADDING} from "./parts/layout.ts";
import {tooltip} from "./parts/spec.ts";
import type {Spec} from "./parts/spec.ts";
import {colors} from "./parts/theme.ts";
import {periodName, unitOf} from "./time/periods.ts";
import {gapLayers, shades, timeAxis, timeX} from "./time/time.ts";
import {dayMs} from "../base/time.ts";
import {count, counted, date, sentences} from "../base/words.ts";
import type {ClockSpan} from "../rows/clock.ts";
import {learningDays} from "../rows/new-names.ts";
import type {NewNames} from "../rows/new-names.ts";

const LABELS = 36; // px
const HEIGHT = 96;

/**
 * Returns bars of the user names that are new in each week or month, below a line of all names that were tried so far.
 * The rows are in order, and none is left out. Spans without log (`gaps`) are shaded. The median in the title leaves
 * out the periods that a gap touches, the last period, which the end of the log may have cut short, and the first four
 * weeks, in which all names are new to the log.
 */
export function newNames(
  rows: readonly NewNames[],
  {gaps = [], ...options}: ChartOptions & {gaps?: readonly ClockSpan[]} = {}
): Spec {
  if (rows.length === 0 || rows.at(-1)!.seen === 0) return sentence("No user name was tried in this span.", options);
  if (rows.length === 1) return onePeriod(rows[0], options);
  const {width = WIDTH} = options;
  const view = {width: width - LABELS - PADDING, height: HEIGHT};
  const start = rows[0].from;
  const end = rows.at(-1)!.to;
  const shaded = gaps.length > 0 ? [shades(gaps)] : [];
  const bottom = timeAxis(start, end, view.width);
  return chart(
    {
      data: {values: rows},
      vconcat: [
        {
          ...view,
          title: small("tried so far"),
          layer: [...gapLayers(gaps, end - start), soFar(rows, gaps), inAll(rows)]
        },
        {...view, title: small(`new in the ${unitOf(rows[0])}`), layer: [...shaded, fresh(rows, bottom)]}
      ],
      spacing: 12,
      resolve: {scale: {x: "shared", y: "independent"}}
    },
    {title: finding(rows, gaps), subtitle: subtitle(rows, gaps, options), ...options}
  );
}

const small = (text: string): Spec => ({
  text,
  fontSize: 11,
  fontWeight: 400,
  anchor: "start",
  frame: "group",
  offset: 4
});

const y = (field: string): Spec => ({
  field,
  type: "quantitative",
  title: null,
  scale: {zero: true},
  axis: {minExtent: LABELS, maxExtent: LABELS, grid: true, tickCount: 3, labelExpr: "format(datum.value, '~s')"}
});

/**
 * Returns the line of all names so far. It begins at 0 with the first period and reaches a count where its period ends;
 * periods without log break it.
 */
const soFar = (rows: readonly NewNames[], gaps: readonly ClockSpan[]): Spec => ({
  name: "soFar",
  ...withoutGaps(rows, gaps),
  transform: [{calculate: `datum.from == ${rows[0].from} ? 0 : datum.seen - datum.fresh`, as: "before"}],
  mark: {type: "rule", color: colors.attempts, strokeWidth: 2.2, strokeCap: "round", aria: false, tooltip: null},
  encoding: {
    x: timeX("from", {axis: {labels: false, ticks: false}}),
    x2: {field: "to"},
    y: y("before"),
    y2: {field: "seen"}
  }
});

function withoutGaps(rows: readonly NewNames[], gaps: readonly ClockSpan[]): Spec {
  const logged = rows.filter((row) => !gaps.some(({from, to}) => from <= row.from && row.to <= to));
  return logged.length < rows.length ? {data: {values: logged}} : {};
}

const inAll = (rows: readonly NewNames[]): Spec => ({
  data: {values: [rows.at(-1)]},
  mark: {type: "text", align: "right", baseline: "bottom", dx: -2, dy: -5, fontWeight: 600, tooltip: null},
  encoding: {
    x: timeX("to"),
    y: y("seen"),
    text: {value: `${count(rows.at(-1)!.seen)} names`}
  }
});

const fresh = (rows: readonly NewNames[], axis: Spec): Spec => ({
  name: "fresh",
  transform: [{calculate: periodName(unitOf(rows[0]), "from"), as: "date"}],
  mark: {type: "rect", fill: colors.attempts, stroke: null, aria: rows.length <= 200},
  encoding: {
    x: timeX("from", {axis}),
    x2: {field: "to"},
    y: y("fresh"),
    y2: {datum: 0},
    tooltip: tooltip(["date", unitOf(rows[0])], ["fresh", "new names", ","], ["seen", "names so far", ","])
  }
});

function finding(rows: readonly NewNames[], gaps: readonly ClockSpan[]): string {
  const {from} = rows[0];
  const whole = rows.slice(0, -1).filter((row) => !gaps.some((gap) => gap.from < row.to && gap.to > row.from));
  const late = whole.filter((row) => row.from >= from + learningDays * dayMs).map((row) => row.fresh);
  const median = late.toSorted((a, b) => a - b)[Math.floor(late.length / 2)];
  const all = `${counted(rows.at(-1)!.seen, "user name")} in all`;
  if (median === undefined) return `${all}; the log is too short to tell how many are new in a ${unitOf(rows[0])}`;
  return `A median ${unitOf(rows[0])} brings ${counted(median, "name")} never tried before; ${all}`;
}

function subtitle(rows: readonly NewNames[], gaps: readonly ClockSpan[], options: ChartOptions): string {
  return sentences(
    `User names of refused attempts, by the ${unitOf(rows[0])} of their first; at the beginning all are new to the log`,
    gaps.length > 0 && "Shaded: no log, not zero",
    provenance(options)
  );
}

function onePeriod({from, to, seen}: NewNames, options: ChartOptions): Spec {
  const unit = unitOf({from, to});
  return sentence(`The log covers one ${unit} only, from ${date(from)}: ${counted(seen, "user name")}.`, {
    title: `One ${unit} of log`,
    ...options
  });
}
