import {eastOf} from "./projection.ts";
import type {Frame} from "./projection.ts";
import type {Place} from "../../rows/places.ts";

/** Returns the *n* places with most attempts of those inside a frame and a tenth of its size around it. */
export function largestInside(places: readonly Place[], frame: Frame, n: number): Place[] {
  const [west, south, east, north] = frame;
  const [width, height] = [eastOf(west, east), north - south];
  return places
    .filter(
      ({latitude, longitude}) =>
        eastOf(west - width / 10, longitude) <= 1.2 * width &&
        latitude >= south - height / 10 &&
        latitude <= north + height / 10
    )
    .toSorted((a, b) => b.attempts - a.attempts)
    .slice(0, n);
}
