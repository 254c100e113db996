import {dayMs} from "../../base/time.ts";
import {countryCode} from "../../geo/countries.ts";
import {stateName, stateOrTerritoryCode} from "../../geo/states.ts";
import {measures, type TallyOptions} from "./tally.ts";
import {isRange, valuesIn, type Condition, type Plain, type Where} from "./where.ts";

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
export const ownColumns: readonly Column[] = [
  column("time", "time"),
  column("host", "text"),
  column("user", "text"),
  column("known", "flag"),
  column("address", "text", network),
  column("rhost", "text"),
  column("port", "number", outside(0, 65_535)),
  column("method", "text"),
  column("outcome", "text", notOneOf("failed", "abandoned", "accepted", "probe")),
  column("day", "day"),
  column("week", "day"),
  column("month", "day"),
  column("weekday", "number", outside(1, 7)),
  column("hour", "number", outside(0, 23))
];

/** The columns that a log has once its addresses are located. */
export const placeColumns: readonly Column[] = [
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
];

/** Throws unless a log has all of some columns, and attempts can be grouped by them. */
export function checkGroups(by: readonly string[], columns: readonly Column[]): void {
  for (const name of by)
    if (!columnNamed(name, columns).groups)
      throw new Error(`attempts cannot be grouped by ${name}; take day, week, month, weekday or hour`);
}

/** Throws unless each measure exists, and `top` is a number of groups. */
export function checkOptions({measures: names = [], top = 0}: TallyOptions): void {
  const wrong = names.find((name) => !measures.includes(name));
  if (wrong !== undefined) throw new Error(`no such measure; not one of ${measures.join(", ")}: ${wrong}`);
  if (!(Number.isInteger(top) && top >= 0)) throw new Error(`invalid top; not a whole number from 0 on: ${top}`);
}

/**
 * Throws unless a log has the columns of conditions, and each value can be in its column. `hosts` are those of the
 * whole log.
 */
export function checkWhere(where: Where, columns: readonly Column[], hosts: readonly (string | null)[]): void {
  for (const [name, condition] of Object.entries(where)) {
    const column = columnNamed(name, columns);
    const wrong = rangeComplaint(condition, column) ?? valueComplaint(condition, column);
    if (wrong !== null) throw new Error(`invalid ${name}; ${wrong}`);
    if (name === "host") checkHosts(condition, hosts);
  }
}

function checkHosts(condition: Condition, hosts: readonly (string | null)[]): void {
  const wrong = valuesIn(condition).find((host) => host !== null && !hosts.includes(host as string));
  if (wrong === undefined) return;
  const named = hosts.map((host) => host ?? "one without a name (null)");
  throw new Error(`no host ${wrong} in the database; it has ${named.join(", ") || "none"}`);
}

/** Returns the column of a name. Throws when the log has none, and says which it has. */
export function columnNamed(name: string, columns: readonly Column[]): Column {
  const found = columns.find((column) => column.name === name);
  if (found) return found;
  if (placeColumns.some((column) => column.name === name))
    throw new Error(`no such column yet; ${name} is known once addresses are located: log = await locate(log)`);
  const names = columns.map((column) => column.name);
  throw new Error(`no such column; not one of ${names.join(", ")}: ${name}`);
}

function rangeComplaint(condition: Condition, {type}: Column): string | null {
  if (!isRange(condition)) return null;
  if (type === "text" || type === "flag") return `a range {from, to} is of numbers, and it holds ${nouns[type]}`;
  const others = Object.keys(condition).filter((key) => key !== "from" && key !== "to");
  if (others.length > 0)
    return `a condition is a value, a list, {not: …} or {from: …, to: …}; not ${others.join(", ")}`;
  const bounds = [condition.from, condition.to].filter((bound) => bound !== undefined);
  const wrong = bounds.find((bound) => typeof bound !== "number" || Number.isNaN(bound));
  return wrong === undefined ? null : `a range is of numbers: ${wrong}`;
}

function valueComplaint(condition: Condition, column: Column): string | null {
  for (const value of valuesIn(condition)) {
    const wrong = value === null ? null : (typeComplaint(value, column) ?? column.complaint(value as string | number));
    if (wrong !== null) return `${wrong}: ${value}`;
  }
  return null;
}

const nouns = {text: "texts", number: "numbers", flag: "true and false", day: "days", time: "times"} as const;

function typeComplaint(value: Plain | undefined, {type}: Column): string | null {
  const wanted = {text: "string", number: "number", flag: "boolean", day: "number", time: "number"} as const;
  if (type === "day" && typeof value === "number") return value % dayMs === 0 ? null : "no day begins then";
  if (typeof value === wanted[type]) return null;
  if (type !== "day" && type !== "time") return `it holds ${nouns[type]}, not this`;
  const time = typeof value === "string" ? Date.parse(value) : NaN;
  const advice = Number.isNaN(time) ? "as Date.UTC(2025, 5, 1) gives them" : `so write ${time}`;
  return `${nouns[type]} are epoch milliseconds of UTC, ${advice}`;
}

function notOneOf(...values: readonly string[]): Column["complaint"] {
  return (value) => (values.includes(String(value)) ? null : `not one of ${values.join(", ")}`);
}

function outside(least: number, most: number): Column["complaint"] {
  return (value) => (Number(value) >= least && Number(value) <= most ? null : `not from ${least} to ${most}`);
}

function network(value: string | number): string | null {
  return /^[\da-f.:]+\/\d+$/i.test(String(value)) ? "a network; write {network: …} for a /24 or /48" : null;
}

function notCountry(value: string | number): string | null {
  if (/^[A-Z]{2}$/.test(String(value))) return null;
  const code = countryCode(String(value));
  return `not a two-letter code of ISO 3166${code === null ? "" : `; write ${code}`}`;
}

function notState(value: string | number): string | null {
  if (stateName(String(value)) !== null) return null;
  const code = stateOrTerritoryCode(String(value));
  return `not a postal code of a state or territory of the United States${code === null ? "" : `; write ${code}`}`;
}
