import assert from "node:assert/strict";
import {test} from "node:test";
import {toHtml} from "hast-util-to-html";
import pl from "nodejs-polars";
import {chartTables, frameTable, htmlTable} from "../../lib/notebook/table.ts";

test("numbers stand right, names are made visible, what is missing is a dash", () => {
  const rows = [
    ["root", 1_234_567.891],
    ["a\u202eb<i>", null]
  ];
  assert.equal(
    toHtml(htmlTable({columns: ["user", "n"], rows})),
    '<table><thead><tr><th scope="col" style="text-align: left">user</th><th scope="col" style="text-align: right">n</th></tr></thead>' +
      '<tbody><tr><td style="text-align: left">root</td><td style="text-align: right">1\u202f234\u202f567.89</td></tr>' +
      '<tr><td style="text-align: left">a\\u{202e}b&#x3C;i></td><td style="text-align: right">–</td></tr></tbody></table>'
  );
});

test("a table that holds the first rows says how many more there are", () => {
  const html = toHtml(htmlTable({columns: ["a", "b"], rows: [["x", "y"]]}, 2001));
  assert.match(html, /<tfoot><tr><td colspan="2">and 2\u202f000 more rows<\/td><\/tr><\/tfoot>/);
});

test("a frame is a table of its values; times are in UTC", () => {
  const frame = pl.DataFrame([
    pl.Series("user", ["root", null], pl.Utf8),
    pl.Series("n", [1, 2], pl.Int64),
    pl.Series("day", [20_000, 20_001], pl.Int32).cast(pl.Date),
    pl.Series("time", [1_700_000_000_000, 0], pl.Float64).cast(pl.Int64).cast(pl.Datetime("ms"))
  ]);
  assert.deepEqual(frameTable(frame), {
    columns: ["user", "n", "day", "time"],
    rows: [
      ["root", 1, "2024-10-04", "2023-11-14 22:13:20"],
      [null, 2, "2024-10-05", "1970-01-01"]
    ]
  });
});

test("the rows of a chart are tables without pictures and lists", () => {
  const day = Date.UTC(2025, 0, 2);
  const list = [
    {day, n: 1, flag: "data:image/png;base64,AA==", places: [{}]},
    {day, n: 2, flag: null, places: []}
  ];
  const expected = {
    columns: ["day", "n"],
    rows: [
      ["2025-01-02", 1],
      ["2025-01-02", 2]
    ]
  };
  assert.deepEqual(chartTables(list), [expected]);
  assert.deepEqual(chartTables({a: list, b: "no list", c: list}), [expected, expected]);
  assert.deepEqual([chartTables([]), chartTables([1, 2]), chartTables(null)], [[], [], []]);
});
