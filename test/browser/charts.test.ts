import assert from "node:assert/strict";
import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, before, test} from "node:test";
import type {Locator, Page} from "playwright-core";
import {inBrowser, noBrowser} from "./chromium.ts";
import {WEEK, monday, onPage, writePages} from "./placesPages.ts";
import type {Name} from "./placesPages.ts";
import {few} from "../scope.ts";

// What a reader's hand does to the charts of places: in a report, wide and on a phone, and in the engine of JupyterLab
// 4.

let folder = "";

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "knockbook-charts-"));
  await writePages(folder);
});
after(() => rm(folder, {recursive: true, force: true}));

/** Returns an attribute of each mark of a name, in the order in which they are drawn. */
const marks = (chart: Locator, name: string, attribute: string): Promise<string[]> =>
  chart
    .locator(`g.${name}_marks > *`)
    .evaluateAll((all, attribute) => all.map((mark: any): string => mark.getAttribute(attribute)), attribute);

/** Returns how opaque each mark of a name is. */
const opacities = (chart: Locator, name: string): Promise<number[]> =>
  chart
    .locator(`g.${name}_marks > *`)
    .evaluateAll((all) => all.map((mark) => Number((globalThis as any).getComputedStyle(mark).opacity)));

const texts = (chart: Locator, part: string): Promise<string> =>
  chart.locator(part).evaluateAll((all) => all.map((text: any): string => text.textContent).join(" "));

/** Returns what the tooltip says of a mark while the pointer is on its middle, once it says an expected value. */
async function tooltip(page: Page, mark: Locator, expected: string): Promise<Record<string, string>> {
  await mark.scrollIntoViewIfNeeded();
  await page.mouse.move(0, 0);
  await mark.hover({force: true});
  const rows = page.locator("#vg-tooltip-element.visible tr");
  await rows.filter({hasText: expected}).first().waitFor({timeout: 5000});
  const cells = await rows.evaluateAll((all) =>
    all.map((row: any): [string, string] => [row.children[0].textContent, row.children[1].textContent])
  );
  return Object.fromEntries(cells.map(([key, value]) => [key.replace(/:$/, ""), value]));
}

const named = (chart: Locator, name: string): Locator => chart.locator(`[aria-label*="${name}"]`).first();

