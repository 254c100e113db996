import {dayMs} from "../../base/time.ts";
import type {About} from "./about.ts";
import {columnNamed, placeColumns, type Column} from "./columns.ts";
import {measures, type FrameOptions, type TallyOptions} from "./options.ts";
import {isRange, valuesIn, type Condition, type Plain, type Where} from "./where.ts";

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
 * Throws unless a log has the columns of conditions, and each value can be in its column; `about` says which hosts the
 * whole log has.
 */
export function checkWhere(where: Where, columns: readonly Column[], {machines}: Pick<About, "machines">): void {
  if (typeof where !== "object" || where === null || !isPlain(where))
    throw new Error(`invalid conditions; not an object as {country: "CN"}: ${JSON.stringify(where)}`);
  for (const [name, condition] of Object.entries(where)) {
    const column = columnNamed(name, columns);
    const wrong = formComplaint(condition) ?? rangeComplaint(condition, column) ?? valueComplaint(condition, column);
    if (wrong !== null) throw new Error(`invalid ${name}; ${wrong}`);
    if (name === "host")
      checkHosts(
        condition,
        machines.map(({host}) => host)
      );
  }
}

/** Throws for conditions on places: other places would change what they mean. */
export function checkLocated(conditions: readonly Where[]): void {
  const names = conditions.flatMap((where) => Object.keys(where));
  const wrong = names.find((name) => placeColumns.some((column) => column.name === name));
  if (wrong !== undefined) throw new Error(`the log is narrowed by ${wrong} already; locate the whole log first`);
}

/** Throws unless a table can have some of the columns that there are, each once, and as many rows. */
export function checkFrame({columns = [], rows = 0}: FrameOptions, names: readonly string[]): void {
  const wrong = columns.find((name) => !names.includes(name));
  if (wrong !== undefined) throw new Error(`no such column; not one of ${[...new Set(names)].join(", ")}: ${wrong}`);
  const twice = columns.find((name, i) => columns.indexOf(name) !== i);
  if (twice !== undefined) throw new Error(`a table has each column once, not twice: ${twice}`);
  if (!(Number.isInteger(rows) && rows >= 0)) throw new Error(`invalid rows; not a whole number from 0 on: ${rows}`);
}

function checkHosts(condition: Condition, hosts: readonly (string | null)[]): void {
  const wrong = valuesIn(condition).find((host) => host !== null && !hosts.includes(host as string));
  if (wrong === undefined) return;
  const named = hosts.map((host) => host ?? "one without a name (null)");
  throw new Error(`no host ${wrong} in the database; it has ${named.join(", ") || "none"}`);
}

/** Says what is wrong with the form of a condition. */
function formComplaint(condition: Condition): string | null {
  if (condition === undefined) return "undefined is no value; null stands for none";
  if (condition === null || typeof condition !== "object" || Array.isArray(condition)) return null;
  const keys = isPlain(condition) ? Object.keys(condition) : [Object.prototype.toString.call(condition).slice(8, -1)];
  const isNot = keys.length === 1 && keys[0] === "not";
  const isBounds = keys.every((key) => key === "from" || key === "to");
  if (!isNot && !isBounds)
    return `a condition is a value, a list, {not: …} or {from: …, to: …}, not {${keys.join(", ")}}`;
  const within: unknown = isNot ? (condition as {not: unknown}).not : null;
  return within !== null && typeof within === "object" && !Array.isArray(within)
    ? "what {not: …} leaves out is a value or a list"
    : null;
}

/** Whether an object is written as {…}: a Date, a Map or one that inherits its keys means something else. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function rangeComplaint(condition: Condition, column: Column): string | null {
  if (!isRange(condition)) return null;
  const {type} = column;
  if (type === "text" || type === "flag") return `a range {from, to} is of numbers, and it holds ${nouns[type]}`;
  const bounds = [condition.from, condition.to].filter((bound) => bound !== undefined);
  for (const bound of bounds) {
    const wrong = typeComplaint(bound, {type: type === "day" ? "time" : type});
    if (wrong !== null) return `${wrong}: ${String(bound)}`;
  }
  return null; // bounds that no value reaches are none of it: they may come out of a computation
}

function valueComplaint(condition: Condition, column: Column): string | null {
  for (const value of valuesIn(condition)) {
    const wrong = value === null ? null : (typeComplaint(value, column) ?? column.complaint(value as string | number));
    if (wrong !== null) return `${wrong}: ${value}`;
  }
  return null;
}

const nouns = {text: "texts", number: "numbers", flag: "true and false", day: "days", time: "times"} as const;

function typeComplaint(value: Plain | undefined, {type}: Pick<Column, "type">): string | null {
  const wanted = {text: "string", number: "number", flag: "boolean", day: "number", time: "number"} as const;
  const isTime = type === "day" || type === "time";
  if (typeof value === wanted[type] && !Number.isNaN(value)) {
    const isSeconds = isTime && Math.abs(value as number) >= leastSeconds && Math.abs(value as number) < mostSeconds;
    if (isSeconds)
      return `${nouns[type]} are epoch milliseconds of UTC, not seconds, so write ${1000 * (value as number)}`;
    return type === "day" && (value as number) % dayMs !== 0 ? "no day begins then" : null;
  }
  if (!isTime) return `it holds ${nouns[type]}, not this`;
  const time = typeof value === "string" ? Date.parse(value) : NaN;
  const advice = Number.isNaN(time) ? "as Date.UTC(2025, 5, 1) gives them" : `so write ${time}`;
  return `${nouns[type]} are epoch milliseconds of UTC, ${advice}`;
}

/** Seconds from 1990 to 2128: as milliseconds they are days of January and February 1970, which nobody asks for. */
const leastSeconds = 631_152_000;
const mostSeconds = 5_000_000_000;
