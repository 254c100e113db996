import {FONT} from "./layout.ts";
import {wrap} from "./text.ts";

/**
 * A Vega-Lite specification. It is this plain so that the compiler of a notebook need not read the types of vega-lite.
 */
export interface Spec {
  readonly [property: string]: unknown;
}

/** Returns the description of a chart, which stands for it where it cannot be seen; "" where it has none. */
export function descriptionOf({description}: Spec): string {
  return typeof description === "string" ? description : "";
}

/**
 * Returns the lines of a tooltip from its fields, their labels, and the formats of those that are numbers ("," for
 * counts).
 */
export function tooltip(...lines: readonly (readonly [field: string, title: string, format?: string])[]): Spec[] {
  return lines.map(([field, title, format]) =>
    format ? {field, title, format, type: "quantitative"} : {field, title, type: "nominal"}
  );
}

/** The mark of a value that stands behind a bar. */
export const valueMark = {type: "text", align: "left", dx: 5, tooltip: null, aria: false};

/**
 * Returns the layer of names beside the rows of a chart: either the `bold` ones or the others. `y` is the channel of
 * the rows.
 */
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

/**
 * Returns a layer of small text in lines no wider than `width` px, which begins `x` px right of and `y` px below the
 * corner of its view.
 */
export function caption(lines: readonly string[], {width, x = 0, y}: {width: number; x?: number; y: number}): Spec {
  return {
    data: {values: [{}]},
    mark: {
      type: "text",
      style: "caption",
      tooltip: null,
      x,
      y,
      text: lines.flatMap((line) => wrap(line, width, {fontSize: FONT.small}))
    }
  };
}
