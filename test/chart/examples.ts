import {cities} from "../../lib/chart/cities.ts";
import {countries} from "../../lib/chart/countries.ts";
import {days} from "../../lib/chart/days.ts";
import {insets} from "../../lib/chart/insets.ts";
import type {Place, Topology} from "../../lib/chart/map.ts";
import {names} from "../../lib/chart/names.ts";
import {ports} from "../../lib/chart/ports.ts";
import type {Spec} from "../../lib/chart/spec.ts";
import {states} from "../../lib/chart/states.ts";
import {timeline} from "../../lib/chart/timeline.ts";
import {world} from "../../lib/chart/world.ts";

// Each function is an example of how a chart is called and, by snapshot.test.ts, the test of what it makes.

const day = (date: string): number => Date.parse(`${date}T00:00Z`);

/** Names as attackers send them: markup, an escape sequence, a turned direction, nothing to see, and one too long. */
export const hostile = [
  "<img src=x onerror=alert(1)>",
  "\u001b[2Jroot",
  "\u202etoor",
  "\u200b",
  "datum['x']",
  "a".repeat(5000)
];

export function daysWithGap(): Spec {
  const rows = [
    {day: day("2026-03-01"), failed: 700, abandoned: 60, probe: 30, accepted: 0},
    {day: day("2026-03-02"), failed: 640, abandoned: 50, probe: 20, accepted: 1},
    {day: day("2026-03-03"), failed: 90, abandoned: 4, probe: 0, accepted: 0}, // the log breaks off at noon
    {day: day("2026-03-06"), failed: 6200, abandoned: 262, probe: 130, accepted: 0},
    {day: day("2026-03-07"), failed: 810, abandoned: 71, probe: 18, accepted: 2}
  ];
  const gaps = [{from: day("2026-03-03") + 432e5, to: day("2026-03-06")}];
  return days(rows, {gaps, host: "pi-garden", zone: "Europe/Berlin"});
}

export function namesDominated(): Spec {
  const rows = [
    {user: "root", known: true, attempts: 132_233},
    {user: "admin", known: false, attempts: 18_615},
    {user: "pi", known: true, attempts: 8_666},
    {user: "", known: null, attempts: 512},
    {user: null, known: null, attempts: 401},
    {user: "git", known: true, attempts: 77}
  ];
  return names(rows, {n: 5, total: 320_953, distinct: 18_342, host: "pi-garden"});
}

export function namesHostile(): Spec {
  return names(hostile.map((user, i) => ({user, known: false, attempts: 90 - i})));
}

export function namesOnPhone(): Spec {
  return names(
    [
      {user: "root", known: true, attempts: 900},
      {user: "test", known: false, attempts: 80}
    ],
    {width: 358}
  );
}

export function portsStandingOut(): Spec {
  const ephemeral = Array.from({length: 40}, (_, i) => ({port: 40_000 + i, attempts: 1 + (i % 3)}));
  return ports([...ephemeral, {port: 22, attempts: 1915}, {port: 61_953, attempts: 8363}, {port: 70_000, attempts: 3}]);
}

const FLAG =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGO4qGIERAwQCgAkvwSBM0Gn0AAAAABJRU5ErkJggg==";

export function countriesWithFlags(): Spec {
  const rows = [
    {code: "CN", name: "China", attempts: 68_577, addresses: 1600, flag: FLAG, flagWidth: 3, flagHeight: 2},
    {code: "US", name: "United States", attempts: 50_427, addresses: 1065, flag: FLAG, flagWidth: 3, flagHeight: 2},
    {
      code: "GB",
      name: "United Kingdom of Great Britain",
      attempts: 4925,
      addresses: 70,
      flag: null,
      flagWidth: 0,
      flagHeight: 0
    },
    {code: "TV", name: "Tuvalu", attempts: 1, addresses: 1, flag: FLAG, flagWidth: 3, flagHeight: 2}
  ];
  return countries(rows, {n: 3, source: "DB-IP Lite, 2026-06"});
}

