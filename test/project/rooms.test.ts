import assert from "node:assert/strict";
import {globSync, readFileSync} from "node:fs";
import {basename, dirname, join, relative} from "node:path";
import {test} from "node:test";
import {commands as table} from "../../lib/cli/main.ts";

const lib = join(import.meta.dirname, "../../lib");
const commands = Object.keys(table);

/** A folder of lib: which other rooms and packages it may import, and which of its files other rooms may import. */
interface Room {
  readonly may: readonly string[];
  readonly door: readonly string[];
}

/** The rooms, in the order in which data goes through them; base is open to all. */
const rooms: Readonly<Record<string, Room>> = {
  base: {may: [], door: ["sum", "time", "visible", "words", "zone"]},
  "log/event": {may: [], door: ["address", "bytes", "demo-host", "escapes", "event"]},
  "log/message": {may: ["log/event"], door: ["dropbear", "pam", "pattern", "pieces", "sshd"]},
  "log/line": {may: ["log/event", "log/message"], door: ["clock", "header", "line"]},
  "log/fast": {may: ["log/event", "log/line", "log/message"], door: ["fast", "glance"]},
  "log/connection": {may: ["log/event"], door: ["tracker"]},
  log: {may: ["log/event", "log/line", "log/fast", "log/connection"], door: ["scanner"]},
  "log/source": {may: ["log/line", "xz-decompress"], door: ["find", "source"]},
  store: {may: ["store/migrations", "better-sqlite3"], door: ["database", "paths", "schema"]},
  "store/migrations": {may: ["store", "store/day", "log/event"], door: ["migrate"]},
  "store/day": {
    may: ["log/event", "log/connection", "store", "better-sqlite3"],
    door: ["closed-days", "collector", "deriver", "event-code", "lines", "pack", "prune", "settle", "sums", "writer"]
  },
  "store/ingest": {
    may: ["log", "log/event", "log/line", "log/source", "store", "store/day"],
    door: ["batch", "ingest", "position", "unended", "unknown-lines"]
  },
  "store/status": {may: ["log/event", "store", "store/day", "store/migrations"], door: ["about", "summary"]},
  "store/exchange": {
    may: ["log/event", "store", "store/day", "store/ingest", "store/migrations", "store/status", "better-sqlite3"],
    door: ["day-digests", "export", "foreign", "import", "import-counts", "leftovers", "news", "read-news"]
  },
  pull: {may: ["store", "store/exchange"], door: ["destination", "pull"]},
  geo: {
    may: ["maxmind", "i18n-iso-countries"],
    door: ["address", "database", "distance", "geo", "given", "network", "place", "source", "special", "states"]
  },
  demo: {may: ["log/event"], door: ["facts", "log"]},
  "ask/polars": {
    may: ["store", "store/status", "nodejs-polars"],
    door: ["cache-files", "clock-words", "load", "star", "tally"]
  },
  analysis: {may: ["ask/polars", "geo", "nodejs-polars"], door: []},
  "chart/parts": {
    may: ["vega-lite"],
    door: [
      "bins",
      "blocks",
      "density",
      "flags",
      "labelled-bars",
      "spec",
      "strips",
      "text",
      "theme",
      "week-cells",
      "widths"
    ]
  },
  "chart/map": {
    may: ["chart/parts"],
    door: ["bubbles", "choropleth", "labels", "largest-inside", "map", "projection"]
  },
  "chart/time": {
    may: ["chart/parts", "chart/map"],
    door: ["change-text", "day-layers", "ends", "peak", "periods", "time", "timeline-ends", "timeline-layers", "weeks"]
  },
  chart: {may: ["chart/parts", "chart/map", "chart/time"], door: []},
  notebook: {
    may: [
      "ask/polars",
      "chart/map",
      "chart/parts",
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
    door: ["nbformat", "run", "show", "table", "text"]
  },
  "report/page": {
    may: [
      "notebook",
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
    ],
    door: ["article", "draft", "page", "scripts", "text"]
  },
  "report/compare": {
    may: ["geo", "log/line", "notebook", "report/page", "report/public", "store", "store/status", "hast-util-to-html"],
    door: ["comparison", "period", "selection", "tallies"]
  },
  "report/public": {
    may: ["geo", "notebook", "report", "report/page", "report/compare", "store"],
    door: ["given-places", "hidden", "key", "leak", "part"]
  },
  report: {
    may: ["chart/parts", "geo", "notebook", "report/page", "report/compare", "report/public", "store", "store/status"],
    door: ["chapters", "input", "make"]
  }
};

const files = globSync("**/*.ts", {cwd: lib, exclude: (name) => String(name) === "dist"});

for (const [room, {may, door}] of Object.entries(rooms)) {
  const own = files.filter((file) => dirname(file) === room);

  test(`lib/${room} imports only what its room may`, () => {
    assert.ok(own.length > 0, `no file in lib/${room}`);
    for (const file of own)
      for (const name of importsOf(file).map(roomOrPackage))
        if (name !== room && name !== "base" && !may.includes(name))
          assert.fail(`lib/${file} imports ${name}; lib/${room} may import ${may.join(", ") || "nothing"}`);
  });

  test(`the door of lib/${room} is what other rooms import of it`, () => {
    const others = files.filter((file) => !own.includes(file));
    const used = others.flatMap(importsOf).filter((name) => own.includes(name));
    const names = new Set(used.map((file) => basename(file, ".ts")));
    assert.deepEqual([...names].toSorted(), door.toSorted());
  });
}

test("the table names every room of lib", () => {
  const folders = new Set(files.map((file) => dirname(file)));
  assert.deepEqual([...folders].toSorted(), [...Object.keys(rooms), "cli"].toSorted());
});

test("no circle of imports goes through several rooms", () => {
  for (const circle of circles().filter((circle) => !circle.includes("store/database.ts")))
    // until migrations are frozen
    assert.equal(new Set(circle.map((file) => dirname(file))).size, 1, circle.join(" → "));
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
  test(`the command ${command} loads nothing but base, log and store`, () => {
    const loaded = new Set<string>();
    const load = (file: string): void => {
      if (loaded.size === loaded.add(file).size) return;
      const text = readFileSync(join(lib, file), "utf8");
      for (const [, name] of text.matchAll(/^(?:import|export) (?!type)[^;"]*?\bfrom "(\.[^"]+)"/gm))
        load(join(dirname(file), name!));
    };
    for (const file of ["cli/main.ts", `cli/${command}.ts`]) load(file);
    assert.ok(loaded.has("store/database.ts"));
    const stages = new Set([...loaded].map((file) => file.split("/")[0]!));
    assert.ok(stages.isSubsetOf(new Set(["base", "cli", "log", "store"])), [...stages].join());
    const others = [...loaded].filter((file) => file.startsWith("cli/") && commands.includes(basename(file, ".ts")));
    assert.deepEqual(others.toSorted(), [`cli/${command}.ts`]);
  });

/** Returns the files of lib (as base/words.ts) and the packages that a file names in import, import() and require. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(lib, file), "utf8");
  const names = [
    ...text.matchAll(
      /(?:^(?:import|export)\b[^;"'`]*?\bfrom |\bimport\(|\brequire\(|\brequire\.resolve\()["'`]([^"'`$]+)/gm
    )
  ].map((match) => match[1]!);
  return names
    .filter((name) => !name.startsWith("node:"))
    .map((name) => (name.startsWith(".") ? relative(lib, join(lib, dirname(file), name)) : packageOf(name)));
}

function roomOrPackage(name: string): string {
  return files.includes(name) ? dirname(name) : name;
}

function packageOf(name: string): string {
  return name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
}

/** Returns the files that import each other in a circle, each set once (Tarjan 1972). */
function circles(): string[][] {
  const found: string[][] = [];
  const [order, low] = [new Map<string, number>(), new Map<string, number>()];
  const stack: string[] = [];
  function visit(file: string): void {
    order.set(file, order.size);
    low.set(file, order.get(file)!);
    stack.push(file);
    for (const next of importsOf(file).filter((name) => files.includes(name))) {
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) low.set(file, Math.min(low.get(file)!, low.get(next)!));
    }
    if (low.get(file) !== order.get(file)) return;
    const circle = stack.splice(stack.indexOf(file));
    if (circle.length > 1) found.push(circle);
  }
  for (const file of files) if (!order.has(file)) visit(file);
  return found;
}
