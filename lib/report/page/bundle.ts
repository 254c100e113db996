import type {Cell} from "../../notebook/nbformat.ts";

/** An executed notebook, or the part of it that a report reads. */
export type Run = {readonly cells: readonly Cell[]};

/** The forms of one output by MIME type: a text as one string or as its lines, JSON as it is. */
export type Bundle = {readonly [mime: string]: unknown};

export {chartType as CHART, phoneType as PHONE} from "../../notebook/show.ts";
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
