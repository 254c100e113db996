import type {Log} from "../ask/question/log.ts";
import {refused, type Where} from "../ask/question/where.ts";
import {sum} from "../base/sum.ts";
import type {City} from "../rows/places.ts";

type Point = Omit<City, "place" | "country"> & {
  country: string;
  countryName: string;
  region: string | null;
  city: string | null;
};

const columns = [
  "country",
  "countryName",
  "region",
  "state",
  "city",
  "precision",
  "latitude",
  "longitude",
  "accuracyRadiusKm"
];

/**
 * Returns a row for each place of refused attempts, the most attempts first, of a log whose addresses are located.
 * `where` keeps a part of the log, such as one country; by default all of it.
 */
export async function cities(log: Log, {where = {}}: {where?: Where} = {}): Promise<City[]> {
  const located = log.where({...refused(), latitude: {not: null}}).where(where);
  const points = await located.tally<Point>(columns, {measures: ["attempts", "addresses"]});
  const places = Map.groupBy(points, (point) => [point.country, point.region, point.city, point.precision].join("\0"));
  return [...places.values()].map(merged).toSorted((a, b) => b.attempts - a.attempts);
}

function merged(points: readonly Point[]): City {
  const [{country, countryName, region, city, state, precision}] = points as [Point];
  const attempts = sum(points, (point) => point.attempts);
  const mean = (value: (point: Point) => number): number =>
    Math.round((sum(points, (point) => value(point) * point.attempts) / attempts) * 1e4) / 1e4;
  return {
    place: city ?? region ?? countryName,
    country: countryName ?? country,
    state,
    precision,
    attempts,
    latitude: mean((point) => point.latitude),
    longitude: mean((point) => point.longitude),
    addresses: sum(points, (point) => point.addresses),
    accuracyRadiusKm: Math.max(0, ...points.map((point) => point.accuracyRadiusKm ?? 0)) || null
  };
}
