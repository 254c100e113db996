import {mapCaption, powersOfTen, speech, spoken} from "./map.ts";
import {narrow, sized} from "../parts/layout.ts";
import {tooltip} from "../parts/spec.ts";
import type {Spec} from "../parts/spec.ts";
import {colors, ramp} from "../parts/theme.ts";
import {count, listed} from "../../base/words.ts";

/** An area's attempts and distinct addresses; its code is the id of its shape. */
export interface AreaTotal {
  readonly code: string;
  readonly name: string;
  readonly attempts: number;
  readonly addresses: number;
}

/** The areas that share a scale of colours, the switch that says what it counts, and the width of their chart. */
export interface Scale {
  readonly areas: readonly AreaTotal[];
  readonly control: string;
  readonly width: number;
}

const MEASURES = ["attempts", "addresses"] as const;
const LEADERS = 5;
const GRADIENT = {narrow: 200, wide: 240}; // px of the legend

/**
 * Returns the switch between attempts and addresses. Charts that can stand in one page need names of their own, for a
 * browser ties together inputs of the same name.
 */
export function measureSwitch(control: string): Spec {
  return {name: control, value: "attempts", bind: {input: "radio", options: MEASURES, name: "Colour counts\u00a0"}};
}

/**
 * Returns the two layers of a choropleth on a log scale: grey for shapes without rows, coloured for those with. Two
 * layers, because an invalid colour value is drawn grey by vega-lite 5 but as the lowest value by 6.
 */
export function choropleth(data: Spec, rows: readonly AreaTotal[], {noun, ...scale}: Scale & {noun: string}): Spec[] {
  const lookup = {lookup: "id", from: {data: {values: rows}, key: "code", fields: ["name", ...MEASURES]}};
  return [
    {
      name: "unseen",
      data,
      transform: [lookup, {filter: "!isValid(datum.attempts)"}],
      mark: {type: "geoshape", fill: colors.grey, fillOpacity: 0.16, strokeOpacity: 0.5, aria: false},
      encoding: {tooltip: tooltip(["properties.name", noun])}
    },
    {
      name: "areas",
      data,
      transform: [lookup, {filter: "isValid(datum.attempts)"}, ...measured(scale)],
      mark: {type: "geoshape", strokeOpacity: 0.5},
      encoding: {fill: logFill(scale), tooltip: areaFacts(noun), description: spoken}
    }
  ];
}

/** Returns the transforms that give each row the number that its colour shows, and what a screen reader says of it. */
export function measured({control}: Scale): Spec[] {
  return [{calculate: switched(control, "datum.attempts", "datum.addresses"), as: "measured"}, speech("datum.name")];
}

const switched = (control: string, attempts: string, addresses: string): string =>
  `${control} == 'addresses' ? ${addresses} : ${attempts}`;

/** Returns what an area's or a small country's tooltip says. */
export const areaFacts = (noun: string): Spec[] =>
  tooltip(["name", noun], ["attempts", "attempts", ","], ["addresses", "addresses", ","]);

/** Returns the colour channel on a log scale from 1 to the most of what is counted; all layers of a map share it. */
export function logFill({areas, control, width}: Scale): Spec {
  const [attempts, addresses] = MEASURES.map((measure) => Math.max(10, ...areas.map((area) => area[measure])));
  const values = [powersOfTen(attempts), powersOfTen(addresses)].map((powers) => JSON.stringify(powers));
  return {
    field: "measured",
    type: "quantitative",
    title: null,
    scale: {
      type: "log",
      domain: [1, {expr: switched(control, String(attempts), String(addresses))}],
      range: ramp,
      nice: false,
      interpolate: "rgb"
    },
    legend: {
      title: {signal: `${control} + ' (log scale)'`}, // an expr would not reach a legend's title
      titleOrient: narrow(width) ? "top" : "left",
      gradientLength: sized(GRADIENT, width),
      values: {expr: switched(control, values[0], values[1])},
      labelExpr: "format(datum.value, '~s')",
      labelFontSize: 11,
      labelOverlap: false,
      offset: 6
    }
  };
}

/** Returns a caption's line of the areas with the most of what is counted, so that a map can be read without a pointer. */
export function leaders(areas: readonly AreaTotal[], measure: (typeof MEASURES)[number]): string[] {
  if (areas.length === 0) return [];
  const most = areas.toSorted((a, b) => b[measure] - a[measure]).slice(0, LEADERS);
  return [`Most ${measure}: ${listed(most.map((area) => `${area.name}\u00a0${count(area[measure])}`))}`];
}

/** Returns a caption of lines that depend on what is counted, under a map of this size. */
export function measuredCaption(
  lines: (measure: (typeof MEASURES)[number]) => readonly string[],
  {control, width, height}: {control: string; width: number; height: number}
): Spec {
  const [attempts, addresses] = MEASURES.map((measure) => mapCaption(lines(measure), {width, height}));
  const text = [attempts, addresses].map(({mark}) => JSON.stringify((mark as {text: unknown}).text));
  return {...attempts, mark: {...(attempts.mark as Spec), text: {expr: switched(control, text[0], text[1])}}};
}
