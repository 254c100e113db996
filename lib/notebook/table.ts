import type {Element} from "hast";
import {h} from "hastscript";
import type pl from "nodejs-polars";
import {visible} from "../chart/parts/text.ts";

/** A table as plain data. Times are texts in ISO 8601, in UTC, with a space for the T. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A value of a table. */
export type Cell = string | number | boolean | null;

/** Returns a frame as a plain table. */
export function frameTable(frame: pl.DataFrame): Table {
  const rows = frame.toRecords().map((record) => frame.columns.map((name) => cellOf(record[name])));
  return {columns: frame.columns, rows};
}

/**
 * Returns the rows that a chart was given, as plain tables. They are one list of objects, or several such lists by
 * name. Pictures, and lists within a row, are left out. Days, weeks and times are epoch milliseconds, and become texts.
 */
export function chartTables(rows: unknown): Table[] {
  if (!Array.isArray(rows))
    return rows !== null && typeof rows === "object" ? Object.values(rows).flatMap(listTables) : [];
  return listTables(rows);
}

/** Returns rows as a plain table; days, weeks and times are epoch milliseconds, and become text. */
export function rowsTable(rows: readonly object[]): Table {
  return listTables(rows)[0] ?? {columns: [], rows: []};
}

function listTables(rows: unknown): Table[] {
  if (!Array.isArray(rows) || rows.length === 0 || !rows.every(isRecord)) return [];
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) =>
    rows.every((row) => isCell(row[name]))
  );
  return [{columns, rows: rows.map((row) => columns.map((name) => timed(name, cellOf(row[name]))))}];
}

const times = new Set(["day", "week", "month", "time", "first", "last", "from", "to"]);
const earliest = 1e10; // ms; a smaller number of this name is no time

function timed(name: string, cell: Cell): Cell {
  return times.has(name) && typeof cell === "number" && cell > earliest ? cellOf(new Date(cell)) : cell;
}

function isRecord(row: unknown): row is Record<string, unknown> {
  return typeof row === "object" && row !== null && !Array.isArray(row);
}

function isCell(value: unknown): boolean {
  if (typeof value === "string") return !value.startsWith("data:image/");
  return typeof value !== "object" || value === null || value instanceof Date;
}

function cellOf(value: unknown): Cell {
  if (value instanceof Date) return isoText(value);
  if (typeof value === "bigint") return Number(value);
  return (value ?? null) as Cell;
}

function isoText(time: Date): string {
  return time
    .toISOString()
    .replace("T", " ")
    .replace(/( 00:00:00)?\.000Z$/, "");
}

/**
 * Returns a table as HTML. Where it holds the first rows of `total`, a line below says how many more there are. Names
 * from a log are text, and everything invisible in them is made visible.
 */
export function htmlTable({columns, rows}: Table, total = rows.length): Element {
  const style = columns.map((_, i) => ({style: `text-align: ${isNumeric(rows, i) ? "right" : "left"}`}));
  const left = total - rows.length;
  const head = columns.map((name, i) => h("th", {scope: "col", ...style[i]}, name));
  const body = rows.map((row) =>
    h(
      "tr",
      row.map((cell, i) => h("td", style[i]!, cellText(cell)))
    )
  );
  const more = h("tr", h("td", {colspan: columns.length}, `and ${numbers(left)} more rows`));
  return h("table", [h("thead", h("tr", head)), h("tbody", body), left > 0 ? h("tfoot", more) : null]);
}

function isNumeric(rows: Table["rows"], column: number): boolean {
  const cells = rows.map((row) => row[column]).filter((cell) => cell !== null);
  return cells.length > 0 && cells.every((cell) => typeof cell === "number");
}

const format = new Intl.NumberFormat("en", {maximumFractionDigits: 2});
const numbers = (value: number): string => format.format(value).replaceAll(",", "\u202f"); // as charts have it

function cellText(cell: Cell): string {
  if (cell === null) return "–";
  return typeof cell === "number" ? numbers(cell) : visible(String(cell));
}
