import type {Element, ElementContent} from "hast";
import {h} from "hastscript";
import {next, type Draft} from "./draft.ts";
import {plain} from "./markdown.ts";

/** The words of a heading, and its id. */
export interface Entry {
  readonly id: string;
  readonly text: string;
}

/** The sections of a text, and the contents that lead to them. */
export interface Sections {
  readonly sections: readonly Element[];
  readonly contents: readonly Entry[];
}

const HEADING = /^h[1-6]$/;

/**
 * Returns the nodes of a notebook in sections. Its `##` become headings of `level`, and lower ones follow without a
 * gap; each gets an id of its own. Its first title is left out, because the page has one, and so are headings without a
 * text.
 */
export function sectionsOf(nodes: readonly ElementContent[], draft: Draft, level: number): Sections {
  const levelled = atLevel(withoutTitle(nodes), draft, level);
  const begins = (node: ElementContent): node is Element => isHeading(node) && node.tagName === `h${level}`;
  const sections: Element[] = [];
  for (const node of levelled) {
    if (begins(node)) sections.push(h("section"));
    else if (sections.length === 0) sections.push(h("div.opening"));
    sections.at(-1)!.children.push(node);
  }
  const contents = levelled
    .filter(begins)
    .map(({properties, children}) => ({id: String(properties.id), text: plain(children)}));
  return {sections, contents};
}

/** Returns whether a node is a heading. */
export function isHeading(node: ElementContent | undefined): node is Element {
  return node?.type === "element" && HEADING.test(node.tagName);
}

function withoutTitle(nodes: readonly ElementContent[]): ElementContent[] {
  const title = nodes.findIndex((node) => node.type === "element" && node.tagName === "h1");
  return nodes.filter((node, i) => i !== title && !(isHeading(node) && isEmpty(node, nodes[i + 1])));
}

// Returns whether nothing follows a heading, as where its text was the finding.
function isEmpty(heading: Element, next: ElementContent | undefined): boolean {
  return next === undefined || (isHeading(next) && next.tagName <= heading.tagName);
}

function atLevel(nodes: readonly ElementContent[], draft: Draft, level: number): ElementContent[] {
  let above = level - 1;
  return nodes.map((node) => {
    if (!isHeading(node)) return node;
    above = Math.min(Math.max(Number(node.tagName[1]) - 2, 0) + level, above + 1, 6);
    return {...node, tagName: `h${above}`, properties: {id: idOf(plain(node.children), draft)}};
  });
}

function idOf(text: string, draft: Draft): string {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ["section"];
  const id = `s-${words.join("-")}`;
  const times = next(draft, id);
  return times === 1 ? id : `${id}-${times}`;
}
