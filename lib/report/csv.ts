import {joined} from "../notebook/nbformat.ts";
import {rowsType} from "../notebook/show.ts";
import type {Cell, Table} from "../notebook/table.ts";
import type {Chapter} from "./page/page.ts";
import {visibleProse} from "../base/visible.ts";

/** A table of a notebook. Its name is made of those of the notebook and of the section, as `1-names-the-names-2`. */
export interface NamedTable {
  readonly name: string;
  readonly table: Table;
}

/**
 * Returns the tables of a notebook in their order, with those behind its charts. It must have run with
 * `KNOCKBOOK_ROWS`.
 */
export function tablesOf({name, run}: Chapter): NamedTable[] {
  const counts = new Map<string, number>();
  let section = name;
  return run.cells.flatMap((cell) => {
    if (cell.cell_type === "markdown") section = sectionOf(joined(cell.source), name) ?? section;
    if (cell.cell_type !== "code") return [];
    const tables = cell.outputs.flatMap((output) =>
      "data" in output ? ((output.data[rowsType] ?? []) as Table[]) : []
    );
    return tables.map((table) => {
      const n = (counts.get(section) ?? 0) + 1;
      counts.set(section, n);
      return {name: n === 1 ? section : `${section}-${n}`, table};
    });
  });
}

function sectionOf(markdown: string, name: string): string | null {
  const [, heading] = /^#{2,6} (.*)$/m.exec(markdown) ?? [];
  const words = heading?.toLowerCase().match(/[a-z0-9]+/g);
  return words ? [name, ...words].join("-") : null;
}

/**
 * Returns a table as CSV (RFC 4180). All texts are quoted, so that they hold in readers with another separator.
 * Invisible characters in them are made visible. Numbers stay numbers. A text that a spreadsheet would run as a formula
 * gets an apostrophe before it (OWASP, “CSV Injection”).
 */
export function csv({columns, rows}: Table): string {
  return [columns, ...rows].map((row) => row.map(field).join(",") + "\r\n").join("");
}

const formula = /^[=+\-@\t\r\n＝＋－＠]/;

function field(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const text = visibleProse(formula.test(cell) ? `'${cell}` : cell);
  return `"${text.replaceAll('"', '""')}"`;
}
