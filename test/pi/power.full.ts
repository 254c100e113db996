// The power is lost 1,000 times while the packaged command writes: see power.ts.
import {join} from "node:path";
import {test} from "node:test";
import {laidOut, missing} from "./built.ts";

process.env.KNOCKBOOK_COMMAND = join(await laidOut(), "bin", "knockbook"); // before run.ts is loaded
const {firstIngest, losePower, nextIngest, pruning} = await import("./power-scenes.ts");
const {seeded} = await import("../store/run.ts");

const skip = missing("strace");

for (const [what, record, times] of [
  ["the first ingest", firstIngest, 500],
  ["an ingest of a few lines", nextIngest, 250],
  ["a prune", pruning, 250]
] as const)
  test(`${what} survives ${times} losses of power`, {skip}, async (t) => {
    t.diagnostic(await losePower(await record(t, 0.3), times, seeded(51)));
  });
