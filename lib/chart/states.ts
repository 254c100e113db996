import {BUBBLES, MOST_BUBBLES, bubbleSize, bubbles} from "./map/bubbles.ts";
import {choropleth, leaders, measureSwitch, measuredCaption} from "./map/choropleth.ts";
import {idsOf, mapSize, shapes, source} from "./map/map.ts";
import type {Topology} from "./map/map.ts";
import {chart, provenance, sentence} from "./parts/chart.ts";
import type {ChartOptions} from "./parts/chart.ts";
import {conserved} from "./parts/conservation.ts";
import {WIDTH, narrow, sized} from "./parts/layout.ts";
import type {Spec} from "./parts/spec.ts";
import {visible} from "./parts/text.ts";
import {colors} from "./parts/theme.ts";
import {sum} from "../base/sum.ts";
import {count, counted, listed, sentences, share} from "../base/words.ts";
import type {Conservation, Place} from "../rows/places.ts";
import type {State} from "../rows/states.ts";

/**
 * The frames that vega's projection albersUsa has a place for: west, south, east and north in degrees. It has none for
 * the territories.
 */
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

const CONTROL = "states_count";
const PROPORTION = 0.6; // of the height of the map to its width
const LARGEST = {narrow: 360, wide: 1100}; // px² of a bubble
const NAMED = 5; // cities

/**
 * Returns a map of the United States, coloured on a log scale by attempts or, by a switch, by addresses. The attempts
 * of cities are bubbles over it, and hollow squares where only the state is known. The caption counts territories and
 * places outside of the projection (Puerto Rico, Guam, …).
 */
export function states(
  rows: readonly State[],
  {
    topology,
    places = [],
    conservation,
    ...options
  }: ChartOptions & {topology: Topology; places?: readonly Place[]; conservation?: Conservation}
): Spec {
  const {width = WIDTH} = options;
  const ids = idsOf(topology);
  const areas = rows
    .filter((row) => ids.has(row.state))
    .map(({state, name, attempts, addresses}) => ({code: state, name, attempts, addresses}))
    .toSorted((a, b) => b.attempts - a.attempts);
  if (areas.length === 0)
    return sentence("No attempt came from an address in a known state of the United States.", options);
  const drawn = drawable(places);
  const size = mapSize(width, PROPORTION);
  const shown = sum(areas, attemptsOf);
  const held = sum(rows, attemptsOf);
  const line = conserved(
    [
      [shown, "on the map"],
      [held - shown, "in the territories"]
    ],
    conservation,
    "in no known state"
  );
  return chart(
    {
      ...size,
      params: [measureSwitch(CONTROL)],
      datasets: {states: shapes(topology)},
      projection: {type: "albersUsa"},
      layer: [
        ...choropleth(source("states", topology), areas, {noun: "state", areas, control: CONTROL, width}),
        ...(drawn.length > 0 ? circles(drawn, width) : []),
        measuredCaption((measure) => [...leaders(areas, measure), ...aboutPlaces(places, drawn), line], {
          control: CONTROL,
          ...size
        })
      ]
    },
    {title: finding(areas, held), subtitle: subtitle({...options, withBubbles: drawn.length > 0}), ...options}
  );
}

const attemptsOf = (row: {attempts: number}): number => row.attempts;

function drawable(places: readonly Place[]): Place[] {
  return places
    .filter(({longitude: x, latitude: y}) =>
      PLACED.some(([west, south, east, north]) => x >= west && x <= east && y >= south && y <= north)
    )
    .toSorted((a, b) => b.attempts - a.attempts)
    .slice(0, MOST_BUBBLES);
}

/**
 * Returns the layers of bubbles. White hairlines part them from the colours of the states; white is the one colour that
 * is neither the page's nor the theme's.
 */
function circles(places: readonly Place[], width: number): Spec[] {
  const legend = narrow(width) ? null : {titleOrient: "top", orient: "bottom-right", direction: "vertical"};
  return bubbles(places, {
    size: bubbleSize(places[0].attempts, sized(LARGEST, width), legend),
    mark: {
      circle: {fillOpacity: 0.8, stroke: "#fff", strokeOpacity: 0.85, strokeWidth: 0.8},
      square: {stroke: colors.attempts, strokeWidth: 1.8}
    }
  });
}

/** Returns the lines of the caption about the largest cities, about squares, and about attempts without a bubble. */
function aboutPlaces(places: readonly Place[], drawn: readonly Place[]): string[] {
  const largest = drawn.filter((place) => place.precision === "city").slice(0, NAMED);
  const left = sum(places, attemptsOf) - sum(drawn, attemptsOf);
  const why = `outside of this map, or beyond the ${count(MOST_BUBBLES)} largest places`;
  return [
    largest.length > 0 && `Bubbles: ${listed(largest.map(named))}${drawn.length > largest.length ? " …" : ""}`,
    drawn.some((place) => place.precision !== "city") && BUBBLES,
    left > 0 && `${counted(left, "attempt")} without a bubble: ${why}`
  ].filter((line) => line !== false);
}

const named = ({place, attempts}: Place): string => `${visible(place, 40)}\u00a0${count(attempts)}`;

function finding(areas: readonly {name: string; attempts: number}[], total: number): string {
  if (areas.length === 1) return `${areas[0].name} is the only state that sends attempts`;
  const leaders = areas.slice(0, 2);
  return `${listed(leaders.map((row) => row.name))} send ${share(sum(leaders, attemptsOf), total)} of the attempts from the United States`;
}

function subtitle({withBubbles, ...options}: ChartOptions & {withBubbles: boolean}): string {
  return sentences(
    `Attempts, or addresses that they come from, by state of the address (colour)${withBubbles ? ", attempts by city (area of a bubble)" : ""}`,
    "Grey: none seen. Alaska and Hawaii are moved and rescaled; the territories have maps of their own",
    provenance(options)
  );
}
