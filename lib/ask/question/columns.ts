import {isIPv6} from "node:net";
import {mondayOf, monthOf} from "../../base/calendar.ts";
import {countryCode, countryName} from "../../geo/countries.ts";
import {stateName, stateOrTerritoryCode} from "../../geo/states.ts";

/** A column of a log. */
export interface Column {
  readonly name: string;
  readonly type: "text" | "number" | "flag" | "day" | "time";
  /** Whether attempts can be grouped by it. */
  readonly groups: boolean;
  /** Says what is wrong with a value that is of the type; null: nothing. */
  readonly complaint: (value: string | number) => string | null;
}

const nothing = (): null => null;

function column(name: string, type: Column["type"], complaint: Column["complaint"] = nothing): Column {
  return {name, type, groups: type !== "time", complaint};
}

/**
 * The columns of every log; `day`, `week` (its Monday), `month` (its first day), `weekday` and `hour` are by the clock
 * of the host.
 */
export const ownColumns: readonly Column[] = Object.freeze([
  column("time", "time"),
  column("host", "text"),
  column("user", "text"),
  column("known", "flag"),
  column("address", "text", notAddress),
  column("rhost", "text"),
  column("port", "number", notWhole(0, 65_535)),
  column("method", "text"),
  column("outcome", "text", notOneOf("failed", "abandoned", "accepted", "probe")),
  column("day", "day"),
  column("week", "day", (day) => (mondayOf(Number(day)) === day ? null : "no Monday")),
  column("month", "day", (day) => (monthOf(Number(day)) === day ? null : "no first day of a month")),
  column("weekday", "number", notWhole(1, 7)),
  column("hour", "number", notWhole(0, 23))
]);

/** The columns that a log has once its addresses are located. */
export const placeColumns: readonly Column[] = Object.freeze([
  column("country", "text", notCountry),
  column("countryName", "text"),
  column("region", "text"),
  column("state", "text", notState),
  column("city", "text"),
  column("precision", "text", notOneOf("city", "region", "country", "none")),
  column("addressClass", "text"),
  column("source", "text"),
  column("latitude", "number", outside(-90, 90)),
  column("longitude", "number", outside(-180, 180)),
  column("accuracyRadiusKm", "number"),
  column("network", "text"),
  column("asn", "number"),
  column("asName", "text")
]);

/** Returns the column of a name. Throws when the log has none, and says which it has. */
export function columnNamed(name: string, columns: readonly Column[]): Column {
  const found = columns.find((column) => column.name === name);
  if (found) return found;
  if (placeColumns.some((column) => column.name === name))
    throw new Error(`no such column yet; ${name} is known once addresses are located: log = await locate(log)`);
  const names = columns.map((column) => column.name);
  throw new Error(`no such column; not one of ${names.join(", ")}: ${name}`);
}

function notOneOf(...values: readonly string[]): Column["complaint"] {
  return (value) => (values.includes(String(value)) ? null : `not one of ${values.join(", ")}`);
}

function outside(least: number, most: number): Column["complaint"] {
  return (value) => (Number(value) >= least && Number(value) <= most ? null : `not from ${least} to ${most}`);
}

function notWhole(least: number, most: number): Column["complaint"] {
  const isOutside = outside(least, most);
  return (value) => (Number.isInteger(value) ? isOutside(value) : "no whole number");
}

/** What stands for an address in a log to publish is none, and is not refused. */
function notAddress(value: string | number): string | null {
  const text = String(value);
  if (/^[\da-f.:]+\/\d+$/i.test(text)) return "a network; write {network: …} for a /24 or /48";
  if (!isIPv6(text) || text.includes("%") || text.includes(".")) return null;
  const canonical = new URL(`http://[${text}]/`).hostname.slice(1, -1); // as RFC 5952 writes it
  return canonical === text ? null : `an address is written as RFC 5952 does; write ${canonical}`;
}

function notCountry(value: string | number): string | null {
  const text = String(value);
  if (countryName(text) !== null) return null;
  const code = countryName(text.toUpperCase()) === null ? countryCode(text) : text.toUpperCase();
  return `not a two-letter code of ISO 3166${code === null ? "" : `; write ${code}`}`;
}

function notState(value: string | number): string | null {
  const text = String(value);
  if (stateName(text) !== null) return null;
  const code = stateName(text.toUpperCase()) === null ? stateOrTerritoryCode(text) : text.toUpperCase();
  return `not a postal code of a state or territory of the United States${code === null ? "" : `; write ${code}`}`;
}
