import {FONT} from "./layout.ts";
import {wrap} from "./text.ts";

/** A Vega-Lite specification; kept this plain so that a notebook's compiler need not read vega-lite's own types. */
export interface Spec {
  readonly [property: string]: unknown;
}

/** Returns a tooltip's lines from triples of field, label and format ("," for counts; none for texts). */
export function tooltip(...lines: readonly (readonly [field: string, title: string, format?: string])[]): Spec[] {
  return lines.map(([field, title, format]) =>
    format ? {field, title, format, type: "quantitative"} : {field, title, type: "nominal"}
  );
}

/** Returns the names beside a chart's rows, those that are `bold` or the others; `y` is the channel of the rows. */
export function nameLabel(y: Spec, {bold}: {bold: boolean}): Spec {
  return {
    transform: [{filter: `datum.bold == ${bold}`}],
    mark: {
      type: "text",
      style: "name",
      align: "right",
      x: -7,
      tooltip: null,
      aria: false,
      fontWeight: bold ? 700 : 400
    },
    encoding: {y, text: {field: "name", type: "nominal"}}
  };
}

/** Returns a layer of lines of small text, no wider than `width`, from `x` and `y` px right of and below its view's corner. */
export function caption(lines: readonly string[], {width, x = 0, y}: {width: number; x?: number; y: number}): Spec {
  return {
    data: {values: [{}]},
    mark: {
      type: "text",
      style: "caption",
      tooltip: null,
      x,
      y,
      text: lines.flatMap((line) => wrap(line, width, FONT.small))
    }
  };
}
