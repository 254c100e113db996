import {narrow} from "../parts/layout.ts";
import {tooltip, valueMark} from "../parts/spec.ts";
import type {Spec} from "../parts/spec.ts";
import {outcomes} from "../parts/theme.ts";
import type {Method} from "../../rows/methods.ts";

/** A row of the chart of methods; `attempts` are the refused ones. */
export interface Bar extends Omit<Method, "method"> {
  readonly rank: number;
  readonly method: string;
  readonly name: string;
  readonly attempts: number;
  readonly value: string;
}

const BEHIND = 9; // px from the middle of a diamond to its number

const y = {field: "rank", type: "ordinal", title: null, axis: null, scale: {paddingInner: 0.3, paddingOuter: 0.1}};

const lines = tooltip(
  ["method", "method"],
  ["attempts", "attempts", ","],
  ["failed", "failed", ","],
  ["abandoned", "abandoned", ","],
  ["accepted", "accepted", ","]
);

/** The layer of the names of methods, left of their bars. */
export const label: Spec = {
  name: "methods",
  mark: {type: "text", style: "name", align: "right", x: -7, tooltip: null, aria: false},
  encoding: {y, text: {field: "name", type: "nominal"}}
};

const SHOWN = ["failed", "abandoned", "accepted"] as const;

/** Returns the layer of bars, failed and abandoned stacked; `most` is the number of attempts of the longest. */
export const bar = (most: number, width: number): Spec => ({
  name: "bars",
  transform: [{fold: ["failed", "abandoned"], as: ["outcome", "n"]}, {filter: "datum.n > 0"}],
  mark: {type: "bar"},
  encoding: {
    y,
    x: {
      field: "n",
      type: "quantitative",
      title: null,
      axis: null,
      stack: "zero",
      scale: {domain: [0, most || 1], nice: false}
    },
    color: {
      field: "outcome",
      type: "nominal",
      title: null,
      scale: {domain: SHOWN, range: SHOWN.map((name) => outcomes[name])},
      legend: {columns: narrow(width) ? 2 : 3, symbolType: {expr: "datum.value == 'accepted' ? 'diamond' : 'square'"}}
    },
    tooltip: lines
  }
});

/** The layer of the numbers of attempts behind the bars. */
export const value: Spec = {
  mark: valueMark,
  encoding: {y, x: {field: "attempts", type: "quantitative"}, text: {field: "value", type: "nominal"}}
};

/** Returns the layers of diamonds and of numbers of logins, `x` px right of the beginning of the bars. */
export function logins(bars: readonly Bar[], x: number): Spec[] {
  const values = bars.filter((bar) => bar.accepted > 0);
  if (values.length === 0) return [];
  const diamonds = {
    name: "logins",
    data: {values},
    mark: {type: "point", shape: "diamond", filled: true, size: 50, color: outcomes.accepted, opacity: 1, x},
    encoding: {y, tooltip: lines}
  };
  const numbers = {
    data: {values},
    mark: {type: "text", align: "left", x: x + BEHIND, tooltip: null, aria: false},
    encoding: {y, text: {field: "accepted", type: "quantitative", format: ","}}
  };
  return [diamonds, numbers];
}
