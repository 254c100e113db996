import assert from "node:assert/strict";
import {test} from "node:test";
import {changes} from "../../lib/report/compare/changes.ts";
import {changesChapter, type Counted} from "../../lib/report/compare/comparison.ts";
import {tablesOf} from "../../lib/report/csv.ts";
import {chapterPage} from "../../lib/report/page/page.ts";

const june = {from: Date.UTC(2025, 5, 1) / 1000, to: Date.UTC(2025, 6, 1) / 1000, zone: "UTC"};
const may = {from: Date.UTC(2025, 4, 2) / 1000, to: june.from, zone: "UTC"};

const before: Counted = {
  period: may,
  days: 20,
  attempts: 200,
  accepted: 1,
  addresses: 5,
  countries: new Map([
    ["China", 100],
    ["Netherlands", 60],
    ["Chad", 40]
  ]),
  names: new Map([
    ["root", 100],
    ["<b>", 100]
  ]),
  networks: new Map([["192.0.2.0/24", 200]])
};
const now: Counted = {
  period: june,
  days: 30,
  attempts: 600,
  accepted: 0,
  addresses: 7,
  countries: new Map([
    ["China", 153],
    ["Netherlands", 300],
    ["Peru", 147]
  ]),
  names: new Map([["root", 600]]),
  networks: new Map([["192.0.2.0/24", 600]])
};

test("changes are of rates per day of log, the largest first", () => {
  assert.deepEqual(changes(before.countries, now.countries, {before: 20, now: 30}), [
    {name: "Netherlands", before: 3, now: 10, kind: "up"},
    {name: "Peru", before: 0, now: 4.9, kind: "new"},
    {name: "Chad", before: 2, now: 0, kind: "gone"},
    {name: "China", before: 5, now: 5.1, kind: "same"}
  ]);
});

/** The words of a page, with plain spaces. */
const flat = (html: string): string =>
  html
    .replace(/<style>.*<\/style>/s, "")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/\s+/g, " ");
const page = (a: Counted, b: Counted): string => chapterPage(changesChapter(a, b), {generated: new Date(0)});

test("a chapter says what is new, gone, up and down, in sentences", () => {
  const said = flat(page(before, now));
  assert.match(said, /20 attempts a day, 2\.0 times as many \(10 in the 20 days of log before\)\./);
  assert.match(
    said,
    /Changed most: the Netherlands \(3\.3 times as many\), Peru \(new\) and Chad \(gone\); 1 country new, one gone\./
  );
  assert.match(said, /New: 1 country, Peru \(4\.9 a day\)/);
  assert.match(said, /Gone: 1 user name, &#x3C;b> \(5\.0 a day before\)/);
  assert.match(said, /Up: 1 network, 192\.0\.2\.0\/24 \(from 10 to 20 a day\)/);
  assert.match(said, /1 – 30 June 2025 \(UTC\) beside as many days before: 2 – 31 May 2025 \(UTC\)/);
});

test("its tables hold all rows", () => {
  const tables = tablesOf(changesChapter(before, now));
  assert.deepEqual(
    tables.map(({name}) => name),
    ["changes-in-all", "changes-countries", "changes-user-names", "changes-networks"]
  );
  assert.deepEqual(tables[0]!.table.rows[2], ["refused attempts a day", 10, 20]);
  assert.deepEqual(tables[1]!.table.rows[3], ["China", 5, 5.1, "as before"]);
});

test("a period without a log is no fall to zero", () => {
  const said = flat(page({...before, days: 0}, now));
  assert.match(said, /There is no log from 2 – 31 May 2025 \(UTC\), so there is nothing to compare\./);
  assert.doesNotMatch(said, /gone|attempts a day/);
});

test("two equal periods have not changed", () => {
  assert.match(flat(page(before, {...before, period: june})), /10 attempts a day, as before \(10 in/);
});
