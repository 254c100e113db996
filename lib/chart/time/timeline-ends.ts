import {LEADER} from "./ends.ts";
import type {End, Most} from "./ends.ts";
import {timeX} from "./time.ts";
import {brushed, middle, valueY} from "./timeline-layers.ts";
import type {Spec} from "../parts/spec.ts";

/**
 * Returns the names at the ends of the lines, each with a bit of line that leads to it. They are gone while the last
 * week is out of sight.
 */
export const ends = (rows: readonly End[], most: Most, width: number): Spec[] => {
  const shared = {
    data: {values: rows},
    transform: [
      {calculate: "mode == 'share' ? datum.share : datum.attempts", as: "value"},
      {calculate: "mode == 'share' ? datum.shareAt : datum.attemptsAt", as: "at"},
      middle
    ]
  };
  const opacity = {
    condition: [
      {test: {not: {param: "brush"}}, value: 0},
      {param: "pick", value: 1}
    ],
    value: 0.25
  };
  return [
    {
      ...shared,
      mark: {type: "rule", clip: false, strokeWidth: 1.2, tooltip: null, aria: false},
      encoding: {
        x: timeX("middle", {scale: brushed}),
        x2: {value: width + LEADER - 3},
        y: valueY(most),
        y2: {field: "at"},
        color: {field: "country", type: "nominal"},
        opacity
      }
    },
    {
      ...shared,
      name: "ends",
      mark: {
        type: "text",
        clip: false,
        align: "left",
        baseline: "middle",
        x: width + LEADER,
        tooltip: null,
        aria: false
      },
      encoding: {y: valueY(most, "at"), text: {field: "label", type: "nominal"}, opacity}
    }
  ];
};
