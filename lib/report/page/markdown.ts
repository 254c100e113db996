import type {Element, ElementContent, Root} from "hast";
import {h} from "hastscript";
import type {Html, Parents} from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import {unified} from "unified";

// Raw HTML is shown as text, so nothing in a name or a note can become an element.
const html = (_: unknown, node: Html, parent: Parents | undefined): ElementContent =>
  parent?.type === "root" ? h("p", node.value) : {type: "text", value: node.value};

const processor = unified().use(remarkParse).use(remarkGfm).use(remarkRehype, {handlers: {html}}).freeze();

/** Where links in a text may lead. */
interface Links {
  /** Whether the text may hold the words of a stranger; then no link of it leads to the web. */
  readonly computed?: boolean;
  /** Whether one page holds all notebooks, so that links between them lead into it. */
  readonly joined?: boolean;
  /**
   * The titles of notebooks by the names of their files. A link whose text is the name of a file gets the title as its
   * text.
   */
  readonly titles?: ReadonlyMap<string, string>;
}

/**
 * Returns Markdown (with the tables of GitHub) as elements. Links lead to other reports (`2-countries.ipynb` becomes
 * `2-countries.html`, or a part of a joined page), into the page, and to the web. Of every other link only the text is
 * left, and of a picture from elsewhere only the description.
 */
export function prose(markdown: string, links: Links = {}): ElementContent[] {
  const root: Root = processor.runSync(processor.parse(markdown));
  return root.children.filter(isContent).map((node) => harmless(node, links));
}

/** Returns the text of elements. */
export function plain(nodes: readonly ElementContent[]): string {
  return nodes.map((node) => ("value" in node ? node.value : plain(node.children))).join("");
}

function isContent(node: Root["children"][number]): node is ElementContent {
  return node.type === "element" || node.type === "text";
}

function harmless(node: ElementContent, links: Links): ElementContent {
  if (node.type !== "element") return node;
  const element: Element = {...node, children: node.children.map((child) => harmless(child, links))};
  if (element.tagName === "a") return link(element, links);
  if (element.tagName === "img") return image(element);
  return element.tagName === "table" ? scrolling(element) : element;
}

const NOTEBOOK = /^([\w-]+)\.(?:ipynb|html)(?:#[\w-]*)?$/;

function link({properties, children}: Element, {computed, joined, titles}: Links): Element {
  const href = String(properties.href ?? "");
  const [, name] = NOTEBOOK.exec(href) ?? [];
  if (name !== undefined) {
    const title = plain(children) === name ? titles?.get(name) : undefined;
    return h("a", {href: joined ? `#${name}` : href.replace(".ipynb", ".html")}, title ? `“${title}”` : children);
  }
  if (href.startsWith("#")) return h("a", {...properties}, children);
  return !computed && /^https?:\/\//.test(href) ? h("a", {href, rel: "noreferrer"}, children) : h("span", children);
}

function image({properties}: Element): Element {
  const src = String(properties.src ?? "");
  const alt = String(properties.alt ?? "");
  return src.startsWith("data:image/") ? h("img", {src, alt}) : h("span", alt);
}

/** Returns an element in a box that scrolls sideways, by keyboard too, when the element is wider than the page. */
export function scrolling(element: Element, label = "wide table"): Element {
  return h("div.scroll", {tabIndex: 0, role: "group", ariaLabel: label}, element);
}
