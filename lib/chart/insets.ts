import {largestInside, placeNames, upright} from "./frame.ts";
import type {Label} from "./frame.ts";
import {latitude, longitude, shapes, source} from "./map.ts";
import type {Place, Topology} from "./map.ts";
import {chart, narrow, provenance, sentence, tooltip} from "./spec.ts";
import type {ChartOptions, Spec} from "./spec.ts";
import {colors} from "./theme.ts";
import {count, counted, listed, sentences, share, spelled, sum} from "./words.ts";

/** A state or territory outside the contiguous 48, by its postal code, and the places of its attempts. */
export interface Inset {
  readonly code: string;
  readonly name: string;
  readonly places: readonly Place[];
  /** All of its attempts, by default those of its places. */
  readonly attempts?: number;
}

const MOST_PLACES = 100;
const MOST_NAMES = 4;
const LARGEST = 700; // px²
const GAP = 14; // px from a point to its name
const WORLD = [-180, -90, 180, 90];

/**
 * Returns a map for each state or territory that has attempts, most first, every one framed by its own outline and with
 * its own bubble scale; two side by side, one below the other on a phone. Places outside their area's frame and those
 * known no finer than the state are no bubbles; each map's subtitle counts all attempts and those.
 */
export function insets(
  states: readonly Inset[],
  {topologies, ...options}: ChartOptions & {topologies: Readonly<Record<string, Topology>>}
): Spec {
  const seen = states.filter((state) => total(state) > 0).toSorted((a, b) => total(b) - total(a));
  if (seen.length === 0)
    return sentence("No attempt came from Alaska, Hawaii, the capital or a territory of the United States.", options);
  const {width = 760} = options;
  const columns = narrow(width) || seen.length === 1 ? 1 : 2;
  const size = {width: Math.floor((width - 8 - 24 * (columns - 1)) / columns), height: narrow(width) ? 200 : 230};
  const views = seen.map((state) => inset(state, topologyOf(topologies, state.code), size));
  const rows = Array.from({length: Math.ceil(views.length / columns)}, (_, i) =>
    views.slice(i * columns, (i + 1) * columns)
  );
  return chart(
    {
      datasets: Object.fromEntries(seen.map(({code}) => [code, shapes(topologyOf(topologies, code))])),
      vconcat: rows.map((hconcat) => ({hconcat, spacing: 24, bounds: "flush", ...independent})),
      spacing: 22,
      ...independent
    },
    {title: finding(seen), subtitle: subtitle(options), ...options}
  );
}

const independent = {resolve: {scale: {size: "independent"}}};

const attemptsOf = (place: {attempts: number}): number => place.attempts;
const total = ({attempts, places}: Inset): number => attempts ?? sum(places, attemptsOf);

function topologyOf(topologies: Readonly<Record<string, Topology>>, code: string): Topology {
  if (!topologies[code]) throw new Error(`no topology for ${code}; pass it in topologies, by postal code`);
  return topologies[code];
}

function inset(state: Inset, topology: Topology, size: {width: number; height: number}): Spec {
  const {code, name, places} = state;
  const frame = topology.bbox ?? WORLD;
  const bubbles = largestInside(places, frame, MOST_PLACES);
  const left = total(state) - sum(bubbles, attemptsOf);
  return {
    title: {
      ...{text: name, fontSize: 13, subtitleFontSize: 11, offset: 6, frame: "group", anchor: "start"},
      subtitle: `${counted(total(state), "attempt")}, ${counted(bubbles.length, "place")}${left > 0 ? `; ${count(left)} without a place on the map` : ""}`
    },
    ...size,
    projection: upright(frame),
    layer: [
      outline(source(code, topology)),
      ...(bubbles.length > 0
        ? [circles(code, bubbles), ...labels(placeNames(bubbles, frame, {...size, n: MOST_NAMES, gap: GAP}))]
        : [])
    ]
  };
}

const outline = (data: Spec): Spec => ({
  data,
  mark: {
    ...{type: "geoshape", fill: colors.grey, fillOpacity: 0.2, strokeOpacity: 0.6, strokeWidth: 0.6},
    ...{aria: false, tooltip: null}
  }
});

const circles = (code: string, places: readonly Place[]): Spec => ({
  name: `circles_${code}`,
  data: {
    values: places.map(({place, latitude, longitude, attempts, addresses}) => ({
      place,
      latitude,
      longitude,
      attempts,
      addresses
    }))
  },
  mark: {
    ...{type: "circle", fill: colors.attempts, fillOpacity: 0.5, stroke: colors.attempts, strokeWidth: 1, opacity: 1}
  },
  encoding: {
    longitude,
    latitude,
    size: {
      ...{field: "attempts", type: "quantitative", legend: null},
      scale: {domain: [0, places[0].attempts], range: [0, LARGEST], zero: true, nice: false}
    },
    tooltip: tooltip(["place", "place"], ["attempts", "attempts", ","], ["addresses", "addresses", ","])
  }
});

const labels = (names: readonly Label[]): Spec[] =>
  Array.from(
    Map.groupBy(names, (name) => name.align),
    ([align, names]) => ({
      data: {values: names.map(({place, latitude, longitude}) => ({place, latitude, longitude}))},
      mark: {type: "text", align, baseline: "middle", dx: align === "left" ? GAP : -GAP, tooltip: null},
      encoding: {longitude, latitude, text: {field: "place", type: "nominal"}}
    })
  );

function finding(seen: readonly Inset[]): string {
  const all = sum(seen, total);
  const [first] = seen;
  if (seen.length === 1) return `Off the mainland only ${first.name} shows, with ${counted(all, "attempt")}`;
  const where = seen.length > 4 ? `${spelled(seen.length)} places` : listed(seen.map((state) => state.name));
  return `Off the mainland: ${where} send ${counted(all, "attempt")}, ${first.name} ${share(total(first), all)} of them`;
}

function subtitle(options: ChartOptions): string {
  return sentences(
    "City of the address; a circle’s area shows attempts, each map at its own scale (compare within a map, not between maps)",
    provenance(options)
  );
}
