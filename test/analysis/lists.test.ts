import assert from "node:assert/strict";
import {test} from "node:test";

import fc from "fast-check";

import {sharedLists} from "../../lib/analysis/shared-lists.ts";
import {sameOrder} from "../../lib/analysis/order.ts";
import type {Walk} from "../../lib/analysis/walks.ts";
import {createRandom, createSampler, type Random} from "../../lib/demo/random.ts";

const alike = {common: 8, inOrder: 0.8, followed: 4};

function walk(names: readonly number[], times: readonly number[] = [...names.keys()]): Walk {
  return {address: 1, names: Int32Array.from(names), times: Float64Array.from(times)};
}

const upTo = (n: number, from = 1): number[] => Array.from({length: n}, (_, i) => from + i);

test("names come in the same order as far as the longest common rise goes", () => {
  assert.deepEqual(sameOrder(walk([1, 2, 3, 4]), walk([1, 2, 3, 4])), {common: 4, inOrder: 4});
  assert.deepEqual(sameOrder(walk([1, 2, 3, 4]), walk([4, 3, 2, 1])), {common: 4, inOrder: 1});
  assert.deepEqual(sameOrder(walk([5, 1, 9, 2, 3]), walk([1, 3, 2, 7])), {common: 3, inOrder: 2});
  assert.deepEqual(sameOrder(walk([1, 2]), walk([3])), {common: 0, inOrder: 0});
});

test("names of the same second give no order, in either walk", () => {
  assert.deepEqual(sameOrder(walk([1, 2, 3], [5, 5, 5]), walk([1, 2, 3])), {common: 3, inOrder: 1});
  assert.deepEqual(sameOrder(walk([1, 2, 3]), walk([1, 2, 3], [5, 5, 6])), {common: 3, inOrder: 2});
});

test("the longest common rise is that of a slow and plain computation, both ways round", () => {
  const anyWalk = fc.uniqueArray(fc.integer({min: 1, max: 12}), {minLength: 1, maxLength: 10}).chain((names) =>
    fc.array(fc.integer({min: 0, max: 6}), {minLength: names.length, maxLength: names.length}).map((times) =>
      walk(
        names,
        times.toSorted((a, b) => a - b)
      )
    )
  );
  fc.assert(
    fc.property(anyWalk, anyWalk, (a, b) => {
      assert.deepEqual(sameOrder(a, b), slowly(a, b));
      assert.deepEqual(sameOrder(b, a), slowly(a, b));
    })
  );
});

/** Tries all chains of names, each later than the one before in both walks. */
function slowly(a: Walk, b: Walk): {common: number; inOrder: number} {
  const both = [...a.names].flatMap((name, i) => {
    const j = b.names.indexOf(name);
    return j < 0 ? [] : [{a: a.times[i]!, b: b.times[j]!}];
  });
  const longestFrom = (last: {a: number; b: number}): number =>
    Math.max(0, ...both.filter((next) => next.a > last.a && next.b > last.b).map((next) => 1 + longestFrom(next)));
  return {common: both.length, inOrder: longestFrom({a: -1, b: -1})};
}

test("walks through one list go with the longest, wherever they begin and whatever they leave out", () => {
  const list = upTo(40);
  const walks = [
    walk(list.slice(5, 20)),
    walk(list),
    walk(list.filter((name) => name % 5 !== 0).slice(10, 30)),
    walk([...list.slice(0, 10), 99, 98, ...list.slice(10, 20)])
  ];
  assert.deepEqual([...sharedLists(walks, alike)], [1, 1, 1, 1]);
});

test("the same names in another order are another list, and so are other names", () => {
  const [list, random] = [upTo(30), createRandom(3)];
  const shuffled = list.map((name) => ({name, at: random.below(1e9)})).toSorted((a, b) => a.at - b.at);
  const walks = [walk(list), walk(list.toReversed()), walk(shuffled.map(({name}) => name)), walk(upTo(30, 50))];
  assert.deepEqual([...sharedLists(walks, alike)], [0, 1, 2, 3]);
});

test("short walks share a list only if they are equal", () => {
  const walks = [walk([1, 2, 3]), walk([2, 1, 3]), walk([1, 2, 3]), walk([1, 2, 3, 4]), walk(upTo(20))];
  assert.deepEqual([...sharedLists(walks, alike)], [0, 1, 0, 3, 4]);
});

test("no walks and one walk have no list to share", () => {
  assert.deepEqual([...sharedLists([], alike)], []);
  assert.deepEqual([...sharedLists([walk([1])], alike)], [0]);
});

/** Returns the names of someone who draws them by chance, the common ones mostly, as every bot without a list does. */
function byChance(draw: (random: Random) => number, random: Random): number[] {
  return [...new Set(Array.from({length: 60}, () => 1 + draw(random)))];
}

test("20,000 walks by chance through the same common names are hardly ever taken for one list, in linear time", () => {
  const random = createRandom(5);
  const draw = createSampler(Array.from({length: 6000}, (_, rank) => 1 / (rank + 4)));
  const walks = Array.from({length: 20_000}, () => walk(byChance(draw, random)));
  const start = process.cpuUsage();
  const lists = sharedLists(walks, alike);
  const {user} = process.cpuUsage(start);
  const joined = lists.filter((list, i) => list !== i).length;
  assert.ok(joined <= 20, `${joined} joined by chance`);
  assert.ok(user < 20e6, `${user / 1e6} s for ${walks.length} walks`); // all pairs would take an hour
});
