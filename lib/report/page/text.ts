import type {Nodes} from "hast";

const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu; // controls, bidi and zero width, lone surrogates, line separators
const ENDLESS = /(\S{200})\S{100,}/gu;

/**
 * Returns a text in which everything is visible that shows nothing or moves its surroundings: control characters as
 * their pictures (␛), the others as `\u{202e}`. Tabs and line feeds stay. This is the last line of defence, over the
 * whole page. Unlike `visible` of lib/base, which is meant for one name, it cuts and trims nothing.
 */
export function visible(text: string): string {
  return text.replaceAll(HIDDEN, (c) => (c === "\n" || c === "\t" ? c : escaped(c.codePointAt(0)!)));
}

/** Returns a copy of a JSON value with every string in it made visible, keys included. */
export function visibleJson(value: unknown): unknown {
  if (typeof value === "string") return visible(value);
  if (Array.isArray(value)) return value.map(visibleJson);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [visible(key), visibleJson(item)]));
}

/**
 * Returns a tree of elements in which every text and every attribute is made visible. Words of 300 characters or more
 * are cut, because prose has no room for them; preformatted text scrolls and stays whole.
 */
export function visibleTree<T extends Nodes>(node: T, {cut = true}: {cut?: boolean} = {}): T {
  if (node.type === "text")
    return {...node, value: cut ? visible(node.value).replaceAll(ENDLESS, "$1…") : visible(node.value)};
  if (node.type === "element") node = {...node, properties: visibleJson(node.properties)};
  const inner = {cut: cut && !(node.type === "element" && node.tagName === "pre")};
  return "children" in node ? {...node, children: node.children.map((child) => visibleTree(child, inner))} : node;
}

function escaped(code: number): string {
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? "␡" : `\\u{${code.toString(16)}}`;
}
