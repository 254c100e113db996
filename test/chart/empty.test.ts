import assert from "node:assert/strict";
import {test} from "node:test";

import {cities} from "../../lib/chart/cities.ts";
import {countries} from "../../lib/chart/countries.ts";
import {days} from "../../lib/chart/days.ts";
import {insets} from "../../lib/chart/insets.ts";
import type {Topology} from "../../lib/chart/map/map.ts";
import {names} from "../../lib/chart/names.ts";
import {ports} from "../../lib/chart/ports.ts";
import type {Spec} from "../../lib/chart/parts/spec.ts";
import {states} from "../../lib/chart/states.ts";
import {timeline} from "../../lib/chart/timeline.ts";
import {world} from "../../lib/chart/world.ts";
import {draw, engines} from "./engines.ts";

const topology: Topology = {type: "Topology", objects: {none: {type: "GeometryCollection", geometries: []}}, arcs: []};
const oneDay = {day: Date.UTC(2026, 0, 5), failed: 6, abandoned: 2, probe: 1, accepted: 0};
const china = {code: "CN", name: "China", attempts: 9, addresses: 1, flag: null, flagWidth: 0, flagHeight: 0};

/** Rows with nothing to compare, and a word of the sentence that says so. */
const sentences: [name: string, spec: Spec, says: RegExp][] = [
  ["days of none", days([]), /No day of log/],
  [
    "days of one",
    days([oneDay]),
    /one day only, 05 Jan 2026: 8 attempts \(6 failed, 2 abandoned, 0 accepted\) and 1 probe/
  ],
  ["names of none", names([]), /No user name was tried/],
  ["ports of none", ports([]), /No attempt was logged with a source port/],
  ["ports of impossible ones", ports([{port: 0, attempts: 3}]), /No attempt was logged with a source port/],
  ["countries of none", countries([]), /known country/],
  ["countries of one", countries([china]), /came from China: 9 of 9 attempts, from 1 address/],
  ["timeline of none", timeline([]), /known country/],
  [
    "timeline of one week",
    timeline([{week: oneDay.day, country: "China", attempts: 9}]),
    /one week only, that of 05 Jan/
  ],
  ["world of none", world([], {topology}), /known country/],
  ["cities of none", cities([], {topology}), /known place/],
  ["states of none", states([], {topology}), /known state/],
  ["insets of none", insets([{code: "AK", name: "Alaska", places: []}], {topologies: {}}), /Alaska, Hawaii/]
];

for (const [name, spec, says] of sentences)
  test(`${name} is a sentence, not an empty axis`, async () => {
    const {text} = spec.mark as {text: string[]};
    assert.match(text.join(" "), says);
    for (const engine of engines) assert.match((await draw(spec, engine)).svg, /<text/);
  });

test("what is wrong is said with its value", () => {
  assert.throws(() => names([], {n: 0}), /invalid n; not positive: 0/);
  assert.throws(() => timeline([], {n: 7}), /invalid n; not from 1 to 6: 7/);
  const place = {
    place: "Nome",
    country: "US",
    latitude: 64,
    longitude: -165,
    attempts: 1,
    addresses: 1,
    precision: "city"
  } as const;
  assert.throws(() => insets([{code: "AK", name: "Alaska", places: [place]}], {topologies: {}}), /no topology for AK/);
  const conservation = {located: 9, notLocated: 1, private: 0, notDrawn: 0, total: 11};
  assert.throws(
    () => world([china], {topology, conservation}),
    /attempts got lost: 9 in the rows of 9 located \+ 1 not .* is not 11/
  );
});

test("a map draws at most 1,000 bubbles and counts the rest", () => {
  const rows = Array.from({length: 1500}, (_, i) => ({
    place: `place ${i}`,
    country: "X",
    latitude: 10,
    longitude: i / 10,
    attempts: 2,
    addresses: 1,
    precision: "city" as const
  }));
  const text = JSON.stringify(cities(rows, {topology}));
  assert.equal(text.match(/"place":"place \d+"/g)!.length, 1000);
  assert.match(text, /500 places with 1\u202f000 attempts not drawn/);
  assert.match(text, /2\u202f000 on the map \+ 1\u202f000 in places not drawn = 3\u202f000 attempts/);
});
