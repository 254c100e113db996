import {agreement} from "../../lib/chart/agreement.ts";
import {change} from "../../lib/chart/change.ts";
import {cities} from "../../lib/chart/cities.ts";
import {countries} from "../../lib/chart/countries.ts";
import {coverage} from "../../lib/chart/coverage.ts";
import {days} from "../../lib/chart/days.ts";
import {debuts} from "../../lib/chart/debuts.ts";
import {dictionaries} from "../../lib/chart/name-lists.ts";
import {hours} from "../../lib/chart/hours.ts";
import {insets} from "../../lib/chart/insets.ts";
import {known} from "../../lib/chart/known.ts";
import {ledger} from "../../lib/chart/ledger.ts";
import type {Topology} from "../../lib/chart/map/map.ts";
import {methods} from "../../lib/chart/methods.ts";
import {names} from "../../lib/chart/names.ts";
import {newNames} from "../../lib/chart/new-names.ts";
import {ports} from "../../lib/chart/ports.ts";
import type {Spec} from "../../lib/chart/parts/spec.ts";
import {states} from "../../lib/chart/states.ts";
import {steps} from "../../lib/chart/steps.ts";
import {suspects} from "../../lib/chart/suspects.ts";
import {timeline} from "../../lib/chart/timeline.ts";
import {world} from "../../lib/chart/world.ts";
import type {Place} from "../../lib/rows/places.ts";
import type {Suspicion} from "../../lib/rows/suspects.ts";

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

export function coverageOfHosts(): Spec {
  const [start, gap, end] = [day("2026-03-01") + 30e6, day("2026-03-10"), day("2026-03-12")];
  const [rotated, current] = [
    {from: start, to: gap},
    {from: end, to: day("2026-04-01")}
  ];
  const rows = [
    {host: "pi-garden", source: null, ...rotated},
    {host: "pi-garden", source: null, ...current},
    {host: "pi-garden", source: "auth.log.1", ...rotated},
    {host: "pi-garden", source: "auth.log", ...current},
    {host: "vps", source: null, ...current},
    {host: "vps", source: "journal", ...current}
  ];
  return coverage(rows, {zone: "Europe/Berlin"});
}

export function hoursWithPeak(): Spec {
  const rows = Array.from({length: 168}, (_, i) => {
    const [weekday, hour] = [Math.floor(i / 24) + 1, i % 24];
    const covered = weekday === 7 && hour > 20 ? 0.25 : weekday === 3 ? 2 : 4;
    return {weekday, hour, covered, attempts: (weekday === 2 && hour === 3 ? 90 : 30) * covered};
  });
  return hours(rows, {host: "pi-garden", zone: "Europe/Berlin"});
}

export function hoursOnPhone(): Spec {
  const rows = Array.from({length: 168}, (_, i) => ({weekday: Math.floor(i / 24) + 1, hour: i % 24}));
  return hours(
    rows.map((row) => ({...row, covered: 52, attempts: 520 + row.hour})),
    {width: 358}
  );
}

export function knownAndOthers(): Spec {
  const rows = [
    {known: false, attempts: 79_583, addresses: 2003, names: 3200},
    {known: true, attempts: 55_498, addresses: 1311, names: 6},
    {known: null, attempts: 512, addresses: 9, names: 1}
  ];
  return known(rows, {total: {attempts: 135_593, addresses: 2569, names: 3206}, host: "pi-garden"});
}

export function methodsWithLogins(): Spec {
  const rows = [
    {method: "publickey", failed: 12, abandoned: 0, accepted: 1234},
    {method: "keyboard-interactive/pam", failed: 23_456, abandoned: 0, accepted: 0},
    {method: null, failed: 0, abandoned: 6275, accepted: 0},
    {method: "password", failed: 128_806, abandoned: 0, accepted: 1},
    ...hostile.map((method, i) => ({method, failed: 9 - i, abandoned: 0, accepted: 0}))
  ];
  return methods(rows, {n: 6, host: "pi-garden"});
}

export function ledgerWithUnknown(): Spec {
  const rows = [
    {kind: "deciding", lines: 111_912},
    {kind: "echo", lines: 165_149},
    {kind: "noise", lines: 87_212},
    {kind: "other", lines: 23_491},
    {kind: "unknown", lines: 7},
    {kind: "seen", lines: 40_000},
    {kind: "pruned", lines: 0}
  ] as const;
  return ledger(rows, {host: "pi-garden"});
}

