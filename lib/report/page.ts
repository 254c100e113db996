import {createHash} from "node:crypto";
import type {Element, ElementContent, Root} from "hast";
import {toHtml} from "hast-util-to-html";
import {h} from "hastscript";
import rehypeHighlight from "rehype-highlight";
import {unified} from "unified";
import {article} from "./article.ts";
import type {Article} from "./article.ts";
import {failure} from "./bundle.ts";
import type {Run} from "./bundle.ts";
import type {Blocks} from "./chart.ts";
import {scripts} from "./scripts.ts";
import {sources, version} from "./sources.ts";
import type {GeoSource} from "./sources.ts";
import {style} from "./style.ts";
import {visibleTree} from "./text.ts";

/** What stands on a page beside its notebook. */
export type PageOptions = {
  readonly title: string;
  /** Whose log it is. */
  readonly host?: string;
  /** The time the log covers, with its zone, as text for people. */
  readonly span?: string;
  /** Whether the data is made up; the page then says so before anything else. */
  readonly demo: boolean;
  /** The geo databases that places come from. */
  readonly geo?: readonly GeoSource[];
  readonly generated: Date;
};

/**
 * Returns an executed notebook as one HTML file that needs nothing else: no request leaves it, its scripts are let
 * through by their hashes alone, and without JavaScript each chart is a picture. The same input gives the same bytes.
 * Throws if a cell failed, printed to standard error or has an output that a page cannot show.
 */
export async function reportPage(notebook: Run, options: PageOptions): Promise<string> {
  const failed = failure(notebook);
  if (failed !== null) throw new Error(`no report of ${options.title}; ${failed}`);
  const blocks: Blocks = new Map();
  const {finding, sections, contents} = article(notebook, blocks);
  const main = h("main", {id: "main"}, lead(finding), navigation(contents), [...sections]);
  const body = [header(options), main, sources(blocks, options)];
  return htmlPage(options.title, await highlighted(body), blocks);
}

/** Returns a whole page; `body` is made visible (control and bidirectional characters), the blocks already are. */
export function htmlPage(title: string, body: readonly ElementContent[], blocks: Blocks = new Map()): string {
  const code = blocks.size > 0 ? scripts() : [];
  const data = [...blocks].map(([id, json]) => h("script", {id, type: "application/json"}, embedded(json)));
  const tree = h(null, [
    {type: "doctype"},
    h("html", {lang: "en"}, [
      head(title, code),
      h("body", [...body.map((node) => visibleTree(node)), ...data, ...code.map((text) => h("script", unbroken(text)))])
    ])
  ]);
  return toHtml(tree) + "\n";
}

/** Returns the top of a page: the warning of made-up data, the title, the host and the span. */
export function header({title, host, span, demo}: PageOptions): Element {
  return h("header", [
    h("a.skip", {href: "#main"}, "Skip to the finding"),
    demo
      ? h("p.demo", h("strong", "Made-up data."), " Nobody knocked: this log was generated to try knockbook.")
      : null,
    h("p.kicker", "knockbook · Who knocks on my SSH port?"),
    h("h1", title),
    host || span ? h("p.span", [host, span].filter(Boolean).join(" · ")) : null
  ]);
}

function head(title: string, code: readonly string[]): Element {
  return h("head", [
    h("meta", {charSet: "utf-8"}),
    h("meta", {httpEquiv: "Content-Security-Policy", content: policy(code)}),
    h("meta", {name: "viewport", content: "width=device-width, initial-scale=1"}),
    h("meta", {name: "color-scheme", content: "light dark"}),
    h("meta", {name: "generator", content: `knockbook ${version}`}),
    visibleTree(h("title", title)),
    h("link", {rel: "icon", href: "data:,"}),
    h("style", style)
  ]);
}

function policy(code: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src ${code.map(hashed).join(" ") || "'none'"}`,
    `style-src ${hashed(style)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'"
  ].join("; ");
}

function hashed(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

function lead(finding: Article["finding"]): Element | null {
  if (finding.length === 0) return null;
  return h("section.finding", {ariaLabelledBy: "finding"}, h("h2", {id: "finding"}, "The finding"), [...finding]);
}

function navigation(contents: Article["contents"]): Element {
  const entries = [...contents, {id: "sources", text: "Sources"}];
  const items = entries.map(({id, text}) => h("li", h("a", {href: `#${id}`}, text)));
  return h("nav", {ariaLabel: "Contents"}, h("p", "Contents"), h("ol", items));
}

async function highlighted(body: Element[]): Promise<ElementContent[]> {
  const root: Root = {type: "root", children: body};
  const {children} = (await unified().use(rehypeHighlight).run(root)) as Root;
  return children as ElementContent[];
}

// Within a script element, < could end it, whatever the JSON around it says.
function embedded(json: string): string {
  return json.replaceAll("<", "\\u003c");
}

function unbroken(code: string): string {
  if (/<\/script|<!--/i.test(code)) throw new Error("a library whose text would end its own script element");
  return code;
}
