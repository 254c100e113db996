import assert from "node:assert/strict";
import {copyFileSync, mkdtempSync, readFileSync, rmSync, statSync} from "node:fs";
import {basename, join} from "node:path";
import {tmpdir} from "node:os";
import {pathToFileURL} from "node:url";
import {after, before, test} from "node:test";
import type {Page} from "playwright-core";
import {writeDemo} from "../../lib/cli/demo.ts";
import {openSource} from "../../lib/log/source/source.ts";
import {joined, type Notebook} from "../../lib/notebook/nbformat.ts";
import {makeReports, notebookPaths} from "../../lib/report/make.ts";
import {openStore} from "../../lib/store/database.ts";
import {ingest} from "../../lib/store/ingest/ingest.ts";
import {HOSTILE} from "../report/sample.ts";
import {checkReport} from "./checkReport.ts";
import {inBrowser, noBrowser} from "./chromium.ts";
import {few, later, whole} from "../scope.ts";

// The pages of the demo log, made as `npm start` makes them and opened in a browser without network; and once more with
// hostile names in place of the most tried ones and of the host's.

const folder = mkdtempSync(join(tmpdir(), "knockbook-pages-"));
const [db, hostile] = ["demo.sqlite", "hostile.sqlite"].map((name) => join(folder, name)) as [string, string];
const minutes = 60_000;
let pages: string[] = [];

before(
  async () => {
    if (noBrowser) return;
    const log = join(folder, "demo.log");
    await writeDemo(log);
    const store = openStore(db);
    await ingest(store, await openSource(log), {year: 2025, zone: "UTC", demo: true});
    store.close();
    pages = await makeReports(db, {out: join(folder, "demo"), pdf: whole});
  },
  {timeout: 5 * minutes}
);

after(() => rmSync(folder, {recursive: true, force: true}));