/** What a hand does, and what must come of it. */
const acts: Record<string, (page: Page, chart: (name: Name) => Locator, width: number) => Promise<void>> = {
  "a click in the legend picks a country, another one adds to it, a third takes it out": async (page, chart) => {
    const legend = chart("timeline").locator(".role-legend-label text");
    const lines = (): Promise<number[]> => opacities(chart("timeline"), "lines");
    assert.deepEqual(await lines(), [1, 1, 1]);
    await legend.getByText("France").click();
    assert.deepEqual(await lines(), [0.13, 1, 0.13]);
    await legend.getByText("China").click();
    assert.deepEqual(await lines(), [1, 1, 0.13]);
    await legend.getByText("France").click();
    assert.deepEqual(await lines(), [1, 0.13, 0.13]);
    await hoverWeek(page, chart("timeline"), 3, true);
    assert.deepEqual(await lines(), [1, 0.13, 0.13], "a click on a week changes no pick");
    await legend.getByText("China").click();
    assert.deepEqual(await lines(), [1, 1, 1]);
  },

  "a drag on the strip zooms into it, and a double click leads back": async (page, chart, width) => {
    const [lines, axis] = [() => marks(chart("timeline"), "lines", "d"), ".role-axis-label text"];
    const [before, labels] = [await lines(), await texts(chart("timeline"), axis)];
    const {x, y, width: w, height} = await box(chart("timeline").locator("g.strip_marks"));
    await page.mouse.move(x + 0.25 * w, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + 0.4 * w, y + height / 2, {steps: 4});
    await page.mouse.move(x + 0.5 * w, y + height / 2, {steps: 4});
    await page.mouse.up();
    const zoomed = await lines();
    const spread = (path: string): number =>
      Number(path.match(/[\d.]+(?=,[^,]*$)/)![0]) - Number(path.match(/-?[\d.]+/)![0]);
    for (const [i, path] of zoomed.entries())
      assert.ok(Math.abs(spread(path) / spread(before[i]!) - 4) < 0.2, `a quarter is as wide as all: ${spread(path)}`);
    assert.notEqual(await texts(chart("timeline"), axis), labels);
    if (width > 600) assert.deepEqual(await opacities(chart("timeline"), "ends"), [0, 0, 0], "no name at a line's end");
    await page.mouse.dblclick(x + 0.4 * w, y + height / 2);
    assert.deepEqual(await lines(), before);
    if (width > 600) assert.deepEqual(await opacities(chart("timeline"), "ends"), [1, 1, 1]);
  },

  "the switch turns attempts into shares, and a week's tooltip has all values": async (page, chart) => {
    const all = 1050 + 225 + 40 + 2; // of week 15
    assert.deepEqual(
      new Set(await opacities(chart("timeline"), "rule")),
      new Set([0]),
      "no rule before a pointer comes"
    );
    const inWeek = await hoverWeek(page, chart("timeline"), 15);
    const [china, france, peru] = ["1\u202f050", "225", "40"];
    const everyone = {"all countries": "1\u202f317"};
    assert.deepEqual(inWeek, {"week of": "20 Apr 2026", China: china, France: france, Peru: peru, ...everyone});
    const rules = await opacities(chart("timeline"), "rule");
    assert.deepEqual(
      rules.flatMap((opacity, i) => (opacity > 0 ? [i] : [])),
      [15],
      "the rule stands on this week alone"
    );
    const before = await marks(chart("timeline"), "lines", "d");
    await chart("timeline").getByRole("radio", {name: "share of all attempts"}).click();
    const after = await marks(chart("timeline"), "lines", "d");
    for (const [i, path] of after.entries()) assert.notEqual(path, before[i]);
    assert.match(await texts(chart("timeline"), ".role-axis-label text"), /%/);
    const shares = [1050, 225, 40].map((n) => `${((100 * n) / all).toFixed(1)}%`);
    assert.deepEqual(Object.values(await hoverWeek(page, chart("timeline"), 15)).slice(1, 4), shares);
  },

  "the switch of the world counts addresses in place of attempts": async (page, chart) => {
    const map = chart("world");
    const fill = (name: string): Promise<string | null> => named(map, name).getAttribute("fill");
    const most = "rgb(230, 70, 53)"; // the end of the ramp
    const circle = (await marks(map, "circles", "fill"))[0];
    assert.equal(await fill("China"), most);
    assert.notEqual(await fill("United States"), most);
    assert.match(await texts(map, "svg"), /Most attempts: China\s20\u202f000.*attempts \(log scale\)/);
    await map.getByRole("radio", {name: "addresses"}).click();
    assert.equal(await fill("United States"), most);
    assert.notEqual(await fill("China"), most);
    assert.notEqual((await marks(map, "circles", "fill"))[0], circle);
    assert.match(await texts(map, "svg"), /Most addresses: United\s?States\s400.*addresses \(log scale\)/);
    assert.equal(await page.locator("input:checked").count(), 3, "each chart has a switch of its own");
    const china = {country: "China", attempts: "20\u202f000", addresses: "50"};
    assert.deepEqual(await tooltip(page, named(map, "China"), "China"), china);
  },

  "the switch of the states counts addresses in place of attempts": async (page, chart) => {
    const map = chart("states");
    const fill = (name: string): Promise<string | null> => named(map, name).getAttribute("fill");
    const [california, texas] = [await fill("California"), await fill("Texas")];
    await map.getByRole("radio", {name: "addresses"}).click();
    assert.equal(await fill("Texas"), california, "now Texas has the most");
    assert.notEqual(await fill("California"), california);
    assert.notEqual(await fill("California"), texas);
    const facts = {state: "Texas", attempts: "100", addresses: "70"};
    assert.deepEqual(await tooltip(page, named(map, "Texas:"), "Texas"), facts);
    assert.deepEqual((await tooltip(page, map.locator("g.circles_marks > path"), "Dallas")).attempts, "77");
  },

  "a pointer on a place, a bar, a small map reads its values": async (page, chart) => {
    const lima = {place: "Lima", country: "Somewhere", "known to the": "city, within 20 km", attempts: "1\u202f234"};
    assert.deepEqual(await tooltip(page, named(chart("cities"), "Lima"), "Lima"), {...lima, addresses: "3"});
    const guam = await tooltip(page, named(chart("insets"), "Hagåtña"), "Hagåtña");
    assert.deepEqual([guam.place, guam.attempts, guam.addresses], ["Hagåtña", "31", "3"]);
    const bar = {country: "United States", attempts: "900", "share of all": "3.2%", addresses: "400"};
    const bars = chart("countries").locator("g.attempts_marks > path");
    assert.deepEqual(await tooltip(page, bars.nth(2), "United"), {...bar, "attempts per address": "2.3"});
    const gone = {
      country: "China",
      "attempts before": "580",
      "attempts since": "0",
      change: "−580",
      "that is": "gone"
    };
    assert.deepEqual(await tooltip(page, chart("change").locator("g.changes_marks > path").nth(1), "China"), gone);
  }
};

const pages = [
  ["a report", "report.html", 1280, "6.5.0"],
  ["the engine of JupyterLab", "lab.html", 1280, "5.6.1"],
  ["a report on a phone", "report.html", 390, "6.5.0"]
] as const;

for (const [where, file, width, version] of few(pages, 2))
  test(`the charts of places answer a hand, in ${where}`, {skip: noBrowser}, (t) =>
    inBrowser(
      async (context) => {
        for (const [name, act] of Object.entries(acts))
          await t.test(name, () =>
            onPage(context, join(folder, file), async (page, chart) => {
              assert.equal(await page.evaluate("vegaLite.version"), version);
              await act(page, chart, width);
            })
          );
      },
      {viewport: {width, height: 900}}
    )
  );

test("a phone shows the charts whole, without scrolling them sideways", {skip: noBrowser}, () =>
  inBrowser(
    (context) =>
      onPage(context, join(folder, "report.html"), async (page) => {
        const beyond = await page
          .locator(".scroll:has(> .drawing)")
          .evaluateAll((all) => all.map((box: any): number => box.scrollWidth - box.clientWidth));
        assert.ok(beyond.length >= 5, `${beyond.length} charts`);
        assert.ok(Math.max(...beyond) <= 0, `px beyond the page: ${beyond}`);
      }),
    {viewport: {width: 390, height: 900}}
  )
);

/** Moves the pointer onto a week of the timeline, clicks if asked, and returns what the tooltip says. */
async function hoverWeek(page: Page, chart: Locator, week: number, click = false): Promise<Record<string, string>> {
  const target = chart.locator("g.targets_marks > path").nth(week);
  const date = new Date(monday + week * WEEK).toUTCString().slice(5, 16);
  const said = await tooltip(page, target, date);
  if (click) await target.click({force: true});
  return said;
}

async function box(locator: Locator): Promise<{x: number; y: number; width: number; height: number}> {
  await locator.scrollIntoViewIfNeeded();
  return (await locator.boundingBox())!;
}
