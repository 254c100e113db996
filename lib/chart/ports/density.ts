import {EPHEMERAL} from "./bins.ts";
import type {Bin} from "./bins.ts";
import {rangeLayers, x} from "./port-ranges.ts";
import {caption, tooltip} from "../parts/spec.ts";
import type {Spec} from "../parts/spec.ts";
import {colors} from "../parts/theme.ts";
import type {Port} from "../../rows/ports.ts";

const HEIGHT = 250; // px
const AXIS = 26; // px of the axis and the gap above the caption
const NAMED = 8; // diamonds
const APART = {ports: 1.5, attempts: 0.9}; // doublings between two that have names

/** The px left of the view that its labels take. */
export const DENSITY_LABELS = 40;

/**
 * Returns the view of bins and of the ports that stand out (`fixed`), on two log axes; the caption holds the `notes`.
 */
export function densityView(
  bins: readonly Bin[],
  fixed: readonly Port[],
  {width, notes}: {width: number; notes: readonly string[]}
): Spec {
  const values = [...bins.map((bin) => bin.perPort), ...fixed.map((port) => port.attempts)];
  const domain = [
    10 ** Math.floor(Math.log10(Math.min(...values))),
    10 ** Math.ceil(Math.log10(2 * Math.max(...values)))
  ];
  const y = (field: string): Spec => ({
    field,
    type: "quantitative",
    title: null,
    scale: {type: "log", domain, nice: false},
    axis: {minExtent: DENSITY_LABELS, maxExtent: DENSITY_LABELS, grid: true, tickCount: 4, labelExpr: DECADES}
  });
  const lines = [
    `attempts per port (both axes log)${fixed.length > 0 ? "; diamonds: ports that stand out" : ""}`,
    ...notes
  ];
  return {
    width,
    height: HEIGHT,
    layer: [
      shade,
      segments(bins, y),
      diamonds(fixed, y),
      diamondLabels(fixed, y),
      ...rangeLayers,
      caption(lines, {width, y: HEIGHT + AXIS})
    ]
  };
}

const DECADES =
  "abs(log(datum.value) / LN10 % 1) > 0.01 && abs(log(datum.value) / LN10 % 1) < 0.99 ? '' : datum.value < 1 ? format(datum.value, '~f') : format(datum.value, '~s')";

const shade: Spec = {
  data: {values: [{from: EPHEMERAL, to: 65535}]},
  mark: {type: "rect", fill: colors.grey, fillOpacity: 0.14, tooltip: null},
  encoding: {x: x("from"), x2: {field: "to"}, y: {value: 0}, y2: {value: HEIGHT}}
};

const segments = (bins: readonly Bin[], y: (field: string) => Spec): Spec => ({
  name: "bins",
  data: {values: bins},
  mark: {type: "rule", color: colors.attempts, strokeWidth: 4, strokeCap: "butt"},
  encoding: {
    x: x("from"),
    x2: {field: "to"},
    y: y("perPort"),
    tooltip: tooltip(
      ["from", "ports from", "d"],
      ["to", "to below", "d"],
      ["attempts", "attempts", ","],
      ["perPort", "attempts per port", ".2~f"]
    )
  }
});

const diamonds = (fixed: readonly Port[], y: (field: string) => Spec): Spec => ({
  name: "diamonds",
  data: {values: fixed},
  mark: {type: "point", shape: "diamond", size: 70, filled: true, color: colors.accepted, opacity: 1},
  encoding: {
    x: x("port"),
    y: y("attempts"),
    tooltip: tooltip(["port", "client port", "d"], ["attempts", "attempts", ","])
  }
});

/**
 * Returns the layer of the diamonds' names, those of the most attempts first. A name that would lie on another is left
 * out.
 */
function diamondLabels(fixed: readonly Port[], y: (field: string) => Spec): Spec {
  const near = (a: Port, b: Port): boolean =>
    Math.abs(Math.log2(a.port / b.port)) < APART.ports && Math.abs(Math.log2(a.attempts / b.attempts)) < APART.attempts;
  const named: Port[] = [];
  for (const port of fixed) if (named.length < NAMED && !named.some((other) => near(port, other))) named.push(port);
  return {
    data: {values: named},
    mark: {type: "text", align: "right", dx: -8, tooltip: null, aria: false},
    encoding: {x: x("port"), y: y("attempts"), text: {field: "port", type: "quantitative", format: "d"}}
  };
}
