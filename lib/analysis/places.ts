import type {Log} from "../ask/question/log.ts";
import {refused, type Where} from "../ask/question/where.ts";
import {sum} from "../base/sum.ts";
import {openGeo, type Geo} from "../geo/geo.ts";
import type {Conservation} from "../rows/places.ts";

/**
 * Returns a log that also has the place of each address, in these columns: `country` (ISO 3166 alpha-2), `countryName`,
 * `region`, `state` (postal code of a US state or territory), `city`, `latitude` and `longitude` (degrees, of the place
 * and not of the machine), `accuracyRadiusKm`, `precision` (city, region, country or none), `source` (the geo database
 * and its build date) and `addressClass` (public, private, …). It has the `network` of each address too (/24 of IPv4,
 * /48 of IPv6), and its `asn` and `asName` where an ASN file is open. The geo files are by default those that
 * `KNOCKBOOK_GEO` names, else the installed DB-IP Lite. Throws when they cannot be read.
 */
export async function locate(log: Log, geo?: Geo): Promise<Log> {
  return log.withPlaces(geo ?? (await openGeo()));
}

/**
 * Returns how many refused attempts a map can draw, and what became of the others, of a log whose addresses are
 * located. `drawn` is the column that the map needs: `country` (the default), `latitude` or `state`. `where` keeps a
 * part of the log, such as one country; by default all of it.
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
