import {joined} from "../notebook/nbformat.ts";
import type {Cell, Output} from "../notebook/nbformat.ts";

/** An executed notebook, as far as a report reads it. */
export type Run = {readonly cells: readonly Cell[]};

/** What one output shows, in one or several MIME types: text as one string or as lines, JSON as it is. */
export type Bundle = {readonly [mime: string]: unknown};

export {chartType as CHART, phoneType as PHONE} from "../notebook/show.ts";
export const PICTURE = "image/svg+xml";
export const MARKDOWN = "text/markdown";
export const HTML = "text/html";
export const PLAIN = "text/plain";

/** Returns the text of a bundle in one MIME type, or null if the bundle has none. */
export function textOf(data: Bundle, mime: string): string | null {
  const text = data[mime];
  if (typeof text === "string") return text;
  return Array.isArray(text) ? text.join("") : null;
}

/**
 * Returns the first thing that went wrong while the notebook ran, as “cell 3: message”, or null: an error output or
 * anything on standard error (tslab reports a failed cell only there). A report must not be made from such a notebook.
 */
export function failure({cells}: Run): string | null {
  for (const [i, cell] of cells.entries()) {
    if (cell.cell_type !== "code") continue;
    for (const output of cell.outputs) {
      const message = messageOf(output);
      if (message !== null) return `cell ${i + 1}: ${message.trim().replaceAll(/\s*\n\s*/g, "; ")}`;
    }
  }
  return null;
}

function messageOf(output: Output): string | null {
  if (output.output_type === "error") return `${output.ename}: ${output.evalue}`;
  return output.output_type === "stream" && output.name === "stderr" ? joined(output.text) : null;
}
