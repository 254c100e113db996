import {test} from "node:test";
import {busy, inWords, killAtCalls, killFresh, killGrowing, killIdle, rotatedSet} from "./crash.ts";
import {has, seeded} from "./run.ts";
import {later, whole} from "../scope.ts";

test("after kill -9, under load, the next run ends with the database of an undisturbed one", async (t) => {
  busy(t);
  const scene = await rotatedSet(t, 0.8);
  t.diagnostic(inWords(await killFresh(scene, whole ? 4 : 2, seeded(1))));
  t.diagnostic(inWords(await killGrowing(scene, whole ? 2 : 1, seeded(2))));
  await killIdle(scene, whole ? 2 : 1, seeded(3));
});

test(
  "so it does after kill -9 within a commit",
  {skip: later || (!has("strace", "-V") && "strace is not installed")},
  async (t) => {
    const scene = await rotatedSet(t, 0.3);
    const random = seeded(4);
    t.diagnostic(inWords(await killAtCalls(scene, {call: "pwrite64", most: 500, kills: 3, random})));
    t.diagnostic(inWords(await killAtCalls(scene, {call: "fsync", most: 12, kills: 1, random})));
  }
);
