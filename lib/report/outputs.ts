import type {Element, ElementContent} from "hast";
import {h} from "hastscript";
import {joined} from "../notebook/nbformat.ts";
import type {Output} from "../notebook/nbformat.ts";
import {CHART, HTML, MARKDOWN, PLAIN, textOf} from "./bundle.ts";
import type {Bundle} from "./bundle.ts";
import {chart} from "./chart.ts";
import type {Blocks} from "./chart.ts";
import {prose, scrolling} from "./markdown.ts";
import {table} from "./table.ts";

type Show = (data: Bundle, blocks: Blocks) => ElementContent[];

// The first type that a bundle has is shown.
const SHOWN: readonly (readonly [mime: string, show: Show])[] = [
  [CHART, (data, blocks) => [drawn(chart(data, blocks))]],
  [MARKDOWN, (data) => prose(textOf(data, MARKDOWN)!, {computed: true})],
  [HTML, (data) => [tabular(table(textOf(data, HTML)!))]],
  [PLAIN, (data) => printed(textOf(data, PLAIN)!)]
];

/**
 * Returns what the outputs of a cell show, in their order; figures end in a `figcaption`. Throws if an output has no
 * type that a report can show.
 */
export function outputs(all: readonly Output[], blocks: Blocks): ElementContent[] {
  return all.flatMap((output) => {
    if (output.output_type === "stream") return printed(joined(output.text));
    return output.output_type === "error" ? [] : shown(output.data, blocks);
  });
}

function shown(data: Bundle, blocks: Blocks): ElementContent[] {
  const known = SHOWN.find(([mime]) => data[mime] !== undefined);
  if (known === undefined) throw new Error(`an output that no report can show: ${Object.keys(data).join(", ")}`);
  return known[1](data, blocks);
}

function drawn(box: Element): Element {
  const number = String(box.properties.dataChart).replace("chart-", "");
  const caption = h("figcaption", h("a.number", {href: `#figure-${number}`}, `Figure ${number}`));
  return h("figure.chart", {id: `figure-${number}`}, scrolling(box, `Figure ${number}`), caption);
}

function tabular(nodes: ElementContent[]): Element {
  return h("figure.table", scrolling(h("div", nodes), "Table"), h("figcaption"));
}

function printed(text: string): ElementContent[] {
  return text.trim() === "" ? [] : [h("pre.printed", {tabIndex: 0}, text.replace(/\n+$/, ""))];
}
