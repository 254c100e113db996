import {delimiter} from "node:path";
import {behindTunnel, parseAddress} from "./address.ts";
import {databasesOf, locator, type Geo} from "./database.ts";
import {openFile, type GeoFile, type NetworkFile} from "./file.ts";
import {givenGeo} from "./given.ts";
import type {Network} from "./network.ts";
import {packagePaths} from "./package.ts";

export type {Geo} from "./database.ts";

/**
 * Opens geo databases: the files named, else those of `KNOCKBOOK_GEO` (a list as in PATH), else the DB-IP City Lite
 * package. When all that are named hold AS numbers, the package is opened beside them for the places. Of several files
 * with places the first that knows an address answers. Where `KNOCKBOOK_PLACES` names a file of places that were looked
 * up before, only those are known. Throws one line that says what to do when a file cannot be read.
 */
export async function openGeo(paths: readonly string[] = namedPaths()): Promise<Geo> {
  if (process.env.KNOCKBOOK_PLACES) return givenGeo(process.env.KNOCKBOOK_PLACES);
  const named = await Promise.all(paths.map(openFile));
  const hasPlaces = named.some((file) => file.kind === "places");
  return geoOf(hasPlaces ? named : [...named, ...(await Promise.all(packagePaths().map(openFile)))]);
}

function namedPaths(): string[] {
  return (process.env.KNOCKBOOK_GEO ?? "").split(delimiter).filter((path) => path !== "");
}

function geoOf(files: readonly GeoFile[]): Geo {
  const placeFiles = files.filter((file) => file.kind === "places");
  const networkFiles = files.filter((file) => file.kind === "networks");
  return {
    locate: locator(placeFiles),
    network: (text) => networkIn(networkFiles, text),
    databases: databasesOf(placeFiles),
    sources: files.map((file) => file.source)
  };
}

function networkIn(files: readonly NetworkFile[], text: string): Network | null {
  const address = files.length > 0 ? parseAddress(text) : null;
  if (!address) return null;
  for (const file of files) {
    const network = file.find(behindTunnel(address));
    if (network) return network;
  }
  return null;
}
