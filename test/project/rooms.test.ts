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
  base: {
    may: [],
    door: [
      "cache-folder",
      "calendar",
      "installation",
      "order",
      "project",
      "search",
      "shell",
      "sum",
      "time",
      "visible",
      "words",
      "zone"
    ]
  },
  "log/event": {may: [], door: ["address", "bytes", "demo-host", "escapes", "event", "plausible"]},
  "log/message": {may: ["log/event"], door: ["dropbear", "pam", "pattern", "pieces", "sshd"]},
  "log/line": {may: ["log/event", "log/message"], door: ["clock", "header", "line", "months"]},
  "log/fast": {may: ["log/event", "log/message", "log/line"], door: ["fast", "glance"]},
  "log/connection": {may: ["log/event"], door: ["tracker"]},
  log: {may: ["log/event", "log/line", "log/fast", "log/connection"], door: ["cutter", "scanner"]},
  "log/source": {may: ["log/event", "log/line", "xz-decompress"], door: ["find", "source"]},
  "store/migrations": {may: ["better-sqlite3"], door: ["migrate"]},
  store: {may: ["store/migrations", "better-sqlite3"], door: ["conflicts", "database", "errors", "meta", "schema"]},
  "store/day": {
    may: ["log/event", "log/connection", "store", "better-sqlite3"],
    door: [
      "chain",
      "closed-days",
      "collector",
      "day-table",
      "deriver",
      "event-code",
      "host-names",
      "lines",
      "misdated",
      "pack",
      "pending",
      "prune",
      "sums",
      "writer"
    ]
  },
  "store/host": {may: ["log/event", "store", "store/day", "store/status"], door: ["join", "same"]},
  "store/ingest": {
    may: ["log/event", "log/line", "log", "log/source", "store", "store/day", "store/host"],
    door: ["batch", "ingest", "position", "set-dates", "unended", "unknown-lines"]
  },
  "store/status": {may: ["log/event", "store", "store/day"], door: ["about", "summary"]},
  "store/exchange": {
    may: ["log/event", "store", "store/day", "store/host", "store/ingest", "store/status", "better-sqlite3"],
    door: ["day-digests", "export", "foreign", "import", "import-counts", "leftovers", "news", "read-news"]
  },
  pull: {may: ["store", "store/exchange"], door: ["destination", "pull"]},
  geo: {
    may: ["i18n-iso-countries", "maxmind"],
    door: [
      "address",
      "countries",
      "database",
      "distance",
      "geo",
      "given",
      "network",
      "place",
      "source",
      "special",
      "states"
    ]
  },
  demo: {may: ["log/event"], door: ["facts", "log"]},
  rows: {
    may: [],
    door: [
      "agreement",
      "change",
      "clock",
      "countries",
      "coverage",
      "days",
      "flags",
      "hours",
      "ledger",
      "methods",
      "name-lists",
      "names",
      "networks",
      "new-names",
      "places",
      "ports",
      "states",
      "suspects",
      "totals"
    ]
  },
  "ask/question": {
    may: ["store/status", "geo", "nodejs-polars"],
    door: ["about", "checks", "columns", "log", "options", "where"]
  },
  "ask/polars": {may: ["store", "store/status", "geo", "ask/question", "nodejs-polars"], door: ["open"]},
  analysis: {may: ["geo", "rows", "ask/question", "nodejs-polars"], door: []},
  "chart/parts": {may: ["rows"], door: ["chart", "conservation", "layout", "spec", "text", "theme", "widths"]},
  "chart/map": {
    may: ["rows", "chart/parts"],
    door: ["bubbles", "choropleth", "labels", "largest-inside", "map", "projection"]
  },
  "chart/time": {
    may: ["rows", "chart/parts"],
    door: [
      "change-text",
      "day-layers",
      "debut-layers",
      "ends",
      "peak",
      "periods",
      "strips",
      "time",
      "timeline-ends",
      "timeline-layers",
      "timeline-pointer",
      "week-cells",
      "weeks"
    ]
  },
  "chart/bars": {
    may: ["rows", "chart/parts"],
    door: ["accounts", "blocks", "country-columns", "flags", "labelled-bars", "method-bars", "name-bars"]
  },
  "chart/ports": {may: ["rows", "chart/parts"], door: ["bins", "density"]},
  chart: {may: ["rows", "chart/parts", "chart/map", "chart/time", "chart/bars", "chart/ports"], door: []},
  notebook: {
    may: [
      "rows",
      "chart/parts",
      "chart/map",
      "hast",
      "hast-util-to-html",
      "hastscript",
      "nodejs-polars",
      "vega",
      "vega-lite"
    ],
    door: ["nbformat", "run", "show", "table", "text"]
  },
  "report/page": {
    may: [
      "notebook",
      "hast",
      "hast-util-to-html",
      "hastscript",
      "mdast",
      "rehype-highlight",
      "remark-gfm",
      "remark-parse",
      "remark-rehype",
      "unified"
    ],
    door: ["article", "draft", "page", "scripts"]
  },
  "report/compare": {
    may: ["ask/question", "notebook", "report/page", "hast-util-to-html"],
    door: ["comparison", "period", "tallies"]
  },
  "report/public": {
    may: ["store", "geo", "notebook", "report/page"],
    door: ["given-places", "hidden", "key", "leak", "part", "selection"]
  },
  ask: {may: ["ask/question", "ask/polars"], door: ["open"]},
  report: {
    may: [
      "store",
      "geo",
      "ask/question",
      "chart/parts",
      "notebook",
      "report/page",
      "report/compare",
      "report/public",
      "ask"
    ],
    door: ["chapters", "make"]
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
  for (const circle of circles())
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
