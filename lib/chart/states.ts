import {
  MOST_BUBBLES,
  bubbleSize,
  choropleth,
  conserved,
  latitude,
  longitude,
  idsOf,
  mapCaption,
  mapSize,
  shapes,
  source
} from "./map.ts";
import type {Conservation, Place, Topology} from "./map.ts";
import {chart, narrow, provenance, sentence, tooltip} from "./spec.ts";
import type {ChartOptions, Spec} from "./spec.ts";
import {visible} from "./text.ts";
import {colors} from "./theme.ts";
import {count, listed, sentences, share, sum} from "./words.ts";

/** A state's attempts and distinct addresses, by its postal code. */
export interface StateTotal {
  readonly state: string;
  readonly name: string;
  readonly attempts: number;
  readonly addresses: number;
}

/** What albersUsa can place, as west, south, east and north; it has no place for the territories. */
const PLACED = [
  [-124.9, 26, -79, 49.5],
  [-79, 30, -66.9, 49],
  [-99.6, 25.8, -97, 26],
  [-83, 25, -80, 26],
  [-82.5, 24.4, -80, 25],
  [-168, 54.5, -137, 71.4],
  [-137, 54.5, -129.9, 69],
  [-180, 51.6, -173, 54.5],
  [-173, 53, -160, 54.5],
  [172, 52.3, 180, 53.2],
  [-160.4, 19, -154.6, 22.4]
] as const;

/**
 * Returns a map of the United States coloured by attempts on a log scale, with the cities as bubbles over it. Territories
 * and places outside the projection (Puerto Rico, Guam, …), and places known no finer than their state, are no bubbles
 * and counted in the caption.
 */
export function states(
  rows: readonly StateTotal[],
  {
    topology,
    places = [],
    conservation,
    ...options
  }: ChartOptions & {topology: Topology; places?: readonly Place[]; conservation?: Conservation}
): Spec {
  const {width = 760} = options;
  const ids = idsOf(topology);
  const areas = rows
    .filter((row) => ids.has(row.state))
    .map(({state, name, attempts, addresses}) => ({code: state, name, attempts, addresses}))
    .toSorted((a, b) => b.attempts - a.attempts);
  if (areas.length === 0)
    return sentence("No attempt came from an address in a known state of the United States.", options);
  const bubbles = drawable(places);
  const size = mapSize(width, 0.6);
  return chart(
    {
      ...size,
      datasets: {states: shapes(topology)},
      projection: {type: "albersUsa"},
      layer: [
        ...choropleth(source("states", topology), areas, {noun: "state", scaled: areas, width}),
        ...(bubbles.length > 0 ? [circles(bubbles, width)] : []),
        mapCaption(
          captionLines(places, bubbles, conserved(sum(areas, attemptsOf), sum(rows, attemptsOf), conservation)),
          size
        )
      ],
      resolve: {legend: {fill: "independent", size: "independent"}}
    },
    {title: finding(areas, sum(rows, attemptsOf)), subtitle: subtitle(bubbles.length > 0, options), ...options}
  );
}

const attemptsOf = (row: {attempts: number}): number => row.attempts;

function drawable(
  places: readonly Place[]
): Pick<Place, "place" | "latitude" | "longitude" | "attempts" | "addresses">[] {
  return places
    .filter(({precision}) => precision === "city")
    .filter(({longitude: x, latitude: y}) =>
      PLACED.some(([west, south, east, north]) => x >= west && x <= east && y >= south && y <= north)
    )
    .toSorted((a, b) => b.attempts - a.attempts)
    .slice(0, MOST_BUBBLES)
    .map(({place, latitude, longitude, attempts, addresses}) => ({
      place: visible(place, 60),
      latitude,
      longitude,
      attempts,
      addresses
    }));
}

/** White hairlines part the bubbles from the colours of the states: the one colour that is not the page's or the theme's. */
function circles(places: readonly {attempts: number}[], width: number): Spec {
  const legend = narrow(width) ? null : {titleOrient: "top", orient: "bottom-right", direction: "vertical"};
  return {
    name: "circles",
    data: {values: places},
    mark: {
      ...{
        type: "circle",
        fill: colors.attempts,
        fillOpacity: 0.8,
        stroke: "#fff",
        strokeOpacity: 0.85,
        strokeWidth: 0.8
      },
      ...{opacity: 1, aria: places.length <= 200}
    },
    encoding: {
      longitude,
      latitude,
      size: bubbleSize(places[0].attempts, narrow(width) ? 360 : 1100, legend),
      tooltip: tooltip(["place", "place"], ["attempts", "attempts", ","], ["addresses", "addresses", ","])
    }
  };
}

function captionLines(places: readonly Place[], bubbles: readonly {attempts: number}[], line: string): string[] {
  const left = sum(places, attemptsOf) - sum(bubbles, attemptsOf);
  return left > 0
    ? [
        `${count(left)} attempts without a bubble: only the state known, a territory, or beyond the ${count(MOST_BUBBLES)} largest places`,
        line
      ]
    : [line];
}

function finding(areas: readonly {name: string; attempts: number}[], total: number): string {
  if (areas.length === 1) return `${areas[0].name} is the only state that sends attempts`;
  const leaders = areas.slice(0, 2);
  return `${listed(leaders.map((row) => row.name))} send ${share(sum(leaders, attemptsOf), total)} of the attempts from the United States`;
}

function subtitle(withBubbles: boolean, options: ChartOptions): string {
  return sentences(
    `Attempts by state of the address (colour, log)${withBubbles ? " and by city (circle area)" : ""}`,
    "Grey: none seen. Alaska and Hawaii are moved and rescaled; the territories have maps of their own",
    provenance(options)
  );
}
