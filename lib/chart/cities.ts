import {
  MOST_BUBBLES,
  bubbleSize,
  conserved,
  land,
  latitude,
  longitude,
  mapCaption,
  mapSize,
  shapes,
  source,
  worldMap
} from "./map.ts";
import type {Conservation, Place, Topology} from "./map.ts";
import {chart, narrow, provenance, sentence, tooltip} from "./spec.ts";
import type {ChartOptions, Spec} from "./spec.ts";
import {visible} from "./text.ts";
import {colors} from "./theme.ts";
import {count, counted, sentences, sum} from "./words.ts";

const SOUTHMOST = -60; // the map ends here; a point beyond would shrink all the rest

/**
 * Returns a world map of bubbles whose area shows a place's attempts; places of which only the country or region is
 * known are hollow squares. At most 1,000 are drawn, the smaller ones and those in Antarctica are counted in the caption.
 */
export function cities(
  rows: readonly Place[],
  {topology, conservation, ...options}: ChartOptions & {topology: Topology; conservation?: Conservation}
): Spec {
  const {width = 760} = options;
  const drawn = rows
    .filter((row) => row.latitude > SOUTHMOST && Number.isFinite(row.longitude))
    .toSorted((a, b) => b.attempts - a.attempts)
    .slice(0, MOST_BUBBLES)
    .map(bubble);
  if (drawn.length === 0) return sentence("No attempt came from an address with a known place.", options);
  const bubbles = bubbleSize(drawn[0].attempts, narrow(width) ? 420 : 1500);
  const known = drawn.filter((row) => row.precision === "city");
  const coarse = drawn.filter((row) => row.precision !== "city");
  const size = mapSize(width, worldMap.proportion);
  return chart(
    {
      ...size,
      datasets: {world: shapes(topology)},
      projection: worldMap.projection,
      layer: [
        land(source("world", topology)),
        ...(coarse.length > 0 ? [squares(coarse, bubbles)] : []),
        ...(known.length > 0 ? [circles(known, bubbles)] : []),
        mapCaption(captionLines(rows, drawn, conservation), size)
      ]
    },
    {title: finding(drawn), subtitle: subtitle(options), ...options}
  );
}

function bubble({place, country, latitude, longitude, attempts, addresses, precision}: Place): Place {
  const rounded = {latitude: hundredth(latitude), longitude: hundredth(longitude)};
  return {place: visible(place, 60), country: visible(country, 60), ...rounded, attempts, addresses, precision};
}

const hundredth = (degrees: number): number => Math.round(100 * degrees) / 100;

const facts = tooltip(
  ["place", "place"],
  ["country", "country"],
  ["precision", "known to the"],
  ["attempts", "attempts", ","],
  ["addresses", "addresses", ","]
);

const squares = (rows: readonly Place[], size: Spec): Spec => ({
  name: "squares",
  data: {values: rows},
  mark: {
    ...{type: "square", filled: false, stroke: colors.known, strokeWidth: 1.3, opacity: 1},
    aria: rows.length <= 200
  },
  encoding: {longitude, latitude, size, tooltip: facts}
});

const circles = (rows: readonly Place[], size: Spec): Spec => ({
  name: "circles",
  data: {values: rows},
  mark: {
    ...{type: "circle", fill: colors.attempts, fillOpacity: 0.5, stroke: colors.attempts, strokeWidth: 0.7},
    ...{strokeOpacity: 0.9, opacity: 1, aria: rows.length <= 200}
  },
  encoding: {longitude, latitude, size, tooltip: facts}
});

function captionLines(rows: readonly Place[], drawn: readonly Place[], conservation?: Conservation): string[] {
  const [shown, held] = [drawn, rows].map((rows) => sum(rows, (row) => row.attempts));
  const left = rows.length - drawn.length;
  return [
    "● city known   □ only the region or country known, drawn at its centre",
    ...(left > 0
      ? [`${counted(left, "place")} not drawn: beyond the ${count(MOST_BUBBLES)} largest, or south of 60°\u00a0S`]
      : []),
    conserved(shown, held, conservation)
  ];
}

function finding(drawn: readonly Place[]): string {
  const [first] = drawn.filter((row) => row.precision === "city");
  if (!first) return `${count(drawn.length)} regions and countries on the map, but no city is known`;
  if (drawn.length === 1) return `All located attempts come from ${first.place}`;
  return `${count(drawn.length)} places on the map, but ${first.place} alone sends ${count(first.attempts)}`;
}

function subtitle(options: ChartOptions): string {
  return sentences(
    "Attempts by place of the address; a bubble’s area shows them. A city’s point is its centre",
    provenance(options)
  );
}
