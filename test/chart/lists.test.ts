import assert from "node:assert/strict";
import {test} from "node:test";

import {debuts} from "../../lib/chart/debuts.ts";
import {dictionaries} from "../../lib/chart/name-lists.ts";
import {newNames} from "../../lib/chart/new-names.ts";
import type {Spec} from "../../lib/chart/parts/spec.ts";
import {steps} from "../../lib/chart/steps.ts";
import {suspects} from "../../lib/chart/suspects.ts";
import {draw, engines} from "./engines.ts";
import {debutsMasked, dictionariesShared, hostile} from "./examples.ts";
import type {Suspicion} from "../../lib/rows/suspects.ts";

const WEEK = 7 * 864e5;
const searched = {addresses: 9, compared: 5, attempts: 40};
const listed = (...users: string[]) => users.map((user) => ({user, secret: false}));
const dictionary = (...users: string[]) => ({
  addresses: 2,
  names: users.length,
  attempts: 6,
  first: 0,
  last: WEEK,
  inOrder: 1,
  list: listed(...users),
  members: ["192.0.2.1", "192.0.2.2"]
});
const week = (i: number, fresh: number, seen: number) => ({from: i * WEEK, to: (i + 1) * WEEK, fresh, seen});
const debut = (user: string, rank: number, attempts = 1) => ({
  rank,
  user,
  secret: false,
  from: 0,
  to: WEEK,
  attempts,
  first: true
});
const suspect = (user: string, suspicion: Suspicion = "six digits or more") => ({
  user,
  suspicion,
  attempts: 1,
  addresses: 1,
  loggedIn: false
});
const title = (spec: Spec): string => (spec.title as {text: string[]}).text.join(" ");

const sentences: [name: string, spec: Spec, says: RegExp][] = [
  ["new names of none", newNames([]), /No user name was tried/],
  ["new names of empty weeks", newNames([week(0, 0, 0), week(1, 0, 0)]), /No user name was tried/],
  ["new names of one week", newNames([week(4, 7, 7)]), /one week only, from 29 Jan 1970: 7 user names/],
  ["debuts of none", debuts([]), /No user name came up after the first four weeks/],
  ["dictionaries of none", dictionaries([], {searched}), /No two addresses .*: 5 of 9 addresses tried enough names/],
  [
    "dictionaries of nobody",
    dictionaries([], {searched: {addresses: 1, compared: 0, attempts: 3}}),
    /No dictionary can be told: 0 of 1 address tried/
  ],
  ["steps of none", steps([], {list: []}), /No list of names/],
  ["suspects of none", suspects([]), /No user name looks like a password or an e-mail address/]
];

for (const [name, spec, says] of sentences)
  test(`${name} is a sentence, not an empty axis`, async () => {
    assert.match((spec.mark as {text: string[]}).text.join(" "), says);
    for (const engine of engines) assert.match((await draw(spec, engine)).svg, /<text/);
  });

const odd: Record<string, Spec> = {
  "new names of two weeks": newNames([week(0, 3, 3), week(1, 0, 3)]),
  "new names of months": newNames([
    {from: 0, to: 31 * 864e5, fresh: 4, seen: 4},
    {from: 31 * 864e5, to: 59 * 864e5, fresh: 1, seen: 5}
  ]),
  "new names in a gap": newNames([week(0, 3, 3), week(1, 0, 3), week(2, 1, 4)], {gaps: [{from: WEEK, to: 2 * WEEK}]}),
  "one debut": debuts([debut("a", 1)]),
  "debuts with gaps outside": debuts([debut("a", 1, 5), debut("b", 2, 50_000)], {gaps: [{from: -WEEK, to: 0}]}),
  "one dictionary of one name": dictionaries([dictionary("root")], {searched}),
  "dictionaries of hostile names": dictionaries([dictionary(...hostile, ...hostile)], {searched, width: 358}),
  "one step": steps([{address: "192.0.2.1", step: 1, place: 1}], {list: listed("root")}),
  "steps far down": steps(
    Array.from({length: 80}, (_, i) => ({address: "192.0.2.1", step: i + 1, place: 80 - i})),
    {list: listed(...Array.from({length: 80}, (_, i) => hostile[i % hostile.length])), width: 358}
  ),
  "one suspect": suspects([suspect("123456")]),
  "a thousand suspects": suspects(Array.from({length: 1000}, (_, i) => suspect(`${i}`.padStart(9, "1"))))
};

