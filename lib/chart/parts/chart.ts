import {WIDTH, PADDING, FONT} from "./layout.ts";
import type {Spec} from "./spec.ts";
import {visible, wrap} from "./text.ts";
import {theme} from "./theme.ts";
import type {Ink} from "./theme.ts";
import {capital, sentences} from "../../base/words.ts";

/** The options of every chart. */
export interface ChartOptions {
  /** The finding as a sentence; by default the chart computes it from its rows. */
  readonly title?: string;
  /** What is drawn, in which unit, and from where; by default the chart writes it. */
  readonly subtitle?: string;
  /** The outer width in px, by default 760; below 560 a chart takes its form for phones. */
  readonly width?: number;
  /** The name of the host, for the subtitle. */
  readonly host?: string;
  /** The time zone of the rows' days and weeks, for the subtitle. */
  readonly zone?: string;
  /** The geo database and its date, for the subtitle. */
  readonly source?: string;
  /** The text colour; "page" (the default) follows the page around the chart. */
  readonly ink?: Ink;
}

/** Returns a whole chart: its body below the wrapped title and subtitle, in the theme, on a transparent background. */
export function chart(body: Spec, {title = "", subtitle = "", width = WIDTH, ink}: ChartOptions): Spec {
  return {
    description: sentences(title, subtitle),
    background: "transparent",
    title: {
      text: wrap(title, width, {fontSize: FONT.title, bold: true}),
      subtitle: subtitle ? wrap(subtitle, width) : []
    },
    ...body,
    config: theme({ink})
  };
}

const LINE = 16; // px

/** Returns a chart of one sentence, for rows that leave nothing to draw. */
export function sentence(text: string, {title = "Nothing to draw", width = WIDTH, ink}: ChartOptions): Spec {
  const lines = wrap(text, width);
  return chart(
    {
      description: sentences(title, text),
      width: width - PADDING,
      height: LINE * lines.length,
      data: {values: [{}]},
      mark: {type: "text", text: lines, style: "name", align: "left", baseline: "top", lineHeight: LINE, x: 0, y: 0}
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
