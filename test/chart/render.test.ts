import assert from "node:assert/strict";
import {test} from "node:test";

import {names} from "../../lib/chart/names.ts";
import type {Spec} from "../../lib/chart/parts/spec.ts";
import {renderSvg} from "../../lib/notebook/render.ts";
import {citiesByArea, daysWithGap, hostile, namesHostile, timelineWithGap, worldWithSmallCountry} from "./examples.ts";

test("a picture has one description and no parts for a screen reader", async () => {
  const svg = await renderSvg(daysWithGap());
  assert.match(svg, /^<svg role="img" aria-label="A median day brings [^"]*" font-family="/);
  assert.equal(svg.match(/ role="| aria-/g)!.length, 2);
});

test("the text colour is the page's", async () => {
  const svg = await renderSvg(daysWithGap());
  assert.match(svg, /fill="currentColor"/);
  assert.doesNotMatch(svg, /fill="(?:black|#000|white|#fff)"/);
});

test("coordinates have at most one decimal, and what cannot be seen is left out", async () => {
  const svg = await renderSvg(timelineWithGap());
  for (const [, value] of svg.matchAll(/ (?:d|transform)="([^"]*)"/g)) assert.doesNotMatch(value, /\.\d\d/);
  assert.doesNotMatch(svg, / (?:fill-)?opacity="0"[^>]*\/>/);
});

test("names from the log are text, whatever they look like", async () => {
  const svg = await renderSvg(namesHostile());
  assert.doesNotMatch(svg, /<img|<script/i);
  assert.match(svg, /&lt;img src=x/);
  assert.doesNotMatch(svg, /[\u0000-\u001f\u200b\u202e]/);
  assert.equal(hostile.length, 6);
});

test("names that look like the renderer's own numbers and ids stay as they are", async () => {
  const tricky = ['1.23456 d="1.2345"', ' id="clip1"', 'url(#clip1) role="x"'];
  const svg = await renderSvg(
    names(
      tricky.map((user) => ({user, known: true, attempts: 5})),
      {width: 2000}
    )
  );
  for (const text of ['1.23456 d="1.2345"', 'id="clip1"', "url(#clip1)"])
    assert.ok(svg.replaceAll("&quot;", '"').includes(text), text);
});

test("bubbles are circles that share their colours, each with its own place and size", async () => {
  const svg = await renderSvg(citiesByArea());
  const [group] = /<g fill="#2f8fb8" fill-opacity="0.5"[^>]*>(?:<circle transform="[^"]*" r="[^"]*"\/>)+<\/g>/.exec(
    svg
  )!;
  assert.equal(group.match(/<circle/g)!.length, 2);
});

test("a map's outline ends where it would with whole coordinates", async () => {
  const svg = await renderSvg(worldWithSmallCountry());
  const outlines = Array.from(svg.matchAll(/ d="(M[^"]*l[^"]*)"/g), ([, path]) => path);
  assert.ok(outlines.length >= 3);
  for (const path of outlines) assert.match(path, /^(?:M-?[\d.]+,-?[\d.]+(?:l-?[\d.]+,-?[\d.]+)+Z?)+$/);
});

test("two pictures in one page share no id, and one picture is the same each time", async () => {
  const [first, second, again] = [
    await renderSvg(daysWithGap()),
    await renderSvg(timelineWithGap()),
    await renderSvg(daysWithGap())
  ];
  const ids = (svg: string): string[] => Array.from(svg.matchAll(/ id="([^"]*)"/g), ([, id]) => id);
  assert.ok(ids(first).length > 0 && ids(second).length > 0);
  assert.deepEqual(
    ids(first).filter((id) => ids(second).includes(id)),
    []
  );
  for (const [, used] of first.matchAll(/url\(#([^)]*)\)/g)) assert.ok(ids(first).includes(used), used);
  assert.equal(again, first);
});

test("a chart that vega or vega-lite warns of is refused", async () => {
  const wrong: Spec = {
    data: {values: [{a: 1}]},
    mark: "bar",
    encoding: {x: {field: "a", type: "quantitative"}, shape: {value: 1}}
  };
  await assert.rejects(renderSvg(wrong), /vega refuses this chart: .*shape/);
});
