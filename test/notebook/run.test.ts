import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {after, suite, test} from "node:test";
import {formatNotebook, type Cell, type CodeCell, type Notebook} from "../../lib/notebook/nbformat.ts";
import {complaint, declaresOutput, runNotebook} from "../../lib/notebook/run.ts";
import {few, later} from "../scope.ts";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(root, "test", ".tmp-notebook-")); // inside the project, as the notebooks are
after(() => rmSync(folder, {recursive: true, force: true}));

function code(source: string, outputs: CodeCell["outputs"] = [], metadata: CodeCell["metadata"] = {}): CodeCell {
  return {cell_type: "code", id: "a", metadata, source, outputs, execution_count: null};
}

function notebook(...cells: Cell[]): Notebook {
  return {
    cells: cells.map((cell, i) => ({...cell, id: `cell-${i + 1}`})),
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5
  };
}

const text: Cell = {cell_type: "markdown", id: "a", metadata: {}, source: "# Title\n\nText"};

/** Writes a notebook and runs it; its environment has NAME=value. */
async function run(name: string, ...sources: string[]): Promise<Notebook> {
  const path = join(folder, `${name}.ipynb`);
  writeFileSync(path, formatNotebook(notebook(text, ...sources.map((source) => code(source)))));
  return runNotebook(path, {env: {NAME: "value"}, timeout: 20});
}

const outputsOf = ({cells}: Notebook): unknown[] =>
  cells.flatMap((cell) => (cell.cell_type === "code" ? [...cell.outputs] : []));

suite("the kernel", {concurrency: 2}, () => {
  test("runs a notebook from top to bottom and counts its code cells from 1", {timeout: 60_000}, async () => {
    const ran = await run("fine", "const a: number = 1;", 'console.log(a, process.env.NAME); console.log("ä");');
    assert.deepEqual(outputsOf(ran), [{output_type: "stream", name: "stdout", text: "1 value\nä\n"}]);
    assert.deepEqual(
      ran.cells.map((cell) => cell.cell_type === "code" && cell.execution_count),
      [false, 1, 2]
    );
  });

  test("gives the same bytes when it runs again, side by side", {skip: later, timeout: 60_000}, async () => {
    const path = join(folder, "again.ipynb");
    writeFileSync(path, formatNotebook(notebook(text, code("console.log({b: 1, a: [2]});"))));
    const [first, second] = await Promise.all([runNotebook(path), runNotebook(path)]);
    assert.equal(formatNotebook(first), formatNotebook(second));
  });

  const failures = [
    ["an error", ["", 'throw new Error("no such thing");'], /^bad-\d\.ipynb, cell 3: Error: no such thing$/],
    ["a rejection that nobody awaits", ['void Promise.reject(new Error("lost"));', "1"], /, cell 2: .*Error: lost$/],
    ["an error after the last cell", ['const t = setTimeout(() => { throw new Error("late"); }, 50);'], /Error: late$/],
    ["a kernel that ends", ["process.exit(0);"], /, cell 2: Kernel died/]
  ] as const;
  for (const [what, sources, error] of few(failures, 2))
    test(`fails on ${what}`, {timeout: 60_000}, async () => {
      await assert.rejects(run(`bad-${sources.join("").length % 10}`, ...sources), (reason: Error) => {
        assert.match(reason.message, error);
        assert.doesNotMatch(reason.message, /\n/);
        return true;
      });
    });

  test("fails on a cell that takes too long", {skip: later, timeout: 60_000}, async () => {
    const path = join(folder, "slow.ipynb");
    writeFileSync(path, formatNotebook(notebook(code("await new Promise((ok) => setTimeout(ok, 30_000));"))));
    await assert.rejects(runNotebook(path, {timeout: 1}), /^Error: slow\.ipynb, cell 1: .*timed out/);
  });
});

for (const [source, declares] of [
  ["await show(chart);", true],
  ["show(chart);", true],
  ["const a = 1;\nawait show(\n  chart(rows)\n);", true],
  ["say(`**${n}** attempts`);", true],
  ["display.html(page);", true],
  ["// shows\nconst a = show;", false],
  ["show(chart);\nconst a = 1;", false], // the last statement counts
  ["const showing = 1;", false],
  ["", false]
] as const)
  test(`${JSON.stringify(source)} ${declares ? "declares" : "does not declare"} an output`, () => {
    assert.equal(declaresOutput(code(source)), declares);
  });

test("a cell's metadata can declare an output", () => {
  assert.ok(declaresOutput(code("1", [], {knockbook: {output: true}})));
});

const stderr = (...text: string[]): CodeCell["outputs"] => [{output_type: "stream", name: "stderr", text}];

for (const [what, cell, expected] of [
  [
    "a type error",
    code("const a: number = b", stderr("1:7 - Type 'string' is not …")),
    "cell 2: 1:7 - Type 'string' is not …"
  ],
  ["a warning", code("console.warn(1)", stderr("oh\n", "no\n")), "cell 2: oh; no"],
  ["a missing output", code("show(1);"), "cell 2: no output, but it declares one"],
  ["nothing wrong", code("show(1);", [{output_type: "display_data", data: {}, metadata: {}}]), null]
] as const)
  test(`${what}: ${expected ?? "fine"}`, () => {
    assert.equal(complaint({notebook: notebook(text, cell), error: null, kernel: "", cell: 2}), expected);
  });

test("what is wrong is said once, the first cell first", () => {
  const bad = notebook(text, code("a", stderr("Error: x\n", "    at y\n")));
  assert.equal(complaint({notebook: bad, error: "failed", kernel: "Error: x\n", cell: 2}), "cell 2: Error: x");
  assert.equal(complaint({notebook: notebook(text), error: null, kernel: "", cell: 0}), null);
  assert.match(
    complaint({notebook: notebook(text), error: "not started", kernel: "Error: z\n", cell: 0})!,
    /not start: Error: z; run npm start/
  );
});

test("a notebook's file is what Jupyter would write", () => {
  const data = {"text/html": "<b>ä\u2028</b>\r\n\r<i>\x85", "text/plain": ""};
  const outputs = [
    {output_type: "display_data", data, metadata: {}},
    {output_type: "stream", name: "stdout", text: "1\n\n2"}
  ] as const;
  const ours = formatNotebook(notebook(text, code("const a = 1;\nshow(a);\n", outputs, {b: 1, a: [[]]}), code("")));
  const script =
    "import sys, nbformat; sys.stdout.buffer.write(nbformat.writes(nbformat.reads(sys.stdin.buffer.read().decode(), 4)).encode())";
  const {stdout, stderr} = spawnSync(join(root, ".venv/bin/python"), ["-c", script], {input: ours, encoding: "utf8"});
  assert.equal(stderr, "");
  assert.equal(ours, stdout.endsWith("\n") ? stdout : `${stdout}\n`);
});

test("a chart stands on one line of the file", () => {
  const chart = {b: [1.5, null, {}], a: "x\ny", "c d": [{e: true}]};
  const data = {"application/vnd.vegalite.v5+json": chart};
  const file = formatNotebook(notebook(code("show(a);", [{output_type: "display_data", data, metadata: {}}])));
  assert.ok(file.includes('"application/vnd.vegalite.v5+json": {"a":"x\\ny","b":[1.5,null,{}],"c d":[{"e":true}]}\n'));
  const [cell] = (JSON.parse(file) as Notebook).cells;
  assert.deepEqual(cell?.cell_type === "code" && cell.outputs[0], {output_type: "display_data", data, metadata: {}});
});
