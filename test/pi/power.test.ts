// The power is lost while the packaged command writes: see power.ts. The full form is power.full.ts.
import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import {laidOut, missing} from "./built.ts";
import {times} from "../scope.ts";

process.env.KNOCKBOOK_COMMAND = join(await laidOut(), "bin", "knockbook"); // before run.ts is loaded
const {firstIngest, losePower, nextIngest} = await import("./power-scenes.ts");
const {seeded} = await import("../store/run.ts");

const skip = missing("strace");

test("the first ingest survives a loss of power", {skip}, async (t) => {
  t.diagnostic(await losePower(await firstIngest(t, 0.1), times(20), seeded(41)));
});

test("an ingest of a few lines survives a loss of power", {skip}, async (t) => {
  t.diagnostic(await losePower(await nextIngest(t, 0.1), times(12), seeded(42)));
});

test("it would not, did it not sync its journal: the replay finds what is damaged", {skip}, async (t) => {
  const recording = await nextIngest(t, 0.1);
  const made = recording.made.filter(({kind, file}) => kind !== "sync" || file === "a.sqlite"); // not the journal
  await assert.rejects(losePower({...recording, made}, 25, seeded(43)), /^Error: power lost after \d+ of/);
});
