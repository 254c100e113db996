import type {Feature, FeatureCollection, MultiPolygon, Polygon} from "geojson";
import {feature} from "topojson-client";
import {topology as build} from "topojson-server";
import {filter, filterWeight, presimplify, simplify, sphericalRingArea, sphericalTriangleArea} from "topojson-simplify";
import type {GeometryCollection, Topology as TopoJson} from "topojson-specification";

/** A country or state; its id is a code, which some areas do not have. */
export type Shape = Feature<Polygon | MultiPolygon, {name: string}>;
type Named = TopoJson<Record<string, GeometryCollection<{name: string}>>>;
export type Ring = Polygon["coordinates"][number];
export type Point = [longitude: number, latitude: number];

/** A topology with one object, and beside it the frame of its areas and a point for each area too small to see. */
export interface BuiltMap extends TopoJson {
  readonly points?: Record<string, Point>;
}

/** Returns a shape's polygons, each as its rings, the outline first. */
export const polygons = ({geometry}: Shape): Ring[][] =>
  geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;

/** Returns a shape with other polygons. */
export const multi = <S extends Shape>(shape: S, coordinates: Ring[][]): S => ({
  ...shape,
  geometry: {type: "MultiPolygon", coordinates}
});

/**
 * Returns shapes as a simplified topology: `weight` is the smallest triangle and `island` the smallest island, in sr.
 */
export function pack(
  name: string,
  shapes: Shape[],
  {weight, island, quantization}: Record<"weight" | "island" | "quantization", number>
): BuiltMap {
  const collection = {type: "FeatureCollection", features: shapes} as FeatureCollection;
  const whole = presimplify(build({[name]: collection}) as Named, sphericalTriangleArea);
  const largest = new Set(whole.objects[name].geometries.map((geometry) => keyOfLargest(whole, geometry)));
  const keep = filterWeight(whole, island, sphericalRingArea as never);
  const filtered = filter(whole, (ring, interior) => largest.has(String(ring)) || keep(ring, interior)) as Named;
  return build({[name]: feature(simplify(sturdy(filtered), weight), filtered.objects[name]!)}, quantization);
}

/** Keeps the heaviest points of every arc, or small countries and islands would shrink to lines and turn inside out. */
function sturdy(topology: Named): Named {
  const arcs = topology.arcs.map((arc) => {
    const closed = String(arc[0].slice(0, 2)) === String(arc.at(-1)!.slice(0, 2));
    const heaviest = arc
      .slice(1, -1)
      .toSorted((a, b) => b[2] - a[2])
      .slice(0, closed ? 3 : 2);
    return arc.map((point) => (heaviest.includes(point) ? [point[0], point[1], Infinity] : point));
  });
  return {...topology, arcs};
}

function keyOfLargest(topology: TopoJson, geometry: GeometryCollection["geometries"][number]): string {
  const {arcs} = geometry as {arcs: number[][] | number[][][]};
  const rings = geometry.type === "Polygon" ? [arcs[0] as number[]] : (arcs as number[][][]).map(([ring]) => ring);
  const size = (ring: number[]): number =>
    ringArea((feature(topology, {type: "Polygon", arcs: [ring]}).geometry as Polygon).coordinates[0]);
  return String(rings.reduce((a, b) => (size(b) > size(a) ? b : a)));
}

const ringArea = (ring: Ring): number => sphericalRingArea(ring as Point[], false);

/** Returns a shape's area in steradians, its holes not taken off. */
export const area = (shape: Shape): number => polygons(shape).reduce((total, [ring]) => total + ringArea(ring), 0);

/** Returns the middle of the largest part: its centroid on the plane, which is right enough for areas this small. */
export function centre(shape: Shape): Point {
  const [ring] = polygons(shape).reduce((a, b) => (ringArea(b[0]) > ringArea(a[0]) ? b : a));
  let [sum, sumX, sumY] = [0, 0, 0];
  const [originX, originY] = ring[0];
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay, bx, by] = [
      ring[i - 1][0] - originX,
      ring[i - 1][1] - originY,
      ring[i][0] - originX,
      ring[i][1] - originY
    ];
    const cross = ax * by - bx * ay;
    [sum, sumX, sumY] = [sum + cross, sumX + cross * (ax + bx), sumY + cross * (ay + by)];
  }
  return [hundredth(originX + sumX / (3 * sum)), hundredth(originY + sumY / (3 * sum))];
}

/**
 * Returns west, south, east and north of points; west is greater than east where they lie on both sides of 180° (RFC
 * 7946 §5.2).
 */
export function frame(points: Ring): [number, number, number, number] {
  const crossing = Math.max(...points.map(([x]) => x)) - Math.min(...points.map(([x]) => x)) > 180;
  const xs = points.map(([x]) => (crossing && x > 0 ? x - 360 : x));
  const west = Math.min(...xs);
  const ys = points.map(([, y]) => y);
  return [west < -180 ? west + 360 : west, Math.min(...ys), Math.max(...xs), Math.max(...ys)].map(hundredth) as [
    number,
    number,
    number,
    number
  ];
}

function hundredth(n: number): number {
  return Math.round(100 * n) / 100;
}
