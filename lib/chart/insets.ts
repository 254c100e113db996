import {bubbleSize, bubbles, radiusOf} from "./map/bubbles.ts";
import {labelLayers, labels} from "./map/labels.ts";
import {largestInside} from "./map/largest-inside.ts";
import {land, shapes, source} from "./map/map.ts";
import type {Topology} from "./map/map.ts";
import {fitted, outline, upright} from "./map/projection.ts";
import type {Point} from "./map/projection.ts";
import {chart, provenance, sentence} from "./parts/chart.ts";
import type {ChartOptions} from "./parts/chart.ts";
import {WIDTH, narrow, sized} from "./parts/layout.ts";
import type {Spec} from "./parts/spec.ts";
import {visible} from "./parts/text.ts";
import {sum} from "../base/sum.ts";
import {count, counted, listed, sentences, share, spelled} from "../base/words.ts";
import type {Place} from "../rows/places.ts";
import type {Outside} from "../rows/states.ts";

/** A state or territory outside the contiguous 48, by its postal code, and the places that its attempts came from. */
export interface Inset extends Pick<Outside, "code" | "name"> {
  readonly places: readonly Place[];
  /** All attempts from it; by default those from its places. */
  readonly attempts?: number;
}

const MOST_PLACES = 100;
const MOST_NAMES = 6;
const LARGEST = 700; // px²
const HEIGHT = {narrow: 200, wide: 230}; // px
const SPACING = 24; // px between two maps
const EDGES = 20; // px of the padding, and of bubbles that stand out
const WORLD = [-180, -90, 180, 90];

/**
 * Returns a map for each state or territory that has attempts, the most first. Each is framed by its own outline and
 * has its own scale of bubbles. Two stand side by side, on a phone one below the other. Where only the state is known,
 * a hollow square stands in its middle. A place outside the frame has no bubble; the subtitle of each map counts all
 * attempts and those without a bubble.
 */
export function insets(
  states: readonly Inset[],
  {topologies, ...options}: ChartOptions & {topologies: Readonly<Record<string, Topology>>}
): Spec {
  const seen = states.filter((state) => total(state) > 0).toSorted((a, b) => total(b) - total(a));
  if (seen.length === 0)
    return sentence("No attempt came from Alaska, Hawaii, the capital or a territory of the United States.", options);
  const {width = WIDTH} = options;
  const columns = narrow(width) || seen.length === 1 ? 1 : 2;
  const size = {width: Math.floor((width - EDGES - SPACING * (columns - 1)) / columns), height: sized(HEIGHT, width)};
  const views = seen.map((state) => inset(state, topologyOf(topologies, state.code), size));
  const rows = Array.from({length: Math.ceil(views.length / columns)}, (_, i) =>
    views.slice(i * columns, (i + 1) * columns)
  );
  return chart(
    {
      datasets: Object.fromEntries(seen.map(({code}) => [code, shapes(topologyOf(topologies, code))])),
      vconcat: rows.map((hconcat) => ({hconcat, spacing: SPACING, bounds: "flush", ...independent})),
      spacing: 22,
      ...independent
    },
    {title: finding(seen), subtitle: subtitle(seen, options), ...options}
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
  const drawn = largestInside(places, frame, MOST_PLACES);
  const left = total(state) - sum(drawn, attemptsOf);
  const most = drawn[0]?.attempts ?? 0;
  const projection = upright(frame);
  const pointOf = fitted(projection, [...outline(topology), ...drawn.map(at)], size);
  const spotOf = (place: Place) => ({point: pointOf(at(place)), radius: radiusOf(place.attempts, most, LARGEST)});
  return {
    title: {
      text: name,
      fontSize: 13,
      subtitleFontSize: 11,
      offset: 6,
      frame: "group",
      anchor: "start",
      subtitle: `${counted(total(state), "attempt")}, ${counted(drawn.length, "place")}${left > 0 ? `; ${count(left)} without a place on the map` : ""}`
    },
    ...size,
    projection: projection.spec,
    layer: [
      land(source(code, topology), `land_${code}`),
      ...bubbles(drawn, {size: bubbleSize(most, LARGEST, null), name: `_${code}`}),
      ...labelLayers(labels(drawn, spotOf, {...size, n: MOST_NAMES, text: named}))
    ]
  };
}

const at = ({longitude, latitude}: Place): Point => [longitude, latitude];

const named = ({place, precision, attempts}: Place): string =>
  `${precision === "city" ? visible(place, 30) : "city unknown"}\u00a0${count(attempts)}`;

function finding(seen: readonly Inset[]): string {
  const all = sum(seen, total);
  const [first] = seen;
  if (seen.length === 1) return `Off the mainland only ${first.name} shows, with ${counted(all, "attempt")}`;
  const where = seen.length > 4 ? `${spelled(seen.length)} places` : listed(seen.map((state) => state.name));
  return `Off the mainland: ${where} send ${counted(all, "attempt")}, ${first.name} ${share(total(first), all)} of them`;
}

function subtitle(seen: readonly Inset[], options: ChartOptions): string {
  const coarse = seen.some(({places}) => places.some(({precision}) => precision !== "city"));
  return sentences(
    "City of the address; a circle’s area shows attempts, each map at its own scale (compare within a map, not between maps)",
    coarse && "Hollow square: no city known, drawn at the centre",
    provenance(options)
  );
}
