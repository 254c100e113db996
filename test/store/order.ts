import assert from "node:assert/strict";
import {rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import type {TestContext} from "node:test";
import {gzipSync} from "node:zlib";
import {openSource} from "../../lib/log/source/source.ts";
import {openStore} from "../../lib/store/database.ts";
import {ingest} from "../../lib/store/ingest/ingest.ts";
import {folder} from "./logs.ts";
import {contentOf, logOf, seeded} from "./run.ts";

const pieces = 12;

/**
 * Asserts that a log in twelve pieces that overlap, every other one packed, gives the attempts of the whole log, in
 * whichever order they are read; each seed is an order.
 */
export async function anyOrder(t: TestContext, lines: readonly string[], seeds: readonly number[]): Promise<void> {
  const here = folder(t);
  const whole = await read(here, [logOf(join(here, "whole.log"), lines)]);
  for (const seed of seeds) {
    const random = seeded(seed);
    const paths = overlapping(lines, random).map(([from, to], i) => {
      const text = Buffer.from(lines.slice(from, to).join(""), "latin1");
      const path = join(here, `auth-${i}.log${i % 2 === 1 ? ".gz" : ""}`);
      writeFileSync(path, i % 2 === 1 ? gzipSync(text, {level: 1}) : text);
      return path;
    });
    const {digest, ledger} = await read(here, shuffled(paths, random));
    assert.equal(digest, whole.digest, `seed ${seed}`);
    const {read: all, other, seen, ...kinds} = ledger;
    const {read: wholeRead, other: wholeOther, seen: none, ...wholeKinds} = whole.ledger;
    assert.deepEqual(kinds, wholeKinds);
    assert.equal(none, 0);
    assert.equal(all - other - seen, wholeRead - wholeOther);
  }
}

async function read(here: string, paths: readonly string[]): Promise<ReturnType<typeof contentOf>> {
  const db = join(here, "a.sqlite");
  rmSync(db, {force: true});
  const store = openStore(db);
  try {
    for (const path of paths) await ingest(store, await openSource(path), {year: 2025, zone: "UTC"});
  } finally {
    store.close();
  }
  return contentOf(db);
}

/** Returns pieces that together hold all lines; each begins within the one before it, between two seconds. */
function overlapping(lines: readonly string[], random: () => number): [from: number, to: number][] {
  const size = lines.length / pieces;
  return Array.from({length: pieces}, (_, i) => {
    const from = i === 0 ? 0 : cut(lines, Math.floor(size * (i - 0.5 * random())));
    const to = i === pieces - 1 ? lines.length : cut(lines, Math.floor(size * (i + 1 + random())));
    return [from, to];
  });
}

/** Returns the first line from one on that has another second than the one before it: equal lines count per log. */
function cut(lines: readonly string[], from: number): number {
  let at = Math.max(1, from);
  while (at < lines.length && lines[at]!.slice(0, 15) === lines[at - 1]!.slice(0, 15)) at += 1;
  return at;
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({item, place: random()}))
    .toSorted((a, b) => a.place - b.place)
    .map(({item}) => item);
}
