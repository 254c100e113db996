import assert from "node:assert/strict";
import {globSync, readFileSync} from "node:fs";
import {basename, dirname, join, relative} from "node:path";
import {test} from "node:test";
import {commands as table} from "../../lib/cli/main.ts";

const lib = join(import.meta.dirname, "../../lib");
const commands = Object.keys(table);

/** What a stage may import, beside node: and itself: stages before it in the flow, and packages. */
const allowed: Record<string, string[]> = {
  log: ["xz-decompress", "unbzip2-stream"],
  store: ["log", "better-sqlite3"],
  pull: ["log", "store"],
  geo: ["maxmind", "i18n-iso-countries"],
  demo: ["log", "geo"],
  frame: ["store", "nodejs-polars"],
  analysis: ["frame", "geo", "nodejs-polars"],
  chart: ["log", "vega-lite"],
  notebook: [
    "frame",
    "chart",
    "store",
    "tslab",
    "vega",
    "vega-lite",
    "svg-country-flags",
    "nodejs-polars",
    "hastscript",
    "hast-util-to-html",
    "hast"
  ],
  report: [
    "log",
    "notebook",
    "chart",
    "geo",
    "store",
    "unified",
    "remark-parse",
    "remark-gfm",
    "remark-rehype",
    "rehype-highlight",
    "hastscript",
    "hast-util-to-html",
    "hast",
    "mdast",
    "vega",
    "vega-lite",
    "vega-embed"
  ]
};

const files = globSync("*/**/*.ts", {cwd: lib, exclude: (name) => String(name).startsWith("dist")});

for (const [stage, may] of Object.entries(allowed))
  test(`lib/${stage} imports only stages before it`, () => {
    const sources = files.filter((file) => file.startsWith(`${stage}/`));
    assert.ok(sources.length > 0, `no file in lib/${stage}`);
    for (const file of sources)
      for (const name of importsOf(file))
        if (name !== stage && !may.includes(name))
          assert.fail(`lib/${file} imports ${name}; lib/${stage} may import ${may.join(", ") || "nothing"}`);
  });

test("the stage table names every folder of lib", () => {
  const folders = new Set(files.map((file) => file.split("/")[0]));
  assert.deepEqual([...folders].toSorted(), [...Object.keys(allowed), "cli"].toSorted());
});

test("vega and vega-lite are only imported inside functions", () => {
  for (const file of files)
    assert.doesNotMatch(
      readFileSync(join(lib, file), "utf8"),
      /^import (?!type).*from "vega(-lite)?"/m,
      `lib/${file} would make require() fail`
    );
});

/** What the machine that is knocked at needs: its Node has neither polars nor vega. */
const onThePi = ["ingest", "status", "unknown", "export", "prune"];

for (const command of onThePi)
  test(`the command ${command} loads nothing but log and store`, () => {
    const loaded = new Set<string>();
    const load = (file: string): void => {
      if (loaded.size === loaded.add(file).size) return;
      const text = readFileSync(join(lib, file), "utf8");
      for (const [, name] of text.matchAll(/^(?:import|export) (?!type)[^;"]*?\bfrom "(\.[^"]+)"/gm))
        load(join(dirname(file), name!));
    };
    for (const file of ["cli/main.ts", `cli/${command}.ts`]) load(file);
    assert.ok(loaded.has("store/database.ts"));
    assert.deepEqual([...new Set([...loaded].map((file) => dirname(file)))].toSorted(), ["cli", "log", "store"]);
    const others = [...loaded].filter((file) => file.startsWith("cli/") && commands.includes(basename(file, ".ts")));
    assert.deepEqual(others.toSorted(), [`cli/${command}.ts`]);
  });

/** Returns the stages and packages that a file names in import, import() and require. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(lib, file), "utf8");
  const names = [
    ...text.matchAll(
      /(?:^(?:import|export)\b[^;"'`]*?\bfrom |\bimport\(|\brequire\(|\brequire\.resolve\()["'`]([^"'`$]+)/gm
    )
  ].map((match) => match[1]!);
  return names
    .filter((name) => !name.startsWith("node:"))
    .map((name) => (name.startsWith(".") ? stageOf(file, name) : packageOf(name)));
}

function stageOf(file: string, name: string): string {
  return relative(lib, join(lib, dirname(file), name)).split("/")[0]!;
}

function packageOf(name: string): string {
  return name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
}
