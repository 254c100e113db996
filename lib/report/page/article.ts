import type {Element, ElementContent} from "hast";
import {h} from "hastscript";
import {joined} from "../../notebook/nbformat.ts";
import type {Cell, CodeCell} from "../../notebook/nbformat.ts";
import {MARKDOWN, textOf} from "./bundle.ts";
import type {Run} from "./bundle.ts";
import type {Draft} from "./draft.ts";
import {plain, prose} from "./markdown.ts";
import {outputs} from "./outputs.ts";
import {isHeading, sectionsOf, type Sections} from "./sections.ts";

/** A notebook in reading order: its finding, then its sections, and the contents that lead to them. */
export interface Article extends Sections {
  readonly finding: readonly ElementContent[];
  /** The code that computed the finding, folded away; null where the author wrote the finding. */
  readonly findingCode: Element | null;
}

/**
 * Returns a notebook as an article. Its last text, in Markdown or computed, is the finding, and leaves its place.
 * Headings of sections have `level` or a lower one. Code is folded away below what it produced. The charts are added to
 * the draft. Throws with the number of a cell if a page cannot show its output.
 */
export function article({cells}: Run, draft: Draft, level = 2): Article {
  const at = cells.findLastIndex((cell) => findingOf(cell) !== null);
  const numbered = cells.map((cell, i) => ({cell, number: i + 1}));
  const body = [numbered.slice(0, Math.max(at, 0)), numbered.slice(at + 1)].flatMap((part) => flow(part, draft));
  return {
    finding: at < 0 ? [] : lead(cells[at]!, draft),
    findingCode: cells[at]?.cell_type === "code" ? fold([joined(cells[at].source)], "Code of the finding") : null,
    ...sectionsOf(body, draft, level)
  };
}

/** Returns the words of a notebook's first title, or null if it has none. */
export function titleOf({cells}: Run): string | null {
  const [first] = cells.filter((cell) => cell.cell_type === "markdown");
  const [, title] = /^# (.*)$/m.exec(first ? joined(first.source) : "") ?? [];
  return title === undefined ? null : plain(prose(title));
}

function findingOf(cell: Cell): string | null {
  if (cell.cell_type === "markdown") return joined(cell.source);
  if (cell.cell_type !== "code") return null;
  const texts = cell.outputs.map((output) => ("data" in output ? textOf(output.data, MARKDOWN) : null));
  return texts.findLast((text) => text !== null) ?? null;
}

function lead(cell: Cell, {options}: Draft): ElementContent[] {
  const text = prose(findingOf(cell)!, {...options, computed: cell.cell_type === "code"});
  return text.filter((node) => !isHeading(node));
}

function flow(cells: readonly {cell: Cell; number: number}[], draft: Draft): ElementContent[] {
  const nodes: ElementContent[] = [];
  let code: string[] = []; // since the last output
  for (const {cell, number} of cells) {
    if (cell.cell_type === "markdown") nodes.push(...prose(joined(cell.source), draft.options));
    if (cell.cell_type !== "code") continue;
    code.push(joined(cell.source));
    if (cell.outputs.length === 0) continue;
    nodes.push(...inCell(number, () => step(cell, code, draft)));
    code = [];
  }
  const rest = fold(code);
  return rest ? [...nodes, rest] : nodes;
}

function inCell<T>(number: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Error(`cell ${number}: ${(error as Error).message}`, {cause: error});
  }
}

// Returns what a cell shows, with the code that led to it in the caption of the last figure, or else below.
function step(cell: CodeCell, code: readonly string[], draft: Draft): ElementContent[] {
  const shown = outputs(cell.outputs, draft);
  const folded = fold(code);
  if (folded === null) return shown;
  const last = shown.at(-1);
  const caption = last?.type === "element" ? last.children.at(-1) : undefined;
  if (caption?.type !== "element" || caption.tagName !== "figcaption") return [...shown, folded];
  caption.children.push(folded);
  return shown;
}

/** Returns code folded away; null without any, as for what the report itself computed. */
function fold(code: readonly string[], title = "Code"): Element | null {
  const source = code
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .join("\n\n");
  return source === ""
    ? null
    : h("details.code", h("summary", title), h("pre", {tabIndex: 0}, h("code.language-typescript", source)));
}
