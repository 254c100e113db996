// The crash tests of the ingest, on the packaged command: 50 kills.
import {join} from "node:path";
import {test} from "node:test";
import {laidOut, missing} from "./built.ts";

process.env.KNOCKBOOK_COMMAND = join(await laidOut(), "bin", "knockbook"); // before run.ts is loaded
const {busy, inWords, killAtCalls, killFresh, killGrowing, killIdle, rotatedSet} = await import("../store/crash.ts");
const {seeded} = await import("../store/run.ts");

test("the packaged command survives 34 kills at random moments, under load", async (t) => {
  busy(t);
  const scene = await rotatedSet(t, 3);
  t.diagnostic(inWords(await killFresh(scene, 20, seeded(31))));
  t.diagnostic(inWords(await killGrowing(scene, 10, seeded(32))));
  await killIdle(scene, 4, seeded(33));
});

test("the packaged command survives 20 kills at calls of the system", {skip: missing("strace")}, async (t) => {
  const scene = await rotatedSet(t, 1);
  for (const [call, most, kills] of [
    ["pwrite64", 600, 12],
    ["fsync", 20, 8]
  ] as const)
    t.diagnostic(`${call}: ${inWords(await killAtCalls(scene, {call, most, kills, random: seeded(34)}))}`);
});
