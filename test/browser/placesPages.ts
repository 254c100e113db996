import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {writeFile} from "node:fs/promises";
import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import type {BrowserContext, Locator, Page} from "playwright-core";
import {change} from "../../lib/chart/change.ts";
import {cities} from "../../lib/chart/cities.ts";
import {countries} from "../../lib/chart/countries.ts";
import {insets} from "../../lib/chart/insets.ts";
import type {Spec} from "../../lib/chart/parts/spec.ts";
import {states} from "../../lib/chart/states.ts";
import {timeline} from "../../lib/chart/timeline.ts";
import {world} from "../../lib/chart/world.ts";
import {loadTopology} from "../../lib/notebook/assets.ts";
import {chartBundle, phoneType} from "../../lib/notebook/show.ts";
import {chapterPage} from "../../lib/report/page/page.ts";
import {code, shown} from "../report/sample.ts";
import type {Place} from "../../lib/rows/places.ts";

export const WEEK = 7 * 864e5;
/** The first week of the timeline. */
export const monday = Date.UTC(2026, 0, 5);
const weekly: Record<string, (i: number) => number> = {
  China: (i) => 900 + 10 * i,
  France: (i) => 300 - 5 * i,
  Peru: () => 40,
  Tuvalu: () => 2
};
const weeks = Array.from({length: 20}, (_, i) => i).flatMap((i) =>
  Object.entries(weekly).map(([country, attempts]) => ({week: monday + i * WEEK, country, attempts: attempts(i)}))
);
const totals = [
  {code: "CN", name: "China", attempts: 20_000, addresses: 50},
  {code: "US", name: "United States", attempts: 900, addresses: 400},
  {code: "SG", name: "Singapore", attempts: 7000, addresses: 3}
];
const place = (name: string, latitude: number, longitude: number, attempts: number): Place => ({
  place: name,
  country: "Somewhere",
  latitude,
  longitude,
  attempts,
  addresses: 3,
  precision: "city",
  accuracyRadiusKm: 20
});
const noFlag = {flag: null, flagWidth: 1, flagHeight: 1};
const whole = {located: 1000, notLocated: 0, private: 0, notDrawn: 0, total: 1000};
const span = (days: number) => ({from: monday + days * 864e5, to: monday + (days + 30) * 864e5, conservation: whole});

/** The charts of a page, in their order, as functions of a width. */
const drawing = {
  timeline: (width?: number) => timeline(weeks, {n: 3, width}),
  world: (width?: number) => world(totals, {topology: loadTopology("world"), width}),
  cities: (width?: number) =>
    cities([place("Lima", -12.05, -77.04, 1234), place("Suva", -18.14, 178.44, 99)], {
      topology: loadTopology("world"),
      width
    }),
  states: (width?: number) =>
    states(
      [
        {state: "CA", name: "California", attempts: 5000, addresses: 7},
        {state: "TX", name: "Texas", attempts: 100, addresses: 70}
      ],
      {topology: loadTopology("states"), places: [place("Dallas", 32.78, -96.8, 77)], width}
    ),
  insets: (width?: number) =>
    insets([{code: "GU", name: "Guam", places: [place("Hagåtña", 13.47, 144.75, 31)]}], {
      topologies: {GU: loadTopology("gu")},
      width
    }),
  countries: (width?: number) =>
    countries(
      totals.map((row) => ({...row, ...noFlag})),
      {width}
    ),
  change: (width?: number) =>
    change(
      [
        {code: "RU", name: "Russia", before: 420, recent: 1000, ...noFlag},
        {code: "CN", name: "China", before: 580, recent: 0, ...noFlag}
      ],
      {periods: {days: 30, before: span(0), recent: span(30), leftOut: 0}, wholeDays: 90, width}
    )
} as const;

/** A chart of the pages. */
export type Name = keyof typeof drawing;

type Draw = (typeof drawing)[Name];

async function reportOf(draws: readonly Draw[]): Promise<string> {
  const cells = await Promise.all(
    draws.map(async (draw) => {
      const {data} = await chartBundle(draw());
      return code("show()", shown({...data, [phoneType]: draw(358)}));
    })
  );
  return chapterPage({name: "1-charts", title: "Charts", run: {cells}}, {generated: new Date(monday)});
}

/** Returns a page that draws charts by vega 5 and vega-lite 5.6.1, which JupyterLab brings. */
function labPage(specs: readonly Spec[]): string {
  const [here, vega5] = [
    createRequire(import.meta.url),
    createRequire(new URL("../vega5/package.json", import.meta.url))
  ];
  const builds = [
    join(dirname(vega5.resolve("vega/package.json")), "build/vega.min.js"),
    join(dirname(vega5.resolve("vega-lite/package.json")), "build/vega-lite.min.js"),
    join(dirname(here.resolve("vega-embed")), "vega-embed.min.js")
  ];
  const scripts = [
    ...builds.map((path) => readFileSync(path, "utf8")),
    `(${drawAll.toString()})(${JSON.stringify(specs)})`
  ];
  return `<!doctype html><meta charset="utf-8"><body>${scripts.map((script) => `<script>${script.replaceAll("</script", "<\\/script")}</script>`).join("")}`;
}

/** Draws specs in a page (it runs there), with the options that `show` gives to JupyterLab. */
async function drawAll(specs: readonly Spec[]): Promise<void> {
  const {document, vegaEmbed} = globalThis as any;
  for (const spec of specs) {
    const box = document.body.appendChild(document.createElement("div"));
    box.className = "drawn";
    await vegaEmbed(box, spec, {mode: "vega-lite", renderer: "svg", actions: false});
  }
}

/** Writes the pages into a folder: `report.html` is a report, `lab.html` draws by the engine of JupyterLab. */
export async function writePages(folder: string): Promise<void> {
  await writeFile(join(folder, "report.html"), await reportOf(Object.values(drawing)));
  await writeFile(join(folder, "lab.html"), labPage(Object.values(drawing).map((draw) => draw())));
}

/** Opens a page and gives its charts to a test; nothing may be said on the console. */
export async function onPage(
  context: BrowserContext,
  path: string,
  act: (page: Page, chart: (name: Name) => Locator) => Promise<void>
): Promise<void> {
  const page = await context.newPage();
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  await page.goto(`file://${path}`);
  await page
    .locator(".drawn svg.marks")
    .nth(Object.keys(drawing).length - 1)
    .waitFor();
  await act(page, (name) => page.locator(".drawn").nth(Object.keys(drawing).indexOf(name)));
  assert.deepEqual(said, []);
  await page.close();
}
