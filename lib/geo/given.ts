import {readFileSync} from "node:fs";
import type {Geo, GeoDatabase} from "./database.ts";
import type {Network} from "./network.ts";
import {nowhere, type Place} from "./place.ts";
import type {GeoSource} from "./source.ts";

/**
 * Places that were looked up before, by what stands for an address: a report to publish has pseudonyms of addresses.
 */
export interface GivenPlaces {
  readonly sources: readonly GeoSource[];
  readonly places: Readonly<Record<string, Place>>;
  readonly networks: Readonly<Record<string, Network>>;
  readonly databases: readonly {readonly caption: string; readonly places: Readonly<Record<string, Place>>}[];
}

/** Returns geo data that knows the given places (the file holds them as JSON) and nothing else. */
export function givenGeo(path: string): Geo {
  const {sources, places, networks, databases} = JSON.parse(readFileSync(path, "utf8")) as GivenPlaces;
  return {
    locate: locator(places),
    network: (address) => networks[address] ?? null,
    databases: databases.map(({caption, places}) => ({caption, locate: locator(places)})),
    sources
  };
}

function locator(places: GivenPlaces["places"]): GeoDatabase["locate"] {
  return (address) => places[address] ?? nowhere("invalid");
}
