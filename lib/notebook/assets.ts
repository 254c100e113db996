import {existsSync, readFileSync} from "node:fs";
import type {Topology} from "../chart/map/map.ts";
import type {Flagged} from "../rows/flags.ts";

/** A flag as a data address, and its size in px. */
interface Flag {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

const topologies = new Map<string, Topology>();
const flags = new Map<string, Flag | null>();

/**
 * Returns a map of data/maps by name: "world", "states", or the two letters of a state in lower case. It is read once.
 * Throws when there is none of this name.
 */
export function loadTopology(name: string): Topology {
  const known = topologies.get(name);
  if (known) return known;
  const topology = JSON.parse(readFileSync(mapPath(name), "utf8")) as Topology;
  topologies.set(name, topology);
  return topology;
}

/**
 * Returns the flag of a country by its alpha-2 code, from data/flags: 100 px wide, in the public domain. Null where
 * there is none.
 */
export function flag(code: string): Flag | null {
  const known = flags.get(code);
  if (known !== undefined) return known;
  const read = readFlag(code);
  flags.set(code, read);
  return read;
}

/** Returns rows, each with the flag of the country that its `code` names. */
export function withFlags<Row extends {readonly code: string}>(rows: readonly Row[]): (Row & Flagged)[] {
  return rows.map((row) => {
    const {url = null, width = 1, height = 1} = flag(row.code) ?? {};
    return {...row, flag: url, flagWidth: width, flagHeight: height};
  });
}

function mapPath(name: string): URL {
  if (!/^[a-z]+$/.test(name)) throw new Error(`invalid map name; not lower-case letters: ${name}`);
  const found = inData(`maps/${name}.json`);
  if (!found) throw new Error(`no map data/maps/${name}.json; run npm run maps`);
  return found;
}

function readFlag(code: string): Flag | null {
  const path = /^[A-Z]{2}$/i.test(code) ? inData(`flags/${code.toLowerCase()}.png`) : null;
  if (!path) return null; // no country's code, or a country without a flag here
  const png = readFileSync(path);
  const width = png.readUInt32BE(16); // the PNG's header
  const height = png.readUInt32BE(20);
  return {url: `data:image/png;base64,${png.toString("base64")}`, width, height};
}

/**
 * Returns where a file of the folder `data` lies, or null. Seen from lib/notebook the folder is two levels up, from the
 * compiled lib/dist/notebook three.
 */
function inData(path: string): URL | null {
  const places = ["../../", "../../../"].map((up) => new URL(`${up}data/${path}`, import.meta.url));
  return places.find((place) => existsSync(place)) ?? null;
}