/** How many charts the cells of a notebook show: `show` takes a chart, its rows and options. */
function chartsOf(path: string): number {
  const {cells} = JSON.parse(readFileSync(path, "utf8")) as Notebook;
  const sources = cells.filter((cell) => cell.cell_type === "code").map(({source}) => joined(source));
  return sources.flatMap((source) => source.match(/\bshow\(\w+, (?!\{)/g) ?? []).length;
}

const expected = notebookPaths().map((path) => ({name: basename(path, ".ipynb"), charts: chartsOf(path)}));
const inAll = expected.reduce((sum, {charts}) => sum + charts, 0);
const page = (name: string): string => {
  const path = pages.find((path) => basename(path) === name);
  assert.ok(path, `no ${name} among ${pages.join(", ")}`);
  return path;
};

// The joined page first: it has the charts of all others.
for (const {name, charts} of few([{name: "knockbook", charts: inAll}, ...expected], 1))
  test(
    `${name}.html is whole, at a desk and on a phone, light and dark`,
    {skip: noBrowser, timeout: 3 * minutes},
    async () => {
      const shots = process.env.SHOTS ? {shots: join(process.env.SHOTS, name)} : {};
      const seen = await inBrowser((context) => checkReport(context, page(`${name}.html`), shots));
      assert.equal(seen.charts, charts);
      assert.ok(charts === 0 || seen.marks > 20, `${seen.marks} marks`);
      if (name === "knockbook") assert.ok(seen.maps >= 4, `${seen.maps} maps`);
    }
  );

test("there is a page for each notebook, and one of at most 4 MB that joins them", {skip: noBrowser}, () => {
  assert.ok(inAll >= 9);
  const names = pages.map((page) => basename(page));
  const pdf = whole ? ["knockbook.pdf"] : [];
  assert.deepEqual(names, ["knockbook.html", ...expected.map(({name}) => `${name}.html`), ...pdf]);
  assert.ok(statSync(page("knockbook.html")).size <= 4e6, `${statSync(page("knockbook.html")).size} bytes`);
  if (whole) assert.equal(readFileSync(page("knockbook.pdf")).subarray(0, 5).toString(), "%PDF-");
});

test("without JavaScript each chart is a picture that can be seen", {skip: noBrowser}, async () => {
  await inBrowser(
    async (context) => {
      const opened = await context.newPage();
      await opened.goto(pathToFileURL(page("knockbook.html")).href);
      const sizes: number[] = await opened
        .locator(".drawing > img")
        .evaluateAll((all) => (all as {naturalWidth?: number}[]).map((img) => img.naturalWidth ?? 0));
      assert.equal(sizes.length, inAll);
      assert.ok(Math.min(...sizes) > 300, `widths: ${sizes}`);
    },
    {javaScriptEnabled: false}
  );
});

const [paperWidth, paperHeight] = [(180 / 25.4) * 96, (265 / 25.4) * 96]; // A4 within its margins, in px

test("on paper each figure fits a page and is not cut", {skip: noBrowser}, async () => {
  await inBrowser(async (context) => {
    const opened = await context.newPage();
    await opened.setViewportSize({width: Math.floor(paperWidth), height: 900});
    await opened.emulateMedia({media: "print"});
    await opened.goto(pathToFileURL(page("knockbook.html")).href);
    const figures = await opened.locator("figure.chart").evaluateAll((all: any[]) =>
      all.map((figure) => {
        const {width} = figure.querySelector("img, svg").getBoundingClientRect();
        const {breakInside} = (globalThis as any).getComputedStyle(figure);
        return {width, height: figure.getBoundingClientRect().height, breakInside};
      })
    );
    assert.equal(figures.length, inAll);
    for (const {width, height, breakInside} of figures)
      assert.ok(
        width <= paperWidth && height <= paperHeight && breakInside === "avoid",
        `${width} × ${height}, ${breakInside}`
      );
  });
});

/** Puts hostile texts in place of the most tried names, and of the host's. */
function makeHostile(): void {
  copyFileSync(db, hostile);
  const store = openStore(hostile);
  const ids = store.prepare("SELECT user FROM attempt WHERE user IS NOT NULL GROUP BY user ORDER BY sum(times) DESC");
  const rename = store.prepare("UPDATE user SET name = ? WHERE id = ?");
  const users = ids.pluck().all() as number[];
  HOSTILE.forEach((name, i) => rename.run(name, users[i]));
  store.prepare("UPDATE host SET name = ?").run(HOSTILE.slice(0, 12).join(" "));
  store.prepare("UPDATE origin SET rhost = ? WHERE id % 2 = 0").run(HOSTILE[1]);
  store.close();
}

test(
  "hostile names run, load and break nothing, on the joined page too",
  {skip: noBrowser || later, timeout: 5 * minutes},
  async () => {
    makeHostile();
    const out = join(folder, "hostile");
    const written = await makeReports(hostile, {out, since: "2m", compare: true, csv: out});
    await inBrowser(async (context) => {
      for (const path of written.filter((path) => /(knockbook|changes)\.html$/.test(path))) {
        await checkReport(context, path);
        const opened = await context.newPage();
        await opened.goto(pathToFileURL(path).href);
        await checkHarmless(opened);
        await opened.close();
      }
    });
    for (const path of written.filter((path) => path.endsWith(".csv")))
      assert.doesNotMatch(readFileSync(path, "utf8"), /(?:^|,)"?[=@]|\u001b|\u0000|\u202e/m, path);
  }
);

/** Throws if anything of a hostile name is more than text, also where the pointer rests. */
async function checkHarmless(opened: Page): Promise<void> {
  const marks = opened.locator(".drawn .mark-rect > path, .drawn .mark-symbol > path");
  for (let i = 0; i < Math.min(60, await marks.count()); i++) {
    await marks.nth(i).dispatchEvent("mousemove");
    const inTip = opened.locator("#vg-tooltip-element *:not(table, tbody, tr, td, h2)");
    assert.equal(await inTip.count(), 0);
  }
  assert.equal(await opened.evaluate("window.hacked"), undefined);
  const strange =
    "main script, main iframe, main a[href^=javascript], main [onerror], svg[onload], img:not([src^=data])";
  assert.equal(await opened.locator(strange).count(), 0);
  const text = await opened.locator("body").innerText();
  assert.doesNotMatch(text, /[\p{Cs}\p{Cf}\u0000-\u0008\u000b-\u001f\u007f-\u009f]/u);
  assert.match(text, /\\u\{202e\}/);
}
