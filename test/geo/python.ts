import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import {join} from "node:path";

// A Python that has maxminddb, which shares no code with knockbook: that of the tests (.ci/run makes it), else any.
const project = join(import.meta.dirname, "../..");
const pythons = [join(project, ".cache/test-python/bin/python"), "python3"];
const python = pythons.find((path) => spawnSync(path, ["-c", "import maxminddb"]).status === 0);

/** False where there is such a Python; else the reason for `skip`, loudly on stderr too. */
export const noPython = python ? false : "NOT TESTED: no Python that has maxminddb (pip install maxminddb)";
if (noPython) console.error(`\n*** ${noPython} ***\n`);

/** Runs a script to its end and returns what it printed. */
export function runPython(script: string, args: readonly string[], input = ""): string {
  const {stdout, stderr, status} = spawnSync(python!, [script, ...args], {input, encoding: "utf8", maxBuffer: 1e9});
  assert.equal(status, 0, stderr);
  return stdout;
}
