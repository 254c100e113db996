import {behindTunnel, parseAddress} from "./address.ts";
import type {PlaceFile} from "./file.ts";
import {nowhere, type Place} from "./place.ts";
import type {Network} from "./network.ts";
import {captionOf, type GeoSource} from "./source.ts";
import {classify} from "./special.ts";

/** A geo database that knows places: one file, or the two of a package for IPv4 and IPv6. */
export interface GeoDatabase {
  /** Its name and the day that it was built ("DB-IP City Lite, 2026-06-05"). */
  readonly caption: string;
  /** Returns the place of an address; never throws: an unknown text has the class `invalid` and no country. */
  locate(address: string): Place;
}

/** Open geo databases. */
export interface Geo extends Pick<GeoDatabase, "locate"> {
  /** Returns the autonomous system of an address, or null where no ASN file is open or none has it. */
  network(address: string): Network | null;
  /** The databases with places, in the order in which they are asked; two or more can be compared. */
  readonly databases: readonly GeoDatabase[];
  /** The files in use, in the order in which they are asked. */
  readonly sources: readonly GeoSource[];
}

/** Returns what finds the place of an address: the first of the files that knows one answers. */
export function locator(files: readonly PlaceFile[]): GeoDatabase["locate"] {
  return (text) => {
    const parsed = parseAddress(text);
    const address = parsed && behindTunnel(parsed);
    const addressClass = classify(address);
    if (address && addressClass === "public") {
      for (const file of files) {
        const place = file.find(address);
        if (place) return place;
      }
    }
    return nowhere(addressClass);
  };
}

/** Returns the databases that files make up: a file for IPv4 and one for IPv6 of the same name are one. */
export function databasesOf(files: readonly PlaceFile[]): GeoDatabase[] {
  const groups: PlaceFile[][] = [];
  for (const file of files) {
    const group = groups.find((others) => others.every((other) => isOtherHalf(file, other)));
    if (group) group.push(file);
    else groups.push([file]);
  }
  return groups.map((group) => ({caption: captionOf(group[0]!.source), locate: locator(group)}));
}

function isOtherHalf(a: PlaceFile, b: PlaceFile): boolean {
  return a.source.name === b.source.name && !a.versions.some((version) => b.versions.includes(version));
}
