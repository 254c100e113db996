import {accounts} from "./accounts.ts";
import {PADDING, narrow, sized} from "../parts/layout.ts";
import {nameLabel, tooltip, valueMark} from "../parts/spec.ts";
import type {Spec} from "../parts/spec.ts";

/** A row of the chart of names; `name` is cut to the room beside the bar, `user` is not. */
export interface Bar {
  readonly rank: number;
  readonly name: string;
  readonly user: string;
  readonly attempts: number;
  readonly share: number;
  readonly account: keyof typeof accounts;
  readonly bold: boolean;
}

const TRUE_SCALE = {narrow: 0.24, wide: 0.36}; // of the width right of the names
const ENLARGED = {narrow: 0.46, wide: 0.48};
const VALUES = {narrow: 50, wide: 100}; // px
const STEP = 20; // px of a row
const TICK = 80; // px of the axis for each label

/** The px between the two views. */
export const SPACING = 18;

/** How many times as long a bar is in the right view as in the left one, where both end at the same number. */
export const ENLARGEMENT = ENLARGED.wide / TRUE_SCALE.wide;

/** The px left of the bars that names take. */
export const NAMES = {narrow: 94, wide: 104};

/** Returns the view of the bars where one scale fits them all. */
export function plain(bars: readonly Bar[], width: number): Spec {
  return {
    width: width - sized(NAMES, width) - PADDING - sized(VALUES, width),
    height: {step: STEP},
    layer: [
      labels,
      bar("attempts", {most: bars[0].attempts, axis: null, legend: legend(bars, width)}),
      values(bars[0].attempts, width)
    ]
  };
}

/** Returns the left of two views: the bars at true scale. */
export function trueScale(bars: readonly Bar[], width: number): Spec {
  const most = bars[0].attempts;
  const inner = Math.round((width - sized(NAMES, width)) * sized(TRUE_SCALE, width));
  return {
    width: inner,
    height: {step: STEP},
    layer: [labels, bar("attempts", {most, axis: axis(most, inner), legend: legend(bars, width)})]
  };
}

/**
 * Returns the right of two views: the same bars, cut at a length that shows the second to the last. They are cut in the
 * expression, as `clip` loses bars.
 */
export function enlarged(bars: readonly Bar[], edge: number, width: number): Spec {
  const inner = Math.round((width - sized(NAMES, width) - SPACING - PADDING) * sized(ENLARGED, width));
  return {
    width: inner,
    height: {step: STEP},
    transform: [{calculate: `min(datum.attempts, ${edge})`, as: "drawn"}],
    layer: [
      bar("drawn", {most: edge, axis: axis(edge, inner), legend: legend(bars, width)}),
      values(edge, width),
      runningOff(edge, width)
    ]
  };
}

const y = {field: "rank", type: "ordinal", title: null, axis: null, scale: {paddingInner: 0.3, paddingOuter: 0.1}};

const labels: Spec = {name: "names", layer: [nameLabel(y, {bold: false}), nameLabel(y, {bold: true})]};

interface Guides {
  readonly most: number;
  readonly axis: Spec | null;
  readonly legend: Spec;
}

/** Returns the layer of bars as long as a field; the scale ends at `most`. */
function bar(field: "attempts" | "drawn", {most, axis, legend}: Guides): Spec {
  return {
    name: field === "attempts" ? "bars" : "enlarged",
    transform: [{calculate: "datum.user + ': ' + format(datum.attempts, ',') + ' attempts'", as: "spoken"}],
    mark: {type: "bar", aria: field === "attempts"},
    encoding: {
      y,
      description: {field: "spoken", type: "nominal"},
      x: {field, type: "quantitative", title: null, axis, scale: {domain: [0, most], nice: false}},
      color: {
        field: "account",
        type: "nominal",
        title: null,
        legend,
        scale: {domain: Object.keys(accounts), range: Object.values(accounts)}
      },
      tooltip: tooltip(
        ["user", "user name"],
        ["attempts", "attempts", ","],
        ["share", "share of all", ".2%"],
        ["account", "account"]
      )
    }
  };
}

const legend = (bars: readonly Bar[], width: number): Spec => ({
  columns: narrow(width) ? 2 : 3,
  values: Object.keys(accounts).filter((account) => bars.some((bar) => bar.account === account))
});

function axis(most: number, width: number): Spec {
  return {
    orient: "top",
    grid: true,
    tickCount: Math.max(1, Math.floor(width / TICK)),
    labelOverlap: true,
    labelExpr: `datum.value > ${most} ? '' : format(datum.value, '~s')`,
    labelAlign: {condition: {test: "datum.value == 0", value: "left"}, value: "center"}
  };
}

const valueText = (width: number): string =>
  "format(datum.attempts, ',')" + (narrow(width) ? "" : " + '  ·  ' + format(datum.share, '.1%')");

const values = (most: number, width: number): Spec => ({
  transform: [{filter: `datum.attempts <= ${most}`}, {calculate: valueText(width), as: "value"}],
  mark: valueMark,
  encoding: {y, x: {field: "attempts", type: "quantitative"}, text: {field: "value", type: "nominal"}}
});

const runningOff = (edge: number, width: number): Spec => ({
  transform: [{filter: `datum.attempts > ${edge}`}, {calculate: `'▸ ' + ${valueText(width)}`, as: "value"}],
  mark: {type: "text", align: "left", dx: 2, x: "width", fontWeight: 600, tooltip: null, aria: false},
  encoding: {y, text: {field: "value", type: "nominal"}}
});
