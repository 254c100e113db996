import type {Nodes} from "hast";
import {visibleProse} from "../../base/visible.ts";

const ENDLESS = /(\S{200})\S{100,}/gu;

/** Returns a copy of a JSON value with every string in it made visible, keys included. */
export function visibleJson(value: unknown): unknown {
  if (typeof value === "string") return visibleProse(value);
  if (Array.isArray(value)) return value.map(visibleJson);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [visibleProse(key), visibleJson(item)]));
}

/**
 * Returns a tree of elements in which every text and every attribute is made visible. Words of 300 characters or more
 * are cut, because prose has no room for them; preformatted text scrolls and stays whole.
 */
export function visibleTree<T extends Nodes>(node: T, {cut = true}: {cut?: boolean} = {}): T {
  if (node.type === "text")
    return {...node, value: cut ? visibleProse(node.value).replaceAll(ENDLESS, "$1…") : visibleProse(node.value)};
  if (node.type === "element") node = {...node, properties: visibleJson(node.properties)};
  const inner = {cut: cut && !(node.type === "element" && node.tagName === "pre")};
  return "children" in node ? {...node, children: node.children.map((child) => visibleTree(child, inner))} : node;
}
