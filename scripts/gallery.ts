// `npm run gallery` writes reports/gallery.html and, where Debian's chromium is, reports/gallery.png: every chart of
// test/chart/examples.ts as a static picture, on a light and on a dark page, to be looked at after a change.
import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import type {Spec} from "../lib/chart/parts/spec.ts";
import {renderSvg} from "../lib/notebook/render.ts";
import {inBrowser, noBrowser} from "../test/browser/chromium.ts";
import * as examples from "../test/chart/examples.ts";

const folder = join(import.meta.dirname, "..", "reports");

const style = `
  body { margin: 0; font: 12px Arial, sans-serif; width: 2400px }
  section { columns: 3; column-gap: 20px; padding: 20px; background: #fff; color: #1c2226 }
  section + section { background: #111; color: #eceff1 }
  figure { margin: 0 0 2em; break-inside: avoid } figcaption { opacity: 0.6 }`;

const charts = Object.entries(examples).filter(
  (entry): entry is [string, () => Spec] => typeof entry[1] === "function"
);
const figures = await Promise.all(charts.map(async ([name, chart]) => figure(name, await renderSvg(chart()))));
const sheet = figures.join("\n");
const page = `<!doctype html><meta charset="utf-8"><title>Charts</title><style>${style}</style>
<section>${sheet}</section><section>${sheet}</section>\n`;
mkdirSync(folder, {recursive: true});
writeFileSync(join(folder, "gallery.html"), page);
console.log(`reports/gallery.html: ${charts.length} charts`);
if (noBrowser) console.log(`no reports/gallery.png: ${noBrowser}`);
else await draw();

function figure(name: string, picture: string): string {
  return `<figure><figcaption>${name}</figcaption>${picture}</figure>`;
}

async function draw(): Promise<void> {
  await inBrowser(
    async (context) => {
      const tab = await context.newPage();
      await tab.goto(`file://${join(folder, "gallery.html")}`);
      await tab.screenshot({path: join(folder, "gallery.png"), fullPage: true});
    },
    {viewport: {width: 2400, height: 1000}}
  );
  console.log("reports/gallery.png");
}
