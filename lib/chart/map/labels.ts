import {latitude, longitude} from "./map.ts";
import type {Point} from "./projection.ts";
import {FONT} from "../parts/layout.ts";
import type {Spec} from "../parts/spec.ts";
import {visible} from "../parts/text.ts";
import {textWidth} from "../parts/widths.ts";
import type {Place} from "../../rows/places.ts";

/** Where the bubble of a place will stand in px, and its radius. It is near enough to keep names apart. */
export interface Spot {
  readonly point: Point;
  readonly radius: number;
}

/**
 * A name beside, above or below its bubble. The middle of its nearest edge lies `dx` and `dy` px from that of the
 * bubble.
 */
interface Label extends Pick<Place, "latitude" | "longitude"> {
  readonly text: string;
  readonly align: "left" | "right" | "center";
  readonly dx: number;
  readonly dy: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const SIZE = FONT.small;
const HALF = 0.6 * SIZE; // of the height of a line
const KEPT_FREE = 4; // bubbles for each name
const RESERVE = 1.05; // times the measured width
const sides = ["right", "left", "above", "below"] as const;
type Side = (typeof sides)[number];

/** How names are placed. */
interface LabelOptions {
  /** The most names. */
  readonly n: number;
  /** The size of the map in px. */
  readonly width: number;
  readonly height: number;
  /** The text beside a place; by default its name. */
  readonly text?: (place: Place) => string;
}

/**
 * Returns the names of at most *n* places, in their order. A name stands on the first side of its bubble that has room:
 * it lies neither over another name nor over one of the first 4 *n* bubbles. A name without room is left out, and so is
 * a name that is there already. The name of the very first place, which a title speaks of, may lie over bubbles.
 */
export function labels(
  places: readonly Place[],
  spotOf: (place: Place) => Spot,
  {n, width, height, text = ({place}) => visible(place, 40)}: LabelOptions
): Label[] {
  const spots = places.map(spotOf);
  const bubbles = spots.slice(0, KEPT_FREE * n).map(bubbleOf);
  const names: Box[] = [];
  const placed: Label[] = [];
  for (const [i, place] of places.entries()) {
    const label = {text: text(place), latitude: place.latitude, longitude: place.longitude};
    if (placed.length === n || placed.some((other) => other.text === label.text)) continue;
    const isFree = (taken: readonly Box[]) => (side: Side) => {
      const box = boxOf(label.text, spots[i], side);
      return isInside(box, {width, height}) && !taken.some((other) => overlap(box, other));
    };
    const others = bubbles.filter((_, of) => of !== i);
    const side = sides.find(isFree([...names, ...others])) ?? (i === 0 ? sides.find(isFree([])) : undefined);
    if (!side) continue;
    names.push(boxOf(label.text, spots[i], side));
    placed.push({...label, ...placeOf(side, spots[i])});
  }
  return placed;
}

function placeOf(side: Side, {radius}: Spot): Pick<Label, "align" | "dx" | "dy"> {
  const away = Math.round(radius + 3);
  const up = Math.round(radius + 1 + HALF);
  if (side === "right") return {align: "left", dx: away, dy: 0};
  if (side === "left") return {align: "right", dx: -away, dy: 0};
  return {align: "center", dx: 0, dy: side === "above" ? -up : up};
}

function boxOf(text: string, spot: Spot, side: Side): Box {
  const length = RESERVE * textWidth(text, SIZE);
  const {align, dx, dy} = placeOf(side, spot);
  const x = spot.point[0] + dx;
  const y = spot.point[1] + dy;
  const left = align === "left" ? x : align === "right" ? x - length : x - length / 2;
  return {left, right: left + length, top: y - HALF, bottom: y + HALF};
}

const bubbleOf = ({point: [x, y], radius}: Spot): Box => ({
  left: x - radius,
  right: x + radius,
  top: y - radius,
  bottom: y + radius
});

const isInside = ({left, right, top, bottom}: Box, {width, height}: Pick<LabelOptions, "width" | "height">): boolean =>
  left >= 0 && right <= width && top >= 0 && bottom <= height;

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Returns the layers of names, one for each side that a name stands on. */
export const labelLayers = (names: readonly Label[]): Spec[] =>
  Array.from(
    Map.groupBy(names, (name) => name.align),
    ([align, names]) => ({
      data: {values: names},
      mark: {
        type: "text",
        align,
        baseline: "middle",
        dx: {expr: "datum.dx"},
        dy: {expr: "datum.dy"},
        fontSize: SIZE,
        tooltip: null,
        aria: false
      },
      encoding: {longitude, latitude, text: {field: "text", type: "nominal"}}
    })
  );
