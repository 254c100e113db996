import {BUBBLES, MOST_BUBBLES, bubbleSize, bubbles, radiusOf} from "./map/bubbles.ts";
import {labelLayers, labels} from "./map/labels.ts";
import {WORLD_PROPORTION, land, mapCaption, mapSize, shapes, source} from "./map/map.ts";
import type {Topology} from "./map/map.ts";
import {equalEarth, fitted, outline} from "./map/projection.ts";
import type {Point} from "./map/projection.ts";
import {chart, provenance, sentence} from "./parts/chart.ts";
import type {ChartOptions} from "./parts/chart.ts";
import {conserved} from "./parts/conservation.ts";
import {WIDTH, sized} from "./parts/layout.ts";
import type {Spec} from "./parts/spec.ts";
import {visible} from "./parts/text.ts";
import {sum} from "../base/sum.ts";
import {count, counted, sentences} from "../base/words.ts";
import type {Conservation, Place} from "../rows/places.ts";

const LARGEST = {narrow: 420, wide: 1500}; // px² of a bubble
const NAMED = {narrow: 4, wide: 10}; // bubbles
const SOUTHMOST = -60; // the map ends here; a point beyond would shrink all the rest

/**
 * Returns a world map of bubbles whose area shows the attempts from a place; the largest have names. Hollow squares are
 * places of which only the country or region is known. At most 1,000 places are drawn; the caption counts the smaller
 * ones and those in Antarctica.
 */
export function cities(
  rows: readonly Place[],
  {topology, conservation, ...options}: ChartOptions & {topology: Topology; conservation?: Conservation}
): Spec {
  const {width = WIDTH} = options;
  const drawn = rows
    .filter((row) => row.latitude > SOUTHMOST && Number.isFinite(row.longitude))
    .toSorted((a, b) => b.attempts - a.attempts)
    .slice(0, MOST_BUBBLES);
  if (drawn.length === 0) return sentence("No attempt came from an address with a known place.", options);
  const most = drawn[0].attempts;
  const largest = sized(LARGEST, width);
  const size = mapSize(width, WORLD_PROPORTION);
  const pointOf = fitted(equalEarth, [...outline(topology), ...drawn.map(at)], size);
  const spotOf = (place: Place) => ({point: pointOf(at(place)), radius: radiusOf(place.attempts, most, largest)});
  const known = drawn.filter((row) => row.precision === "city");
  return chart(
    {
      ...size,
      datasets: {world: shapes(topology)},
      projection: equalEarth.spec,
      layer: [
        land(source("world", topology)),
        ...bubbles(drawn, {size: bubbleSize(most, largest)}),
        ...labelLayers(labels(known, spotOf, {...size, n: sized(NAMED, width), text: named})),
        mapCaption(captionLines(rows, drawn, conservation), size)
      ]
    },
    {title: finding(drawn), subtitle: subtitle(options), ...options}
  );
}

const at = ({longitude, latitude}: Place): Point => [longitude, latitude];

const named = ({place, attempts}: Place): string => `${visible(place, 30)}\u00a0${count(attempts)}`;

function captionLines(rows: readonly Place[], drawn: readonly Place[], conservation?: Conservation): string[] {
  const shown = sum(drawn, (row) => row.attempts);
  const held = sum(rows, (row) => row.attempts);
  const left = rows.length - drawn.length;
  const why = `beyond the ${count(MOST_BUBBLES)} largest, or south of 60°\u00a0S`;
  return [
    ...(drawn.some((row) => row.precision !== "city") ? [BUBBLES] : []),
    ...(left > 0 ? [`${counted(left, "place")} with ${counted(held - shown, "attempt")} not drawn: ${why}`] : []),
    conserved(
      [
        [shown, "on the map"],
        [held - shown, "in places not drawn"]
      ],
      conservation
    )
  ];
}

function finding(drawn: readonly Place[]): string {
  const [first] = drawn.filter((row) => row.precision === "city");
  if (!first) return `${count(drawn.length)} regions and countries on the map, but no city is known`;
  if (drawn.length === 1) return `All located attempts come from ${visible(first.place, 60)}`;
  return `${count(drawn.length)} places on the map, but ${visible(first.place, 60)} alone sends ${count(first.attempts)}`;
}

function subtitle(options: ChartOptions): string {
  return sentences(
    "Attempts by place of the address; a bubble’s area shows them. A city’s point is its centre",
    provenance(options)
  );
}
