import {createHash} from "node:crypto";
import type {Element, ElementContent, Root} from "hast";
import {toHtml} from "hast-util-to-html";
import {h} from "hastscript";
import rehypeHighlight from "rehype-highlight";
import {unified} from "unified";
import type {Draft} from "./draft.ts";
import {scripts} from "./scripts.ts";
import {version} from "./credits.ts";
import {style} from "./style.ts";
import {visibleTree} from "./text.ts";

/**
 * Returns a whole page: the body, in which control and bidirectional characters are made visible, the blocks of the
 * draft, in which they already are, and, if there are blocks, the scripts that draw them.
 */
export function htmlPage(title: string, body: readonly Element[], {blocks, options: {still = false}}: Draft): string {
  const drawn = still ? [] : [...blocks];
  const code = drawn.length > 0 ? scripts() : [];
  const data = drawn.map(([id, json]) => h("script", {id, type: "application/json"}, embedded(json)));
  const shown = highlighted(body).map((node) => visibleTree(node));
  const page = h("html", {lang: "en"}, [
    head(title, code),
    h("body", [...shown, ...data, ...code.map((text) => h("script", unbroken(text)))])
  ]);
  return toHtml(h(null, [{type: "doctype"}, page])) + "\n";
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

function highlighted(body: readonly Element[]): ElementContent[] {
  const root: Root = {type: "root", children: [...body]};
  return (unified().use(rehypeHighlight).runSync(root) as Root).children as ElementContent[];
}

// A < could end a script element, even within a string of its JSON.
function embedded(json: string): string {
  return json.replaceAll("<", "\\u003c");
}

function unbroken(code: string): string {
  if (/<\/script|<!--/i.test(code)) throw new Error("a library whose text would end its own script element");
  return code;
}
