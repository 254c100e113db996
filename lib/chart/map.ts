import {caption, narrow, tooltip} from "./spec.ts";
import type {Spec} from "./spec.ts";
import {colors, ramp} from "./theme.ts";
import {count} from "./words.ts";

/** A map of data/maps: a TopoJSON topology, and points for countries too small to see or without a shape. */
export interface Topology {
  readonly type: "Topology";
  readonly objects: Readonly<Record<string, {readonly type: string; readonly geometries: readonly Area[]}>>;
  readonly arcs: readonly unknown[];
  /** West, south, east, north in degrees; west is greater than east on a map that crosses 180°. */
  readonly bbox?: readonly number[];
  readonly points?: Readonly<Record<string, readonly [longitude: number, latitude: number]>>;
}

/** A shape of a topology; its id is an alpha-2 code or a state's postal code, and some areas have none. */
interface Area {
  readonly id?: string | number;
  readonly [property: string]: unknown;
}

/** All attempts by what a map can do with them; the parts must add up to `total`. */
export interface Conservation {
  /** With a place that the rows of the chart hold. */
  readonly located: number;
  readonly notLocated: number;
  /** From private and reserved addresses. */
  readonly private: number;
  /** Located, but left out of the rows. */
  readonly notDrawn: number;
  readonly total: number;
}

/** A place of a geo database; `precision` is the finest part that it knows. */
export interface Place {
  readonly place: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly attempts: number;
  readonly addresses: number;
  readonly precision: "city" | "region" | "country";
}

/** The most bubbles a map draws; the smaller rest is counted in its caption. */
export const MOST_BUBBLES = 1000;

/** Returns the size of a map in a chart of this outer width, its height in proportion. */
export function mapSize(width: number, proportion: number): {width: number; height: number} {
  return {width: width - 8, height: Math.round(proportion * (width - 8))};
}

/** How the world is drawn: without Antarctica, and turned so that the east of Siberia stays in one piece. */
export const worldMap = {proportion: 0.45, projection: {type: "equalEarth", rotate: [-11, 0, 0]}} as const;

/** Returns the ids of a topology's areas. */
export function idsOf(topology: Topology): ReadonlySet<string> {
  const ids = Object.values(topology.objects).flatMap((object) => object.geometries.map((geometry) => geometry.id));
  return new Set(ids.filter((id) => id !== undefined).map(String));
}

/** Returns the data of a map for `datasets`: its shapes without what vega has no use for. */
export function shapes({type, objects, arcs, ...rest}: Topology): Spec {
  return {type, objects, arcs, ...("transform" in rest && {transform: rest.transform})};
}

/** Returns the data source of a topology in `datasets`; each has one object. */
export function source(name: string, topology: Topology): Spec {
  return {name, format: {type: "topojson", feature: Object.keys(topology.objects)[0]}};
}

/** Returns the land under a map of bubbles. */
export function land(data: Spec): Spec {
  return {
    name: "land",
    data,
    mark: {
      ...{type: "geoshape", fill: colors.grey, fillOpacity: 0.18, strokeOpacity: 0.35, strokeWidth: 0.4},
      ...{aria: false, tooltip: null}
    }
  };
}

/**
 * Returns the two layers of a choropleth on a log scale: grey for areas without rows, coloured by `attempts` for those
 * with; `scaled` are all rows that share the scale. Two layers, because an invalid colour value is drawn grey by vega-lite 5 but as the lowest value by 6.
 */
export function choropleth(
  data: Spec,
  rows: readonly {code: string; name: string; attempts: number; addresses: number}[],
  {noun, scaled, width}: {noun: string; scaled: readonly {attempts: number}[]; width: number}
): Spec[] {
  const lookup = {lookup: "id", from: {data: {values: rows}, key: "code", fields: ["name", "attempts", "addresses"]}};
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
      transform: [lookup, {filter: "isValid(datum.attempts)"}],
      mark: {type: "geoshape", strokeOpacity: 0.5},
      encoding: {fill: logFill(scaled, width), tooltip: areaFacts(noun)}
    }
  ];
}

/** Returns what an area's or a small country's tooltip says. */
export const areaFacts = (noun: string): Spec[] =>
  tooltip(["name", noun], ["attempts", "attempts", ","], ["addresses", "addresses", ","]);

/** Returns the colour channel of attempts on a log scale from 1; give it the same rows wherever a map repeats it. */
export function logFill(rows: readonly {attempts: number}[], width: number): Spec {
  const most = Math.max(10, ...rows.map((row) => row.attempts));
  const values = powersOfTen(most);
  return {
    ...{field: "attempts", type: "quantitative", title: null},
    scale: {type: "log", domain: [1, most], range: ramp, nice: false, interpolate: "rgb"},
    legend: {
      ...{title: "attempts (log scale)", titleOrient: narrow(width) ? "top" : "left"},
      ...{values, tickCount: values.length, labelExpr: "format(datum.value, '~s')", labelFontSize: 11},
      ...{gradientLength: narrow(width) ? 200 : 240, labelOverlap: false, offset: 6}
    }
  };
}

/** Returns the size channel of bubbles: their area is in proportion to attempts, the largest has `largest` px². */
export function bubbleSize(most: number, largest: number, legend: Spec | null = {}): Spec {
  const values = powersOfTen(most).slice(-3);
  return {
    ...{field: "attempts", type: "quantitative", title: null},
    scale: {type: "linear", domain: [0, most], range: [0, largest], zero: true, nice: false},
    legend: legend && {
      ...{
        title: "attempts",
        titleOrient: "left",
        values,
        tickCount: 9,
        labelExpr: "format(datum.value, '~s')",
        labelFontSize: 11
      },
      ...{symbolType: "circle", symbolFillColor: "transparent", symbolStrokeColor: colors.grey, symbolStrokeWidth: 1},
      ...{labelOverlap: false, ...legend}
    }
  };
}

/** Returns the powers of ten from 1 up to a number. */
function powersOfTen(most: number): number[] {
  return Array.from({length: Math.floor(Math.log10(most)) + 1}, (_, exponent) => 10 ** exponent);
}

export const longitude = {field: "longitude", type: "quantitative"};
export const latitude = {field: "latitude", type: "quantitative"};

/**
 * Returns the caption's line that accounts for all attempts when the chart itself has drawn so many of them; throws when
 * the parts of the conservation do not add up. Without a conservation only what the rows hold is accounted for.
 */
export function conserved(drawn: number, held: number, conservation?: Conservation): string {
  const {located, notLocated, private: own, notDrawn, total} = conservation ?? {...NOTHING, located: held, total: held};
  if (located + notLocated + own + notDrawn !== total)
    throw new Error(
      `attempts got lost: ${located} located + ${notLocated} not + ${own} private + ${notDrawn} not drawn is not ${total}`
    );
  const parts = [
    `${count(drawn)} on the map`,
    located + notDrawn > drawn && `${count(located + notDrawn - drawn)} located but not drawn`,
    conservation && `${count(notLocated)} not located`,
    conservation && `${count(own)} private`
  ];
  return `${parts.filter(Boolean).join(" + ")} = ${count(total)} attempts`;
}

const NOTHING = {notLocated: 0, private: 0, notDrawn: 0};

/** Returns the caption layer of a map whose view has this size. */
export function mapCaption(lines: readonly string[], {width, height}: {width: number; height: number}): Spec {
  return caption(lines, {width, y: height + 6});
}
