import {joined} from "../notebook/nbformat.ts";
import {rowsType} from "../notebook/show.ts";
import type {Cell, Table} from "../notebook/table.ts";
import type {Chapter} from "./page/page.ts";
import {visible} from "./page/text.ts";

/** A table of a notebook, and a name for its file: that of the notebook and of the section it stands in. */
export interface NamedTable {
  readonly name: string;
  readonly table: Table;
}

/** Returns the tables of a notebook that was run with `KNOCKBOOK_ROWS`, those behind its charts too, in their order. */
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
 * Returns a table as CSV (RFC 4180, UTF-8). Texts are quoted, whatever separator a reader takes, and made visible;
 * numbers stay numbers. A text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, “CSV
 * Injection”).
 */
export function csv({columns, rows}: Table): string {
  return [columns, ...rows].map((row) => row.map(field).join(",") + "\r\n").join("");
}

const formula = /^[=+\-@\t\r\n＝＋－＠]/;

function field(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const text = visible(formula.test(cell) ? `'${cell}` : cell);
  return `"${text.replaceAll('"', '""')}"`;
}
