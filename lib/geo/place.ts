import {extentOf} from "./centroids.ts";
import {countryName} from "./countries.ts";
import type {Coordinates} from "./distance.ts";
import type {GeoSource} from "./source.ts";
import type {AddressClass} from "./special.ts";
import {stateCode} from "./states.ts";

/** How exact a place is known. City coordinates are the middle of the city, region and country ones of those. */
export type Precision = "city" | "region" | "country" | "none";

/** Where an address is, as far as the geo database knows; names are English. */
export interface Place {
  /** two-letter code of ISO 3166-1 (and XK) */
  readonly country: string | null;
  readonly countryName: string | null;
  readonly region: string | null;
  /** the database's own subdivision code; for US states always the two letters */
  readonly regionCode: string | null;
  readonly city: string | null;
  /** degrees, four or five decimals */
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly accuracyRadiusKm: number | null;
  readonly precision: Precision;
  readonly addressClass: AddressClass;
  /** the file that says so; null when none does */
  readonly source: GeoSource | null;
}

/** Returns the place of an address that has none, by its class; the same object for the same class. */
export function nowhere(addressClass: AddressClass): Place {
  let place = unplaced.get(addressClass);
  if (!place) unplaced.set(addressClass, (place = {...unknown, addressClass}));
  return place;
}

/**
 * Returns the place that a record of a geo database describes, or null when it names no country. Takes the nested
 * records of GeoLite2, GeoIP2 and DB-IP's own files, and the flat ones of the ip-location-db packages (missing values
 * are ""). The country is the one where the machine is held to be: not the one where its network is registered, which
 * says where a provider has its office, and not the one that a military base or an embassy represents.
 */
export function placeOf(record: unknown, source: GeoSource): Place | null {
  if (!isObject(record)) return null;
  const parts = "country_code" in record ? flatParts(record) : nestedParts(record);
  const country = text(parts.country);
  const name = country && countryName(country);
  if (!name) return null;
  const region = text(parts.region);
  const regionCode = text(parts.regionCode) ?? (country === "US" && region ? stateCode(region) : null);
  const city = cityProper(text(parts.city));
  const where = coordinates(parts.latitude, parts.longitude);
  const named = city ? "city" : region ? "region" : "country";
  const precision = extentOf(country, regionCode, where) ?? named;
  const radius = typeof parts.radius === "number" ? parts.radius : null;
  const details = {...inCountry({precision, region, regionCode, city}), ...where, accuracyRadiusKm: radius};
  return {country, countryName: name, ...details, precision, addressClass: "public", source};
}

/** Leaves out the names that are finer than the place is known. */
function inCountry({precision, region, regionCode, city}: Pick<Place, "precision" | "region" | "regionCode" | "city">) {
  if (precision === "country") return {region: null, regionCode: null, city: null};
  return {region, regionCode, city: precision === "city" ? city : null};
}

const unknown: Place = {
  country: null,
  countryName: null,
  region: null,
  regionCode: null,
  city: null,
  latitude: null,
  longitude: null,
  accuracyRadiusKm: null,
  precision: "none",
  addressClass: "public",
  source: null
};

const unplaced = new Map<AddressClass, Place>();

type Parts = Partial<
  Record<"country" | "region" | "regionCode" | "city" | "latitude" | "longitude" | "radius", unknown>
>;
type Fields = Readonly<Record<string, unknown>>;

function flatParts(record: Fields): Parts {
  const {country_code: country, state1: region, city, latitude, longitude} = record;
  return {country, region, city, latitude, longitude};
}

function nestedParts(record: Fields): Parts {
  const region = fields(Array.isArray(record.subdivisions) ? record.subdivisions[0] : null);
  const location = fields(record.location);
  return {
    country: fields(record.country).iso_code,
    region: fields(region.names).en,
    regionCode: region.iso_code,
    city: fields(fields(record.city).names).en,
    latitude: location.latitude,
    longitude: location.longitude,
    radius: location.accuracy_radius
  };
}

/** DB-IP writes "Seoul (Unni-dong)": the district is more than an address can tell, and splits the city. */
function cityProper(city: string | null): string | null {
  return text(city?.replace(/\s*\(.*$/s, ""));
}

/** Returns degrees, or nulls for what cannot be a place: out of range, 0/0, or a broken double (1e-52). */
function coordinates(latitude: unknown, longitude: unknown): Coordinates {
  if (!isDegrees(latitude, 90) || !isDegrees(longitude, 180) || (latitude === 0 && longitude === 0)) {
    return {latitude: null, longitude: null};
  }
  return {latitude: rounded(latitude), longitude: rounded(longitude)};
}

function isDegrees(value: unknown, limit: number): value is number {
  return typeof value === "number" && Math.abs(value) <= limit && (value === 0 || Math.abs(value) > 1e-9);
}

function rounded(degrees: number): number {
  if (Math.fround(degrees) !== degrees) return degrees;
  return Math.round(degrees * 1e4) / 1e4; // a 32-bit float, as DB-IP has them: 37.422000885009766
}

function text(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

function fields(value: unknown): Fields {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
