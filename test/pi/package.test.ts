import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {existsSync, readdirSync, readFileSync, statSync, utimesSync} from "node:fs";
import {basename, join} from "node:path";
import {test} from "node:test";
import {root} from "../../scripts/pi/bundle.ts";
import {pack} from "../../scripts/pi/pack.ts";
import {arch, laidOut, missing, ran} from "./built.ts";

test(
  "two builds of the package for a system's Node are equal, and have at most 4 MB",
  {skip: missing("xz")},
  async () => {
    const files = await Promise.all([1, 2].map(async (build) => pack(aged(await laidOut({systemNode: true}), build))));
    const [one, another] = files.map((file) => createHash("sha256").update(readFileSync(file)).digest("hex"));
    assert.equal(one, another);
    assert.ok(statSync(files[0]!).size <= 4e6, `${statSync(files[0]!).size} bytes`);
    assert.match(basename(files[0]!), new RegExp(`^knockbook-pi-\\d+\\.\\d+\\.\\d+-${arch}-system-node\\.tar\\.xz$`));
  }
);

/** Changes what must not matter: the times of files. */
function aged(folder: string, days: number): string {
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), days * 86400, days * 86400);
  return folder;
}

test("the package brings the Node of the lock, and runs", {skip: process.platform !== "linux"}, async () => {
  const folder = await laidOut();
  const {packages} = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const {version} = packages[`node_modules/node-linux-${arch}`] as {version: string};
  assert.equal(ran(join(folder, "runtime", "node"), ["--version"]).stdout, `v${version}\n`);
  const {stdout, status} = ran(join(folder, "bin", "knockbook"), ["ingest", "--help"], {PATH: "/usr/bin:/bin"});
  assert.equal(status, 0);
  assert.match(stdout, /^Usage: knockbook ingest/);
});

test("the package holds a licence for all that it holds, and a page that names its files", async () => {
  const folder = await laidOut({systemNode: true});
  const licences = readdirSync(join(folder, "licenses"));
  assert.ok(licences.includes("better-sqlite3.txt") && licences.includes("commander.txt"));
  for (const name of licences)
    assert.match(readFileSync(join(folder, "licenses", name), "utf8"), /licen[cs]e|MIT/i, name);
  const page = readFileSync(join(folder, "README.md"), "utf8");
  for (const name of ["install.sh", "uninstall.sh", "knockbook-collect", "knockbook-prune.service"])
    assert.ok(page.includes(name), `README.md lacks ${name}`);
  for (const [, name] of page.matchAll(/^ {4}knockbook (\w+)/gm))
    assert.equal(ran(process.execPath, [join(folder, "lib/knockbook.cjs"), name!, "--help"]).status, 0, name);
  assert.ok(existsSync(join(folder, "LICENSE")));
});
