import type {Most} from "./ends.ts";
import {timeX, zoomAxis} from "./time.ts";
import {WEEK, label} from "./weeks.ts";
import {FONT} from "../parts/layout.ts";
import type {Spec} from "../parts/spec.ts";
import {categories, colors} from "../parts/theme.ts";
import {textWidth} from "../parts/widths.ts";
import {sum} from "../../base/sum.ts";

/** The height of the view of lines in px. */
export const WEEKS_HEIGHT = 270;

/** The px left of the view for its labels. */
export const WEEK_LABELS = 38;

/** The switch between counts and shares. */
export const mode: Spec = {
  name: "mode",
  value: "attempts",
  bind: {input: "radio", options: ["attempts", "share"], labels: ["attempts", "share of all attempts"], name: " "}
};

/** The scale of every layer that the brush zooms. */
export const brushed = {domain: {param: "brush"}};

/** The transform that adds the middle of a week, where its values stand. */
export const middle = {calculate: `time(datum.week) + ${WEEK / 2}`, as: "middle"};

/** The transform that adds the end of a week. */
export const end = {calculate: `time(datum.week) + ${WEEK}`, as: "end"};

/**
 * Returns the transforms that make a row of each week and country, with its value in the mode that the reader chose.
 * The names stand in the expression as JSON, whose quotes keep them text.
 */
export const perCountry = (names: readonly string[]): Spec[] => [
  {calculate: literal(names.map(label)), as: "country"},
  {flatten: ["country", "attempts"]},
  {calculate: "mode == 'share' ? datum.attempts / max(1, datum.total) : datum.attempts", as: "value"},
  middle
];

/** Returns a value as a literal of an expression. */
export const literal = (value: unknown): string => JSON.stringify(value);

const LEGEND = {reserve: 1.05, symbol: 36}; // times the measured width; px of a symbol and the gaps around it

/** Returns how many names stand side by side in the legend: all of them, or as many columns of the widest as fit. */
function columns(names: readonly string[], width: number): number {
  const widths = names.map((name) => LEGEND.reserve * textWidth(label(name), FONT.text) + LEGEND.symbol);
  const inOneRow = sum(widths, (width) => width) <= width;
  return inOneRow ? names.length : Math.max(1, Math.floor(width / Math.max(...widths)));
}

/**
 * Returns the channel of values from 0 to the most of each mode. The domain is explicit, so that the names at the ends
 * of the lines know their places.
 */
export const valueY = ({attempts, share}: Most, field = "value"): Spec => ({
  field,
  type: "quantitative",
  title: null,
  scale: {domain: [0, {expr: `mode == 'share' ? ${share} : ${attempts}`}], nice: false},
  axis: {
    minExtent: WEEK_LABELS,
    maxExtent: WEEK_LABELS,
    grid: true,
    tickCount: 4,
    labelExpr: "mode == 'share' ? format(datum.value, '~p') : format(datum.value, '~s')"
  }
});

/**
 * Returns the layer of lines, one for each country, broken where weeks are missing. A click in its legend picks a
 * country.
 */
export const lines = (names: readonly string[], most: Most, width: number): Spec => ({
  name: "lines",
  data: {name: "weeks"},
  transform: perCountry(names),
  params: [
    {
      name: "pick",
      select: {type: "point", fields: ["country"], toggle: "true"},
      // not bound to marks, as it would be by default
      bind: {legend: "click[event.item && indexof(event.item.mark.role, 'legend') === 0]"}
    }
  ],
  mark: {type: "line", clip: true, tooltip: null},
  encoding: {
    x: timeX("middle", {
      scale: brushed,
      axis: zoomAxis(width)
    }),
    y: valueY(most),
    detail: {field: "run", type: "nominal"},
    color: {
      field: "country",
      type: "nominal",
      title: null,
      scale: {domain: names.map(label), range: categories.slice(0, names.length)},
      legend: {symbolType: "stroke", symbolStrokeWidth: 3, symbolSize: 160, columns: columns(names, width)}
    },
    opacity: {condition: {param: "pick", value: 1}, value: 0.13},
    strokeWidth: {condition: {param: "pick", value: 2.2}, value: 1.2}
  }
});

/** Returns the layer of the whole span in small, which is brushed to zoom. */
export const strip = (axis: Spec): Spec => ({
  name: "strip",
  data: {name: "weeks"},
  transform: [end],
  params: [
    {
      name: "brush",
      select: {
        type: "interval",
        encodings: ["x"],
        mark: {fill: colors.grey, fillOpacity: 0.22, stroke: colors.grey, strokeOpacity: 0.9}
      }
    }
  ],
  mark: {type: "rect", color: colors.grey, fillOpacity: 0.55, tooltip: null, aria: false},
  encoding: {
    x: timeX("week", {axis: {...axis, labels: false, ticks: false}}),
    x2: {field: "end"},
    y: {
      field: "total",
      type: "quantitative",
      title: null,
      axis: {minExtent: WEEK_LABELS, maxExtent: WEEK_LABELS, labels: false}
    },
    y2: {datum: 0}
  }
});
