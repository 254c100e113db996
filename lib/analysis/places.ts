import pl from "nodejs-polars";
import type {Attempts} from "../frame/load.ts";
import {refused, rowsOf, tally} from "../frame/tally.ts";
import {openGeo, type Geo} from "../geo/geo.ts";
import {addressTable} from "./addresses.ts";

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
  const id = pl.col("address").cast(pl.UInt32).alias("addressId"); // of the category: joins without comparing texts
  const distinct = attempts.frame.select("address").dropNulls().unique().select(id, pl.col("address").cast(pl.Utf8));
  const addresses = distinct.getColumn("address").toArray() as string[];
  const table = addressTable(addresses, files).withColumn(distinct.getColumn("addressId"));
  const frame = attempts.frame.withColumn(id).join(table, {on: "addressId", how: "left"}).drop("addressId");
  return {...attempts, frame, geo: files};
}

/** What became of the refused attempts on a map; the parts add up to the total. */
export interface Conservation {
  /** With a place that the map draws. */
  readonly located: number;
  /** From public addresses that the geo data does not know, or without an address in the log. */
  readonly notLocated: number;
  /** From private, reserved and other addresses that have no place. */
  readonly private: number;
  /** Located, but without what the map needs: coordinates, or a state. */
  readonly notDrawn: number;
  readonly total: number;
}

/**
 * Returns how many refused attempts a map can draw, and what became of the others. `drawn` is the column that the map
 * needs, `country`, `latitude` or `state`; `where` keeps a part, such as one country.
 */
export function conservation(
  {frame}: Located,
  {drawn = "country", where}: {drawn?: string; where?: pl.Expr} = {}
): Conservation {
  const needed = pl.col(drawn).isNotNull().alias("drawn");
  const rows = rowsOf<{addressClass: string | null; precision: string | null; drawn: boolean; attempts: number}>(
    tally(frame.withColumn(needed), ["addressClass", "precision", "drawn"], {
      where: where ? refused().and(where) : refused()
    })
  );
  const sum = (keep: (row: (typeof rows)[number]) => boolean): number =>
    rows.filter(keep).reduce((total, {attempts}) => total + attempts, 0);
  const isLocated = (row: (typeof rows)[number]): boolean => row.precision !== null && row.precision !== "none";
  const isPublic = (row: (typeof rows)[number]): boolean => row.addressClass === null || row.addressClass === "public";
  return {
    located: sum((row) => isLocated(row) && row.drawn),
    notLocated: sum((row) => !isLocated(row) && isPublic(row)),
    private: sum((row) => !isLocated(row) && !isPublic(row)),
    notDrawn: sum((row) => isLocated(row) && !row.drawn),
    total: sum(() => true)
  };
}
