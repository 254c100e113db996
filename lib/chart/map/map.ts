import {caption} from "../parts/spec.ts";
import type {Spec} from "../parts/spec.ts";
import {colors} from "../parts/theme.ts";
import {sum} from "../../base/sum.ts";
import {count, counted} from "../../base/words.ts";
import type {Conservation} from "../../rows/places.ts";

/** A map of data/maps: a TopoJSON topology, and points for countries too small to see or without a shape. */
export interface Topology {
  readonly type: "Topology";
  readonly objects: Readonly<Record<string, {readonly type: string; readonly geometries: readonly Area[]}>>;
  readonly arcs: readonly unknown[];
  /** Where arcs are steps of whole numbers: the degrees of a step, and where they begin. */
  readonly transform?: {readonly scale: readonly number[]; readonly translate: readonly number[]};
  /** West, south, east, north in degrees; west is greater than east on a map that crosses 180°. */
  readonly bbox?: readonly number[];
  readonly points?: Readonly<Record<string, readonly [longitude: number, latitude: number]>>;
}

/** A shape of a topology; its id is an alpha-2 code or a state's postal code, and some areas have none. */
interface Area {
  readonly id?: string | number;
  readonly [property: string]: unknown;
}

/** The height of the world without Antarctica in the projection `equalEarth`, to its width. */
export const WORLD_PROPORTION = 0.45;

/** Returns the size of a map in a chart of this outer width, its height in proportion. */
export function mapSize(width: number, proportion: number): {width: number; height: number} {
  const inner = width - 12; // padding, and what a point at the edge stands out
  return {width: inner, height: Math.round(proportion * inner)};
}

/** Returns the ids of a topology's areas. */
export function idsOf(topology: Topology): ReadonlySet<string> {
  const ids = Object.values(topology.objects).flatMap((object) => object.geometries.map((geometry) => geometry.id));
  return new Set(ids.filter((id) => id !== undefined).map(String));
}

/** Returns the data of a map for `datasets`: its shapes without what vega has no use for. */
export function shapes({type, objects, arcs, transform}: Topology): Spec {
  return {type, objects, arcs, ...(transform && {transform})};
}

/** Returns the data source of a topology in `datasets`; each has one object. */
export function source(name: string, topology: Topology): Spec {
  return {name, format: {type: "topojson", feature: Object.keys(topology.objects)[0]}};
}

/** Returns the land under a map of bubbles; views of one chart need names of their own for it. */
export function land(data: Spec, name = "land"): Spec {
  return {
    name,
    data,
    mark: {
      ...{type: "geoshape", fill: colors.grey, fillOpacity: 0.18, strokeOpacity: 0.35, strokeWidth: 0.4},
      ...{aria: false, tooltip: null}
    }
  };
}

/** Returns the powers of ten from 1 up to a number. */
export function powersOfTen(most: number): number[] {
  return Array.from({length: Math.floor(Math.log10(most)) + 1}, (_, exponent) => 10 ** exponent);
}

/** Returns the transform that writes what a screen reader says of a row; `name` is an expression. */
export const speech = (name: string): Spec => ({
  calculate: `${name} + ': ' + format(datum.attempts, ',') + ' attempts from ' + format(datum.addresses, ',') + ' addresses'`,
  as: "spoken"
});

/** The channel of what {@link speech} writes. */
export const spoken = {field: "spoken", type: "nominal"};

export const longitude = {field: "longitude", type: "quantitative"};
export const latitude = {field: "latitude", type: "quantitative"};

/** A number of attempts and what became of them in a chart: `[12, "on the map"]`. */
export type Part = readonly [attempts: number, what: string];

/**
 * Returns the caption's line that accounts for all attempts. The parts say what became of those in the chart's rows, the
 * first one even if it is none; without a conservation only they are accounted for, and `hidden` says what its attempts
 * are that are located but in no row. Throws when anything does not add up.
 */
export function conserved(
  parts: readonly Part[],
  conservation?: Conservation,
  hidden = "located but not drawn"
): string {
  const held = sum(parts, ([attempts]) => attempts);
  const {located, notLocated, private: own, notDrawn, total} = conservation ?? {...NOTHING, located: held, total: held};
  if (held !== located || parts.some(([attempts]) => attempts < 0) || located + notLocated + own + notDrawn !== total)
    throw new Error(
      `attempts got lost: ${held} in the rows of ${located} located + ${notLocated} not + ${own} private + ${notDrawn} not drawn is not ${total}`
    );
  const terms = [
    ...parts.filter(([attempts], i) => i === 0 || attempts > 0),
    ...(notDrawn > 0 ? [[notDrawn, hidden] as const] : []),
    ...(conservation
      ? ([
          [notLocated, "not located"],
          [own, "private"]
        ] as const)
      : [])
  ];
  return `${terms.map(([attempts, what]) => `${count(attempts)} ${what}`).join(" + ")} = ${counted(total, "attempt")}`;
}

const NOTHING = {notLocated: 0, private: 0, notDrawn: 0};

/** Returns the caption layer of a map whose view has this size. */
export function mapCaption(lines: readonly string[], {width, height}: {width: number; height: number}): Spec {
  return caption(lines, {width, y: height + 6});
}
