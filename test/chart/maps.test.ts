import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";
import {test} from "node:test";

import type {MultiPolygon, Polygon} from "geojson";
import iso from "i18n-iso-countries";
import {feature} from "topojson-client";
import {sphericalRingArea} from "topojson-simplify";
import type {GeometryCollection, Topology} from "topojson-specification";
import * as vega from "vega";

import {states as statesChart} from "../../lib/chart/states.ts";
import {flag, loadTopology} from "../../lib/notebook/assets.ts";
import {states, withoutPolygon} from "../../scripts/maps-tables.ts";
import {digestOf, flagsDigest} from "../../scripts/flags.ts";
import {maps} from "../../scripts/maps.ts";

const built = maps();
const source: Topology = createRequire(import.meta.url)("world-atlas/countries-50m.json");
const idsAndNames = (topology: Topology, name: string): [string | undefined, string][] =>
  (topology.objects[name] as GeometryCollection<{name: string}>).geometries.map(({id, properties}) => [
    id === undefined ? undefined : String(id),
    (properties as {name: string}).name
  ]);
const world = idsAndNames(built.world, "countries");
const insets = Object.keys(states).filter((code) => states[code].inset);

test("data/maps holds what the script builds, byte for byte", () => {
  for (const [name, map] of Object.entries(built)) {
    const file = new URL(`../../data/maps/${name}.json`, import.meta.url);
    assert.equal(readFileSync(file, "utf8"), JSON.stringify(map) + "\n", `${name}; run npm run maps`);
  }
});

test("the world is at most 200 kB and has every country of its source but Antarctica", () => {
  assert.ok(JSON.stringify(built.world).length < 200_000);
  const codes = new Set(world.map(([id, name]) => id ?? name));
  const areas = idsAndNames(source, "countries").filter(
    ([, name]) => !["Antarctica", "Indian Ocean Ter."].includes(name)
  );
  assert.equal(areas.length, 239);
  for (const [id, name] of areas.filter(([, name]) => !["Kosovo", "Ashmore and Cartier Is."].includes(name)))
    assert.ok(codes.has((id && iso.numericToAlpha2(id)) || name), `${id} ${name}`);
  assert.equal(world.length, 239 + "GF GP MQ RE YT SJ BQ TK CX CC".split(" ").length);
});

test("every code of ISO 3166-1 has a shape or a point, and no two shapes", () => {
  const ids = world.map(([id]) => id).filter((id) => id !== undefined);
  assert.equal(new Set(ids).size, ids.length);
  const known = new Set([...ids, ...Object.keys(built.world.points!)]);
  const lost = Object.keys(iso.getAlpha2Codes()).filter((code) => !known.has(code));
  assert.deepEqual(lost, ["AQ"]);
  for (const code of Object.keys(withoutPolygon)) assert.ok(!ids.includes(code), `${code} has a shape by now`);
});

test("no shape is turned inside out or shrunk to nothing", () => {
  for (const [name, map] of Object.entries(built))
    for (const shape of shapesOf(map))
      for (const [ring] of shape) {
        const area = sphericalRingArea(ring as [number, number][], false);
        assert.ok(area > 1e-10 && area < 1, `${name}: ${area} sr at ${ring[0]}`);
      }
});

function shapesOf(map: Topology): Polygon["coordinates"][][] {
  const {features} = feature(map, Object.values(map.objects)[0] as GeometryCollection);
  return features.map(({geometry}) => {
    const {type, coordinates} = geometry as Polygon | MultiPolygon;
    return type === "Polygon" ? [coordinates] : coordinates;
  });
}

test("points of small countries lie where they are", () => {
  const near: [code: string, longitude: number, latitude: number][] = [
    ["SG", 103.8, 1.35],
    ["HK", 114.1, 22.4],
    ["LI", 9.5, 47.2],
    ["TK", -172.4, -8.6],
    ["GI", -5.35, 36.13]
  ];
  for (const [code, longitude, latitude] of near) {
    const [x, y] = built.world.points![code];
    assert.ok(Math.abs(x - longitude) < 0.3 && Math.abs(y - latitude) < 0.3, `${code}: ${x}, ${y}`);
  }
});

