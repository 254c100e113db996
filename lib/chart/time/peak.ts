import type {DayView} from "./day-layers.ts";
import type {Period} from "./periods.ts";
import {timeX} from "./time.ts";
import type {Spec} from "../parts/spec.ts";
import {smallWidth} from "../parts/text.ts";
import {count, date} from "../../base/words.ts";

/**
 * Returns the layer that names the busiest period above its bar, on a side that is free of gaps and of the ends of the
 * axis.
 */
export function peak(rows: readonly Period[], {width, unit, gaps}: DayView): Spec {
  const {day, end, attempts} = rows.reduce((a, b) => (b.attempts > a.attempts ? b : a));
  const name = unit === "month" ? date(day).slice(3) : `${unit === "week" ? "week from " : ""}${date(day)}`;
  const label = `${name}: ${count(attempts)}`;
  const first = rows[0].day;
  const last = rows.at(-1)!.end;
  const length = (smallWidth(label) * (last - first)) / width;
  const free = ({from, to}: {from: number; to: number}): boolean =>
    from >= first && to <= last && !gaps.some((gap) => gap.from < to && gap.to > from);
  const middle = (day + end) / 2;
  const sides = [
    {align: "center", from: middle - length / 2, to: middle + length / 2},
    {align: "left", from: middle, to: middle + length},
    {align: "right", from: middle - length, to: middle}
  ];
  const {align} = sides.find(free) ?? sides[middle < (first + last) / 2 ? 1 : 2];
  return {
    data: {values: [{middle, attempts, label}]},
    mark: {type: "text", align, baseline: "bottom", dy: -2, tooltip: null},
    encoding: {
      x: timeX("middle"),
      y: {field: "attempts", type: "quantitative"},
      text: {field: "label", type: "nominal"}
    }
  };
}
