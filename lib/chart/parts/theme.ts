import type {Spec} from "./spec.ts";

/** The colours by their meanings; each stands out on white and on #111. `grey` is for grids, gaps, land and frames. */
export const colors = {
  attempts: "#2f8fb8",
  known: "#e28d12",
  addresses: "#7650c8",
  accepted: "#c9184f",
  grey: "#808080"
} as const;

/** The colours of the outcomes. */
export const outcomes = {
  failed: colors.attempts,
  abandoned: colors.known,
  probe: colors.addresses,
  accepted: colors.accepted
} as const;

/** The colours of countries by rank. For protanopes their two most similar are ΔE 11 apart (OKLab × 100). */
export const categories = ["#dc2532", "#e88728", "#3aa695", "#2a6fdb", "#a48afa", "#885282"] as const;

/** The colours from few to many. Their order is in the opacity, so it holds on light and dark pages. */
export const ramp = ["rgba(232,150,45,0.15)", "rgba(232,118,45,0.5)", "rgba(230,70,53,1)"] as const;

/** The colours of text: `page` follows the page, `mid` suits an unknown background, `light` and `dark` a known one. */
const inks = {page: "currentColor", mid: "#797979", light: "#1c2226", dark: "#eceff1"} as const;

/** The name of a text colour. */
export type Ink = keyof typeof inks;

/**
 * Returns the Vega-Lite config of all charts. All fonts have the metrics of the table of widths, so sizes computed from
 * it hold in a browser. The background is transparent, because JupyterLab and reports may be dark.
 */
export function theme({ink = "page"}: {ink?: Ink} = {}): Spec {
  const color = inks[ink];
  return {
    font: "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif",
    padding: 4,
    locale: {number: {decimal: ".", thousands: "\u202f", grouping: [3], currency: ["", ""]}},
    view: {stroke: null},
    concat: {spacing: 16},
    title: title(color),
    style: textStyles(color),
    axis,
    axisTemporal: {domain: true, domainOpacity: 0.6, ticks: true, tickSize: 4, tickOpacity: 0.6},
    legend,
    bar: {color: colors.attempts},
    line: {strokeWidth: 2.2, strokeCap: "round", strokeJoin: "round"},
    rule: {color: colors.grey},
    text: {fill: color},
    geoshape: {stroke: colors.grey, strokeWidth: 0.5}
  };
}

/** The title and the subtitle of a chart. */
function title(color: string): Spec {
  return {
    anchor: "start",
    frame: "bounds",
    align: "left",
    offset: 12,
    color,
    fontSize: 16,
    fontWeight: 600,
    lineHeight: 21,
    subtitleColor: color,
    subtitleFontSize: 12,
    subtitleLineHeight: 16,
    subtitlePadding: 6
  };
}

/** All other texts: of axes and legends, names beside bars, notes within a chart, and captions below it. */
function textStyles(color: string): Spec {
  return {
    "guide-label": {fill: color, fontSize: 11},
    "guide-title": {fill: color, fontSize: 11, fontWeight: 400},
    "group-subtitle": {fillOpacity: 0.74},
    name: {fontSize: 12},
    note: {fontSize: 10.5, fillOpacity: 0.74, fontStyle: "italic"},
    caption: {fontSize: 11, fillOpacity: 0.74, align: "left", baseline: "top", lineHeight: 15}
  };
}

const axis: Spec = {
  title: null,
  domain: false,
  ticks: false,
  grid: false,
  labelOpacity: 0.82,
  labelPadding: 6,
  labelLimit: 0,
  titleOpacity: 0.82,
  gridColor: colors.grey,
  gridOpacity: 0.25,
  domainColor: colors.grey,
  tickColor: colors.grey
};

const legend: Spec = {
  orient: "top",
  direction: "horizontal",
  title: null,
  offset: 8,
  padding: 0,
  columnPadding: 14,
  rowPadding: 4,
  labelFontSize: 12,
  labelLimit: 0,
  symbolType: "square",
  symbolSize: 90,
  symbolStrokeWidth: 0,
  gradientThickness: 10,
  gradientStrokeWidth: 0
};
