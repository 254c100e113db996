import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import {writeDemo} from "../../lib/cli/demo.ts";
import {contentOf} from "../store/run.ts";
import {arm64Command, ingestBy, noArm64} from "./arm64.ts";
import {laidOut, scratch} from "./built.ts";

test("the package for arm64 makes the same database of the demo log", {skip: noArm64}, async (t) => {
  const here = scratch();
  const log = join(here, "demo.log");
  await writeDemo(log);
  const [native, emulated] = [join(here, "native.sqlite"), join(here, "emulated.sqlite")];
  ingestBy(join(await laidOut(), "bin", "knockbook"), log, native);
  const start = performance.now();
  ingestBy(await arm64Command(), log, emulated);
  t.diagnostic(`${Math.round((performance.now() - start) / 1000)} s on arm64; ${contentOf(emulated).digest}`);
  assert.deepEqual(contentOf(emulated), contentOf(native));
});
