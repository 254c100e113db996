// The crash tests of the ingest, on the packaged command.
import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import {laidOut, missing} from "./built.ts";
import {later} from "../scope.ts";

process.env.KNOCKBOOK_COMMAND = join(await laidOut(), "bin", "knockbook"); // before run.ts is loaded
const {busy, inWords, killAtCalls, killFresh, killIdle, rotatedSet} = await import("../store/crash.ts");
const {run, seeded} = await import("../store/run.ts");

test("it is the packaged command that runs: it has no reports", async () => {
  assert.equal((await run(["report"])).code, 2);
});

test("the packaged command survives kill -9 at random moments, under load", async (t) => {
  busy(t);
  const scene = await rotatedSet(t, 0.8);
  t.diagnostic(inWords(await killFresh(scene, 4, seeded(21))));
  await killIdle(scene, 2, seeded(22));
});

test("the packaged command survives kill -9 within a commit", {skip: missing("strace") || later}, async (t) => {
  const scene = await rotatedSet(t, 0.3);
  t.diagnostic(inWords(await killAtCalls(scene, {call: "pwrite64", most: 500, kills: 3, random: seeded(23)})));
});
