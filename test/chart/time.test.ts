import assert from "node:assert/strict";
import {test} from "node:test";

import {days} from "../../lib/chart/days.ts";
import {timeX, whole} from "../../lib/chart/time/time.ts";
import {timeline} from "../../lib/chart/timeline.ts";
import {WEEK} from "../../lib/chart/time/weeks.ts";
import {textWidth} from "../../lib/chart/parts/widths.ts";
import {renderSvg} from "../../lib/notebook/render.ts";
import {dayMs} from "../../lib/base/time.ts";

const start = Date.UTC(2025, 10, 24);

/** A chart of days over a span; an axis only needs its first and last. */
const spanning = (span: number, width: number): ReturnType<typeof days> =>
  days(
    Array.from({length: 12}, (_, i) => {
      const day = start + Math.round((i * (span - 1)) / 11) * dayMs;
      return {day, failed: 5 + i, abandoned: 1, probe: 1, accepted: 0};
    }),
    {width}
  );

/** The labels of the axis below a chart, as their text's first line and its place. */
function labels(svg: string): {text: string; x: number}[] {
  const texts = svg.matchAll(/<text [^>]*translate\(([\d.]+),16\)"([^>]*)>(?:<tspan>)?([^<]*)</g);
  return Array.from(texts)
    .filter(([, , attributes]) => !attributes.includes(' opacity="0"'))
    .map(([, x, , text]) => ({text, x: Number(x)}));
}

for (const span of [12, 20, 69, 71, 200, 366, 800, 1500, 4000])
  for (const width of [358, 760])
    test(`${span} days on ${width} px have labels that do not overlap`, async () => {
      const shown = labels(await renderSvg(spanning(span, width)));
      assert.ok(shown.length >= 2, `${shown.length} labels`);
      for (const [i, label] of shown.slice(1).entries())
        assert.ok(shown[i].x + textWidth(shown[i].text, 11) < label.x, `${shown[i].text} and ${label.text}`);
    });

test("every time channel is in UTC, or a reader's zone would move the days", () => {
  assert.deepEqual(timeX("day").scale, {type: "utc"});
  assert.deepEqual(
    JSON.stringify(spanning(20, 760)).match(/"type":"temporal"(?!,"title":null,"scale":\{"type":"utc")/g),
    null
  );
});

test("a day that a gap touches is not whole", () => {
  const rows = [0, 1, 2, 3].map((i) => ({day: i * dayMs}));
  const left = whole(rows, [{from: 1.5 * dayMs, to: 2 * dayMs}], {start: (row) => row.day, lengthMs: dayMs});
  assert.deepEqual(
    left.map(({day}) => day / dayMs),
    [0, 2, 3]
  );
});

test("a gap is no zero: the median leaves out the days it touches", () => {
  const counts = [100, 100, 3, 100, 100];
  const rows = counts.map((failed, i) => ({day: i * dayMs, failed, abandoned: 0, probe: 0, accepted: 0}));
  const gaps = [{from: 2.1 * dayMs, to: 2.9 * dayMs}];
  assert.match(String(days(rows, {gaps}).description), /A median day brings 100 attempts/);
  assert.match(
    String(days(rows.slice(2, 4), {gaps: [{from: 0, to: 9 * dayMs}]}).description),
    /No day was logged in full/
  );
});

/** The weeks that a timeline of eight whole ones draws, by number, and the runs its lines break into. */
function drawnWeeks(options: Parameters<typeof timeline>[1]): {weeks: number[]; runs: number} {
  const rows = Array.from({length: 8}, (_, i) => ({week: i * WEEK, country: "China", attempts: 70}));
  const {datasets} = timeline(rows, options) as {datasets: {weeks: {week: number; run: number}[]}};
  return {
    weeks: datasets.weeks.map(({week}) => week / WEEK),
    runs: new Set(datasets.weeks.map(({run}) => run)).size
  };
}

const partial: [what: string, options: Parameters<typeof timeline>[1], weeks: number[], runs: number][] = [
  ["no gap leaves all weeks", {}, [0, 1, 2, 3, 4, 5, 6, 7], 1],
  [
    "a gap of hours leaves its week",
    {gaps: [{from: 3.2 * WEEK, to: 3.2 * WEEK + dayMs / 2}]},
    [0, 1, 2, 3, 4, 5, 6, 7],
    2
  ],
  ["a gap of days takes its week", {gaps: [{from: 3.2 * WEEK, to: 3.6 * WEEK}]}, [0, 1, 2, 4, 5, 6, 7], 2],
  ["a gap over a weekend of two weeks takes both", {gaps: [{from: 3.8 * WEEK, to: 4.2 * WEEK}]}, [0, 1, 2, 5, 6, 7], 2],
  ["a log from a Wednesday to a Friday", {span: {from: 0.3 * WEEK, to: 7.7 * WEEK}}, [1, 2, 3, 4, 5, 6], 1]
];

for (const [what, options, weeks, runs] of partial)
  test(`partial weeks are no fall in attempts: ${what}`, () => {
    assert.deepEqual(drawnWeeks(options), {weeks, runs});
  });
