import {areaFacts, choropleth, leaders, logFill, measureSwitch, measured, measuredCaption} from "./map/choropleth.ts";
import type {Scale} from "./map/choropleth.ts";
import {WORLD_PROPORTION, idsOf, latitude, longitude, mapSize, shapes, source, spoken} from "./map/map.ts";
import type {Topology} from "./map/map.ts";
import {equalEarth} from "./map/projection.ts";
import {chart, provenance, sentence} from "./parts/chart.ts";
import type {ChartOptions} from "./parts/chart.ts";
import {conserved} from "./parts/conservation.ts";
import {WIDTH, narrow} from "./parts/layout.ts";
import type {Spec} from "./parts/spec.ts";
import {colors} from "./parts/theme.ts";
import {sum} from "../base/sum.ts";
import {capital, count, counted, listed, sentences, share, spelled, withArticle} from "../base/words.ts";
import type {Country} from "../rows/countries.ts";
import type {Conservation} from "../rows/places.ts";

const CONTROL = "world_counts";

/**
 * Returns a world map, coloured on a log scale by attempts or, by a switch, by addresses, with a circle for each
 * country too small to see. The caption counts the rows whose alpha-2 code has neither a shape nor a point in the
 * topology; Antarctica has none.
 */
export function world(
  rows: readonly Country[],
  {topology, conservation, ...options}: ChartOptions & {topology: Topology; conservation?: Conservation}
): Spec {
  if (rows.length === 0) return sentence("No attempt came from an address with a known country.", options);
  const {width = WIDTH} = options;
  const points = topology.points ?? {};
  const ids = idsOf(topology);
  const drawn = rows
    .filter(({code}) => ids.has(code) || points[code])
    .map(({code, name, attempts, addresses}) => ({code, name, attempts, addresses}))
    .toSorted(byAttempts);
  const circles = drawn.filter(({code}) => points[code]).map((row) => ({...row, ...at(points[row.code])}));
  const scale = {areas: drawn, control: CONTROL, width};
  const size = mapSize(width, WORLD_PROPORTION);
  return chart(
    {
      ...size,
      params: [measureSwitch(CONTROL)],
      datasets: {world: shapes(topology)},
      projection: equalEarth.spec,
      layer: [
        ...choropleth(source("world", topology), drawn, {noun: "country", ...scale}),
        ...(circles.length > 0 ? [smallCountries(circles, scale)] : []),
        measuredCaption((measure) => [...leaders(drawn, measure), whole(rows, drawn, {measure, conservation})], {
          control: CONTROL,
          ...size
        })
      ]
    },
    {title: finding(rows.toSorted(byAttempts), drawn.length), subtitle: subtitle(options), ...options}
  );
}

const attemptsOf = (row: {attempts: number}): number => row.attempts;
const byAttempts = (a: {attempts: number}, b: {attempts: number}): number => b.attempts - a.attempts;
const at = ([longitude, latitude]: readonly [number, number]): {longitude: number; latitude: number} => ({
  longitude,
  latitude
});

/** Returns the circles of small countries. Those with few attempts come first, so that the others stay on top. */
const smallCountries = (circles: readonly Country[], scale: Scale): Spec => ({
  name: "circles",
  data: {values: circles.toReversed()},
  transform: measured(scale),
  mark: {type: "circle", size: narrow(scale.width) ? 14 : 30, opacity: 1, stroke: colors.grey, strokeWidth: 0.6},
  encoding: {longitude, latitude, fill: logFill(scale), tooltip: areaFacts("country"), description: spoken}
});

/** Returns the line of the caption that says what became of all attempts, or of all addresses that have a country. */
function whole(
  rows: readonly Country[],
  drawn: readonly Country[],
  {measure, conservation}: {measure: "attempts" | "addresses"; conservation?: Conservation}
): string {
  const all = sum(rows, (row) => row[measure]);
  const shown = sum(drawn, (row) => row[measure]);
  if (measure === "attempts")
    return conserved(
      [
        [shown, "on the map"],
        [all - shown, "without a place on it"]
      ],
      conservation
    );
  return `${count(shown)} of ${counted(all, "located address", "located addresses")} on the map`;
}

function finding(sorted: readonly Country[], drawn: number): string {
  const total = sum(sorted, attemptsOf);
  if (sorted.length < 6) return `All located attempts come from ${listed(sorted.map((row) => withArticle(row.name)))}`;
  const part = share(sum(sorted.slice(0, 5), attemptsOf), total);
  return `${capital(spelled(5))} countries send ${part} of the located attempts; ${count(drawn)} are on the map`;
}

function subtitle(options: ChartOptions): string {
  return sentences(
    "Attempts, or addresses that they come from, by country of the address",
    "Grey: none seen. Circles: countries and territories too small to see at this scale",
    provenance(options)
  );
}
