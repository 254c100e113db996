/**
 * `node scripts/gallery.ts` writes reports/gallery.html: every chart of test/chart/examples.ts as a static picture, on a
 * light and on a dark page, to be looked at after a change.
 */
import {mkdirSync, writeFileSync} from "node:fs";

import type {Spec} from "../lib/chart/spec.ts";
import {renderSvg} from "../lib/notebook/render.ts";
import * as examples from "../test/chart/examples.ts";

const STYLE = `body { margin: 0; display: flex; font: 12px Arial, sans-serif }
  section { padding: 1em; flex: 1; background: #fff; color: #1c2226 }
  section + section { background: #111; color: #eceff1 }
  figure { margin: 0 0 2em } figcaption { opacity: 0.6 }`;

const charts = Object.entries(examples).filter(
  (entry): entry is [string, () => Spec] => typeof entry[1] === "function"
);
const figures: string[] = [];
for (const [name, chart] of charts)
  figures.push(`<figure><figcaption>${name}</figcaption>${await renderSvg(chart())}</figure>`);
const page = figures.join("\n");
mkdirSync("reports", {recursive: true});
writeFileSync(
  "reports/gallery.html",
  `<!doctype html><meta charset="utf-8"><title>Charts</title><style>${STYLE}</style>
<section>${page}</section><section>${page}</section>\n`
);
console.log(`reports/gallery.html: ${charts.length} charts`);
