import assert from "node:assert/strict";
import {test} from "node:test";

import {agreement} from "../../lib/chart/agreement.ts";
import {change} from "../../lib/chart/change.ts";
import {endsOf, mostOf} from "../../lib/chart/time/ends.ts";
import {conserved} from "../../lib/chart/parts/conservation.ts";
import type {Spec} from "../../lib/chart/parts/spec.ts";
import {WEEK} from "../../lib/chart/time/weeks.ts";
import {draw, engines} from "./engines.ts";
import * as examples from "./examples.ts";
import type {CountryChange} from "../../lib/rows/change.ts";
import type {Flagged} from "../../lib/rows/flags.ts";

// The charts of countries: what their captions add up to, what they leave out, and what they say of little data.

/** A spec as text, wrapped lines joined and spaces plain, so that captions can be read in it. */
const textOf = (spec: Spec): string =>
  JSON.stringify(spec)
    .replaceAll("\u202f", "")
    .replaceAll("\u00a0", " ")
    .replaceAll(/(?<=[a-z+=\d])\\?",\\?"(?=[a-z+=\d])/g, " ");

const captioned = {
  countriesWithFlags: 1,
  timelineWithGap: 1,
  changeOfCountries: 2,
  worldWithSmallCountry: 1,
  citiesByArea: 1,
  statesWithCities: 2 // one for each measure of the switch
} as const;

