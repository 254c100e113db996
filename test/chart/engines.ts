import {createRequire} from "node:module";

import type {Spec} from "../../lib/chart/parts/spec.ts";
import {strictLogger} from "../../lib/notebook/render.ts";

/** What a version of vega drew: the SVG and the number of items of each named mark. */
export interface Drawing {
  readonly svg: string;
  readonly marks: ReadonlyMap<string, number>;
}

interface Vega {
  View: new (runtime: unknown, options: object) => View;
  parse(spec: unknown): unknown;
}

interface View {
  toSVG(): Promise<string>;
  scenegraph(): {root: Item};
  data(name: string): readonly Record<string, unknown>[];
}

interface Item {
  readonly name?: string;
  readonly marktype?: string;
  readonly items?: readonly Item[];
}

/** The engines a chart is drawn by: that of reports, and that inside JupyterLab 4, from the workspace test/vega5. */
export const engines = [
  {name: "vega-lite 6.5", require: createRequire(import.meta.url)},
  {name: "vega-lite 5.6.1", require: createRequire(new URL("../vega5/package.json", import.meta.url))}
];

/** Returns a chart as an engine draws it; throws on any warning. */
export async function draw(spec: Spec, {require}: (typeof engines)[number]): Promise<Drawing> {
  const vega: Vega = await import(require.resolve("vega"));
  const vegaLite: {compile(spec: Spec, options: object): {spec: unknown}} = await import(require.resolve("vega-lite"));
  const logger = strictLogger();
  const view = new vega.View(vega.parse(vegaLite.compile(spec, {logger}).spec), {renderer: "none", logger});
  const svg = await view.toSVG();
  return {svg, marks: counts(view.scenegraph().root)};
}

/** Counts the items of marks by name, without the suffix `_marks` that vega-lite gives to a layer's name. */
function counts(item: Item, marks = new Map<string, number>()): Map<string, number> {
  const name =
    item.marktype && item.marktype !== "group" && item.name?.replace(/_(?:marks|\d+_marks|layer_\d+_marks)$/, "");
  if (name) marks.set(name, (marks.get(name) ?? 0) + item.items!.length);
  for (const child of item.items ?? []) counts(child, marks);
  return marks;
}
