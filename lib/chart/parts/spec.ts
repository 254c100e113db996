import {visible, wrap} from "./text.ts";
import {theme} from "./theme.ts";
import type {Ink} from "./theme.ts";
import {capital, sentences} from "../../base/words.ts";

/** A Vega-Lite specification; kept this plain so that a notebook's compiler need not read vega-lite's own types. */
export interface Spec {
  readonly [property: string]: unknown;
}

/** What every chart takes beside its rows. */
export interface ChartOptions {
  /** The finding as a sentence; each chart computes one from its rows. */
  readonly title?: string;
  /** What is drawn, in which unit, from where; each chart writes one. */
  readonly subtitle?: string;
  /** The outer width in px; below 560 a chart takes its form for phones. */
  readonly width?: number;
  /** Whose log it is, for the subtitle. */
  readonly host?: string;
  /** The time zone of the rows' days and weeks, for the subtitle. */
  readonly zone?: string;
  /** The geo database and its date, for the subtitle. */
  readonly source?: string;
  /** The text colour; "page" follows the page around the chart. */
  readonly ink?: Ink;
}

/** Whether a chart of this outer width takes its form for phones. */
export const narrow = (width: number): boolean => width < 560;

/** Returns a whole chart: its body under the wrapped title and subtitle, on no background, in the theme. */
export function chart(body: Spec, {title = "", subtitle = "", width = 760, ink}: ChartOptions): Spec {
  return {
    description: sentences(title, subtitle),
    background: "transparent",
    title: {text: wrap(title, width, 16, true), subtitle: subtitle ? wrap(subtitle, width, 12) : []},
    ...body,
    config: theme({ink})
  };
}

/** Returns a chart that is only a sentence, for rows that have nothing to compare. */
export function sentence(text: string, {title = "Nothing to draw", width = 760, ink}: ChartOptions): Spec {
  const lines = wrap(text, width, 12);
  return chart(
    {
      description: sentences(title, text),
      width: width - 8,
      height: 16 * lines.length,
      data: {values: [{}]},
      mark: {type: "text", text: lines, style: "name", align: "left", baseline: "top", lineHeight: 16, x: 0, y: 0}
    },
    {title, width, ink}
  );
}

/** Returns the last sentence of a subtitle: host, time zone and geo database, as far as they are known. */
export function provenance({host, zone, source}: ChartOptions): string {
  const parts = [
    host && `host\u00a0${visible(host, 60)}`,
    zone && `time zone ${zone}`,
    source && `places by ${source}`
  ];
  return capital(parts.filter(Boolean).join(", "));
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
      ...{type: "text", style: "name", align: "right", x: -7, tooltip: null, aria: false},
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
      ...{type: "text", style: "caption", tooltip: null, x, y},
      text: lines.flatMap((line) => wrap(line, width, 11))
    }
  };
}
