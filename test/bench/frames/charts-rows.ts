import {readFileSync} from "node:fs";
import {join} from "node:path";
import type {Topology} from "../../../lib/chart/map/map.ts";
import type {Day} from "../../../lib/rows/days.ts";
import type {WeekHour} from "../../../lib/rows/hours.ts";
import type {Place} from "../../../lib/rows/places.ts";
import type {State} from "../../../lib/rows/states.ts";

const maps = join(import.meta.dirname, "../../../data/maps");
const DAY = 864e5;
const start = Date.parse("2025-01-06T00:00Z"); // a Monday
const gapDays = [120, 124] as const;

/** What a chart draws, and the least number of marks that show that it was drawn. */
export interface ChartRows {
  readonly rows: readonly unknown[];
  readonly gaps?: readonly {readonly from: number; readonly to: number}[];
  readonly places?: readonly Place[];
  /** The name of its map in data/maps. */
  readonly map?: "world" | "states";
  readonly marks: number;
}

/** Returns the path of a map of data/maps. */
export const mapFile = (map: string): string => join(maps, `${map}.json`);

/** Returns a topology of data/maps. */
export function topologyOf(map: string): Topology {
  return JSON.parse(readFileSync(mapFile(map), "utf8")) as Topology;
}

/** Returns made-up rows of each chart, as many as a year of a much-visited host has. */
export function chartRows(): Readonly<Record<string, ChartRows>> {
  return {
    days: {rows: days(), gaps: [{from: start + gapDays[0] * DAY, to: start + gapDays[1] * DAY}], marks: 361},
    hours: {rows: hours(), marks: 168},
    names: {rows: names(), marks: 20},
    timeline: {rows: weeks(), marks: 6},
    world: {rows: areas("world"), map: "world", marks: 170},
    cities: {rows: places(1000, [-170, -45, 340, 115]), map: "world", marks: 1000},
    states: {rows: states(), places: places(300, [-120, 31, 42, 16]), map: "states", marks: 350}
  };
}

/** A whole number from *least* on that looks random but is the same in each run. */
const noise = (i: number, least: number, span: number): number => least + Math.floor(span * part(i * 0.7548776662));
const part = (x: number): number => x - Math.floor(x);
const zipf = (rank: number, most: number): number => 1 + Math.floor(most / (rank + 1));

function days(): Day[] {
  return Array.from({length: 365}, (_, i) => i)
    .filter((i) => i < gapDays[0] || i >= gapDays[1])
    .map((i) => ({
      day: start + i * DAY,
      failed: noise(i, 400, 900),
      abandoned: noise(i + 1e3, 20, 200),
      probe: noise(i + 2e3, 5, 60),
      accepted: i % 60 === 0 ? 1 : 0
    }));
}

function hours(): WeekHour[] {
  return Array.from({length: 168}, (_, i) => ({
    weekday: Math.floor(i / 24) + 1,
    hour: i % 24,
    covered: 52,
    attempts: noise(i, 1e3, 1500)
  }));
}

function names(): {user: string; known: boolean | null; attempts: number}[] {
  const known = [true, false, false];
  return Array.from({length: 20}, (_, i) => ({user: `name${i}`, known: known[i % 3]!, attempts: zipf(i + 4, 90_000)}));
}

function weeks(): {week: number; country: string; attempts: number}[] {
  const countries = Array.from({length: 60}, (_, rank) => rank);
  return Array.from({length: 52}, (_, i) => i).flatMap((i) =>
    countries.map((rank) => ({
      week: start + i * 7 * DAY,
      country: `Country ${rank}`,
      attempts: noise(i * 60 + rank, zipf(rank, 900), zipf(rank, 900))
    }))
  );
}

function areas(map: "world" | "states"): {code: string; name: string; attempts: number; addresses: number}[] {
  const {objects} = topologyOf(map);
  const ids = Object.values(objects).flatMap(({geometries}) => geometries.map(({id}) => id));
  return ids
    .filter((id) => id !== undefined)
    .map((id, i) => ({code: String(id), name: `Area ${id}`, attempts: zipf(i, 60_000), addresses: zipf(i, 900)}));
}

function states(): State[] {
  return areas("states").map(({code, ...rest}) => ({state: code, ...rest}));
}

function places(n: number, [west, south, width, height]: readonly [number, number, number, number]): Place[] {
  return Array.from({length: n}, (_, i) => ({
    place: `Place ${i}`,
    country: "Somewhere",
    attempts: zipf(i, 26e3),
    addresses: zipf(i, 300),
    longitude: west + width * part(i * 0.7548776662),
    latitude: south + height * part(i * 0.5698402909),
    precision: "city"
  }));
}
