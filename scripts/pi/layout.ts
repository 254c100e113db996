import {chmodSync, copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {bundle, root, type Arch} from "./bundle.ts";
import {packagesOf, writeLicences} from "./licences.ts";
import {runtime} from "./runtime.ts";

/** Which package: for a processor, with a Node of its own or for a system that has one. */
export interface Kind {
  readonly arch: Arch;
  readonly systemNode: boolean;
}

const files = join(import.meta.dirname, "files");

const {version} = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {version: string};

/** Writes all that a package holds into a new folder, named after it, in another one, and returns its path. */
export async function layOut({arch, systemNode}: Kind, parent: string): Promise<string> {
  const folder = join(parent, `knockbook-pi-${version}-${arch}${systemNode ? "-system-node" : ""}`);
  rmSync(folder, {recursive: true, force: true});
  copyFiles(folder);
  writeFileSync(join(folder, "about"), `${version} ${arch}\n`);
  writeUnits(join(folder, "systemd"));
  const {inputs} = await bundle(arch, join(folder, "lib"));
  writeLicences(packagesOf(Object.keys(inputs)), join(folder, "licenses"));
  if (!systemNode) copyRuntime(arch, folder);
  return folder;
}

function copyFiles(folder: string): void {
  mkdirSync(folder, {recursive: true});
  for (const name of ["bin", "install.sh", "uninstall.sh", "README.md"])
    cpSync(join(files, name), join(folder, name), {recursive: true});
  copyFileSync(join(root, "LICENSE"), join(folder, "LICENSE"));
  for (const name of ["bin/knockbook", "bin/knockbook-collect", "install.sh", "uninstall.sh"])
    chmodSync(join(folder, name), 0o755);
}

/** The limits and locks stand once in the sources, and in each service that is installed. */
function writeUnits(to: string): void {
  const hardening = readFileSync(join(files, "hardening.conf"), "utf8");
  mkdirSync(to);
  for (const name of readdirSync(join(files, "systemd"))) {
    const unit = readFileSync(join(files, "systemd", name), "utf8");
    writeFileSync(join(to, name), name.endsWith(".service") ? unit + hardening : unit);
  }
}

function copyRuntime(arch: Arch, folder: string): void {
  const from = runtime(arch);
  mkdirSync(join(folder, "runtime"));
  copyFileSync(join(from, "bin", "node"), join(folder, "runtime", "node"));
  copyFileSync(join(from, "LICENSE"), join(folder, "licenses", "node.txt"));
  chmodSync(join(folder, "runtime", "node"), 0o755);
}
