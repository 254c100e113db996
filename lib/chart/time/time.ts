import {sized} from "../parts/layout.ts";
import {tooltip} from "../parts/spec.ts";
import type {Spec} from "../parts/spec.ts";
import {colors} from "../parts/theme.ts";
import {dayMs, hourMs} from "../../base/time.ts";
import {count, counted} from "../../base/words.ts";
import type {ClockSpan} from "../../rows/clock.ts";

/**
 * Returns an x channel in time. All charts hold local dates and times as if they were UTC and draw them on a UTC scale;
 * else the reader's own zone would move them.
 */
export function timeX(field: string, options: {axis?: Spec; scale?: Spec} = {}): Spec {
  return {field, type: "temporal", title: null, scale: {type: "utc", ...options.scale}, axis: options.axis ?? {}};
}

const DAYS = 70; // a shorter axis has labels of days
const DAY = 60; // px for each label of a day
const MONTH = {narrow: 55, wide: 48}; // px for each label of a month or year
const ZOOMED_DAY = 80; // px

/**
 * Returns an axis from one time to another (epoch ms): of years or months, or of days below ten weeks. It has as many
 * labels as `width` px hold.
 */
export function timeAxis(from: number, to: number, width: number): Spec {
  if (to - from < DAYS * dayMs) return {...plain, ...everyNthDay(from, to, Math.floor(width / DAY))};
  const room = Math.max(2, width / sized(MONTH, width));
  const months = (to - from) / (30 * dayMs);
  const step = [1, 2, 3, 6, 12, 24, 36, 60].find((step) => months / step <= room) ?? 120;
  const ticks = step < 12 ? {interval: "month", step} : {interval: "year", step: step / 12};
  return {...plain, tickCount: ticks, labelExpr: step < 12 ? MONTHS : "utcFormat(datum.value, '%Y')"};
}

/**
 * Returns an axis for a scale that the reader zooms. It labels days or months, and leaves the hours between without a
 * label.
 */
export function zoomAxis(width: number): Spec {
  return {...plain, tickCount: Math.floor(width / ZOOMED_DAY), labelExpr: ZOOMED};
}

const plain = {grid: false, labelAlign: "left", labelOffset: 0, labelPadding: 3, labelBound: 6};

function everyNthDay(from: number, to: number, labels: number): Spec {
  const first = Math.ceil(from / dayMs) * dayMs;
  const days = Math.max(1, Math.round((to - first) / dayMs));
  const step = Math.ceil(days / labels);
  const values = Array.from({length: Math.ceil(days / step)}, (_, i) => first + i * step * dayMs);
  return {
    values,
    tickCount: values.length,
    labelExpr: underYear("utcFormat(datum.value, '%d %b')", "datum.index == 0")
  };
}

/** Returns the expression of a label of two lines. The second is the year, where `first` holds. */
function underYear(label: string, first: string): string {
  return `[${label}, ${first} ? utcFormat(datum.value, '%Y') : '']`;
}

const NEW_YEAR = "(utcmonth(datum.value) == 0 && utcdate(datum.value) < 8 || datum.index == 0)";
const MONTHS = underYear("utcFormat(datum.value, '%b')", NEW_YEAR);
const DAY_OR_MONTH = "utcFormat(datum.value, utcdate(datum.value) == 1 ? '%b' : '%d %b')";
const ZOOMED = underYear(`utchours(datum.value) > 0 ? '' : ${DAY_OR_MONTH}`, NEW_YEAR);

const NAMED = 60; // a longer part of the axis than one of so many has room for a name

/** Returns the layers that shade the spans without log, and name those that are wide enough on an axis of `span` ms. */
export function gapLayers(gaps: readonly ClockSpan[], span: number, scale?: Spec): Spec[] {
  const wide = gaps.filter(({from, to}) => to - from > span / NAMED);
  return [...(gaps.length > 0 ? [shades(gaps, scale)] : []), ...(wide.length > 0 ? [gapNames(wide, scale)] : [])];
}

/** Returns the layer that shades the spans without log. */
export function shades(gaps: readonly ClockSpan[], scale?: Spec): Spec {
  return {
    name: "gaps",
    data: {values: gaps},
    // written here, as a format of the tooltip would take the reader's zone
    transform: [
      {calculate: "utcFormat(datum.from, '%d %b %Y %H:%M')", as: "start"},
      {calculate: "utcFormat(datum.to, '%d %b %Y %H:%M')", as: "end"}
    ],
    mark: {type: "rect", fill: colors.grey, fillOpacity: 0.16, clip: true},
    encoding: {
      x: timeX("from", {scale}),
      x2: {field: "to"},
      tooltip: tooltip(["start", "no log from"], ["end", "to"])
    }
  };
}

const gapNames = (gaps: readonly ClockSpan[], scale?: Spec): Spec => ({
  data: {values: gaps.map(({from, to}) => ({middle: (from + to) / 2}))},
  mark: {
    type: "text",
    text: "no log",
    style: "note",
    angle: 270,
    align: "right",
    baseline: "middle",
    clip: true,
    tooltip: null
  },
  encoding: {x: timeX("middle", {scale}), y: {value: 6}}
});

/** Returns a length of time in ms as people say it: `40 minutes`, `26 hours`, `2.5 days`, `31 days`. */
export function lasting(ms: number): string {
  if (ms < 60_000) return "less than a minute";
  if (ms < 1.5 * hourMs) return counted(Math.round(ms / 60_000), "minute");
  if (ms < 2 * dayMs) return counted(Math.round(ms / hourMs), "hour");
  return ms < 10 * dayMs ? `${(ms / dayMs).toFixed(1).replace(".0", "")} days` : counted(Math.round(ms / dayMs), "day");
}

/** Returns a number a day as people say it: `372 a day`, `2.5 a day`, `one in 40 days`. */
export function daily(perDay: number): string {
  if (perDay === 0) return "none a day";
  if (perDay < 1) return `one in ${lasting(dayMs / perDay)}`;
  return `${perDay < 9.95 ? perDay.toFixed(1).replace(".0", "") : count(perDay)} a day`;
}

/** The spans of time that rows stand for: where each begins (epoch ms), and how long all are. */
interface RowSpans<Row> {
  readonly start: (row: Row) => number;
  readonly lengthMs: number;
}

/** Returns the rows that no gap touches. A day cut short by missing log does not tell how busy it was. */
export function whole<Row>(rows: readonly Row[], gaps: readonly ClockSpan[], {start, lengthMs}: RowSpans<Row>): Row[] {
  return rows.filter((row) => !gaps.some((gap) => gap.from < start(row) + lengthMs && gap.to > start(row)));
}
