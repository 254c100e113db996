import assert from "node:assert/strict";
import {pathToFileURL} from "node:url";
import type {BrowserContext, Page} from "playwright-core";
import {checkAccess} from "./axe.ts";
import {units} from "./marks.ts";

/** What was seen on a page. */
export type Seen = {readonly charts: number; readonly marks: number; readonly maps: number};

const WIDTHS = [1280, 390];

/**
 * Opens a report in a browser without network and throws unless it is whole: every chart drawn, with a mark for each of
 * its rows and the map's paths visible; no request, no console message; nothing wider than a phone; readable in light
 * and dark; headings in order, landmarks, texts for every picture; nothing for axe to find. Screenshots go to `shots`
 * (a path's start) if given.
 */
export async function checkReport(
  context: BrowserContext,
  file: string,
  {shots}: {shots?: string} = {}
): Promise<Seen> {
  await context.setOffline(true);
  const page = await context.newPage();
  const trouble = listen(page);
  await page.goto(pathToFileURL(file).href);
  const charts = await page.locator('script[type="application/json"][id^="chart-"]').count();
  const marks = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({width, height: 900});
    await drawn(page, charts);
    marks.push(await countMarks(page));
    if (width === WIDTHS[0]) await checkReading(page);
    for (const scheme of ["light", "dark"] as const) await checkLook(page, width, scheme, shots);
  }
  assert.deepEqual(trouble, [], file);
  await page.close();
  return {charts, ...marks[0]!};
}

function listen(page: Page): string[] {
  const trouble: string[] = [];
  page.on("console", (message) => trouble.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => void (trouble.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
  page.on("request", (request) => {
    if (!request.url().startsWith("data:") && !request.isNavigationRequest()) trouble.push(`request: ${request.url()}`);
  });
  return trouble;
}

/** Waits until every chart is drawn in the form that the screen's width asks for. */
async function drawn(page: Page, charts: number): Promise<void> {
  const waiting = `[...document.querySelectorAll("[data-chart]")].filter(({dataset: {chart, phone, drawn}}) =>
    drawn !== (matchMedia("(max-width: 600px)").matches && phone ? phone : chart)).length`;
  const deadline = Date.now() + 30_000;
  while ((await page.evaluate<number>(waiting)) > 0 && Date.now() < deadline) await page.waitForTimeout(50);
  assert.equal(await page.evaluate<number>(waiting), 0, "charts that are still pictures");
  assert.equal(await page.locator(".drawn svg.marks").count(), charts, "drawn charts");
}

async function countMarks(page: Page): Promise<{marks: number; maps: number}> {
  let [marks, maps] = [0, 0];
  for (const [i, spec] of (await specs(page)).entries()) {
    const chart = page.locator(".drawn").nth(i);
    assert.ok((await chart.locator(".role-mark > *").count()) > 0, `chart ${i + 1} is empty`);
    const parts = units(spec);
    for (const [name, same] of Map.groupBy(parts, (part) => part.marks)) {
      if (same.some(({count}) => count === null)) continue;
      const count = same.reduce((sum, part) => sum + part.count!, 0); // views of one chart may name a layer alike
      assert.equal(await chart.locator(`g.${name} > *`).count(), count, `chart ${i + 1}: ${name}`);
      marks += count;
    }
    const areas = Math.max(0, ...parts.map(({areas}) => areas));
    if (areas > 0) maps++;
    const visible = await visiblePaths(chart);
    assert.ok(
      visible >= Math.min(101, 0.9 * areas),
      `chart ${i + 1}: ${visible} of the map's ${areas} areas are visible`
    );
  }
  return {marks, maps};
}

async function visiblePaths(chart: ReturnType<Page["locator"]>): Promise<number> {
  return chart
    .locator(".mark-shape > path")
    .evaluateAll((paths) => paths.filter((path) => path.getBoundingClientRect().width > 0).length);
}

async function specs(page: Page): Promise<Record<string, unknown>[]> {
  const blocks = new Map(
    await page
      .locator('script[type="application/json"]')
      .evaluateAll((scripts) => scripts.map((script): [string, string] => [script.id, script.textContent]))
  );
  const parsed = (id: string): any =>
    JSON.parse(blocks.get(id)!, (_, value) => (value?.$data ? parsed(value.$data) : value));
  const drawn = await page.locator(".drawn").evaluateAll((boxes) => boxes.map((box: any): string => box.dataset.drawn));
  return drawn.map(parsed);
}

async function checkReading(page: Page): Promise<void> {
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  for (const landmark of ["header", "main", "footer", "h1"])
    assert.equal(await page.locator(landmark).count(), 1, landmark);
  const levels: number[] = await page
    .locator("h1,h2,h3,h4,h5,h6")
    .evaluateAll((all) => all.map((h) => Number(h.tagName[1])));
  levels.reduce((above, level) => (assert.ok(level <= above + 1, `headings skip a level: ${levels}`), level), 0);
  assert.equal(await page.locator('img:not([alt]), img[alt=""], .drawn:not([aria-label])').count(), 0, "no alt text");
  const ids: string[] = await page.locator("body [id]").evaluateAll((all) => all.map((e) => e.id));
  assert.equal(new Set(ids).size, ids.length, `ids that stand twice: ${ids}`);
}

async function checkLook(page: Page, width: number, scheme: "light" | "dark", shots = ""): Promise<void> {
  await page.emulateMedia({colorScheme: scheme});
  const scroll = await page.locator("html").evaluate((html) => html.scrollWidth);
  assert.ok(scroll <= width, `at ${width} px the page is ${scroll} px wide`);
  const faint = await page.locator("body").evaluate(faintTexts);
  assert.deepEqual(faint, [], `contrast below 4.5 in ${scheme}`);
  await checkAccess(page, `${width} px, ${scheme}`);
  if (shots) await page.screenshot({path: `${shots}-${width}-${scheme}.png`, fullPage: true});
}

/** Returns the texts of a page (in a browser) whose colour is too close to what is behind them, WCAG 2 level AA. */
function faintTexts(body: any): string[] {
  const {getComputedStyle, document} = globalThis as any;
  const channels = (color: string): number[] => (color.match(/[\d.]+/g) ?? []).map(Number);
  const linear = (c: number): number => (c <= 10.31475 ? c / 3294.6 : ((c / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]: number[]): number => 0.2126 * linear(r!) + 0.7152 * linear(g!) + 0.0722 * linear(b!);
  const behind = (element: any): number[] => {
    const color = channels(getComputedStyle(element ?? document.documentElement).backgroundColor);
    return color.length === 4 && color[3] === 0 ? behind(element.parentElement) : color;
  };
  const own = (element: any): string =>
    [...element.childNodes]
      .map((n: any) => (n.nodeType === 3 ? n.data : ""))
      .join("")
      .trim();
  const texts = [...body.querySelectorAll(":not(script, style, svg, svg *)")].filter(
    (element: any) => own(element) !== ""
  );
  return texts
    .filter((element: any) => {
      const [a, b] = [light(channels(getComputedStyle(element).color)), light(behind(element))].sort((x, y) => y - x);
      return (a! + 0.05) / (b! + 0.05) < 4.5;
    })
    .map((element: any) => `${element.tagName}.${element.className}: ${own(element).slice(0, 40)}`);
}
