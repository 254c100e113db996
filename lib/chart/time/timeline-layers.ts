import type {Spec} from "../parts/spec.ts";
import {categories, colors} from "../parts/theme.ts";
import {timeX, zoomAxis} from "./time.ts";
import type {Most} from "./ends.ts";
import {WEEK, label} from "./weeks.ts";
import {textWidth} from "../parts/widths.ts";
import {sum} from "../../base/sum.ts";

/** The height of the lines' view and the room left of it for labels, in px. */
export const WEEKS_HEIGHT = 270;
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
const end = {calculate: `time(datum.week) + ${WEEK}`, as: "end"};

/** One row a week and country, its value in the mode the reader chose; names are data, JSON's quotes keep them so. */
const perCountry = (names: readonly string[]): Spec[] => [
  {calculate: literal(names.map(label)), as: "country"},
  {flatten: ["country", "attempts"]},
  {calculate: "mode == 'share' ? datum.attempts / max(1, datum.total) : datum.attempts", as: "value"},
  middle
];

const literal = (value: unknown): string => JSON.stringify(value);

/** How many names stand side by side in the legend, all in one row or each as wide as the widest. */
function columns(names: readonly string[], width: number): number {
  const widths = names.map((name) => 1.05 * textWidth(label(name), 12) + 36);
  const inOneRow = sum(widths, (width) => width) <= width;
  return inOneRow ? names.length : Math.max(1, Math.floor(width / Math.max(...widths)));
}

/** Returns the channel of values up to the most of each mode; explicit, so that names at the lines' ends know their place. */
export const valueY = ({attempts, share}: Most, field = "value"): Spec => ({
  ...{field, type: "quantitative", title: null},
  scale: {domain: [0, {expr: `mode == 'share' ? ${share} : ${attempts}`}], nice: false},
  axis: {
    ...{minExtent: WEEK_LABELS, maxExtent: WEEK_LABELS, grid: true, tickCount: 4},
    labelExpr: "mode == 'share' ? format(datum.value, '~p') : format(datum.value, '~s')"
  }
});

/** Returns a line for each country, broken where weeks are missing; its legend is clicked to pick. */
export const lines = (names: readonly string[], most: Most, width: number): Spec => ({
  name: "lines",
  data: {name: "weeks"},
  transform: perCountry(names),
  params: [
    {
      name: "pick",
      select: {type: "point", fields: ["country"], toggle: "true"},
      bind: {legend: "click[event.item && indexof(event.item.mark.role, 'legend') === 0]"} // not on marks, as the default is
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
      ...{
        field: "country",
        type: "nominal",
        title: null,
        scale: {domain: names.map(label), range: categories.slice(0, names.length)}
      },
      legend: {symbolType: "stroke", symbolStrokeWidth: 3, symbolSize: 160, columns: columns(names, width)}
    },
    opacity: {condition: {param: "pick", value: 1}, value: 0.13},
    strokeWidth: {condition: {param: "pick", value: 2.2}, value: 1.2}
  }
});

/** Returns an invisible target for the pointer over each week; an array of values is no tooltip, so they are written out. */
export const target = (names: readonly string[]): Spec => ({
  name: "targets",
  data: {name: "weeks"},
  transform: [end],
  params: [{name: "hover", select: {type: "point", fields: ["week"], on: "mouseover", clear: "mouseout"}}],
  mark: {
    ...{type: "rect", clip: true, fill: colors.grey, fillOpacity: 0, aria: false},
    tooltip: {
      expr: `{'week of': utcFormat(datum.week, '%d %b %Y'), ${names.map(inTooltip).join(", ")}, 'all countries': format(datum.total, ',')}`
    }
  },
  encoding: {x: timeX("week", {scale: brushed}), x2: {field: "end"}, y: {value: 0}, y2: {value: WEEKS_HEIGHT}}
});

const inTooltip = (name: string, i: number): string =>
  `${literal(label(name))}: mode == 'share' ? format(datum.attempts[${i}] / max(1, datum.total), '.1%') : format(datum.attempts[${i}], ',')`;

/** The line under the pointer's week. */
export const rule: Spec = {
  name: "rule",
  data: {name: "weeks"},
  transform: [middle],
  mark: {type: "rule", clip: true, tooltip: null, aria: false},
  encoding: {
    x: timeX("middle", {scale: brushed}),
    y: {value: 0},
    y2: {value: WEEKS_HEIGHT},
    opacity: {condition: {param: "hover", empty: false, value: 1}, value: 0}
  }
};

/** Returns the points on the pointer's week. */
export const points = (names: readonly string[], most: Most): Spec => ({
  data: {name: "weeks"},
  transform: perCountry(names),
  mark: {type: "point", filled: true, size: 34, clip: true, tooltip: null, aria: false},
  encoding: {
    x: timeX("middle", {scale: brushed}),
    y: valueY(most),
    color: {field: "country", type: "nominal"},
    opacity: {condition: {test: {and: [{param: "hover", empty: false}, {param: "pick"}]}, value: 1}, value: 0}
  }
});

/** Returns the whole span in small, which is brushed to zoom. */
export const strip = (axis: Spec): Spec => ({
  name: "strip",
  data: {name: "weeks"},
  transform: [end],
  params: [
    {
      name: "brush",
      select: {
        ...{type: "interval", encodings: ["x"]},
        mark: {fill: colors.grey, fillOpacity: 0.22, stroke: colors.grey, strokeOpacity: 0.9}
      }
    }
  ],
  mark: {type: "rect", color: colors.grey, fillOpacity: 0.55, tooltip: null, aria: false},
  encoding: {
    x: timeX("week", {axis: {...axis, labels: false, ticks: false}}),
    x2: {field: "end"},
    y: {
      ...{field: "total", type: "quantitative", title: null},
      axis: {minExtent: WEEK_LABELS, maxExtent: WEEK_LABELS, labels: false}
    },
    y2: {datum: 0}
  }
});
