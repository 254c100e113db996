import {latitude, longitude, powersOfTen, speech, spoken} from "./map.ts";
import {tooltip} from "../parts/spec.ts";
import type {Spec} from "../parts/spec.ts";
import {visible} from "../parts/text.ts";
import {colors} from "../parts/theme.ts";
import {count} from "../../base/words.ts";
import type {Place} from "../../rows/places.ts";

/** The most bubbles that a map draws; its caption counts the rest, which are smaller. */
export const MOST_BUBBLES = 1000;

/** The line that explains the two kinds of bubbles. */
export const BUBBLES = "● city known\u00a0\u00a0 □ only the country, region or state known, drawn at its centre";

/** Returns the size channel of bubbles. Their area is in proportion to attempts; `most` attempts have `largest` px². */
export function bubbleSize(most: number, largest: number, legend: Spec | null = {}): Spec {
  const values = powersOfTen(most).slice(-3);
  return {
    field: "attempts",
    type: "quantitative",
    title: null,
    scale: {type: "linear", domain: [0, most], range: [0, largest], zero: true, nice: false},
    legend: legend && {
      title: "attempts",
      titleOrient: "left",
      values,
      tickCount: 9,
      labelExpr: "format(datum.value, '~s')",
      labelFontSize: 11,
      symbolType: "circle",
      symbolFillColor: "transparent",
      symbolStrokeColor: colors.grey,
      symbolStrokeWidth: 1,
      labelOverlap: false,
      ...legend,
      encoding: {symbols: {fill: {value: "transparent"}}} // else those of a map of circles alone are filled
    }
  };
}

/** Returns the radius in px that {@link bubbleSize} gives to a number of attempts. */
export const radiusOf = (attempts: number, most: number, largest: number): number =>
  Math.sqrt((largest * attempts) / most / Math.PI);

/**
 * Returns the layers of bubbles: circles where the city is known, hollow squares where only the country, region or
 * state is known. The largest are drawn first, so that the others stay on top. `name` is added to the names of the
 * layers; `mark` changes how circles and squares look.
 */
export function bubbles(
  places: readonly Place[],
  {size, name = "", mark = {}}: {size: Spec; name?: string; mark?: {circle?: Spec; square?: Spec}}
): Spec[] {
  const rows = places.toSorted((a, b) => b.attempts - a.attempts).map(row);
  const known = rows.filter(({precision}) => precision === "city");
  const coarse = rows.filter(({precision}) => precision !== "city");
  const aria = rows.length <= 200;
  const encoding = {longitude, latitude, size, tooltip: facts, description: spoken};
  const transform = [speech("datum.place + ', ' + datum.country")];
  return [
    {name: `squares${name}`, data: {values: coarse}, transform, mark: {...square, ...mark.square, aria}, encoding},
    {name: `circles${name}`, data: {values: known}, transform, mark: {...circle, ...mark.circle, aria}, encoding}
  ].filter(({data}) => data.values.length > 0);
}

const square = {type: "square", filled: false, stroke: colors.known, strokeWidth: 1.3, opacity: 1};

const circle = {
  type: "circle",
  fill: colors.attempts,
  fillOpacity: 0.5,
  stroke: colors.attempts,
  strokeWidth: 0.7,
  strokeOpacity: 0.9,
  opacity: 1
};

function row({place, country, latitude, longitude, attempts, addresses, precision, accuracyRadiusKm}: Place) {
  const known = accuracyRadiusKm ? `${precision}, within ${count(accuracyRadiusKm)} km` : precision;
  const point = {latitude: to100m(latitude), longitude: to100m(longitude)};
  return {place: visible(place, 60), country: visible(country, 60), ...point, attempts, addresses, precision, known};
}

const to100m = (degrees: number): number => Math.round(1000 * degrees) / 1000;

const facts = tooltip(
  ["place", "place"],
  ["country", "country"],
  ["known", "known to the"],
  ["attempts", "attempts", ","],
  ["addresses", "addresses", ","]
);
