// Builds the packages for the machine that is knocked at: dist/knockbook-pi-VERSION-ARCH[-system-node].tar.xz; those of
// the named processors, or of all.
import {readdirSync, rmSync, statSync} from "node:fs";
import {basename, join, relative} from "node:path";
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
  console.error(`npm run pi: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function build(kind: Kind): Promise<void> {
  const dist = join(root, "dist");
  const folder = await layOut(kind, dist);
  console.log(`packing ${basename(folder)}; it can take a minute`);
  const file = await pack(folder);
  rmSync(folder, {recursive: true});
  for (const name of readdirSync(dist)) if (isOlder(name, basename(file))) rmSync(join(dist, name));
  console.log(`${relative(root, file)}: ${(statSync(file).size / 1e6).toFixed(1)} MB`);
}

/**
 * Whether a package differs in its version only: it would go along where packages are named by a pattern, as README
 * does.
 */
function isOlder(name: string, newest: string): boolean {
  const kind = (one: string): string => one.replace(/^(knockbook-pi-)\d+\.\d+\.\d+-/, "$1");
  return name !== newest && kind(name) === kind(newest);
}

function archOf(name: string): Arch {
  const arch = archs.find((arch) => arch === name);
  if (arch === undefined) throw new Error(`no package for this processor; not ${archs.join(" or ")}: ${name}`);
  return arch;
}