test("every state and territory off the mainland has a map framed by its own outline", () => {
  assert.deepEqual(insets, ["AK", "DC", "HI", "AS", "GU", "MP", "PR", "VI"]);
  for (const code of insets) assert.deepEqual(loadTopology(code.toLowerCase()).bbox, built[code.toLowerCase()].bbox);
  const [west, south, east, north] = built.ak.bbox!;
  assert.ok(west > 170 && east < -129 && south < 52 && north > 71, "Alaska goes from Attu over 180° to the panhandle");
  assert.ok(built.hi.bbox![0] > -161, "Hawaii ends at Niihau");
  assert.equal(idsAndNames(built.states, "states").length, 51);
});

test("every place that the map of states draws has a place in albersUsa", () => {
  const albersUsa = vega.projection as unknown as (type: string) => () => (point: [number, number]) => unknown;
  const project = albersUsa("albersUsa")();
  const places = [];
  for (let longitude = -180; longitude <= 180; longitude += 0.5)
    for (let latitude = 10; latitude <= 75; latitude += 0.5)
      places.push({
        place: "",
        country: "US",
        longitude,
        latitude,
        attempts: 1,
        addresses: 1,
        precision: "city" as const
      });
  const rows = [{state: "IL", name: "Illinois", attempts: 1, addresses: 1}];
  let drawn = 0;
  for (let i = 0; i < places.length; i += 1000) {
    const spec = statesChart(rows, {topology: loadTopology("states"), places: places.slice(i, i + 1000)});
    for (const point of circlesOf(spec)) {
      assert.ok(project([point.longitude, point.latitude]), `${point.longitude}, ${point.latitude}`);
      drawn++;
    }
  }
  assert.ok(drawn > 5000);
});

test("the farthest towns of the states are on their map, those of the territories are not", () => {
  const towns: [name: string, latitude: number, longitude: number][] = [
    ["Brownsville", 25.9, -97.5],
    ["Miami", 25.77, -80.19],
    ["Key West", 24.56, -81.78],
    ["Eastport", 44.91, -66.99],
    ["Neah Bay", 48.37, -124.62],
    ["Utqiagvik", 71.29, -156.79],
    ["Ketchikan", 55.34, -131.65],
    ["Unalaska", 53.87, -166.53],
    ["Adak", 51.88, -176.65],
    ["Attu Station", 52.83, 173.18],
    ["Honolulu", 21.31, -157.86],
    ["Hilo", 19.72, -155.09],
    ["San Juan", 18.47, -66.11],
    ["Pago Pago", -14.28, -170.7]
  ];
  const places = towns.map(([place, latitude, longitude]) => ({
    place,
    country: "US",
    latitude,
    longitude,
    attempts: 1,
    addresses: 1,
    precision: "city" as const
  }));
  const rows = [{state: "IL", name: "Illinois", attempts: 1, addresses: 1}];
  const drawn = circlesOf(statesChart(rows, {topology: loadTopology("states"), places}));
  assert.deepEqual(drawn.length, towns.length - 2);
});

interface Layer {
  readonly name?: string;
  readonly data: {values: {longitude: number; latitude: number}[]};
}

const circlesOf = (spec: {layer?: unknown}): {longitude: number; latitude: number}[] =>
  (spec.layer as Layer[]).find(({name}) => name === "circles")?.data.values ?? [];

test("data/flags holds the flags of svg-country-flags, byte for byte", () => {
  assert.equal(digestOf(join(import.meta.dirname, "../../data/flags")), flagsDigest, "run npm run flags");
});

test("topologies and flags are loaded once, and flags have their size", () => {
  assert.equal(loadTopology("world"), loadTopology("world"));
  assert.throws(() => loadTopology("../package"), /invalid map name; not lower-case letters/);
  assert.throws(() => loadTopology("mars"), /no map data\/maps\/mars\.json; run npm run maps/);
  const swiss = flag("CH")!;
  assert.deepEqual([swiss.width, swiss.height], [100, 100]);
  assert.match(swiss.url, /^data:image\/png;base64,iVBOR/);
  assert.equal(flag("ch")?.url, swiss.url);
  assert.equal(flag("ZZ"), null);
  assert.equal(flag("../../package"), null);
});

test("every country on the map has a flag", () => {
  const without = world.map(([id]) => id).filter((id) => id && !flag(id));
  assert.deepEqual(without, []);
});
