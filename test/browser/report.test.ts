import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, before, test} from "node:test";
import type {Page} from "playwright-core";
import type {Run} from "../../lib/report/page/bundle.ts";
import type {PageOptions} from "../../lib/report/page/draft.ts";
import {chapterPage, joinedPage} from "../../lib/report/page/page.ts";
import {code, HOSTILE, NAMES, namesSpec, sampleNotebook, shown} from "../report/sample.ts";
import {checkReport} from "./checkReport.ts";
import {inBrowser, noBrowser} from "./chromium.ts";
import {few} from "../scope.ts";

const options: PageOptions = {
  host: "raspberrypi",
  span: "2025-01-01 to 2025-04-30, UTC",
  notes: [["Made-up data.", "Nobody knocked."]],
  geo: [
    {
      name: "DB-IP City",
      buildDate: "2025-01-01",
      attribution: {text: "IP Geolocation by DB-IP", url: "https://db-ip.com"}
    }
  ],
  generated: new Date("2025-05-01T00:00:00Z")
};

const pageOf = (run: Run, title: string, more: Partial<PageOptions> = {}): string =>
  chapterPage({name: "1-sample", title, run}, {...options, ...more});

let folder = "";
before(async () => void (folder = await mkdtemp(join(tmpdir(), "knockbook-report-"))));
after(() => rm(folder, {recursive: true, force: true}));

async function written(name: string, html: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, html);
  return path;
}

test("a report draws every chart, offline, wide and narrow, light and dark", {skip: noBrowser}, async () => {
  const html = pageOf(await sampleNotebook(NAMES), "What a year brings");
  const seen = await inBrowser(async (context) => checkReport(context, await written("sample.html", html)));
  const bars = 120 + 3 * NAMES.length;
  const worlds = 2 * (177 + 80);
  assert.deepEqual(seen, {charts: 5, marks: bars + worlds, maps: 2});
});

test("a joined report draws the charts of all its chapters", {skip: noBrowser}, async () => {
  const run = await sampleNotebook(NAMES);
  const html = joinedPage(
    ["1-a", "2-countries"].map((name) => ({name, title: name, run})),
    options
  );
  const seen = await inBrowser(async (context) => checkReport(context, await written("joined.html", html)));
  const bars = 120 + 3 * NAMES.length;
  assert.deepEqual(seen, {charts: 10, marks: 2 * (bars + 2 * (177 + 80)), maps: 4});
});

test("hostile names run nothing, load nothing, break nothing", {skip: noBrowser}, async () => {
  const html = pageOf(await sampleNotebook(HOSTILE), HOSTILE[0]!, {host: HOSTILE[1]!});
  await inBrowser(async (context) => {
    const file = await written("hostile.html", html);
    await checkReport(context, file);
    const page = await context.newPage();
    await page.goto(`file://${file}`);
    await hoverBars(page);
    assert.equal(await page.evaluate("window.hacked"), undefined);
    assert.equal(
      await page.locator("main script, main iframe, main a[href^=javascript], main [onerror], svg[onload]").count(),
      0
    );
    assert.equal(await page.locator("main tbody tr").count(), 2 + HOSTILE.length, "rows of the two tables");
    const text = await page.locator("body").innerText();
    assert.doesNotMatch(text, /[\p{Cs}\p{Cf}\u0000-\u0008\u000b-\u001f\u007f-\u009f]/u);
    assert.match(text, /root\\u\{202e\} toor/);
  });
});

test("without JavaScript every chart is its picture", {skip: noBrowser}, async () => {
  const html = pageOf(await sampleNotebook(NAMES), "What a year brings");
  const file = await written("plain.html", html);
  await inBrowser(
    async (context) => {
      const page = await context.newPage();
      await page.goto(`file://${file}`);
      const sizes: number[] = await page
        .locator(".drawing > img")
        .evaluateAll((all) => (all as {naturalWidth?: number}[]).map((img) => img.naturalWidth ?? 0));
      assert.equal(sizes.length, 5);
      assert.ok(
        sizes.every((size) => size > 700),
        `widths of the pictures: ${sizes}`
      );
    },
    {javaScriptEnabled: false}
  );
});

test("a chart that cannot be drawn keeps its picture and says why", {skip: noBrowser}, async () => {
  const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100"><rect width="9" height="9"/></svg>';
  const broken = {...namesSpec(NAMES), layer: [{mark: "no such mark"}]};
  const bundle = {"application/vnd.vegalite.v5+json": broken, "image/svg+xml": picture};
  const html = pageOf({cells: [code("show(x)", shown(bundle))]}, "Broken");
  await inBrowser(async (context) => {
    const file = await written("broken.html", html);
    const page = await context.newPage();
    const said = page.waitForEvent("console");
    await page.goto(`file://${file}`);
    assert.match((await said).text(), /TypeError/);
    assert.equal(await page.locator(".drawing > img").count(), 1);
  });
});

const defects: readonly (readonly [what: RegExp, from: string, to: string])[] = [
  [/request: https:\/\/example\.com/, "<figcaption>", '<figcaption><img src="https://example.com/x.png" alt="x">'],
  [/console error/, "<figcaption>", '<figcaption><span style="color: red">x</span>'],
  [/axe, 1280 px, light.*aria-required-attr/s, "<figcaption>", '<figcaption><span role="checkbox">x</span>'],
  [/headings skip a level/, "<footer>", "<footer><h5>x</h5>"],
  [/the page is \d+ px wide/, "<footer>", `<footer><pre class="drawing">${"wide ".repeat(300)}</pre>`],
  [/no alt text/, "<footer>", '<footer><img src="data:,">'],
  [/ids that stand twice/, "<footer>", '<footer id="main">'],
  [/marks/, '"n":5000', '"n":"none"'],
  [/contrast below 4\.5 in dark/, "--soft: #9ba6ae", "--soft: #333333"]
];

test("the check of a report finds each of its defects", {skip: noBrowser}, async () => {
  const bundle = {"application/vnd.vegalite.v5+json": namesSpec(["root", "pi"])};
  const html = pageOf({cells: [code("show(x)", shown(bundle))]}, "Names");
  await inBrowser(async (context) => {
    for (const [what, from, to] of few(defects, 2)) {
      assert.ok(html.includes(from), from);
      const file = await written("defect.html", withPolicy(html.replace(from, to)));
      await assert.rejects(checkReport(context, file), what, `${what}`);
    }
  });
});

/** The policy lets one style sheet through; a changed one needs its own hash. */
function withPolicy(html: string): string {
  const style = /<style>(.*?)<\/style>/s.exec(html)![1]!;
  const hash = createHash("sha256").update(style).digest("base64");
  return html.replace(/(style-src &#x27;sha256-)[^&]*/, `$1${hash}`);
}

async function hoverBars(page: Page): Promise<void> {
  const bars = page.locator(".drawn").nth(1).locator(".mark-rect > path");
  await bars.first().waitFor();
  for (let i = 0; i < HOSTILE.length; i++) {
    await bars.nth(i).hover({force: true});
    assert.equal(await page.locator("#vg-tooltip-element.visible *:not(table, tbody, tr, td)").count(), 0);
  }
}
