import assert from "node:assert/strict";
import {mkdirSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import Database from "better-sqlite3";
import {busy, inWords, killAtCalls, killFresh, killGrowing, killIdle, rotatedSet} from "./crash.ts";
import {has, ingestArgs, ingested, run, seeded} from "./run.ts";

test("60 kills at random moments, under load", async (t) => {
  busy(t);
  const scene = await rotatedSet(t, 6);
  const fresh = await killFresh(scene, 40, seeded(11));
  t.diagnostic(inWords(fresh));
  assert.ok((fresh.get("journal open") ?? 0) >= 5, "kills within a transaction");
  t.diagnostic(inWords(await killGrowing(scene, 12, seeded(12))));
  await killIdle(scene, 8, seeded(13));
});

test("who has waited for a minute gives up in one line", async (t) => {
  const {db, logs} = await rotatedSet(t, 0.3);
  mkdirSync(join(db, ".."));
  await ingested(db, logs.slice(1));
  const holder = new Database(db);
  holder.exec("BEGIN IMMEDIATE");
  const began = Date.now();
  const {code, err} = await run(ingestArgs(db, logs));
  const seconds = Math.round((Date.now() - began) / 1000);
  holder.close();
  assert.equal(code, 1);
  assert.match(
    err,
    /^.*; waiting up to a minute\nknockbook: .* is in use by another process; wait for it to end and try again\n$/
  );
  assert.ok(seconds >= 55 && seconds < 70, `${seconds} s`);
});

test("60 kills at calls of the system", {skip: !has("strace", "-V") && "strace is not installed"}, async (t) => {
  const scene = await rotatedSet(t, 1.5);
  const random = seeded(14);
  let torn = 0;
  for (const [call, most, kills] of calls) {
    const counts = await killAtCalls(scene, {call, most, kills, random});
    t.diagnostic(`${call}: ${inWords(counts)}`);
    torn += counts.get("database torn") ?? 0;
  }
  assert.ok(torn >= 5, "kills within a commit");
});

/** Calls of the system, how many of them a run makes at the least, and how many kills are wanted there. */
const calls = [
  ["pwrite64", 700, 36],
  ["fsync", 20, 14],
  ["unlink", 5, 5],
  ["openat", 100, 5]
] as const;
