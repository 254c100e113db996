import type {Element, ElementContent} from "hast";
import {h} from "hastscript";
import {next, type Draft} from "./draft.ts";
import {scrolling} from "./markdown.ts";
import {distinctSources} from "./credits.ts";

/** Columns of a table that a geo database fills. */
const PLACED = /<th\b[^>]*>(?:country|countryName|region|state|city|asn|asName)<\/th>/i;

/** What a figure shows: its kind, and its text, which tells the geo databases behind it. */
interface Shown {
  readonly kind: "Figure" | "Table";
  readonly text: string;
}

/**
 * Returns a figure: a drawing or table, and a caption with its number, the host of its log, and the credit that the
 * licence of its places asks for.
 */
export function figure(content: Element, draft: Draft, {kind, text}: Shown): Element {
  const number = next(draft, kind);
  const id = `${kind.toLowerCase()}-${number}`;
  const caption = h("figcaption", [
    h("a.number", {href: `#${id}`}, `${kind} ${number}`),
    ...credits(text, draft).map((credit) => h("span", credit))
  ]);
  return h(
    "figure",
    {id, className: [kind === "Figure" ? "chart" : "table"]},
    scrolling(content, `${kind} ${number}`),
    caption
  );
}

/**
 * Returns where the numbers of a figure come from, and the geo databases that its text names or that fill its columns.
 */
function credits(text: string, {options: {host, geo = []}}: Draft): ElementContent[][] {
  const used = distinctSources(geo).filter(({name}) => text.includes(name) || PLACED.test(text));
  return [
    ...(host ? [[{type: "text" as const, value: `Log of ${host}`}]] : []),
    ...used.map(({name, buildDate, attribution}): ElementContent[] => [
      attribution ? h("a", {href: attribution.url, rel: "noreferrer"}, attribution.text) : {type: "text", value: name},
      {type: "text", value: buildDate === null ? "" : `, ${buildDate}`}
    ])
  ];
}
