// Builds the packages for the machine that is knocked at: dist/knockbook-pi-VERSION-ARCH[-system-node].tar.xz; those of
// the named processors, or of all.
import {rmSync, statSync} from "node:fs";
import {join, relative} from "node:path";
import {parseArgs} from "node:util";
import {archs, root, type Arch} from "./pi/bundle.ts";
import {layOut, type Kind} from "./pi/layout.ts";
import {pack} from "./pi/pack.ts";

try {
  const {values, positionals} = parseArgs({
    options: {"system-node": {type: "boolean", default: false}},
    allowPositionals: true
  });
  const chosen = positionals.length > 0 ? positionals.map(archOf) : archs;
  await Promise.all(chosen.map((arch) => build({arch, systemNode: values["system-node"]})));
} catch (error) {
  console.error(`npm run pi: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

async function build(kind: Kind): Promise<void> {
  const folder = await layOut(kind, join(root, "dist"));
  const file = await pack(folder);
  rmSync(folder, {recursive: true});
  console.log(`${relative(root, file)}: ${(statSync(file).size / 1e6).toFixed(1)} MB`);
}

function archOf(name: string): Arch {
  const arch = archs.find((arch) => arch === name);
  if (arch === undefined) throw new Error(`no package for this processor; not ${archs.join(" or ")}: ${name}`);
  return arch;
}