export function ledgerWithUnread(): Spec {
  const rows = [
    {kind: "deciding", lines: 120},
    {kind: "echo", lines: 240},
    {kind: "noise", lines: 60},
    {kind: "other", lines: 900},
    {kind: "unread", lines: 340},
    {kind: "unknown", lines: 4},
    {kind: "seen", lines: 0},
    {kind: "pruned", lines: 0}
  ] as const;
  return ledger(rows, {host: "pi-garden"});
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
  const conservation = {located: 123_930, notLocated: 1874, private: 236, notDrawn: 0, total: 126_040};
  return countries(rows, {n: 3, conservation, source: "DB-IP Lite, 2026-06"});
}

export function countriesOnPhone(): Spec {
  const noFlag = {flag: null, flagWidth: 0, flagHeight: 0};
  const rows = [
    {code: "CN", name: "China", attempts: 30, addresses: 4, ...noFlag},
    {code: "FR", name: "France", attempts: 7, addresses: 7, ...noFlag}
  ];
  return countries(rows, {width: 358});
}

export function changeOfCountries(): Spec {
  const flag = {flag: FLAG, flagWidth: 3, flagHeight: 2};
  const rows = [
    {code: "RU", name: "Russia", before: 420, recent: 3488, ...flag},
    {code: "US", name: "United States", before: 900, recent: 1000, ...flag},
    {code: "PE", name: "Peru", before: 0, recent: 12, ...flag},
    {code: "FR", name: "France", before: 50, recent: 50, ...flag},
    {code: "TV", name: "Tuvalu", before: 3, recent: 0, ...flag},
    {code: "CN", name: "China", before: 4652, recent: 2137, ...flag}
  ];
  const parts = {notLocated: 5, private: 0, notDrawn: 0};
  const periods = {
    days: 30,
    leftOut: 2,
    before: {
      from: day("2026-01-01"),
      to: day("2026-02-01"),
      conservation: {
        located: 6025,
        total: 6030,
        ...parts
      }
    },
    recent: {
      from: day("2026-02-01"),
      to: day("2026-03-04"),
      conservation: {
        located: 6687,
        total: 6692,
        ...parts
      }
    }
  };
  return change(rows, {n: 2, periods, wholeDays: 200, hostsLeftOut: ["pi-attic"], zone: "UTC"});
}

export function databasesCompared(): Spec {
  const compared = {
    databases: ["DB-IP City Lite, 2026-06-05", "GeoLite2 City, 2026-05-30"] as const,
    addresses: {total: 2950, country: {compared: 2900, same: 2744}, state: {compared: 380, same: 291}, medianKm: 0.2},
    attempts: {total: 9000, country: {compared: 8900, same: 8899}, state: {compared: 0, same: 0}, medianKm: 14},
    disagreements: [
      {a: "Hong Kong", b: "China", addresses: 40, attempts: 3900},
      {a: "Saint Vincent and the Grenadines", b: "United Arab Emirates", addresses: 1, attempts: 1}
    ]
  };
  return agreement(compared, {host: "pi-garden"});
}

export function timelineWithGap(): Spec {
  const week = (i: number): number => day("2026-01-05") + i * 7 * 864e5;
  const weeks = [0, 1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
  const rows = weeks.flatMap((i) => [
    {week: week(i), country: "China", attempts: 900 + 10 * i},
    {week: week(i), country: 'Côte d\'Ivoire "[0]"', attempts: i < 10 ? 100 : 180},
    {week: week(i), country: "France", attempts: 3}
  ]);
  const attempts = rows.reduce((sum, row) => sum + row.attempts, 0);
  const conservation = {located: attempts + 4, notLocated: 7, private: 0, notDrawn: 0, total: attempts + 11};
  return timeline(rows, {n: 2, gaps: [{from: week(3), to: week(5)}], conservation, zone: "UTC"});
}

export function timelineOnPhone(): Spec {
  const rows = [0, 1, 2].map((i) => ({week: day("2026-01-05") + i * 7 * 864e5, country: "China", attempts: 7 + i}));
  return timeline(rows, {width: 358});
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
  place,
  country: "Somewhere",
  latitude,
  longitude,
  attempts,
  addresses: 3,
  precision: "city"
});

export function citiesByArea(): Spec {
  const rows: Place[] = [
    place("Shenzhen", 22.54, 114.06, 26_162),
    place("Ashburn \u202e(VA)", 39.04, -77.49, 9000),
    {...place("China", 36.76, 103.35, 6802), precision: "country", accuracyRadiusKm: 1000},
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
    {...place("California", 36.78, -119.42, 300), precision: "region"} as const,
    {...place("United States", 39.8, -98.8, 2423), precision: "country"} as const
  ];
  const topology = topologyOf({IL: square(-91, 37, 3, 5), CA: square(-124, 33, 6, 8), NV: square(-118, 36, 3, 5)});
  return states(rows, {topology, places});
}

