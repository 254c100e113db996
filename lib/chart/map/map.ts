import {PADDING} from "../parts/layout.ts";
import {caption} from "../parts/spec.ts";
import type {Spec} from "../parts/spec.ts";
import {colors} from "../parts/theme.ts";

/** A map of data/maps: a TopoJSON topology, and points for countries that are too small to see or have no shape. */
export interface Topology {
  readonly type: "Topology";
  readonly objects: Readonly<Record<string, {readonly type: string; readonly geometries: readonly Area[]}>>;
  readonly arcs: readonly unknown[];
  /** The degrees of a step, and of the origin, where arcs are steps of whole numbers. */
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

/** The height of the world without Antarctica in the projection `equalEarth`, in parts of its width. */
export const WORLD_PROPORTION = 0.45;

/** Returns the size in px of a map in a chart of this outer width; its height is `proportion` times its width. */
export function mapSize(width: number, proportion: number): {width: number; height: number} {
  const inner = width - PADDING - EDGE;
  return {width: inner, height: Math.round(proportion * inner)};
}

/** Returns the ids of a topology's areas. */
export function idsOf(topology: Topology): ReadonlySet<string> {
  const ids = Object.values(topology.objects).flatMap((object) => object.geometries.map((geometry) => geometry.id));
  return new Set(ids.filter((id) => id !== undefined).map(String));
}

/** Returns the data of a map for `datasets`: its shapes alone. */
export function shapes({type, objects, arcs, transform}: Topology): Spec {
  return {type, objects, arcs, ...(transform && {transform})};
}

/** Returns the data source of a topology in `datasets`; a topology has one object. */
export function source(name: string, topology: Topology): Spec {
  return {name, format: {type: "topojson", feature: Object.keys(topology.objects)[0]}};
}

/** Returns the layer of land under bubbles. Two views of one chart need different names for it. */
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

/** Returns the transform that adds to a row what a screen reader says of it; `name` is the expression of its name. */
export const speech = (name: string): Spec => ({
  calculate: `${name} + ': ' + format(datum.attempts, ',') + ' attempts from ' + format(datum.addresses, ',') + ' addresses'`,
  as: "spoken"
});

/** The channel of the words that {@link speech} adds. */
export const spoken = {field: "spoken", type: "nominal"};

/** The channels of places on a map. */
export const longitude = {field: "longitude", type: "quantitative"};
export const latitude = {field: "latitude", type: "quantitative"};

/** Returns the layer of the caption below a map of this size. */
export function mapCaption(lines: readonly string[], {width, height}: {width: number; height: number}): Spec {
  return caption(lines, {width, y: height + 6});
}
