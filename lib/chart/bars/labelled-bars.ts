import type {Spec} from "../parts/spec.ts";
import {valueRoom} from "../parts/text.ts";

/** The px that a view has for its bars, and for the labels left of them. */
export interface Room {
  readonly room: number;
  readonly width: number;
}

const STEP = 20; // px of a row
const y = {field: "rank", type: "ordinal", title: null, axis: null, scale: {paddingInner: 0.3, paddingOuter: 0.15}};
const header = {fontSize: 13, offset: 6, frame: "bounds", anchor: "start"};

/** A row of a view: the length of its bar, and the texts left and right of it. */
export interface Bar extends Spec {
  readonly label: string;
  readonly length: number;
  readonly value: string;
}

/**
 * How a view of bars looks: its title, the name and colour of its marks, and their tooltip. A bar of `most` would fill
 * the view.
 */
interface Look extends Room {
  readonly title: string;
  readonly name: string;
  readonly most?: number;
  readonly color: string;
  readonly facts: Spec[];
}

/** Returns a view of bars with labels and values. The longest bar ends where the longest value still has room. */
export function labelledBars(
  bars: readonly Bar[],
  {title, name, most = longest(bars), room, width, color, facts}: Look
): Spec {
  const free = valueRoom(bars.map(({value}) => value));
  const x = {
    field: "length",
    type: "quantitative",
    title: null,
    axis: null,
    scale: {domain: [0, (most * width) / (width - free)], nice: false}
  };
  const text = {type: "text", baseline: "middle", align: "left", tooltip: null};
  return {
    title: {text: title, ...header},
    data: {values: bars},
    width,
    height: {step: STEP},
    layer: [
      {mark: {...text, style: "name", x: -room}, encoding: {y, text: {field: "label", type: "nominal"}}},
      {
        name,
        transform: [{calculate: "datum.label + ': ' + datum.value", as: "spoken"}],
        mark: {type: "bar", color},
        encoding: {y, x, tooltip: facts, description: {field: "spoken", type: "nominal"}}
      },
      {mark: {...text, dx: 5, aria: false}, encoding: {y, x, text: {field: "value", type: "nominal"}}}
    ]
  };
}

const longest = (bars: readonly Bar[]): number => Math.max(...bars.map(({length}) => length));
