// Sets up all that knockbook needs, inside its own folder: Node 24 and the packages, a Python with Jupyter, the
// compiled lib, the kernelspec. Plain JavaScript without dependencies, for any Node from 18 on. Run again, it makes
// only what is missing, unfinished or out of date; with --quiet it then prints nothing.
import {join} from "node:path";
import {performance} from "node:perf_hooks";
import {lib} from "./setup/lib.mjs";
import {lock} from "./setup/lock.mjs";
import {writeJupyterFiles} from "./setup/jupyter.mjs";
import {complaints} from "./setup/machine.mjs";
import {packages} from "./setup/packages.mjs";
import {isCurrent, root, stamp} from "./setup/parts.mjs";
import {python} from "./setup/python.mjs";
import {step} from "./setup/steps.mjs";

process.on("SIGINT", () => {
  console.error("\nset-up: interrupted; run the same command again, it goes on from here");
  process.exit(130);
});

try {
  await setUp();
} catch (error) {
  console.error(process.argv.includes("--debug") ? error.stack : error.message);
  process.exitCode = 1;
}

async function setUp() {
  const parts = [packages, python, lib];
  if (!parts.every(isCurrent)) await lock(join(root, ".setup.lock"), waiting);
  const missing = parts.filter((part) => !isCurrent(part)); // another set-up may have made them meanwhile
  const wrong = complaints(missing);
  if (wrong.length > 0) throw new Error(wrong.map((line) => `set-up: ${line}`).join("\n"));
  if (missing.includes(packages)) console.log("Setting up knockbook in its own folder (once; a minute or two, 1 GB):");
  for (const part of missing) await step(part.title, () => part.make().then(() => stamp(part)));
  writeJupyterFiles();
  if (missing.includes(packages)) console.log(`Set up in ${Math.round(performance.now() / 1000)} s.`);
  else if (missing.length === 0 && !process.argv.includes("--quiet")) console.log("Set up; nothing to do.");
}

function waiting(pid) {
  console.log(`Another set-up is at work in this folder (process ${pid}); waiting for it …`);
}