export function timelineWithGap(): Spec {
  const week = (i: number): number => day("2026-01-05") + i * 7 * 864e5;
  const weeks = [0, 1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
  const rows = weeks.flatMap((i) => [
    {week: week(i), country: "China", attempts: 900 + 10 * i},
    {week: week(i), country: 'Côte d\'Ivoire "[0]"', attempts: i < 10 ? 100 : 180},
    {week: week(i), country: "France", attempts: 3}
  ]);
  return timeline(rows, {n: 2, gaps: [{from: week(3), to: week(5)}], zone: "UTC"});
}

const square = (west: number, south: number, width: number, height: number): number[][] => [
  [west, south],
  [west, south + height],
  [west + width, south + height],
  [west + width, south],
  [west, south]
];

const topologyOf = (areas: Record<string, number[][]>, rest: Partial<Topology> = {}): Topology => ({
  type: "Topology",
  objects: {
    areas: {
      type: "GeometryCollection",
      geometries: Object.keys(areas).map((id, i) => ({type: "Polygon", id, properties: {name: id}, arcs: [[i]]}))
    }
  },
  arcs: Object.values(areas),
  ...rest
});

const smallWorld = topologyOf(
  {CN: square(80, 20, 45, 28), US: square(-120, 28, 45, 20), SG: square(103.7, 1.3, 0.3, 0.2)},
  {points: {SG: [103.8, 1.35]}}
);

export function worldWithSmallCountry(): Spec {
  const rows = [
    {code: "CN", name: "China", attempts: 68_577, addresses: 1600},
    {code: "SG", name: "Singapore", attempts: 27_076, addresses: 91},
    {code: "AQ", name: "Antarctica", attempts: 2, addresses: 1}
  ];
  const conservation = {located: 95_655, notLocated: 1874, private: 236, notDrawn: 0, total: 97_765};
  return world(rows, {topology: smallWorld, conservation, source: "DB-IP Lite, 2026-06"});
}

const place = (place: string, latitude: number, longitude: number, attempts: number): Place => ({
  ...{place, country: "Somewhere", latitude, longitude, attempts, addresses: 3, precision: "city"}
});

export function citiesByArea(): Spec {
  const rows: Place[] = [
    place("Shenzhen", 22.54, 114.06, 26_162),
    place("Ashburn \u202e(VA)", 39.04, -77.49, 9000),
    {...place("China", 36.76, 103.35, 6802), precision: "country"},
    place("McMurdo Station", -77.85, 166.67, 1)
  ];
  return cities(rows, {topology: smallWorld});
}

export function statesWithCities(): Spec {
  const rows = [
    {state: "IL", name: "Illinois", attempts: 7784, addresses: 43},
    {state: "CA", name: "California", attempts: 7056, addresses: 125},
    {state: "PR", name: "Puerto Rico", attempts: 416, addresses: 9}
  ];
  const places = [
    place("Chicago", 41.88, -87.63, 5203),
    place("San Juan", 18.47, -66.11, 99), // albersUsa has no place for it
    {...place("United States", 39.8, -98.8, 2423), precision: "country"} as const
  ];
  const topology = topologyOf({IL: square(-91, 37, 3, 5), CA: square(-124, 33, 6, 8), NV: square(-118, 36, 3, 5)});
  return states(rows, {topology, places});
}

export function insetsOffTheMainland(): Spec {
  const alaska = [
    place("Anchorage", 61.2, -149.88, 69),
    place("Attu Station", 52.83, 173.18, 2),
    place("Chicago", 41.88, -87.63, 4)
  ];
  const topologies = {
    AK: topologyOf({AK: square(-170, 54, 35, 16)}, {bbox: [172.4, 51.2, -130, 71.4]}),
    DC: topologyOf({DC: square(-77.12, 38.79, 0.2, 0.2)}, {bbox: [-77.12, 38.79, -76.91, 38.99]}),
    GU: topologyOf({GU: square(144.6, 13.2, 0.4, 0.4)}, {bbox: [144.6, 13.2, 145, 13.6]})
  };
  const rows = [
    {code: "AK", name: "Alaska", places: alaska},
    {code: "GU", name: "Guam", places: [place("Hagåtña", 13.48, 144.75, 31)]},
    {code: "HI", name: "Hawaii", places: []},
    {code: "DC", name: "Washington, D.C.", attempts: 9, places: []} // known no finer than that
  ];
  return insets(rows, {topologies});
}
