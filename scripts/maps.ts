/**
 * `npm run maps` builds data/maps/*.json, the topologies of the notebooks' maps, from the packages world-atlas (Natural
 * Earth, public domain) and us-atlas (US Census Bureau, public domain). Same packages, same bytes.
 */
import {mkdirSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {fileURLToPath} from "node:url";

import iso from "i18n-iso-countries";
import {feature} from "topojson-client";
import type {GeometryCollection, Topology} from "topojson-specification";

import {area, centre, frame, multi, pack, polygons} from "./maps-shapes.ts";
import type {BuiltMap, Ring, Shape} from "./maps-shapes.ts";
import {overseas, states, unnamed, withoutPolygon} from "./maps-tables.ts";

const require = createRequire(import.meta.url);
const SMALL = 3e-4; // sr; about 12,000 km², some six px² on a map 800 px wide

/** Returns every map by the name of its file: "world", "states" and each state or territory off the mainland. */
export function maps(): Record<string, BuiltMap> {
  const us = areas(require("us-atlas/states-10m.json"), "states");
  const named = us.map((shape) => ({...shape, id: stateOf(shape), properties: {name: states[stateOf(shape)].name}}));
  const insets = named.filter(({id}) => states[id].inset);
  return {
    world: world(),
    states: pack(
      "states",
      named.filter(({id}) => !states[id].territory),
      {weight: 3e-7, island: 1e-6, quantization: 2e4}
    ),
    ...Object.fromEntries(insets.map((shape) => [shape.id.toLowerCase(), inset(shape)]))
  };
}

function world(): BuiltMap {
  const source = areas(require("world-atlas/countries-50m.json"), "countries");
  const shapes = source
    .map(identified)
    .filter(({id}) => id !== "AQ")
    .flatMap(split); // no map shows Antarctica
  const small = shapes
    .filter((shape) => shape.id && area(shape) < SMALL)
    .map((shape) => [shape.id, centre(shape)] as const);
  const points = Object.fromEntries(
    [...small, ...Object.entries(withoutPolygon)].toSorted(([a], [b]) => (a! < b! ? -1 : 1))
  );
  return {...pack("countries", shapes, {weight: 1e-5, island: 1e-5, quantization: 4e4}), points};
}

/** One state without the islands far off that nobody lives on, and its frame as west, south, east, north. */
function inset(shape: Shape & {id: string}): BuiltMap {
  const {within: [west, south, east, north] = [-360, -90, 360, 90]} = states[shape.id];
  const near = polygons(shape).filter(([ring]) =>
    ring.every(([x, y]) => x >= west && x <= east && y >= south && y <= north)
  );
  const kept = multi(shape, near);
  return {
    ...pack("states", [kept], {weight: 4e-6 * area(kept), island: 0, quantization: 1e4}),
    bbox: frame(near.flatMap(([ring]) => ring))
  };
}

function areas(topology: Topology, name: string): Shape[] {
  return feature(topology, topology.objects[name] as GeometryCollection<{name: string}>).features as Shape[];
}

/** Gives a country its alpha-2 code and English name; areas without a code of their own keep only a name. */
function identified(shape: Shape): Shape {
  const id = unnamed[shape.properties.name] ?? (shape.id && iso.numericToAlpha2(shape.id));
  const properties = {name: (id && iso.getName(id, "en")) || shape.properties.name};
  const {type, geometry} = shape;
  return id ? {type, id, properties, geometry} : {type, properties, geometry};
}

/**
 * Cuts the overseas parts with a code of their own out of a country: French Guiana is no part of FR in geo databases.
 */
function split(shape: Shape): Shape[] {
  const parts = overseas.filter(({from}) => from === (shape.id ?? shape.properties.name));
  if (parts.length === 0) return [shape];
  const codeOf = ([ring]: Ring[]): string | undefined => {
    const [x, y] = ring[0];
    return parts.find(({box: [west, south, east, north]}) => x >= west && x <= east && y >= south && y <= north)?.to;
  };
  return Array.from(Map.groupBy(polygons(shape), codeOf), ([code, polygons]) => {
    const part = multi(shape, polygons);
    return code ? {...part, id: code, properties: {name: iso.getName(code, "en") ?? code}} : part;
  });
}

const stateOf = (shape: Shape): string => {
  const found = Object.keys(states).find((code) => states[code].fips === shape.id);
  if (!found) throw new Error(`state without a code; add it to scripts/maps-tables.ts: ${shape.id}`);
  return found;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync("data/maps", {recursive: true});
  for (const [name, map] of Object.entries(maps())) {
    const text = JSON.stringify(map) + "\n";
    writeFileSync(`data/maps/${name}.json`, text);
    console.log(`data/maps/${name}.json ${Math.round(text.length / 1000)} kB`);
  }
}
