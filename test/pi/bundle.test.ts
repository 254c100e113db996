import assert from "node:assert/strict";
import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, test} from "node:test";
import {archs, bundle} from "../../scripts/pi/bundle.ts";
import {packagesOf} from "../../scripts/pi/licences.ts";
import {arch, ran} from "./built.ts";

const folder = mkdtempSync(join(tmpdir(), "knockbook-bundle-"));
after(() => rmSync(folder, {recursive: true, force: true}));

const {inputs, outputs} = await bundle(arch, folder);
const own = join(folder, "knockbook.cjs");
const knockbook = (...args: string[]): ReturnType<typeof ran> => ran(process.execPath, [own, ...args]);

test("the bundle is made of base, log, store and cli", () => {
  const ours = Object.keys(inputs).filter((path) => !path.includes("node_modules/"));
  assert.deepEqual([...new Set(ours.map((path) => path.split("/").slice(0, 2).join("/")))].toSorted(), [
    "lib/base",
    "lib/cli",
    "lib/log",
    "lib/store"
  ]);
});

test("the bundle holds only the packages that it needs: neither polars, vega nor maxmind", () => {
  assert.deepEqual(packagesOf(Object.keys(inputs)), ["better-sqlite3", "commander", "xz-decompress"]);
});

test("the bundle is one file and the binary of SQLite", () => {
  assert.deepEqual(
    Object.keys(outputs)
      .map((path) => path.split("/").at(-1))
      .toSorted(),
    ["better-sqlite3.node", "knockbook.cjs"]
  );
});

test("the binary of SQLite is one for the package's processor", async () => {
  const machines = {arm64: 0xb7, x64: 0x3e}; // e_machine of elf(5)
  for (const other of archs) {
    await bundle(other, join(folder, other));
    const elf = readFileSync(join(folder, other, "better-sqlite3.node"));
    assert.equal(elf.readUInt16LE(18), machines[other]);
  }
});

test("the bundle says nothing of npm or of the project's folder", () => {
  const lines = readFileSync(own, "utf8").split("\n");
  assert.deepEqual(
    lines.filter((line) => !line.trimStart().startsWith("//") && /\bnpm\b|\bdata\/(?:attempts|demo)/.test(line)),
    []
  );
});

test("the bundle has the Pi's commands and no other", () => {
  const {stdout, status} = knockbook("--help");
  assert.equal(status, 0);
  const names = [...stdout.matchAll(/^ {2}(\w+) (?:\[|<)/gm)].map((match) => match[1]);
  assert.deepEqual(names, ["ingest", "status", "unknown", "export", "prune", "help"]);
  assert.equal(knockbook("report").status, 2);
});

test("the database is the machine's own, unless one is named", () => {
  const {stderr, status} = ran(process.execPath, [own, "status"], {KNOCKBOOK_DB: "/none/a.sqlite"});
  assert.equal(stderr, "knockbook: no database at /none/a.sqlite; run knockbook ingest first, or name one with --db\n");
  assert.equal(status, 1);
  for (const command of ["ingest", "status"])
    assert.match(knockbook(command, "--help").stdout, /\/var\/lib\/knockbook\/attempts\.sqlite/);
});

test("an old Node says that it is too old", () => {
  const old = `Object.defineProperty(process.versions, "node", {value: "18.19.0"}); require(${JSON.stringify(own)})`;
  const {stderr, status} = ran(process.execPath, ["--eval", old]);
  assert.equal(stderr, "knockbook: this Node is too old: 18.19.0; 24 or newer is needed\n");
  assert.equal(status, 1);
});
