import type {Most} from "./ends.ts";
import {timeX} from "./time.ts";
import {WEEKS_HEIGHT, brushed, end, literal, middle, perCountry, valueY} from "./timeline-layers.ts";
import {label} from "./weeks.ts";
import type {Spec} from "../parts/spec.ts";
import {colors} from "../parts/theme.ts";

/**
 * Returns the invisible targets of the pointer, one over each week. The tooltip names each value, because vega shows no
 * array.
 */
export const target = (names: readonly string[]): Spec => ({
  name: "targets",
  data: {name: "weeks"},
  transform: [end],
  params: [{name: "hover", select: {type: "point", fields: ["week"], on: "mouseover", clear: "mouseout"}}],
  mark: {
    type: "rect",
    clip: true,
    fill: colors.grey,
    fillOpacity: 0,
    aria: false,
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
