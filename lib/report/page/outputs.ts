import type {Element, ElementContent} from "hast";
import {h} from "hastscript";
import {joined} from "../../notebook/nbformat.ts";
import type {Output} from "../../notebook/nbformat.ts";
import {CHART, HTML, MARKDOWN, PLAIN, textOf} from "./bundle.ts";
import type {Bundle} from "./bundle.ts";
import {figure} from "./caption.ts";
import {chart, descriptionOf} from "./figure.ts";
import type {Draft} from "./draft.ts";
import {prose} from "./markdown.ts";
import {table} from "./table.ts";

type Show = (data: Bundle, draft: Draft) => ElementContent[];

// Of the types that a bundle has, the first of these is shown.
const SHOWN: readonly (readonly [mime: string, show: Show])[] = [
  [CHART, (data, draft) => [drawn(data, draft)]],
  [MARKDOWN, (data, {options}) => prose(textOf(data, MARKDOWN)!, {...options, computed: true})],
  [HTML, (data, draft) => [tabular(textOf(data, HTML)!, draft)]],
  [PLAIN, (data) => printed(textOf(data, PLAIN)!)]
];

/**
 * Returns the elements of the outputs of a cell, in their order; a figure ends in a `figcaption`. Throws if an output
 * has no type that a report can show.
 */
export function outputs(all: readonly Output[], draft: Draft): ElementContent[] {
  return all.flatMap((output) => {
    if (output.output_type === "stream") return printed(joined(output.text));
    return output.output_type === "error" ? [] : shown(output.data, draft);
  });
}

function shown(data: Bundle, draft: Draft): ElementContent[] {
  const known = SHOWN.find(([mime]) => data[mime] !== undefined);
  if (known === undefined) throw new Error(`an output that no report can show: ${Object.keys(data).join(", ")}`);
  return known[1](data, draft);
}

function drawn(data: Bundle, draft: Draft): Element {
  return figure(chart(data, draft.blocks), draft, {kind: "Figure", text: descriptionOf(data)});
}

function tabular(html: string, draft: Draft): Element {
  return figure(h("div", table(html)), draft, {kind: "Table", text: html});
}

function printed(text: string): ElementContent[] {
  return text.trim() === "" ? [] : [h("pre.printed", {tabIndex: 0}, text.replace(/\n+$/, ""))];
}
