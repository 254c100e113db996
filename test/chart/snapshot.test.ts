import assert from "node:assert/strict";
import {readFileSync, writeFileSync} from "node:fs";
import {test} from "node:test";

import {theme} from "../../lib/chart/parts/theme.ts";
import {draw, engines} from "./engines.ts";
import * as examples from "./examples.ts";

type Example = Exclude<keyof typeof examples, "hostile">;

/** What each example must draw: a mark for a row, no more and no fewer. */
const drawn: Record<Example, Record<string, number>> = {
  daysWithGap: {days: 5, outcomes: 5 + 5, abandoned: 5, probe: 4, logins: 2},
  coverageOfHosts: {log: 2 + 1 + 1 + 1, gaps: 2 + 1 + 2 + 1, labels: 4},
  hoursWithPeak: {hours: 165, unlogged: 3},
  hoursOnPhone: {hours: 168, unlogged: 0},
  knownAndOthers: {attempts: 3, addresses: 3, names: 3},
  methodsWithLogins: {methods: 6, bars: 6, logins: 2},
  ledgerWithUnknown: {bars: 6},
  ledgerWithUnread: {bars: 6},
  namesDominated: {names: 5, bars: 5, enlarged: 5},
  namesHostile: {names: 6, bars: 6},
  namesOnPhone: {names: 2, bars: 2, enlarged: 2},
  portsStandingOut: {bins: 1, diamonds: 2, bars: 10},
  countriesWithFlags: {attempts: 3, addresses: 3, perAddress: 3, names: 3, flags: 2},
  countriesOnPhone: {attempts: 2, addresses: 2, perAddress: 2},
  changeOfCountries: {changes: 4, names: 4, flags: 4},
  databasesCompared: {same: 3, pairs: 2},
  timelineWithGap: {targets: 14, strip: 14, lines: 14 * 2, ends: 2},
  timelineOnPhone: {targets: 3, strip: 3, lines: 3},
  worldWithSmallCountry: {areas: 2, unseen: 1, circles: 1},
  citiesByArea: {land: 3, circles: 2, squares: 1},
  statesWithCities: {areas: 2, unseen: 1, circles: 1, squares: 2},
  insetsOffTheMainland: {circles_AK: 2, squares_AK: 1, circles_GU: 1},
  newNamesWithGap: {gaps: 2, soFar: 10, fresh: 10},
  debutsMasked: {cells: 11, names: 9},
  dictionariesShared: {blocks: 3, bars: 3, lines: 5, facts: 3},
  dictionariesOnPhone: {blocks: 1, bars: 1, lines: 1},
  stepsThroughList: {steps: 13, names: 6},
  suspectsMasked: {blocks: 3, bars: 3, lines: 3}
};

for (const name of Object.keys(drawn) as Example[]) {
  const spec = examples[name]();

  test(`${name} is the chart of its snapshot (UPDATE=1 writes it anew)`, () => {
    const path = new URL(`snapshots/${name}.vl.json`, import.meta.url);
    const {config, ...body} = spec; // the theme is the same in all
    assert.deepEqual(config, theme());
    if (process.env.UPDATE) writeFileSync(path, JSON.stringify(body, null, 2) + "\n");
    assert.deepEqual(JSON.parse(JSON.stringify(body)), JSON.parse(readFileSync(path, "utf8")));
  });

  test(`${name} says what it shows and has no background of its own`, () => {
    assert.equal(spec.background, "transparent");
    assert.equal("$schema" in spec, false);
    assert.ok(String(spec.description).startsWith((spec.title as {text: string[]}).text.join(" ")));
    assert.doesNotMatch(JSON.stringify(spec), /undefined|NaN|null attempts|Infinity/);
  });

  for (const engine of engines)
    test(`${name} draws its rows without a warning in ${engine.name}`, async () => {
      const {marks} = await draw(spec, engine);
      for (const [mark, expected] of Object.entries(drawn[name]))
        assert.equal(marks.get(mark), expected, `${mark} of ${JSON.stringify([...marks])}`);
    });
}

test("every example is listed with what it must draw", () => {
  const listed = Object.entries(examples).filter(([, example]) => typeof example === "function");
  assert.deepEqual(listed.map(([name]) => name).toSorted(), Object.keys(drawn).toSorted());
});

for (const {name, require} of engines)
  test(`${name} is the engine that the tests draw with`, async () => {
    const {version}: {version: string} = await import(require.resolve("vega-lite"));
    assert.ok(`vega-lite ${version}`.startsWith(name), version);
  });
