// The compiled lib, which notebooks and the command load. (node_modules/.bin/tsc may be tslab's older compiler.)
// vega and vega-lite become one file of it: a process that draws one chart would spend most of its time on finding,
// reading and linking their packages. The browser's form of them asks for no canvas, which is not there.
import {rmSync} from "node:fs";
import {join} from "node:path";
import {nodePath} from "./packages.mjs";
import {contents, root} from "./parts.mjs";
import {failure, run} from "./steps.mjs";

const made = ["package-lock.json", "tsconfig.json", "lib/tsconfig.json", "lib/package.json", "scripts/setup/lib.mjs"];
const drawing = "lib/dist/notebook/vega.js";
const bundling = ["--bundle", "--minify", "--format=esm", "--platform=browser", "--target=node24", "--allow-overwrite"];

export const lib = {
  title: "Library (tsc, esbuild)",
  folder: "lib/dist",
  megabytes: 10,
  inputs: () => contents(...made, "lib/"),
  async make() {
    rmSync(join(root, "lib", "dist"), {recursive: true, force: true});
    await compile("tsc", ["typescript/bin/tsc", "-p", "lib/tsconfig.json"]);
    await compile("esbuild", ["esbuild/bin/esbuild", drawing, ...bundling, `--outfile=${drawing}`]);
  }
};

async function compile(name, [program, ...args]) {
  try {
    await run(nodePath(), [`node_modules/${program}`, ...args]);
  } catch ({message, output = message}) {
    throw failure(`${name} failed`, output, "correct this and run it again");
  }
}
