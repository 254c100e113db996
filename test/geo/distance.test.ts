import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {distanceKm} from "../../lib/geo/distance.ts";

const quarter = (6371 * Math.PI) / 2;

describe("distanceKm", () => {
  for (const [a, b, km] of [
    [[0, 0], [0, 90], quarter],
    [[90, 0], [0, 17], quarter],
    [[0, -179.5], [0, 179.5], quarter / 90], // across the date line
    [[90, 0], [90, 120], 0], // at the pole
    [[51, 0], [-51, 180], 2 * quarter], // antipodes
    [[36.12, -86.67], [33.94, -118.4], 2886.45] // Nashville to Los Angeles, as in Rosetta Code's task (with 6371 km)
  ] as const)
    it(`${a} to ${b}`, () => {
      const [from, to] = [a, b].map(([latitude, longitude]) => ({latitude, longitude}));
      assert.ok(Math.abs(distanceKm(from!, to!)! - km) < 0.05, String(distanceKm(from!, to!)));
      assert.equal(distanceKm(to!, from!), distanceKm(from!, to!));
    });

  it("is null where a place is not known", () =>
    assert.equal(distanceKm({latitude: 1, longitude: 1}, {latitude: null, longitude: null}), null));
});
