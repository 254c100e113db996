import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import {hasRuntime} from "../../scripts/pi/runtime.ts";
import {contentOf, logOf, madeUpLines} from "../store/run.ts";
import {arm64Command, ingestBy, noArm64} from "./arm64.ts";
import {laidOut, scratch} from "./built.ts";

const skip = noArm64 || (hasRuntime("arm64") ? false : "the Node for arm64 was not fetched; npm run pi does it");

test("the package for arm64 makes the same database as the one for this machine", {skip}, async () => {
  const here = scratch();
  const log = logOf(join(here, "auth.log"), madeUpLines(0.5));
  const [native, emulated] = [join(here, "native.sqlite"), join(here, "emulated.sqlite")];
  ingestBy(join(await laidOut(), "bin", "knockbook"), log, native);
  ingestBy(await arm64Command(), log, emulated);
  assert.deepEqual(contentOf(emulated), contentOf(native));
  assert.ok(contentOf(native).ledger.deciding > 1000);
});
