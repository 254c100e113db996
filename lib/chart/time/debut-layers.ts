import {periodName} from "./periods.ts";
import {timeX} from "./time.ts";
import {NAME_GAP, FONT} from "../parts/layout.ts";
import {tooltip} from "../parts/spec.ts";
import type {Spec} from "../parts/spec.ts";
import {fit} from "../parts/text.ts";
import {colors, ramp} from "../parts/theme.ts";
import type {NamePeriod} from "../../rows/new-names.ts";

/** The length of the periods of a chart of debuts. */
export type Unit = "week" | "month";

/** A name: its row, when it was tried first, and the sum of its attempts in the eight weeks from then on. */
export interface Debut {
  readonly rank: number;
  readonly name: string;
  readonly periods: readonly NamePeriod[];
  readonly first: number;
  readonly attempts: number;
}

const BEHIND = 6; // px from the end of a row to its number
const SPOKEN = 200; // cells that a screen reader is given

const y = {
  field: "rank",
  type: "ordinal",
  title: null,
  axis: null,
  scale: {paddingInner: 0.1, paddingOuter: 0}
};

/** Returns the layer of cells, one for each name and period; the first period of a name is outlined. */
export function heat(names: readonly Debut[], {unit, axis, phone}: {unit: Unit; axis: Spec; phone: boolean}): Spec {
  const cells = names.flatMap(({rank, name, periods}) =>
    periods.map(({from, to, attempts, first}) => ({rank, name, from, to, attempts, first}))
  );
  const most = Math.max(2, ...cells.map(({attempts}) => attempts));
  return {
    name: "cells",
    data: {values: cells},
    transform: [{calculate: periodName(unit, "from"), as: "date"}],
    mark: {type: "rect", cornerRadius: 1, stroke: colors.grey, aria: cells.length <= SPOKEN},
    encoding: {
      x: timeX("from", {axis}),
      x2: {field: "to"},
      y,
      strokeWidth: {condition: {test: "datum.first", value: 1.5}, value: 0},
      color: {
        field: "attempts",
        type: "quantitative",
        scale: {type: "log", domain: [1, most], range: ramp, nice: false, interpolate: "rgb"},
        legend: {
          ...legend,
          titleOrient: phone ? "top" : "left",
          title: `attempts in a ${unit} (log scale)`,
          values: powers(most)
        }
      },
      tooltip: tooltip(["name", "user name"], ["date", unit], ["attempts", "attempts", ","])
    }
  };
}

const legend = {titleFontSize: 11, labelFontSize: 11, gradientLength: 150, labelOverlap: false};

/** Returns 1, 10, 100 and so on up to `most`; `most` itself follows if it is at least twice the last. */
function powers(most: number): number[] {
  const values = Array.from({length: Math.floor(Math.log10(most)) + 1}, (_, i) => 10 ** i);
  return most >= 2 * values.at(-1)! ? [...values, most] : values;
}

/** Returns the layers of the names left of the rows, and of their attempts in the first eight weeks right of them. */
export function texts(names: readonly Debut[], {labels, right}: {labels: number; right: number}): Spec[] {
  const values = names.map(({rank, name, attempts}) => ({
    rank,
    name: fit(name, labels - NAME_GAP, FONT.text),
    attempts
  }));
  return [
    {
      name: "names",
      data: {values},
      mark: {type: "text", style: "name", align: "right", x: -7, tooltip: null},
      encoding: {y, text: {field: "name", type: "nominal"}}
    },
    {
      data: {values},
      mark: {type: "text", align: "left", x: right + BEHIND, tooltip: null, aria: false},
      encoding: {y, text: {field: "attempts", type: "quantitative", format: ","}}
    }
  ];
}
