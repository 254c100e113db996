import {latitude, longitude} from "./map.ts";
import type {Place} from "./map.ts";
import type {Point} from "./projection.ts";
import type {Spec} from "./spec.ts";
import {visible} from "./text.ts";
import {textWidth} from "./widths.ts";

/** Where a place's bubble will stand in px, and its radius; near enough to keep names apart. */
export interface Spot {
  readonly point: Point;
  readonly radius: number;
}

/** A name beside its bubble: its left or right end is `dx` px from the middle. */
export interface Label extends Pick<Place, "latitude" | "longitude"> {
  readonly text: string;
  readonly align: "left" | "right";
  readonly dx: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const SIZE = 11;
const sides = ["left", "right"] as const;

/**
 * Returns the names of at most *n* places, in their order: right of the bubble, left of it where the right has no room.
 * None lies over another name or over one of the first 2 *n* bubbles; a name without room is left out, and so is one said
 * before.
 */
export function labels(
  places: readonly Place[],
  spotOf: (place: Place) => Spot,
  {n, width, text = ({place}) => visible(place, 40)}: {n: number; width: number; text?: (place: Place) => string}
): Label[] {
  const spots = places.map(spotOf);
  const taken = spots.slice(0, 2 * n).map(bubbleOf);
  const placed: Label[] = [];
  for (const [i, place] of places.entries()) {
    const label = {text: text(place), latitude: place.latitude, longitude: place.longitude};
    if (placed.length === n || placed.some((other) => other.text === label.text)) continue;
    const others = taken.filter((_, of) => of !== i);
    const align = sides.find((align) => isFree(boxOf(label.text, spots[i], align), others, width));
    if (!align) continue;
    taken.push(boxOf(label.text, spots[i], align));
    placed.push({...label, align, dx: Math.round((align === "left" ? 1 : -1) * (spots[i].radius + 3))});
  }
  return placed;
}

function boxOf(text: string, {point: [x, y], radius}: Spot, align: Label["align"]): Box {
  const length = 1.05 * textWidth(text, SIZE) + 3;
  const [left, right] = align === "left" ? [x + radius, x + radius + length] : [x - radius - length, x - radius];
  return {left, right, top: y - 0.6 * SIZE, bottom: y + 0.6 * SIZE};
}

const bubbleOf = ({point: [x, y], radius}: Spot): Box => ({
  ...{left: x - radius, right: x + radius},
  ...{top: y - radius, bottom: y + radius}
});

const isFree = (box: Box, taken: readonly Box[], width: number): boolean =>
  box.left >= 0 && box.right <= width && !taken.some((other) => overlap(box, other));

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Returns a layer of names for each side that they stand on. */
export const labelLayers = (names: readonly Label[]): Spec[] =>
  Array.from(
    Map.groupBy(names, (name) => name.align),
    ([align, names]) => ({
      data: {values: names},
      mark: {
        ...{type: "text", align, baseline: "middle", dx: {expr: "datum.dx"}, fontSize: SIZE},
        ...{tooltip: null, aria: false}
      },
      encoding: {longitude, latitude, text: {field: "text", type: "nominal"}}
    })
  );
