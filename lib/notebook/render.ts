import {createHash} from "node:crypto";

import {descriptionOf, type Spec} from "../chart/parts/spec.ts";
import {textWidth} from "../chart/parts/widths.ts";
import {loadEngine} from "./engine.ts";

const IGNORED = /^Can not resolve event source: window$/; // of the brush, which finds no window in Node

/**
 * Returns a chart as an SVG element of fixed size: `role="img"` with the description of the chart, and coordinates to
 * 0.1 px. Its ids are unique to its content, so several pictures can stand in one page. The text colour is that of the
 * page around it, unless the chart has another ink. Throws on any warning of vega or vega-lite, as a warned chart draws
 * something else.
 */
export async function renderSvg(spec: Spec): Promise<string> {
  const {compile, vega} = await loadEngine();
  measureWithTable((vega as unknown as {textMetrics: Metrics}).textMetrics); // exported, but not in vega's types
  const logger = strictLogger();
  const {spec: compiled} = compile(spec as never, {logger: logger as never});
  const view = new vega.View(vega.parse(compiled, undefined, {ast: false}), {
    renderer: "none",
    logger: logger as never
  });
  try {
    return finish(await view.toSVG(), descriptionOf(spec));
  } finally {
    view.finalize();
  }
}

/** Returns a logger for vega and vega-lite that throws on warnings and errors. */
export function strictLogger(): object {
  const refuse = (...messages: readonly unknown[]): object => {
    const text = messages.map(String).join(" ");
    if (!IGNORED.test(text)) throw new Error(`vega refuses this chart: ${text}`);
    return logger;
  };
  const quiet = (): object => logger;
  const logger = {level: () => 0, warn: refuse, error: refuse, info: quiet, debug: quiet};
  return logger;
}

/** What vega measures: a text, a number, or the lines of a text. */
type Measured = string | number | readonly string[] | null;

interface Metrics {
  width: (item: {text?: Measured; fontSize?: number; fontWeight?: unknown}, text?: Measured) => number;
}

/**
 * Makes vega measure texts by the table of widths, which is right to a few percent. Without a canvas vega guesses 0.8
 * em a letter, which moves and cuts labels.
 */
function measureWithTable(metrics: Metrics): void {
  metrics.width = (item, text) =>
    textWidth(String(text ?? item.text ?? ""), item.fontSize ?? 11, {
      bold: Number(item.fontWeight) >= 600 || item.fontWeight === "bold"
    });
}

const TAG = /<[a-zA-Z][^>"]*(?:"[^"]*"[^>"]*)*>/g; // texts hold no "<", so names from the log are never taken for tags
/** What says nothing in a picture: it has one role and one font. */
const SILENT = / (?:(?:role|aria-[a-z]+|font-family|class|pointer-events)="[^"]*"|opacity="1")/g;
const NUMBERS = / (d|transform|x|y|width|height|x1|x2|y1|y2)="([^"]*)"/g;
const OUTLINE = / d="(M[-\d.e,MLZ]*)"/g; // straight lines only, as maps and lines have
const SIBLINGS = /<g>((?:<(?:path|circle) [^>]*\/>){2,})<\/g>/g;
const CIRCLE = /^<path (.*)d="M([\d.]+),0A\2,\2,0,1,1,-\2,0A\2,\2,0,1,1,\2,0"/;
const REFERENCES = /( id="|url\(#)((?:clip|gradient)\w*)/g;
const UNPAINTED = /^<path (?!.* (?:fill|stroke)=").*\/>$/; // vega's frames; the root's fill is none
const INVISIBLE = / (?:opacity="0"|fill-opacity="0"(?!.* stroke="))[^>]*\/>$/; // the targets of a pointer

function finish(svg: string, description: string): string {
  const font = / font-family="[^"]*"/.exec(svg)?.[0] ?? "";
  const ids = new Map<string, string>(); // vega counts its ids through all pictures of a process
  const known = (id: string): string => ids.get(id) ?? ids.set(id, String(ids.size)).get(id)!;
  const short = svg
    .replaceAll(TAG, (tag) => shortened(tag).replaceAll(REFERENCES, (_, start, id) => start + known(id)))
    .replaceAll(SIBLINGS, (_, siblings: string) => hoisted(siblings));
  const prefix = `k${createHash("sha256").update(short).digest("hex").slice(0, 8)}-`;
  return short
    .replaceAll(TAG, (tag) => tag.replaceAll(/( id="|url\(#)/g, `$1${prefix}`))
    .replace("<svg", () => `<svg role="img" aria-label="${attribute(description)}"${font}`);
}

function shortened(tag: string): string {
  if (UNPAINTED.test(tag) || INVISIBLE.test(tag)) return "";
  return tag
    .replaceAll(SILENT, "")
    .replaceAll(OUTLINE, (_, path: string) => ` d="${relative(path)}"`)
    .replaceAll(NUMBERS, (_, name: string, value: string) => ` ${name}="${value.replaceAll(LONG, tenth)}"`)
    .replace(CIRCLE, '<circle $1r="$2"');
}

/** Returns siblings in a group that has the attributes that they all share; a thousand bubbles all have one colour. */
function hoisted(siblings: string): string {
  const tags = siblings.match(TAG)!;
  const attributes = tags.map((tag) => new Set(tag.match(/ (?!(?:d|r|transform)=)[a-z-]+="[^"]*"/g)));
  const shared = Array.from(attributes[0]).filter((attribute) => attributes.every((other) => other.has(attribute)));
  const own = tags.map((tag) => shared.reduce((rest, attribute) => rest.replace(attribute, ""), tag));
  return `<g${shared.join("")}>${own.join("")}</g>`;
}

/** Returns an outline by steps in place of positions, without those below 0.1 px. A map is a third smaller so. */
function relative(path: string): string {
  let x = 0; // in tenths, so that rounding does not add up
  let y = 0;
  return path.replaceAll(/([ML])([^,]+),([^MLZ]+)/g, (_, ...[command, toX, toY]: string[]) => {
    const nextX = Math.round(10 * Number(toX));
    const nextY = Math.round(10 * Number(toY));
    const step = `${(nextX - x) / 10},${(nextY - y) / 10}`;
    const moved = nextX !== x || nextY !== y;
    x = nextX;
    y = nextY;
    if (command === "M") return `M${x / 10},${y / 10}`;
    return moved ? `l${step}` : "";
  });
}

const LONG = /-?\d*\.\d\d+(?:e-?\d+)?/g;
const tenth = (number: string): string => String(Math.round(Number(number) * 10) / 10 || 0);

function attribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
