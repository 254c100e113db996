import {eastOf} from "./projection.ts";
import type {Frame} from "./projection.ts";
import type {Place} from "../../rows/places.ts";

const MARGIN = 0.1; // of a frame, on each side

/** Returns the *n* places with the most attempts inside of a frame, or around it within a tenth of its size. */
export function largestInside(places: readonly Place[], frame: Frame, n: number): Place[] {
  const [west, south, east, north] = frame;
  const width = eastOf(west, east);
  const height = north - south;
  return places
    .filter(
      ({latitude, longitude}) =>
        eastOf(west - MARGIN * width, longitude) <= (1 + 2 * MARGIN) * width &&
        latitude >= south - MARGIN * height &&
        latitude <= north + MARGIN * height
    )
    .toSorted((a, b) => b.attempts - a.attempts)
    .slice(0, n);
}