for (const [name, lines] of Object.entries(captioned))
  test(`${name} ends in lines whose parts add up`, () => {
    const text = textOf(examples[name as keyof typeof captioned]());
    const sums = text.match(/\d+ (?:in|on|from) [^"=:]+ = \d+ attempts/g) ?? [];
    assert.equal(sums.length, lines, text);
    for (const sum of sums) {
      const [total, ...parts] = sum
        .match(/(?<=^|\+ |= )\d+/g)!
        .map(Number)
        .toReversed();
      assert.ok(parts.length >= 2 && parts.reduce((a, b) => a + b) === total, sum);
    }
  });

test("attempts that got lost are an error, wherever they did", () => {
  const whole = {located: 9, notLocated: 1, private: 2, notDrawn: 3, total: 15};
  const line = "9 on the map + 3 located but not drawn + 1 not located + 2 private = 15 attempts";
  assert.equal(conserved([[9, "on the map"]], whole), line);
  assert.equal(
    conserved(
      [
        [0, "on the map"],
        [9, "elsewhere"]
      ],
      whole
    ).startsWith("0 on the map + 9 elsewhere + "),
    true
  );
  assert.equal(
    conserved([
      [1, "on the map"],
      [0, "elsewhere"]
    ]),
    "1 on the map = 1 attempt"
  );
  assert.throws(() => conserved([[8, "on the map"]], whole), /attempts got lost: 8 in the rows of 9 located/);
  assert.throws(
    () =>
      conserved(
        [
          [10, "on the map"],
          [-1, "elsewhere"]
        ],
        whole
      ),
    /attempts got lost/
  );
  assert.throws(() => conserved([[9, "on the map"]], {...whole, private: 1}), /attempts got lost/);
});

const noFlag = {flag: null, flagWidth: 0, flagHeight: 0};
const row = (code: string, before: number, recent: number): CountryChange & Flagged => ({
  code,
  name: code,
  before,
  recent,
  ...noFlag
});
const periodsOf = (rows: readonly (CountryChange & Flagged)[]) => {
  const [before, recent] = [rows.map((row) => row.before), rows.map((row) => row.recent)].map((counts, i) => {
    const located = counts.reduce((sum, n) => sum + n, 0);
    const from = Date.UTC(2026, 0, 1 + 30 * i);
    return {
      from,
      to: from + 30 * 864e5,
      conservation: {located, notLocated: 0, private: 0, notDrawn: 0, total: located}
    };
  });
  return {periods: {days: 30, before: before!, recent: recent!, leftOut: 0}, wholeDays: 60};
};
const changed = (...rows: (CountryChange & Flagged)[]): Spec => change(rows, {n: 2, ...periodsOf(rows)});

test("the largest rises and falls are drawn, the others are counted", async () => {
  const rows = [
    row("A", 1, 9),
    row("B", 1, 8),
    row("C", 1, 3),
    row("D", 5, 5),
    row("E", 3, 2),
    row("F", 9, 1),
    row("G", 9, 0)
  ];
  const spec = changed(...rows);
  const {values} = spec.data as {values: {code: string; change: number; value: string; kind: string}[]};
  assert.deepEqual(
    values.map(({code, change, kind}) => [code, change, kind]),
    [
      ["A", 8, "×9"],
      ["B", 7, "×8"],
      ["F", -8, "×0.11"],
      ["G", -9, "gone"]
    ]
  );
  assert.equal(values[3]!.value, "−9 (9 → 0)");
  assert.match(
    textOf(spec),
    /Since: 18 from the countries above \+ 10 from others \+ 0 not located \+ 0 private = 28 attempts/
  );
  assert.match(
    textOf(spec),
    /Before: 20 from the countries above \+ 9 from others \+ 0 not located \+ 0 private = 29 attempts/
  );
  assert.match(textOf(spec), /The 4 largest changes of 6/);
  for (const engine of engines) assert.equal((await draw(spec, engine)).marks.get("changes"), 4);
});

const findings: [what: string, rows: (CountryChange & Flagged)[], title: RegExp][] = [
  ["a rise", [row("A", 10, 90), row("B", 50, 40)], /^Attempts rose from 60 to 130; A rose most, by 80/],
  ["a fall", [row("A", 10, 20), row("B", 50, 10)], /^Attempts fell from 60 to 30; B fell most, by 40/],
  ["a new country", [row("A", 0, 20), row("B", 5, 6)], /A is new, with 20/],
  ["all new", [row("A", 0, 1)], /^Attempts rose from 0 to 1; A is new/],
  ["all gone", [row("A", 1, 0)], /^Attempts fell from 1 to 0; A fell most, by 1/],
  ["as many, from others", [row("A", 1, 3), row("B", 3, 1)], /^Attempts stayed at 4; A rose most, by 2/],
  ["no change", [row("A", 3, 3)], /No country rose or fell.*Every country sent as many attempts/],
  ["nothing at all", [], /No country rose or fell.*In 60 whole days, 01 Jan 2026 to 01 Mar 2026, no attempt/]
];

for (const [what, rows, title] of findings)
  test(`the change says what it found: ${what}`, async () => {
    for (const width of [760, 358]) {
      const spec = change(rows, {...periodsOf(rows), width});
      const {text} = (spec.mark ?? {}) as {text?: string[]};
      assert.match([String(spec.description), ...(text ?? [])].join(" "), title);
      for (const engine of engines) assert.doesNotMatch((await draw(spec, engine)).svg, /NaN|undefined|Infinity/);
    }
  });

test("too few whole days are a sentence", () => {
  const {text} = change([], {periods: null, wholeDays: 9}).mark as {text: string[]};
  assert.match(text.join(" "), /at least 7 days with 7, takes 14 days that are logged in full; nine are/);
  assert.throws(() => change([], {n: 0, periods: null, wholeDays: 0}), /invalid n; not positive: 0/);
});

test("one geo database is a sentence that says how to name a second one", () => {
  const {text} = agreement(null).mark as {text: string[]};
  assert.match(
    text.join(" "),
    /KNOCKBOOK_GEO=\S+:\S+ npm run lab, or with --geo \S+:\S+ behind npm run knockbook -- report/
  );
});

test("databases that know no address in common are a sentence", () => {
  const none = {total: 3, country: {compared: 0, same: 0}, state: {compared: 0, same: 0}, medianKm: null};
  const spec = agreement({databases: ["A", "B"], addresses: none, attempts: none, disagreements: []});
  assert.match(
    (spec.mark as {text: string[]}).text.join(" "),
    /No address has a country in both, A and B: of 3 public addresses/
  );
});

test("databases that always agree have no pairs, and a share is a part of all", async () => {
  const all = {total: 3, country: {compared: 3, same: 3}, state: {compared: 0, same: 0}, medianKm: 0};
  const spec = agreement({databases: ["A", "B"], addresses: all, attempts: all, disagreements: []});
  for (const engine of engines) {
    const {marks, svg} = await draw(spec, engine);
    assert.deepEqual([marks.get("same"), marks.get("pairs")], [2, undefined]);
    assert.match(svg, /100\u202f% of 3/);
  }
  assert.match(String(spec.description), /same country for 100\u202f% of the addresses\. .* at most 1 km apart/);
});

test("names at the ends of lines stand apart, in the order of the lines", () => {
  const attempts = [500, 3, 3, 2, 480, 0];
  const weeks = [
    {week: 0, total: 1200, attempts, run: 0},
    {week: WEEK, total: 1200, attempts, run: 0}
  ];
  const names = ["A", "B", "C", "D", "E", "F"];
  const ends = endsOf(weeks, names, {most: mostOf(weeks), height: 270});
  for (const [value, at, most] of [
    ["attempts", "attemptsAt", 515],
    ["share", "shareAt", 515 / 1200]
  ] as const) {
    const sorted = ends.toSorted((a, b) => a[at] - b[at]);
    for (const [i, end] of sorted.slice(1).entries()) {
      assert.ok(end[at] - sorted[i]![at] >= (12.9 / 270) * most, `${end.country} over ${sorted[i]!.country}`);
      assert.ok(end[value] >= sorted[i]![value]);
    }
    for (const end of ends) assert.ok(end[at] >= end[value]);
  }
});