for (const [name, spec] of Object.entries(odd))
  for (const engine of engines)
    test(`${name}: drawn without a warning in ${engine.name}`, async () => {
      const {svg} = await draw(spec, engine);
      assert.doesNotMatch(svg, /NaN|undefined|Infinity/);
    });

test("a subtitle says that names are masked only where some are", () => {
  const masks = /Masked/;
  for (const spec of [debutsMasked(), dictionariesShared()]) assert.match(String(spec.description), masks);
  const list = [...listed("a", "b"), ...Array.from({length: 99}, () => ({user: "1… (6)", secret: true}))];
  assert.match(String(dictionaries([{...dictionary(), list}], {searched}).description), masks);
  const hidden = [...listed(...Array<string>(50).fill("oracle")), {user: "1… (6)", secret: true}]; // beyond two lines
  for (const spec of [dictionaries([{...dictionary(), list: hidden}], {searched}), debuts([debut("a", 1)])])
    assert.doesNotMatch(String(spec.description), masks);
  const suspect = {suspicion: "six digits or more", attempts: 1, addresses: 1, loggedIn: false} as const;
  assert.match(String(suspects([{user: "1… (6)", ...suspect}]).description), masks);
  assert.doesNotMatch(String(suspects([{user: "123456", ...suspect}]).description), masks);
});

test("names that differ only in case or in how a letter is composed keep a row each", async () => {
  const alike = ["josé", "jose\u0301", "root", "Root"].map((user, i) => debut(user, i + 1));
  assert.equal((await draw(debuts(alike), engines[0])).marks.get("names"), 4);
});

test("a space in a name does not end it in a list, and the longest list ends in …", () => {
  const [lines] = textsOf(dictionaries([dictionary("a b", "c")], {searched}), "lines");
  assert.equal(lines, "a\u00a0b\u00a0› c");
  const long = textsOf(dictionaries([dictionary(...Array<string>(99).fill("oracle"))], {searched}), "lines");
  assert.equal(long.length, 2);
  assert.match(long[1], / …$/);
});

test("titles say what was found", () => {
  const median = [40, 30, 20, 10, 5, 7, 9, 1].map((fresh, i) => week(i, fresh, 122));
  assert.equal(title(newNames(median)), "A median week brings 7 names never tried before; 122 user names in all");
  const cut = newNames(median, {gaps: [{from: 6 * WEEK, to: 6 * WEEK + 1}]});
  assert.match(title(cut), /median week brings 7 names/); // of 5 and 7
  assert.match(title(newNames(median.slice(0, 3))), /too short to tell/);
  assert.match(
    title(debuts([debut("a", 1, 5), debut("b", 2, 2)])),
    /is “a”: 5 attempts in the eight weeks from 01 Jan 1970/
  );
  assert.equal(
    title(dictionaries([dictionary("a", "b", "c"), dictionary("d", "e", "f")], {searched})),
    "4 of 5 addresses share 2 lists of names; 2 go through the largest"
  );
  const rows = [1, 2, 4, 3].map((place, i) => ({address: "192.0.2.1", step: i + 1, place}));
  assert.match(title(steps(rows, {list: listed("a", "b", "c", "d")})), /1 address goes .* 67\u202f% of their steps/);
  assert.equal(
    title(suspects([suspect("a@b.example", "e-mail address"), suspect("c@b.example", "e-mail address")])),
    "2 names look like an e-mail address; none came from an address that has logged in"
  );
});

test("the line of all names breaks where a week has no log", () => {
  const weeks = [week(0, 3, 3), week(1, 0, 3), week(2, 1, 4)];
  const lines = (gaps: {from: number; to: number}[]): number =>
    JSON.stringify(newNames(weeks, {gaps})).split('"fresh":').length - 1;
  assert.equal(lines([{from: WEEK, to: 2 * WEEK}]), 3 + 2 + 1); // bars, lines, the sum
  assert.equal(lines([{from: WEEK, to: 2 * WEEK - 1}]), 3 + 1);
});

test("what is wrong is said with its value", () => {
  assert.throws(() => dictionaries([], {n: 0, searched}), /invalid n; not positive: 0/);
});

function textsOf(spec: Spec, layer: string): string[] {
  const {layer: layers} = spec as {layer: {name?: string; data?: {values: {text: string}[]}}[]};
  return layers.find(({name}) => name === layer)!.data!.values.map(({text}) => text);
}
