// The compiled lib, which notebooks and the command load. (node_modules/.bin/tsc may be tslab's older compiler.)
import {rmSync} from "node:fs";
import {join} from "node:path";
import {nodePath} from "./packages.mjs";
import {contents, root} from "./parts.mjs";
import {failure, run} from "./steps.mjs";

export const lib = {
  title: "Library (tsc)",
  folder: "lib/dist",
  megabytes: 10,
  inputs: () => contents("package-lock.json", "tsconfig.json", "lib/tsconfig.json", "lib/package.json", "lib/"),
  async make() {
    rmSync(join(root, "lib", "dist"), {recursive: true, force: true});
    try {
      await run(nodePath(), ["node_modules/typescript/bin/tsc", "-p", "lib/tsconfig.json"]);
    } catch ({message, output = message}) {
      throw failure("tsc failed", output, "correct this and run it again");
    }
  }
};
