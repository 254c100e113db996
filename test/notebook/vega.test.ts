import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {copyFile, mkdtempDisposable, readdir, stat, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {test} from "node:test";
import {fileURLToPath} from "node:url";
import type {Spec} from "../../lib/chart/parts/spec.ts";
import {renderSvg} from "../../lib/notebook/render.ts";
import * as examples from "../chart/examples.ts";

const bundle = fileURLToPath(new URL("vega.js", import.meta.resolve("knockbook/notebook/render")));
const compiled = (await import(import.meta.resolve("knockbook/notebook/render"))) as {renderSvg: typeof renderSvg};
const charts = Object.entries(examples).filter(
  (entry): entry is [string, () => Spec] => typeof entry[1] === "function"
);

test("the set-up has made one file of vega and vega-lite, which works where no package is", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "knockbook-"));
  const alone = join(folder.path, "vega.mjs");
  await copyFile(bundle, alone);
  const {vega, compile} = (await import(alone)) as typeof import("../../lib/notebook/vega.ts");
  assert.equal(typeof vega.View, "function");
  assert.equal(typeof compile, "function");
});

test("the one file draws each chart as the packages do", async () => {
  for (const [name, chart] of charts) assert.equal(await compiled.renderSvg(chart()), await renderSvg(chart()), name);
  assert.ok(charts.length > 20, "too few charts");
});

test("what V8 compiled is kept in the cache folder; a chart is drawn without one, too", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "knockbook-"));
  const [cache, file] = [join(folder.path, "cache"), join(folder.path, "file")];
  await writeFile(file, "");
  const draw = `import {renderSvg} from "${import.meta.resolve("knockbook/notebook/render")}";
    process.stdout.write(await renderSvg({data: {values: [{}]}, mark: "point"}));`;
  const {NODE_COMPILE_CACHE: _, ...environment} = process.env; // that of the tests would be taken in its place
  const pictures = [cache, cache, join(file, "no folder"), "off"].map((KNOCKBOOK_CACHE) =>
    execFileSync(process.execPath, ["--input-type=module", "-e", draw], {
      env: {...environment, KNOCKBOOK_CACHE}
    }).toString()
  );
  assert.equal(new Set(pictures).size, 1);
  assert.match(pictures[0]!, /^<svg/);
  assert.deepEqual(await readdir(cache), ["code"]);
  assert.equal((await stat(cache)).mode & 0o777, 0o700);
});
