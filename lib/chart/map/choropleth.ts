import {mapCaption, powersOfTen, speech, spoken} from "./map.ts";
import {narrow, sized} from "../parts/layout.ts";
import {tooltip} from "../parts/spec.ts";
import type {Spec} from "../parts/spec.ts";
import {colors, ramp} from "../parts/theme.ts";
import {count, listed} from "../../base/words.ts";

/** The attempts and distinct addresses of an area; its code is the id of its shape. */
interface AreaTotal {
  readonly code: string;
  readonly name: string;
  readonly attempts: number;
  readonly addresses: number;
}

/** A scale of colours: its areas, the name of the switch that says what it counts, and the outer width of the chart. */
export interface Scale {
  readonly areas: readonly AreaTotal[];
  readonly control: string;
  readonly width: number;
}

const MEASURES = ["attempts", "addresses"] as const;
const LEADERS = 5;
const GRADIENT = {narrow: 200, wide: 240}; // px of the legend

/**
 * Returns the switch between attempts and addresses. Charts on one page need switches of different names, because a
 * browser ties together inputs of the same name.
 */
export function measureSwitch(control: string): Spec {
  return {name: control, value: "attempts", bind: {input: "radio", options: MEASURES, name: "Colour counts\u00a0"}};
}

/**
 * Returns the two layers of a choropleth on a log scale: grey for shapes without rows, coloured for those with rows.
 * There are two, because vega-lite 5 draws an invalid colour value grey, but vega-lite 6 as the lowest value.
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

/**
 * Returns the transforms that add to each row the number that its colour shows, and what a screen reader says of it.
 */
export function measured({control}: Scale): Spec[] {
  return [{calculate: switched(control, "datum.attempts", "datum.addresses"), as: "measured"}, speech("datum.name")];
}

const switched = (control: string, attempts: string, addresses: string): string =>
  `${control} == 'addresses' ? ${addresses} : ${attempts}`;

/** Returns the tooltip of an area or of a small country. */
export const areaFacts = (noun: string): Spec[] =>
  tooltip(["name", noun], ["attempts", "attempts", ","], ["addresses", "addresses", ","]);

/** Returns the colour channel on a log scale from 1 to the largest number; all layers of a map share it. */
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

/**
 * Returns a line of the caption that names the areas with the most, for readers without a pointer; none without areas.
 */
export function leaders(areas: readonly AreaTotal[], measure: (typeof MEASURES)[number]): string[] {
  if (areas.length === 0) return [];
  const most = areas.toSorted((a, b) => b[measure] - a[measure]).slice(0, LEADERS);
  return [`Most ${measure}: ${listed(most.map((area) => `${area.name}\u00a0${count(area[measure])}`))}`];
}

/** Returns the caption under a map of this size; its lines depend on whether attempts or addresses are counted. */
export function measuredCaption(
  lines: (measure: (typeof MEASURES)[number]) => readonly string[],
  {control, width, height}: {control: string; width: number; height: number}
): Spec {
  const [attempts, addresses] = MEASURES.map((measure) => mapCaption(lines(measure), {width, height}));
  const text = [attempts, addresses].map(({mark}) => JSON.stringify((mark as {text: unknown}).text));
  return {...attempts, mark: {...(attempts.mark as Spec), text: {expr: switched(control, text[0], text[1])}}};
}
