import {isIP} from "node:net";
import type {GeoDatabase} from "../../geo/database.ts";
import type {Geo} from "../../geo/geo.ts";
import type {GivenPlaces} from "../../geo/given.ts";
import {nowhere, type Place} from "../../geo/place.ts";

const perDegree = 10; // a grid of 11 km
const leastRadiusKm = 10;

/**
 * Returns the places of the stand-ins of addresses; `shown` maps each address to its stand-in. A pseudonym has the
 * place of its address, but no finer than the city: each city has one point, on a grid of 0.1 degrees. The other
 * stand-ins have no place, because the place of one's own address would lead to the household.
 */
export function givenPlaces(geo: Geo, shown: ReadonlyMap<string, string>): GivenPlaces {
  const networks = [...shown].flatMap(([address, stand]) => {
    const network = isIP(stand) ? geo.network(address) : null;
    return network ? [[stand, network] as const] : [];
  });
  return {
    sources: geo.sources,
    places: placesIn(geo, shown),
    networks: Object.fromEntries(networks),
    databases: geo.databases.map((database) => ({caption: database.caption, places: placesIn(database, shown)}))
  };
}

function placesIn({locate}: Pick<GeoDatabase, "locate">, shown: ReadonlyMap<string, string>): Record<string, Place> {
  const points = new Map<string, Pick<Place, "latitude" | "longitude">>(); // by city
  const entries = [...shown].map(([address, stand]): [string, Place] => {
    const place = locate(address);
    return [stand, isIP(stand) ? coarse(place, points) : nowhere(place.addressClass)];
  });
  return Object.fromEntries(entries);
}

function coarse(place: Place, points: Map<string, Pick<Place, "latitude" | "longitude">>): Place {
  const {country, region, city, precision, accuracyRadiusKm} = place;
  const name = JSON.stringify([country, region, city, precision]);
  const point = points.get(name) ?? {latitude: onGrid(place.latitude), longitude: onGrid(place.longitude)};
  points.set(name, point);
  return {
    ...place,
    ...point,
    accuracyRadiusKm: accuracyRadiusKm === null ? null : Math.max(leastRadiusKm, accuracyRadiusKm)
  };
}

function onGrid(degrees: number | null): number | null {
  return degrees === null ? null : Math.round(degrees * perDegree) / perDegree;
}
