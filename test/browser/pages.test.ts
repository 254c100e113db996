import assert from "node:assert/strict";
import {mkdtempSync, rmSync} from "node:fs";
import {basename, join} from "node:path";
import {tmpdir} from "node:os";
import {after, before, test} from "node:test";
import {writeDemo} from "../../lib/cli/demo.ts";
import {openSource} from "../../lib/log/source.ts";
import {makeReports, notebookPaths} from "../../lib/report/make.ts";
import {openStore} from "../../lib/store/database.ts";
import {ingest} from "../../lib/store/ingest.ts";
import {checkReport, type Seen} from "./checkReport.ts";
import {inBrowser, noBrowser} from "./chromium.ts";

// The pages of the demo log, made as `npm start` makes them and opened in a browser without network.

const folder = mkdtempSync(join(tmpdir(), "knockbook-pages-"));
const minutes = 60_000;
let pages: string[] = [];

before(
  async () => {
    if (noBrowser) return;
    const [log, db] = [join(folder, "demo.log"), join(folder, "demo.sqlite")];
    await writeDemo(log);
    const store = openStore(db);
    await ingest(store, await openSource(log), {year: 2025, zone: "UTC", demo: true});
    store.close();
    pages = await makeReports(db, {out: folder});
  },
  {timeout: 5 * minutes}
);

after(() => rmSync(folder, {recursive: true, force: true}));

const expected: Record<string, Partial<Seen>> = {
  "index.html": {charts: 0},
  "1-overview.html": {charts: 3},
  "2-countries.html": {charts: 2},
  "3-world.html": {charts: 2, maps: 2},
  "4-united-states.html": {charts: 2, maps: 2}
};

for (const [name, {charts, maps = 0}] of Object.entries(expected))
  test(
    `${name} is whole, at a desk and on a phone, light and dark`,
    {skip: noBrowser, timeout: 2 * minutes},
    async () => {
      const page = pages.find((path) => basename(path) === name);
      assert.ok(page, `no page ${name} among ${pages.join(", ")}`);
      const shots = process.env.SHOTS ? {shots: join(process.env.SHOTS, basename(name, ".html"))} : {};
      const seen = await inBrowser((context) => checkReport(context, page, shots));
      assert.equal(seen.charts, charts);
      assert.ok(seen.maps >= maps, `${seen.maps} maps`);
      if (charts) assert.ok(seen.marks > 20, `${seen.marks} marks`);
    }
  );

test("there is a page for each notebook", {skip: noBrowser}, () => {
  assert.deepEqual(
    pages.slice(1).map((page) => basename(page, ".html")),
    notebookPaths().map((path) => basename(path, ".ipynb"))
  );
});
