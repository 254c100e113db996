import type {Topology} from "./map.ts";
import type {Spec} from "../parts/spec.ts";

/** Longitude and latitude in degrees, or x and y of a projection. */
export type Point = readonly [x: number, y: number];

/** A projection as a spec names it, and as a function to a plane of any scale whose y grows to the south. */
interface Projection {
  readonly spec: Spec;
  readonly project: (point: Point) => Point;
}

/** The projection of the world. It is turned so that the east of Siberia stays in one piece. */
export const equalEarth: Projection = {
  spec: {type: "equalEarth", rotate: [-11, 0, 0]},
  project: ([longitude, latitude]) => equalEarthOf(turned(longitude - 11), latitude)
};

/** West, south, east and north of a map in degrees. The west is greater than the east where the map crosses 180°. */
export type Frame = readonly number[];

/**
 * Returns an equal-area projection about the middle of a frame. The frame stands upright, and 180° is no edge, so the
 * Aleutians stay one chain. No two frames have the same projection, as vega-lite would fit views of equal ones into
 * one.
 */
export function upright([west, south, east, north]: Frame): Projection {
  const sixth = (north - south) / 6;
  const middle = west + eastOf(west, east) / 2;
  const parallels: [number, number] = [south + sixth, north - sixth];
  return {
    spec: {type: "conicEqualArea", rotate: [-middle, 0], parallels},
    project: ([longitude, latitude]) => conicEqualArea(turned(longitude - middle), latitude, parallels)
  };
}

/** Returns how many degrees (0 to 360) a longitude lies east of `west`. */
export const eastOf = (west: number, longitude: number): number =>
  (longitude - west + 720) % 360 || (longitude > west ? 360 : 0);

const turned = (longitude: number): number => ((((longitude + 180) % 360) + 360) % 360) - 180;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Equal Earth of Šavrič, Patterson and Jenny (2018). */
function equalEarthOf(longitude: number, latitude: number): Point {
  const a1 = 1.340264;
  const a2 = -0.081106;
  const a3 = 0.000893;
  const a4 = 0.003796;
  const m = Math.sqrt(3) / 2;
  const t = Math.asin(m * Math.sin(radians(latitude)));
  const t2 = t ** 2;
  const t6 = t ** 6;
  const x = (radians(longitude) * Math.cos(t)) / (m * (a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)));
  return [x, -t * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))];
}

/** Albers' projection of 1805 on two parallels. */
function conicEqualArea(longitude: number, latitude: number, parallels: readonly [number, number]): Point {
  const [south, north] = parallels.map((degrees) => Math.sin(radians(degrees)));
  const n = (south + north) / 2;
  const radius = Math.sqrt(1 + south * north - 2 * n * Math.sin(radians(latitude))) / n;
  return [radius * Math.sin(n * radians(longitude)), radius * Math.cos(n * radians(longitude))];
}

/**
 * Returns a function from a point to its px on a map of this size. As vega does it, the outline and all points fill the
 * map as far as they fit, in its middle.
 */
export function fitted(
  {project}: Projection,
  points: readonly Point[],
  {width, height}: {width: number; height: number}
): (point: Point) => Point {
  const projected = points.map(project);
  const [west, north] = [0, 1].map((i) => projected.reduce((least, point) => Math.min(least, point[i]), Infinity));
  const [east, south] = [0, 1].map((i) => projected.reduce((most, point) => Math.max(most, point[i]), -Infinity));
  const scale = Math.min(width / (east - west), height / (south - north));
  return (point) => {
    const [x, y] = project(point);
    return [width / 2 + scale * (x - (west + east) / 2), height / 2 + scale * (y - (north + south) / 2)];
  };
}

/** Returns the points of the outlines of a topology, in degrees. */
export function outline({arcs, transform}: Topology): Point[] {
  if (!transform) return (arcs as Point[][]).flat();
  const {scale, translate} = transform;
  return (arcs as Point[][]).flatMap((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]): Point => {
      x += dx;
      y += dy;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
  });
}
