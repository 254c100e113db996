import type {Element, ElementContent, Root} from "hast";
import {h} from "hastscript";

const KNOWN = new Set("table caption thead tbody tfoot tr th td p div span strong em b i small code br".split(" "));
const TOKEN = /<(\/?)([a-z][a-z0-9]*)(?:\s(?:"[^"]*"|'[^']*'|[^"'>])*)?>|[^<]+|</gi;
const ENTITIES: Readonly<Record<string, string>> = {amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0"};

/**
 * Returns the elements of an HTML table as `show(frame)` writes it. Only tags of plain tables and text become elements;
 * every other tag stays text. Of the attributes only the number of columns and the alignment of numbers count.
 */
export function table(html: string): ElementContent[] {
  const root: Root = {type: "root", children: []};
  const open: (Root | Element)[] = [root];
  for (const token of html.matchAll(TOKEN)) read(open, token);
  return root.children as ElementContent[];
}

function read(open: (Root | Element)[], [token, slash, tag]: RegExpExecArray): void {
  const name = tag?.toLowerCase();
  if (name === undefined || !KNOWN.has(name)) open.at(-1)!.children.push({type: "text", value: decoded(token)});
  else if (slash === "/") close(open, name);
  else begin(open, h(name, attributes(token)));
}

function attributes(tag: string): {className?: string; colSpan?: number; scope?: string} {
  const span = /\scolspan="?(\d{1,3})\b/.exec(tag)?.[1];
  return {
    ...(/\sstyle="text-align: right"/.test(tag) ? {className: "number"} : {}),
    ...(span === undefined ? {} : {colSpan: Number(span)}),
    ...(/^<th\b.*\sscope="?col\b/.test(tag) ? {scope: "col"} : {})
  };
}

function begin(open: (Root | Element)[], element: Element): void {
  open.at(-1)!.children.push(element);
  if (element.tagName !== "br") open.push(element);
}

function close(open: (Root | Element)[], name: string): void {
  const at = open.findLastIndex((node) => node.type === "element" && node.tagName === name);
  if (at > 0) open.length = at;
}

function decoded(token: string): string {
  return token.replaceAll(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,5}));/gi,
    (all, ...[decimal, hex, name]: (string | undefined)[]) => {
      if (name !== undefined) return ENTITIES[name] ?? all;
      const code = decimal === undefined ? parseInt(hex!, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : all;
    }
  );
}
