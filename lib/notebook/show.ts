import {toHtml} from "hast-util-to-html";
import type pl from "nodejs-polars";
import {descriptionOf, type Spec} from "../chart/parts/spec.ts";
import {display, type MimeBundle} from "./kernel.ts";
import {renderSvg} from "./render.ts";
import {chartTables, frameTable, htmlTable, rowsTable, type Table} from "./table.ts";

/** The MIME type of a chart, in the grammar that JupyterLab 4 draws. */
export const chartType = "application/vnd.vegalite.v5+json";

/** The MIME type of the same chart for narrow screens, which a report draws. */
export const phoneType = "application/vnd.knockbook.phone+json";
const phoneWidth = 328; // 360 px, as many phones have, less the margins of a report

/**
 * The MIME type of all rows behind a chart or a frame, as a list of tables. They are sent only if `KNOCKBOOK_ROWS` is
 * set.
 */
export const rowsType = "application/vnd.knockbook.rows+json";

/** A chart: a function from rows to its specification. */
export type Chart<Rows, Options> = (rows: Rows, options: Options) => Spec;

/**
 * Shows a table: the first `rows` rows (20 by default) of a frame of polars, or of rows as a log answers them. Or shows
 * a chart of rows: as Vega-Lite for JupyterLab, as an SVG picture for front ends without it, as its description, and in
 * its form for phones, which a report draws. Throws outside of a notebook.
 */
export async function show(table: pl.DataFrame | readonly object[], options?: {rows?: number}): Promise<void>;
export async function show<Rows, Options>(chart: Chart<Rows, Options>, rows: Rows, options: Options): Promise<void>;
export async function show<Rows, Options>(
  what: pl.DataFrame | readonly object[] | Chart<Rows, Options>,
  rows?: unknown,
  options?: Options
): Promise<void> {
  if (typeof what === "function") {
    const draw = (size: object): Spec => what(rows as Rows, {...(options as Options), ...size});
    const {data, metadata} = await chartBundle(draw({}));
    const phone = draw({width: phoneWidth});
    return display({data: {...data, [phoneType]: phone, ...withRows(() => chartTables(rows))}, metadata});
  }
  const {rows: most = 20} = (rows as {rows?: number} | undefined) ?? {};
  const {data, metadata} = tableBundle(firstRows(what, most), isRows(what) ? what.length : what.height);
  display({data: {...data, ...withRows(() => [firstRows(what, Infinity)])}, metadata});
}

function firstRows(what: pl.DataFrame | readonly object[], most: number): Table {
  if (isRows(what)) return rowsTable(what.slice(0, most));
  return frameTable(most < what.height ? what.head(most) : what);
}

function withRows(tables: () => readonly Table[]): Readonly<Record<string, unknown>> {
  return process.env.KNOCKBOOK_ROWS ? {[rowsType]: tables()} : {};
}

/**
 * Shows a text in Markdown that the notebook computed, such as its finding. A name from a log must go through
 * `nameInText` first. Throws outside of a notebook.
 */
export function say(markdown: string): void {
  display({data: {"text/markdown": markdown, "text/plain": markdown}, metadata: {}});
}

/** Returns a chart in the forms that {@link show} sends. */
export async function chartBundle(spec: Spec): Promise<MimeBundle> {
  const svg = await renderSvg(spec);
  return {
    data: {
      [chartType]: {$schema: "https://vega.github.io/schema/vega-lite/v5.json", ...spec},
      "image/svg+xml": inked(svg),
      "text/plain": descriptionOf(spec)
    },
    metadata: {[chartType]: {embed_options: {renderer: "svg", actions: false}}}
  };
}

/**
 * Returns the first rows of a table of `total` rows in the forms that {@link show} sends: as HTML, and its size as
 * text.
 */
function tableBundle(table: Table, total = table.rows.length): MimeBundle {
  const text = `${total} rows of ${table.columns.join(", ")}`;
  return {data: {"text/html": toHtml(htmlTable(table, total)), "text/plain": text}, metadata: {}};
}

function isRows(what: pl.DataFrame | readonly object[]): what is readonly object[] {
  return Array.isArray(what);
}

/**
 * Returns a picture with a text colour of its own: standing alone it does not inherit that of the page, but it sees
 * whether the reader prefers dark pages.
 */
function inked(svg: string): string {
  const style = "<style>svg{color:#1c2226}@media(prefers-color-scheme:dark){svg{color:#eceff1}}</style>";
  return svg.replace(/<svg\b[^>]*>/, (root) => root + style);
}
