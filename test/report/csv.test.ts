import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import {test} from "node:test";
import {rowsType} from "../../lib/notebook/show.ts";
import type {Table} from "../../lib/notebook/table.ts";
import {csv, tablesOf} from "../../lib/report/csv.ts";
import {code, HOSTILE, shown, text} from "./sample.ts";

const cells: readonly (readonly [cell: string, field: string])[] = [
  ["root", '"root"'],
  ['a "quoted", one; two', '"a ""quoted"", one; two"'],
  ["=1+1", `"'=1+1"`],
  ["+1", `"'+1"`],
  ["-1", `"'-1"`],
  ["@SUM(A1)", `"'@SUM(A1)"`],
  ["\t=1", `"'\t=1"`],
  ["\r=1", `"'␍=1"`],
  ["\n=1", `"'\n=1"`],
  ["＝1", `"'＝1"`],
  ['=HYPERLINK("https://example.com")', `"'=HYPERLINK(""https://example.com"")"`],
  ["a=1", '"a=1"'],
  ["\u001b[31m\u202ex\u0000", '"␛[31m\\u{202e}x␀"']
];

test("texts are quoted, and none is a formula; numbers stay numbers", () => {
  for (const [cell, field] of cells) assert.equal(csv({columns: ["a"], rows: [[cell]]}), `"a"\r\n${field}\r\n`);
  assert.equal(
    csv({
      columns: ["a", "b"],
      rows: [
        [-1.5, null],
        [0, true]
      ]
    }),
    '"a","b"\r\n-1.5,\r\n0,true\r\n'
  );
  assert.equal(csv({columns: ["=a"], rows: []}), `"'=a"\r\n`);
});

test("another program reads the same cells", () => {
  const rows = HOSTILE.map((name, i) => [name, i]);
  const python =
    "import csv, json, sys; print(json.dumps(list(csv.reader(open(0, newline='', encoding='utf-8'), strict=True))))";
  const {stdout, stderr} = spawnSync("python3", ["-c", python], {
    input: csv({columns: ["name", "n"], rows}),
    encoding: "utf8"
  });
  assert.equal(stderr, "");
  const read = JSON.parse(stdout) as string[][];
  assert.deepEqual(
    read.map((row) => row.length),
    Array(HOSTILE.length + 1).fill(2)
  );
  assert.deepEqual(
    read.slice(1).map(([, n]) => Number(n)),
    HOSTILE.map((_, i) => i)
  );
  for (const [name] of read) assert.doesNotMatch(name!, /^[=+\-@\t\r]/);
});

const table: Table = {columns: ["n"], rows: [[1]]};
const rows = (...tables: Table[]): ReturnType<typeof shown> => shown({"text/html": "", [rowsType]: tables});

test("a table is named by its notebook and its section", () => {
  const run = {
    cells: [
      text("# Title\n\nWords."),
      code("a", rows(table)),
      text("## The sum, and more\n\n### Deep"),
      code("b", rows(table, table)),
      code("c", shown({"text/markdown": "none"})),
      text("Words without a heading."),
      code("d", rows(table))
    ]
  };
  const names = tablesOf({name: "1-a", title: "A", run}).map(({name}) => name);
  assert.deepEqual(names, ["1-a", "1-a-the-sum-and-more", "1-a-the-sum-and-more-2", "1-a-the-sum-and-more-3"]);
});
