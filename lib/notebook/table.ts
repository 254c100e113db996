import {h} from "hastscript";
import type {Element} from "hast";
import type pl from "nodejs-polars";
import {visible} from "../chart/text.ts";

/** Returns the first rows of a frame as a table; names from a log are text, with what is invisible made visible. */
export function tableOf(frame: pl.DataFrame, rows: number): Element {
  const numeric = new Set(frame.columns.filter((name) => /Int|Float/.test(String(frame.schema[name]))));
  const attributes = (name: string): {style: string} => ({
    style: `text-align: ${numeric.has(name) ? "right" : "left"}`
  });
  const records = frame.head(rows).toRecords();
  const left = frame.height - records.length;
  return h("table", [
    h(
      "thead",
      h(
        "tr",
        frame.columns.map((name) => h("th", {scope: "col", ...attributes(name)}, name))
      )
    ),
    h(
      "tbody",
      records.map((row) =>
        h(
          "tr",
          frame.columns.map((name) => h("td", attributes(name), cellText(row[name], numeric.has(name))))
        )
      )
    ),
    left > 0
      ? h("tfoot", h("tr", h("td", {colspan: frame.columns.length}, `and ${left.toLocaleString("en")} more rows`)))
      : null
  ]);
}

const numbers = new Intl.NumberFormat("en", {maximumFractionDigits: 2});

function cellText(value: unknown, numeric: boolean): string {
  if (value === null || value === undefined) return "–";
  if (value instanceof Date)
    return value
      .toISOString()
      .replace("T", " ")
      .replace(/( 00:00:00)?\.000Z$/, "");
  return numeric ? numbers.format(value as number) : visible(String(value));
}
