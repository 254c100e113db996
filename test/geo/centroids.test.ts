import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";
import {describe, it} from "node:test";
import type {Feature} from "geojson";
import {feature} from "topojson-client";
import {extentOf} from "../../lib/geo/centroids.ts";
import {distanceKm} from "../../lib/geo/distance.ts";

const at = (latitude: number, longitude: number): {latitude: number; longitude: number} => ({latitude, longitude});

describe("a point in the middle", () => {
  for (const [country, state, point, extent] of [
    ["US", null, at(37.751, -97.822), "country"], // MaxMind
    ["US", "KS", at(37.751, -97.822), "country"],
    ["US", "KS", at(37.0902, -95.7129), "country"], // DB-IP: Coffeyville, Kansas
    ["DE", null, at(51.1657, 10.4515), "country"], // DB-IP: Eisenach
    ["DE", null, at(51.165691, 10.451526), "country"], // the same, not rounded
    ["CN", null, at(35.8617, 104.195), "country"], // DB-IP: Lanzhou
    ["US", "CA", at(36.7783, -119.4179), "region"], // MaxMind and DB-IP: Minkler
    ["US", "WA", at(47.7511, -120.7401), "region"], // MaxMind
    ["US", "NY", at(36.7783, -119.4179), null], // in another state
    ["US", "KS", at(37.0222, -95.6347), null], // Coffeyville itself
    ["MX", null, at(37.0902, -95.7129), null],
    ["SG", null, at(1.3521, 103.82), null], // a city state
    ["US", "CA", {latitude: null, longitude: null}, null],
    ["constructor", null, at(0, 0), null]
  ] as const) {
    it(`${country} ${state} ${point.latitude} ${point.longitude}: ${extent}`, () =>
      assert.equal(extentOf(country, state, point), extent));
  }
});

interface Geo {
  geoContains(feature: Feature, point: [number, number]): boolean;
  geoCentroid(feature: Feature): [number, number];
}

describe("the tables of middles", () => {
  const project = join(import.meta.dirname, "../..");
  const {geoContains, geoCentroid} = createRequire(import.meta.url)("d3-geo") as Geo;
  const code = readFileSync(join(project, "lib/geo/centroids.ts"), "utf8");
  const tables = [...code.matchAll(/middles\(\s*`([^`]+)`/g)].map(([, table]) =>
    table!.split(",").map((entry) => entry.trim().split(" "))
  );
  const shapes = (file: string, name: string): Map<unknown, Feature> => {
    const topology = JSON.parse(readFileSync(join(project, "data/maps", file), "utf8"));
    const {features} = feature(topology, topology.objects[name]) as unknown as {features: Feature[]};
    return new Map(features.map((shape) => [shape.id, shape]));
  };

  for (const [i, [file, name, least]] of (
    [
      ["world.json", "countries", 145],
      ["states.json", "states", 40]
    ] as const
  ).entries()) {
    it(`of ${name} are in their shapes, or not far from their centres`, () => {
      const known = shapes(file, name);
      const drawn = tables[i]!.filter(([code]) => known.has(code));
      assert.ok(drawn.length >= least, String(drawn.length));
      assert.ok(tables[i]!.length - drawn.length <= 2); // Antarctica and Tuvalu
      for (const [code, latitude, longitude] of drawn) {
        const [shape, point] = [known.get(code)!, at(Number(latitude), Number(longitude))];
        const [east, north] = geoCentroid(shape);
        const isIn = geoContains(shape, [point.longitude, point.latitude]);
        assert.ok(isIn || distanceKm(point, at(north, east))! < 200, `${code} ${latitude} ${longitude}`);
      }
    });
  }
});
