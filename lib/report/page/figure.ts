import {createHash} from "node:crypto";
import type {Element} from "hast";
import {h} from "hastscript";
import {CHART, PHONE, PICTURE, PLAIN, textOf} from "./bundle.ts";
import type {Bundle} from "./bundle.ts";
import type {Blocks} from "./draft.ts";
import {picture} from "./picture.ts";
import {visibleJson} from "./text.ts";
import {visibleProse} from "../../base/visible.ts";

type Json = {readonly [key: string]: unknown};

// The properties that charts of one page have in common; a value of this size is kept once.
const SHARED = new Set(["values", "config"]);
const SHARED_BYTES = 1000;
const IMAGE = /^data:image\//; // flags
const IMAGE_BYTES = 200;

/**
 * Returns the box that a chart is drawn in, with its picture in it until then, and adds its spec to the blocks. Rows,
 * topologies, configurations and flags are kept once, however many charts share them. `$schema` is left out, because
 * vega-embed warns of a version that is not its own, and so is `usermeta`, from which vega-embed would take options.
 * Throws if the chart has no description.
 */
export function chart(bundle: Bundle, blocks: Blocks): Element {
  const alt = descriptionOf(bundle);
  if (alt === "") throw new Error("a chart without description; set spec.description");
  const number = [...blocks.keys()].filter((key) => key.startsWith("chart-")).length + 1;
  const chart = `chart-${number}`;
  const phone = `phone-${number}`;
  blocks.set(chart, JSON.stringify(drawable(bundle[CHART] as Json, blocks)));
  if (bundle[PHONE]) blocks.set(phone, JSON.stringify(drawable(bundle[PHONE] as Json, blocks)));
  return h("div.drawing", {dataChart: chart, dataPhone: bundle[PHONE] ? phone : null}, still(bundle, alt));
}

/** Returns the description of a chart. */
export function descriptionOf(bundle: Bundle): string {
  const {description} = bundle[CHART] as Json;
  return visibleProse(typeof description === "string" ? description : (textOf(bundle, PLAIN) ?? ""));
}

function drawable(bundled: Json, blocks: Blocks): unknown {
  const {$schema, usermeta, ...spec} = visibleJson(bundled) as Json;
  return shared(spec, blocks);
}

function still(bundle: Bundle, alt: string): Element {
  const svg = textOf(bundle, PICTURE);
  if (svg === null) return h("p", alt);
  const {url, width, height} = picture(svg);
  return h("img", {src: url, alt, width, height, decoding: "async"});
}

function shared(spec: unknown, blocks: Blocks, parent = ""): unknown {
  if (typeof spec === "string") return IMAGE.test(spec) && spec.length > IMAGE_BYTES ? kept(spec, blocks) : spec;
  if (Array.isArray(spec)) return spec.map((item) => shared(item, blocks));
  if (spec === null || typeof spec !== "object") return spec;
  const entries = Object.entries(spec).map(([key, value]) => {
    const inner = shared(value, blocks, key);
    const large = (SHARED.has(key) || parent === "datasets") && JSON.stringify(inner).length > SHARED_BYTES;
    return [key, large ? kept(inner, blocks) : inner];
  });
  return Object.fromEntries(entries);
}

function kept(value: unknown, blocks: Blocks): {$data: string} {
  const json = JSON.stringify(value);
  const id = `data-${createHash("sha256").update(json).digest("hex").slice(0, 16)}`;
  blocks.set(id, json);
  return {$data: id};
}
