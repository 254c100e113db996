/** A notebook as its file holds it (nbformat 4.5, https://nbformat.readthedocs.io). */
export interface Notebook {
  readonly cells: readonly Cell[];
  readonly metadata: Metadata;
  readonly nbformat: number;
  readonly nbformat_minor: number;
}

/** A cell of code, with what it put out when it ran. */
export interface CodeCell {
  readonly cell_type: "code";
  readonly id: string;
  readonly metadata: Metadata;
  readonly source: Multiline;
  readonly execution_count: number | null;
  readonly outputs: readonly Output[];
}

/** A cell of text. */
export interface TextCell {
  readonly cell_type: "markdown" | "raw";
  readonly id: string;
  readonly metadata: Metadata;
  readonly source: Multiline;
}

/** A cell of a notebook. */
export type Cell = CodeCell | TextCell;

/** What a cell put out: something to show, text, or an error. */
export type Output =
  | {readonly output_type: "display_data" | "execute_result"; readonly data: Metadata; readonly metadata: Metadata}
  | {readonly output_type: "stream"; readonly name: "stdout" | "stderr"; readonly text: Multiline}
  | {readonly output_type: "error"; readonly ename: string; readonly evalue: string};

/** Values by name, such as forms of one output by their MIME types. */
export type Metadata = {readonly [key: string]: unknown};

/** A text as one string, or as its lines, which keep their line ends. */
type Multiline = string | readonly string[];

/** Returns a text as one string. */
export function joined(text: Multiline): string {
  return typeof text === "string" ? text : text.join("");
}

/**
 * Returns the text of a notebook's file, which is the same for the same content. It is as Jupyter itself writes it:
 * keys sorted, an indent of one space, texts as lists of lines. Only the JSON of a chart stands on one line, for a
 * third of the size.
 */
export function formatNotebook(notebook: Notebook): string {
  const cells = notebook.cells.map((cell) => ({...cell, source: lines(cell.source), ...outputsOf(cell)}));
  return `${write({...notebook, cells})}\n`;
}

function outputsOf(cell: Cell): object {
  return cell.cell_type === "code" ? {outputs: cell.outputs.map(inLines)} : {};
}

function inLines(output: Output): object {
  if (output.output_type === "stream") return {...output, text: lines(output.text)};
  if (output.output_type === "error") return output;
  const data = Object.entries(output.data).map(([mime, value]) => [mime, isText(mime, value) ? lines(value) : value]);
  return {...output, data: Object.fromEntries(data)};
}

function isText(mime: string, value: unknown): value is string {
  return typeof value === "string" && !isJson(mime);
}

/** Returns the lines of a text, split as Python splits them: at every one of these characters. */
function lines(text: Multiline): string[] {
  return (
    joined(text).match(/[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])|.+$/g) ?? []
  );
}

function isJson(mime: string): boolean {
  return /[/+]json$/.test(mime);
}

function write(value: unknown, indent = ""): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent} `;
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  const items = Array.isArray(value)
    ? value.map((item) => write(item, inner))
    : sortedEntries(value).map(
        ([key, item]) => `${JSON.stringify(key)}: ${isJson(key) ? oneLine(item) : write(item, inner)}`
      );
  if (items.length === 0) return `${open}${close}`;
  return `${open}\n${items.map((item) => inner + item).join(",\n")}\n${indent}${close}`;
}

function oneLine(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(oneLine).join(",")}]`;
  return `{${sortedEntries(value)
    .map(([key, item]) => `${JSON.stringify(key)}:${oneLine(item)}`)
    .join(",")}}`;
}

function sortedEntries(value: object): [string, unknown][] {
  return Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
