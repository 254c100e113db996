import assert from "node:assert/strict";
import {test} from "node:test";

import {cities} from "../../lib/chart/cities.ts";
import {countries} from "../../lib/chart/countries.ts";
import {days} from "../../lib/chart/days.ts";
import {insets} from "../../lib/chart/insets.ts";
import {names} from "../../lib/chart/names.ts";
import {ports} from "../../lib/chart/ports.ts";
import type {Spec} from "../../lib/chart/parts/spec.ts";
import {states} from "../../lib/chart/states.ts";
import {timeline} from "../../lib/chart/timeline.ts";
import {world} from "../../lib/chart/world.ts";
import {flag, loadTopology} from "../../lib/notebook/assets.ts";
import {draw, engines} from "./engines.ts";

const DAY = 864e5;
const quiet = {failed: 0, abandoned: 0, probe: 0, accepted: 0};
const daily = (rows: object[]): Parameters<typeof days>[0] => rows.map((row, i) => ({day: i * DAY, ...quiet, ...row}));
const country = (code: string, attempts: number) => ({
  code,
  name: code,
  attempts,
  addresses: 1,
  flag: null,
  flagWidth: 0,
  flagHeight: 0
});
const place = (precision: "city" | "region" | "country", latitude = 40, longitude = -100) => ({
  place: "Somewhere",
  country: "US",
  latitude,
  longitude,
  attempts: 1,
  addresses: 1,
  precision
});
const state = (code: string) => ({state: code, name: code, attempts: 1, addresses: 1});
const [worldMap, statesMap] = [loadTopology("world"), loadTopology("states")];

/** Rows of a small or one-sided log: a layer without rows must not leave a scale without an extent. */
const odd: Record<string, Spec> = {
  "days without a login": days(daily([{failed: 3}, {failed: 1}])),
  "days with nothing": days(daily([{}, {}])),
  "days with probes only": days(daily([{probe: 3}, {}])),
  "days with gaps too short to name": days(daily(Array.from({length: 90}, () => ({failed: 1}))), {
    gaps: [{from: 2 * DAY, to: 2.2 * DAY}]
  }),
  "days with a gap before them": days(daily([{failed: 3}, {failed: 1}]), {gaps: [{from: -9 * DAY, to: 0}]}),
  "one name": names([{user: "root", known: true, attempts: 1}]),
  "names on par": names([
    {user: "a", known: null, attempts: 1},
    {user: "b", known: null, attempts: 1}
  ]),
  "names that look alike": names([
    {user: "\u200b", known: null, attempts: 9},
    {user: "\\u{200b}", known: null, attempts: 1}
  ]),
  "ports that do not stand out": ports([
    {port: 40_000, attempts: 1},
    {port: 50_000, attempts: 2}
  ]),
  "ports that all stand out": ports([{port: 22, attempts: 900}]),
  "countries without flags": countries([country("CN", 5), country("US", 1)]),
  "countries on a phone": countries([country("CN", 5e6), country("US", 1)], {width: 358}),
  "a timeline of one country": timeline([
    {week: 0, country: "China", attempts: 1},
    {week: 7 * DAY, country: "China", attempts: 0}
  ]),
  "a world of circles": world([country("SG", 1)], {topology: worldMap}),
  "a world of areas": world([country("CN", 1)], {topology: worldMap}),
  "a world of places unknown to the map": world([country("AQ", 3), country("ZZ", 1)], {topology: worldMap}),
  "cities of countries only": cities([place("country")], {topology: worldMap}),
  "one city": cities([place("city")], {topology: worldMap}),
  "states without cities": states([state("CA")], {topology: statesMap, places: [place("region")]}),
  "states on a phone": states([state("CA"), state("PR")], {topology: statesMap, places: [place("city")], width: 358}),
  "territories only": states([state("PR")], {topology: statesMap}),
  "an inset without a place": insets([{code: "AK", name: "Alaska", places: [], attempts: 3}], {
    topologies: {AK: loadTopology("ak")}
  }),
  "an inset with a place elsewhere": insets([{code: "GU", name: "Guam", places: [place("city")]}], {
    topologies: {GU: loadTopology("gu")}
  })
};

for (const [name, spec] of Object.entries(odd))
  for (const engine of engines)
    test(`${name}: drawn without a warning in ${engine.name}`, async () => {
      const {svg} = await draw(spec, engine);
      assert.doesNotMatch(svg, /NaN|undefined|Infinity/);
    });

test("names that look alike after they were made visible keep a bar each", async () => {
  const {marks} = await draw(odd["names that look alike"], engines[0]);
  assert.equal(marks.get("bars"), 2);
});

test("a port stands out of its neighbours and by a thousandth of all, not by chance", async () => {
  const crowd = Array.from({length: 20_000}, (_, i) => ({port: 33_000 + i, attempts: 1 + (i % 7)}));
  const busy = [
    {port: 60_000, attempts: 30},
    {port: 443, attempts: 500},
    {port: 61_953, attempts: 900}
  ];
  const {marks} = await draw(ports([...crowd, ...busy]), engines[0]);
  assert.equal(marks.get("diamonds"), 2, "30 of 80,000 is chance");
});

test("every flag of the world fits its box in a chart", async () => {
  const codes = ["CH", "NP", "QA", "US", "VA"]; // square, taller than wide, widest
  const rows = codes.map((code) => {
    const {url, width, height} = flag(code)!;
    return {...country(code, 5), flag: url, flagWidth: width, flagHeight: height};
  });
  const drawn = countries(rows) as {data?: {values: {flagWidth: number; flagHeight: number}[]}};
  for (const row of drawn.data!.values) assert.ok(row.flagWidth <= 20 && row.flagHeight <= 14, JSON.stringify(row));
});
