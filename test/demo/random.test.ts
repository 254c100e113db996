import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {createRandom, createSampler, shuffled} from "../../lib/demo/random.ts";

describe("createRandom", () => {
  it("gives the same integers for the same seed, and others for another", () => {
    const draw = (seed: number): number[] => {
      const random = createRandom(seed);
      return Array.from({length: 20}, () => random.below(1000));
    };
    assert.deepEqual(draw(1), draw(1));
    assert.notDeepEqual(draw(1), draw(2));
    assert.notDeepEqual(draw(0), draw(0x1_0000));
  });

  it("spreads evenly over the range", () => {
    const random = createRandom(3);
    const counts = Array.from({length: 10}, () => 0);
    for (let i = 0; i < 100_000; i++) counts[random.below(10)]++;
    for (const count of counts) assert.ok(Math.abs(count - 10_000) < 400, String(counts));
    assert.equal(random.below(1), 0);
  });

  it("throws dice for oneIn and pick", () => {
    const random = createRandom(4);
    const hits = Array.from({length: 10_000}, () => random.oneIn(4)).filter(Boolean).length;
    assert.ok(Math.abs(hits - 2500) < 200, String(hits));
    assert.deepEqual(new Set(Array.from({length: 100}, () => random.pick(["a", "b"]))), new Set(["a", "b"]));
  });
});

describe("createSampler", () => {
  it("draws in proportion to the weights", () => {
    const weights = [50, 30, 15, 5, 0];
    const [sample, random] = [createSampler(weights), createRandom(5)];
    const counts = weights.map(() => 0);
    for (let i = 0; i < 100_000; i++) counts[sample(random)]!++;
    for (const [i, weight] of weights.entries()) {
      assert.ok(Math.abs(counts[i]! - weight * 1000) < 600, `${i}: ${counts[i]}`);
    }
    assert.equal(counts[4], 0);
  });
});

describe("shuffled", () => {
  it("keeps all items and does not touch its argument", () => {
    const items = Array.from({length: 50}, (_, i) => i);
    const mixed = shuffled(items, createRandom(6));
    assert.notDeepEqual(mixed, items);
    assert.deepEqual(
      mixed.toSorted((a, b) => a - b),
      items
    );
  });
});
