import type {Element, ElementContent} from "hast";
import {h} from "hastscript";
import {joined} from "../notebook/nbformat.ts";
import type {Cell, CodeCell} from "../notebook/nbformat.ts";
import {MARKDOWN, textOf} from "./bundle.ts";
import type {Run} from "./bundle.ts";
import type {Blocks} from "./chart.ts";
import {plain, prose} from "./markdown.ts";
import {outputs} from "./outputs.ts";

/** A heading's words and where it stands. */
export type Entry = {readonly id: string; readonly text: string};

/** A notebook in reading order: the finding, then its sections with the contents that lead to them. */
export type Article = {
  readonly finding: readonly ElementContent[];
  readonly sections: readonly Element[];
  readonly contents: readonly Entry[];
};

const HEADING = /^h[1-6]$/;

/**
 * Returns a notebook as an article. Its last text, Markdown or computed, is the finding and leaves its place; the first
 * title goes, as the page has its own. Code is folded away under what it produced. Charts go into the blocks.
 */
export function article({cells}: Run, blocks: Blocks): Article {
  const at = cells.findLastIndex((cell) => findingOf(cell) !== null);
  const body = [...flow(cells.slice(0, at), blocks), ...flow(cells.slice(at + 1), blocks)];
  const sections = levelled(withoutTitle(body));
  return {finding: at < 0 ? [] : lead(cells[at]!), sections: inSections(sections), contents: entries(sections)};
}

/** Returns the finding of a notebook as Markdown without headings, or null if it has no text at all. */
export function finding({cells}: Run): string | null {
  const text = cells.map(findingOf).findLast((finding) => finding !== null);
  return text?.replaceAll(/^#{1,6} .*\n*/gm, "").trim() ?? null;
}

function findingOf(cell: Cell): string | null {
  if (cell.cell_type === "markdown") return joined(cell.source);
  if (cell.cell_type !== "code") return null;
  const texts = cell.outputs.map((output) => ("data" in output ? textOf(output.data, MARKDOWN) : null));
  return texts.findLast((text) => text !== null) ?? null;
}

function lead(cell: Cell): ElementContent[] {
  const text = prose(findingOf(cell)!, {computed: cell.cell_type === "code"}).filter((node) => !isHeading(node));
  return cell.cell_type === "code" ? [...text, fold([joined(cell.source)])] : text;
}

function flow(cells: readonly Cell[], blocks: Blocks): ElementContent[] {
  const nodes: ElementContent[] = [];
  let code: string[] = []; // since the last output
  for (const cell of cells) {
    if (cell.cell_type === "markdown") nodes.push(...prose(joined(cell.source)));
    if (cell.cell_type !== "code") continue;
    code.push(joined(cell.source));
    if (cell.outputs.length === 0) continue;
    nodes.push(...step(cell, code, blocks));
    code = [];
  }
  return code.length > 0 ? [...nodes, fold(code)] : nodes;
}

// What a cell shows, with the code that led to it: in the caption of the last figure, else below.
function step(cell: CodeCell, code: readonly string[], blocks: Blocks): ElementContent[] {
  const shown = outputs(cell.outputs, blocks);
  const last = shown.at(-1);
  const caption = last?.type === "element" ? last.children.at(-1) : undefined;
  if (caption?.type !== "element" || caption.tagName !== "figcaption") return [...shown, fold(code)];
  caption.children.push(fold(code));
  return shown;
}

function fold(code: readonly string[]): Element {
  const source = code.map((text) => text.trim()).join("\n\n");
  return h("details.code", h("summary", "Code"), h("pre", {tabIndex: 0}, h("code.language-typescript", source)));
}

function isHeading(node: ElementContent | undefined): node is Element {
  return node?.type === "element" && HEADING.test(node.tagName);
}

function withoutTitle(nodes: readonly ElementContent[]): ElementContent[] {
  const title = nodes.findIndex((node) => node.type === "element" && node.tagName === "h1");
  return nodes.filter((node, i) => i !== title && !(isHeading(node) && isEmpty(node, nodes[i + 1])));
}

// A heading whose text was the finding.
function isEmpty(heading: Element, next: ElementContent | undefined): boolean {
  return next === undefined || (isHeading(next) && next.tagName <= heading.tagName);
}

// Headings from h2 on without a gap, each with an id of its own.
function levelled(nodes: readonly ElementContent[]): ElementContent[] {
  const seen = new Map<string, number>();
  let above = 1;
  return nodes.map((node) => {
    if (!isHeading(node)) return node;
    above = Math.min(Math.max(Number(node.tagName[1]), 2), above + 1);
    return {...node, tagName: `h${above}`, properties: {id: slug(plain(node.children), seen)}};
  });
}

function slug(text: string, seen: Map<string, number>): string {
  const words =
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join("-") ?? "section";
  const times = (seen.get(words) ?? 0) + 1;
  seen.set(words, times);
  return times === 1 ? `s-${words}` : `s-${words}-${times}`;
}

function inSections(nodes: readonly ElementContent[]): Element[] {
  const sections: Element[] = [];
  for (const node of nodes) {
    if (isSection(node)) sections.push(h("section", {ariaLabelledBy: node.properties.id as string}));
    else if (sections.length === 0) sections.push(h("div.opening"));
    sections.at(-1)!.children.push(node);
  }
  return sections;
}

function entries(nodes: readonly ElementContent[]): Entry[] {
  return nodes.filter(isSection).map(({properties, children}) => ({id: String(properties.id), text: plain(children)}));
}

function isSection(node: ElementContent): node is Element {
  return isHeading(node) && node.tagName === "h2";
}
