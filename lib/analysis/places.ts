import {distinct, extend} from "../ask/polars/star.ts";
import type {Attempts} from "../ask/polars/load.ts";
import {refused, tallyRows, type Where} from "../ask/polars/tally.ts";
import {openGeo, type Geo} from "../geo/geo.ts";
import {addressTable} from "./addresses.ts";
import type {Conservation} from "../rows/places.ts";

/** Attempts whose addresses are located. */
export interface Located extends Attempts {
  readonly geo: Geo;
}

/**
 * Returns the attempts with the place of their address: `country` (ISO 3166 alpha-2), `countryName`, `region`, `state`
 * (postal code of a US state or territory), `city`, `latitude`, `longitude` (degrees, of the place, not the machine),
 * `accuracyRadiusKm`, `precision` (city, region, country or none), `source` (the geo database and its build date) and
 * `addressClass` (public, private, …); and with its `network` (/24 of IPv4, /48 of IPv6), and where an ASN file is open
 * `asn` and `asName`. Each address is looked up once. The geo files are the ones that `KNOCKBOOK_GEO` names, else the
 * installed DB-IP Lite. Throws when they cannot be read.
 */
export async function locate(attempts: Attempts, geo?: Geo): Promise<Located> {
  const files = geo ?? (await openGeo());
  const table = addressTable(distinct(attempts.frame, "address"), files);
  return {...attempts, frame: extend(attempts.frame, "address", table), geo: files};
}

/**
 * Returns how many refused attempts a map can draw, and what became of the others. `drawn` is the column that the map
 * needs, `country`, `latitude` or `state`; `where` keeps a part, such as one country.
 */
export function conservation(
  {frame}: Located,
  {drawn = "country", where = {}}: {drawn?: string; where?: Where} = {}
): Conservation {
  const counted = (of: Where): Part[] =>
    tallyRows<Part>(frame, ["addressClass", "precision"], {where: {...refused(), ...where, ...of}});
  const [shown, hidden] = [counted({[drawn]: {not: null}}), counted({[drawn]: null})];
  return {
    located: sum(shown, isLocated),
    notLocated: sum([...shown, ...hidden], (part) => !isLocated(part) && isPublic(part)),
    private: sum([...shown, ...hidden], (part) => !isLocated(part) && !isPublic(part)),
    notDrawn: sum(hidden, isLocated),
    total: sum([...shown, ...hidden], () => true)
  };
}

interface Part {
  readonly addressClass: string | null;
  readonly precision: string | null;
  readonly attempts: number;
}

const isLocated = ({precision}: Part): boolean => precision !== null && precision !== "none";
const isPublic = ({addressClass}: Part): boolean => addressClass === null || addressClass === "public";

function sum(parts: readonly Part[], keep: (part: Part) => boolean): number {
  return parts.filter(keep).reduce((total, {attempts}) => total + attempts, 0);
}
