import {
  areaFacts,
  choropleth,
  conserved,
  idsOf,
  latitude,
  logFill,
  longitude,
  mapCaption,
  mapSize,
  shapes,
  source,
  worldMap
} from "./map.ts";
import type {Conservation, Topology} from "./map.ts";
import {chart, narrow, provenance, sentence} from "./spec.ts";
import type {ChartOptions, Spec} from "./spec.ts";
import {colors} from "./theme.ts";
import {capital, count, listed, sentences, share, spelled, sum, withArticle} from "./words.ts";

/** A country's attempts and distinct addresses, by its alpha-2 code. */
export interface CountryTotal {
  readonly code: string;
  readonly name: string;
  readonly attempts: number;
  readonly addresses: number;
}

/**
 * Returns a world map coloured by attempts on a log scale, with a circle for each country too small to see. Rows that
 * the topology neither has a shape nor a point for (Antarctica is left out) are counted in the caption.
 */
export function world(
  rows: readonly CountryTotal[],
  {topology, conservation, ...options}: ChartOptions & {topology: Topology; conservation?: Conservation}
): Spec {
  if (rows.length === 0) return sentence("No attempt came from an address with a known country.", options);
  const {width = 760} = options;
  const sorted = rows
    .map(({code, name, attempts, addresses}) => ({code, name, attempts, addresses}))
    .toSorted(byAttempts);
  const points = topology.points ?? {};
  const ids = idsOf(topology);
  const circles = sorted.filter((row) => points[row.code]).map((row) => ({...row, ...at(points[row.code])}));
  const areas = sorted.filter((row) => ids.has(row.code) && !points[row.code]);
  const drawn = [...areas, ...circles];
  const data = source("world", topology);
  const size = mapSize(width, worldMap.proportion);
  return chart(
    {
      ...size,
      datasets: {world: shapes(topology)},
      projection: worldMap.projection,
      layer: [
        ...choropleth(data, areas, {noun: "country", scaled: drawn, width}),
        ...(circles.length > 0 ? [smallCountries(circles, logFill(drawn, width), narrow(width) ? 14 : 30)] : []),
        mapCaption([conserved(sum(drawn, attemptsOf), sum(rows, attemptsOf), conservation)], size)
      ]
    },
    {title: finding(sorted, drawn.length), subtitle: subtitle(options), ...options}
  );
}

const attemptsOf = (row: {attempts: number}): number => row.attempts;
const byAttempts = (a: {attempts: number}, b: {attempts: number}): number => b.attempts - a.attempts;
const at = ([longitude, latitude]: readonly [number, number]): {longitude: number; latitude: number} => ({
  longitude,
  latitude
});

/** The circles, those with few attempts first, so that the others stay on top. */
const smallCountries = (circles: readonly CountryTotal[], fill: Spec, size: number): Spec => ({
  name: "circles",
  data: {values: circles.toReversed()},
  mark: {type: "circle", size, opacity: 1, stroke: colors.grey, strokeWidth: 0.6},
  encoding: {longitude, latitude, fill, tooltip: areaFacts("country")}
});

function finding(sorted: readonly CountryTotal[], drawn: number): string {
  const total = sum(sorted, attemptsOf);
  if (sorted.length < 6) {
    const names = sorted.map((row) => withArticle(row.name));
    return sorted.length === 1
      ? `All located attempts come from ${names[0]}`
      : `All located attempts come from ${listed(names)}`;
  }
  const leaders = sorted.slice(0, 5);
  return `${capital(spelled(5))} countries send ${share(sum(leaders, attemptsOf), total)} of the located attempts; ${count(drawn)} are on the map`;
}

function subtitle(options: ChartOptions): string {
  return sentences(
    "Attempts by country of the address",
    "Grey: none seen. Circles: countries and territories too small to see at this scale",
    provenance(options)
  );
}
