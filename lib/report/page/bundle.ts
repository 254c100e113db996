import type {Cell} from "../../notebook/nbformat.ts";

/** An executed notebook, as far as a report reads it. */
export type Run = {readonly cells: readonly Cell[]};

/** What one output shows, in one or several MIME types: text as one string or as lines, JSON as it is. */
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
