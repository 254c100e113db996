#!/usr/bin/env node
// The command: restarts itself under the project's Node 24 when an older Node started it, then runs the compiled lib.
import {spawnSync} from "node:child_process";
import {existsSync} from "node:fs";
import {fileURLToPath} from "node:url";

const main = new URL("../dist/cli/main.js", import.meta.url);
const node24 = fileURLToPath(new URL("../../node_modules/.bin/node", import.meta.url));
const old = Number(process.versions.node.split(".")[0]) < 24;

if (!existsSync(main) || (old && !existsSync(node24))) {
  console.error("knockbook is not set up; run npm start first");
  process.exitCode = 1;
} else if (old) {
  const {status} = spawnSync(node24, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {stdio: "inherit"});
  process.exitCode = status ?? 1;
} else {
  const {main: run} = await import(main.href);
  process.exitCode = await run(process.argv.slice(2));
}
