import {execFileSync} from "node:child_process";
import {createHash} from "node:crypto";
import {existsSync, mkdirSync, readFileSync, renameSync, rmSync} from "node:fs";
import {join} from "node:path";
import {root, type Arch} from "./bundle.ts";

/** The folder of what was fetched; it may be removed. */
const cache = join(root, ".cache", "pi");

/**
 * Returns the folder of the Node package for a processor, with `bin/node` and `LICENSE`: that of the set-up for this
 * machine's own, else fetched by npm, once. Throws unless its bytes have the hash that package-lock.json holds.
 */
export function runtime(arch: Arch): string {
  if (!hasRuntime(arch)) unpack(fetched(arch), cached(arch));
  return [installed(arch), join(cached(arch), "package")].find((folder) => existsSync(join(folder, "bin", "node")))!;
}

/** Returns whether the Node for a processor is there, so that nothing need be fetched. */
export function hasRuntime(arch: Arch): boolean {
  return existsSync(join(installed(arch), "bin", "node")) || existsSync(cached(arch));
}

function installed(arch: Arch): string {
  return join(root, "node_modules", `node-linux-${arch}`);
}

function cached(arch: Arch): string {
  return join(cache, `node-linux-${arch}-${locked(arch).version}`);
}

function locked(arch: Arch): {version: string; integrity: string} {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, {version: string; integrity: string}>;
  };
  return lock.packages[`node_modules/node-linux-${arch}`]!;
}

/** The one command that uses the network after the set-up. */
function fetched(arch: Arch): string {
  const {version, integrity} = locked(arch);
  const spec = `node-linux-${arch}@${version}`;
  console.log(`fetching ${spec} by npm, once`);
  mkdirSync(cache, {recursive: true});
  const file = join(cache, npmPack(spec));
  const sha512 = createHash("sha512").update(readFileSync(file)).digest("base64");
  if (integrity === `sha512-${sha512}`) return file;
  rmSync(file);
  throw new Error(`wrong hash of ${spec}; not ${integrity}: sha512-${sha512}`);
}

function npmPack(spec: string): string {
  try {
    const options = ["--silent", "--pack-destination", cache];
    return execFileSync("npm", ["pack", spec, ...options], {encoding: "utf8"}).trim();
  } catch (error) {
    throw new Error(`npm could not fetch ${spec}; connect to the network and run it again`, {cause: error});
  }
}

function unpack(file: string, folder: string): void {
  const draft = `${folder}.part`;
  rmSync(draft, {recursive: true, force: true});
  mkdirSync(draft);
  execFileSync("tar", ["-xzf", file, "-C", draft, "package/bin/node", "package/LICENSE"]);
  renameSync(draft, folder);
  rmSync(file);
}
