import assert from "node:assert/strict";
import {readdirSync, readFileSync, statSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";

interface Cell {
  readonly cell_type: string;
  readonly source: string[];
  readonly execution_count?: number | null;
  readonly outputs?: {readonly output_type: string; readonly name?: string; readonly data?: Record<string, unknown>}[];
}

const folder = join(import.meta.dirname, "../../notebooks");
const names = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));

for (const name of names) {
  const {cells} = JSON.parse(readFileSync(join(folder, name), "utf8")) as {cells: Cell[]};
  const code = cells.filter((cell) => cell.cell_type === "code");

  test(`${name} is committed as run, in order, without a word on standard error`, () => {
    assert.deepEqual(
      code.map((cell) => cell.execution_count),
      code.map((_, i) => i + 1)
    );
    for (const output of code.flatMap((cell) => cell.outputs ?? [])) {
      assert.notEqual(output.output_type, "error");
      assert.notEqual(output.name, "stderr");
    }
  });

  test(`${name} shows what its cells declare, and ends in a finding computed from the data`, () => {
    for (const cell of code)
      if (/\b(show|say)\(/.test(cell.source.join(""))) assert.ok(cell.outputs?.length, cell.source.join(""));
    assert.ok(code.at(-1)?.outputs?.[0]?.data?.["text/markdown"], "the last cell says no finding");
  });

  test(`${name} has text before code, short cells, and no function`, () => {
    assert.equal(cells[0]?.cell_type, "markdown");
    for (const {source} of code) {
      assert.ok(source.length <= 10, `a cell of ${source.length} lines: ${source[0]}`);
      assert.doesNotMatch(source.join(""), /^\s*(async )?function /m);
    }
  });

  test(`${name} has at most 2 MB`, () => {
    assert.ok(statSync(join(folder, name)).size <= 2e6);
  });
}

test("there are notebooks", () => {
  assert.ok(names.length >= 5);
});
