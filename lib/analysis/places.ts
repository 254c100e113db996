import type {Log} from "../ask/question/log.ts";
import {refused, type Where} from "../ask/question/where.ts";
import {sum} from "../base/sum.ts";
import {openGeo, type Geo} from "../geo/geo.ts";
import type {Conservation} from "../rows/places.ts";

/**
 * Returns the log with the place of each address: `country` (ISO 3166 alpha-2), `countryName`, `region`, `state`
 * (postal code of a US state or territory), `city`, `latitude`, `longitude` (degrees, of the place, not the machine),
 * `accuracyRadiusKm`, `precision` (city, region, country or none), `source` (the geo database and its build date) and
 * `addressClass` (public, private, …); and with its `network` (/24 of IPv4, /48 of IPv6), and where an ASN file is open
 * `asn` and `asName`. Each address is looked up once. The geo files are by default the ones that `KNOCKBOOK_GEO` names,
 * else the installed DB-IP Lite. Throws when they cannot be read.
 */
export async function locate(log: Log, geo?: Geo): Promise<Log> {
  return log.withPlaces(geo ?? (await openGeo()));
}

/**
 * Returns how many refused attempts a map can draw, and what became of the others. `drawn` is the column that the map
 * needs, `country`, `latitude` or `state`; `where` keeps a part, such as one country.
 */
export async function conservation(
  log: Log,
  {drawn = "country", where = {}}: {drawn?: string; where?: Where} = {}
): Promise<Conservation> {
  const counted = (of: Where): Promise<Part[]> =>
    log.where(refused()).where(where).where(of).tally(["addressClass", "precision"]);
  const shown = await counted({[drawn]: {not: null}});
  const hidden = await counted({[drawn]: null});
  const all = [...shown, ...hidden];
  return {
    located: attemptsOf(shown, isLocated),
    notLocated: attemptsOf(all, (part) => !isLocated(part) && isPublic(part)),
    private: attemptsOf(all, (part) => !isLocated(part) && !isPublic(part)),
    notDrawn: attemptsOf(hidden, isLocated),
    total: attemptsOf(all, () => true)
  };
}

interface Part {
  readonly addressClass: string | null;
  readonly precision: string | null;
  readonly attempts: number;
}

const isLocated = ({precision}: Part): boolean => precision !== null && precision !== "none";
const isPublic = ({addressClass}: Part): boolean => addressClass === null || addressClass === "public";

function attemptsOf(parts: readonly Part[], keep: (part: Part) => boolean): number {
  return sum(parts.filter(keep), ({attempts}) => attempts);
}