export function insetsOffTheMainland(): Spec {
  const alaska = [
    place("Anchorage", 61.2, -149.88, 69),
    place("Attu Station", 52.83, 173.18, 2),
    {...place("Alaska", 63.59, -154.49, 30), precision: "region"} as const,
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

const WEEK = 7 * 864e5;

export function newNamesWithGap(): Spec {
  const start = day("2026-01-05");
  const gaps = [{from: start + 5 * WEEK + 864e5, to: start + 6 * WEEK}];
  let seen = 0;
  const rows = [150, 90, 60, 40, 31, 2, 35, 29, 90, 12].map((fresh, i) => ({
    from: start + i * WEEK,
    to: start + (i + 1) * WEEK,
    fresh,
    seen: (seen += fresh)
  }));
  return newNames(rows, {gaps, host: "pi-garden", zone: "Europe/Berlin"});
}

export function debutsMasked(): Spec {
  const week = (i: number): {from: number; to: number} => {
    const from = day("2026-02-02") + i * WEEK;
    return {from, to: from + WEEK};
  };
  const rows = [
    {rank: 1, user: "solana", ...week(0), attempts: 12, first: true, secret: false},
    {rank: 1, user: "solana", ...week(3), attempts: 140, first: false, secret: false},
    {rank: 1, user: "solana", ...week(9), attempts: 999, first: false, secret: false}, // after its first eight weeks
    {rank: 2, user: "S… (11)", ...week(1), attempts: 3, first: true, secret: true},
    {rank: 3, user: "S… (11)", ...week(1), attempts: 2, first: true, secret: true},
    ...hostile.map((user, i) => ({rank: 4 + i, user, ...week(2 + i), attempts: 1, first: true, secret: false}))
  ];
  return debuts(rows, {gaps: [{from: day("2026-01-01"), to: day("2026-02-05")}], host: "pi-garden"});
}

const listed = (...users: string[]) => users.map((user) => ({user, secret: user === "P… (9)"}));
const members = (n: number): string[] => Array.from({length: n}, (_, i) => `192.0.2.${i + 1}`);
const searched = {addresses: 2569, compared: 1228, attempts: 135_081};

export function dictionariesShared(): Spec {
  const seen = {first: day("2026-01-01"), last: day("2026-12-31") + 5e7};
  const many = Array.from({length: 200}, (_, i) => `user${i}`);
  const rows = [
    {addresses: 6, names: 3, attempts: 18, inOrder: 1, list: listed("admin", "guest", "support"), ...seen},
    {addresses: 130, names: 203, attempts: 2249, inOrder: 0.901, list: listed("root", "P… (9)", "", ...many), ...seen},
    {addresses: 2, names: 6, attempts: 7, inOrder: 0.8, list: listed(...hostile), ...seen, last: seen.first}
  ];
  return dictionaries(
    rows.map((row) => ({...row, members: members(row.addresses)})),
    {searched, host: "pi-garden", zone: "UTC"}
  );
}

export function dictionariesOnPhone(): Spec {
  const row = {addresses: 2, names: 2, attempts: 4, inOrder: 1, first: 0, last: 0};
  return dictionaries([{...row, list: listed("a b", "c"), members: members(2)}], {searched, width: 358});
}

export function stepsThroughList(): Spec {
  const walk = (address: string, ...places: number[]) => places.map((place, i) => ({address, step: i + 1, place}));
  const rows = [
    ...walk("192.0.2.1", 1, 2, 3, 4, 5, 6),
    ...walk("192.0.2.2", 3, 4, 5),
    ...walk("192.0.2.3", 2, 3, 6, 1)
  ];
  return steps(rows, {list: listed("root", "P… (9)", "\u202eadmin", "pi", "", "test", "never seen")});
}

export function suspectsMasked(): Spec {
  const row = (user: string, suspicion: Suspicion, attempts: number, loggedIn = false) => ({
    user,
    suspicion,
    attempts,
    addresses: Math.ceil(attempts / 3),
    loggedIn
  });
  const rows = [
    row("S… (11)", "three kinds of characters", 52),
    row("\u202e… (10)", "three kinds of characters", 1, true),
    row("s… (19)", "e-mail address", 12),
    row("1… (6)", "six digits or more", 116)
  ];
  return suspects(rows, {host: "pi-garden"});
}
