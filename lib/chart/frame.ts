import type {Place} from "./map.ts";
import type {Spec} from "./spec.ts";
import {visible} from "./text.ts";
import {textWidth} from "./widths.ts";

/** West, south, east and north of a map in degrees; its west is greater than its east where it crosses 180°. */
export type Frame = readonly number[];

/** A place's name beside its point: on which side, and from where to where in px. */
export interface Label extends Pick<Place, "place" | "latitude" | "longitude"> {
  readonly align: "left" | "right";
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

/** Returns the *n* places with most attempts of those known to the city inside a frame and a tenth of its size around it. */
export function largestInside(places: readonly Place[], frame: Frame, n: number): Place[] {
  const [west, south, east, north] = frame;
  const [width, height] = [eastOf(west, east), north - south];
  const inside = ({latitude, longitude}: Place): boolean =>
    eastOf(west - width / 10, longitude) <= 1.2 * width &&
    latitude >= south - height / 10 &&
    latitude <= north + height / 10;
  return places
    .filter((place) => place.precision === "city" && inside(place))
    .toSorted((a, b) => b.attempts - a.attempts)
    .slice(0, n)
    .map((place) => ({...place, place: visible(place.place, 40)}));
}

/**
 * Returns an equal-area projection about the middle of a frame: it stands upright, and 180° is no edge, so the Aleutians
 * stay one chain. No two frames have the same one, as vega-lite would fit views with equal projections into one.
 */
export function upright([west, south, east, north]: Frame): Spec {
  const sixth = (north - south) / 6;
  return {
    type: "conicEqualArea",
    rotate: [-west - eastOf(west, east) / 2, 0],
    parallels: [south + sixth, north - sixth]
  };
}

/** How far east a longitude lies of another, from 0 to 360 degrees. */
const eastOf = (west: number, longitude: number): number =>
  (longitude - west + 720) % 360 || (longitude > west ? 360 : 0);

/** Returns the names of at most *n* places, the largest first: left of points in the right half, and none over another. */
export function placeNames(places: readonly Place[], frame: Frame, {n, gap, ...size}: Room): Label[] {
  const named: Label[] = [];
  for (const place of places) {
    const label = labelOf(place, frame, {gap, ...size});
    if (named.length < n && !named.some((other) => overlap(label, other))) named.push(label);
  }
  return named;
}

/** The size of a map, how many names it takes, and the distance of a name from its point; all in px. */
interface Room {
  readonly width: number;
  readonly height: number;
  readonly n: number;
  readonly gap: number;
}

/** Where a name will stand in px: a plane guess at the projection, near enough to keep names apart. */
function labelOf({place, latitude, longitude}: Place, frame: Frame, {gap, ...size}: Omit<Room, "n">): Label {
  const [west, south, east, north] = frame;
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min(size.width / (eastOf(west, east) * shrink), size.height / (north - south));
  const x = size.width / 2 + (eastOf(west, longitude) - eastOf(west, east) / 2) * shrink * scale;
  const y = (north - latitude) * scale;
  const length = textWidth(place, 11) + gap;
  const align = x > size.width / 2 ? "right" : "left";
  const [left, right] = align === "left" ? [x, x + length] : [x - length, x];
  return {place, latitude, longitude, align, left, right, y};
}

const overlap = (a: Label, b: Label): boolean =>
  a.place === b.place || (Math.abs(a.y - b.y) < 13 && a.left < b.right && b.left < a.right);
