import {PADDING} from "../parts/layout.ts";
import {caption} from "../parts/spec.ts";
import type {Spec} from "../parts/spec.ts";
import {colors} from "../parts/theme.ts";

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

const EDGE = 4; // px that a point at the edge of a map stands out

/** The height of the world without Antarctica in the projection `equalEarth`, to its width. */
export const WORLD_PROPORTION = 0.45;

/** Returns the size of a map in a chart of this outer width, its height in proportion. */
export function mapSize(width: number, proportion: number): {width: number; height: number} {
  const inner = width - PADDING - EDGE;
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
      type: "geoshape",
      fill: colors.grey,
      fillOpacity: 0.18,
      strokeOpacity: 0.35,
      strokeWidth: 0.4,
      aria: false,
      tooltip: null
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

/** Returns the caption layer of a map whose view has this size. */
export function mapCaption(lines: readonly string[], {width, height}: {width: number; height: number}): Spec {
  return caption(lines, {width, y: height + 6});
}
