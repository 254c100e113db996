// The set-up in a copy of the project with an empty home: minutes and a gigabyte, so it has a script of its own.
import assert from "node:assert/strict";
import {spawn, spawnSync} from "node:child_process";
import {once} from "node:events";
import {cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {basename, delimiter, join} from "node:path";
import {after, test} from "node:test";
import {setTimeout} from "node:timers/promises";

const project = join(import.meta.dirname, "../..");
const copy = mkdtempSync(join(tmpdir(), "knockbook-copy-"));
const home = mkdtempSync(join(tmpdir(), "knockbook-home-"));
const path = process.env.PATH!.split(delimiter).filter((folder) => !folder.includes("node_modules"));
const env = {...process.env, HOME: home, PATH: path.join(delimiter)}; // the machine's own Node, which may be old
const made = ["node_modules", ".venv", ".git", ".cache", "dist", "reports", "screenshots"];

cpSync(project, copy, {
  recursive: true,
  filter: (path) => !made.includes(basename(path)) && !basename(path).startsWith(".tmp-")
});
after(() => [copy, home].forEach((folder) => rmSync(folder, {recursive: true, force: true, maxRetries: 5})));

interface Run {
  readonly seconds: number;
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function setUp(...args: string[]): Run {
  const start = performance.now();
  const {status, stdout, stderr} = spawnSync("node", ["scripts/setup.mjs", ...args], {
    cwd: copy,
    env,
    encoding: "utf8"
  });
  return {seconds: (performance.now() - start) / 1000, status, stdout, stderr};
}

test("an interrupted set-up is finished by the next one", {timeout: 600_000}, async () => {
  const first = spawn("node", ["scripts/setup.mjs"], {cwd: copy, env, stdio: "ignore", detached: true});
  while (!existsSync(join(copy, "node_modules"))) await setTimeout(20);
  process.kill(-first.pid!, "SIGKILL"); // npm, in the midst of its work, too
  await once(first, "exit");
  const {status, stdout, stderr} = setUp();
  assert.equal(stderr, "");
  assert.equal(status, 0);
  assert.doesNotMatch(stdout, /warn|notice|deprecated|funding|vulnerabilit/i);
  assert.match(stdout, /packages.* s\n.*Python.* s\n.*Library.* s\n/s);
});

test("a second set-up does nothing, silently, within 2 s", () => {
  const {status, stdout, seconds} = setUp("--quiet");
  assert.equal(status, 0);
  assert.equal(stdout, "");
  assert.ok(seconds <= 2, `${seconds} s`);
});

for (const [what, path, title] of [
  ["a venv without its stamp", ".venv/.knockbook-setup", "Python"],
  ["a library without its stamp", "lib/dist/.knockbook-setup", "Library"]
] as const)
  test(`${what} is made again, and nothing else`, {timeout: 300_000}, () => {
    rmSync(join(copy, path));
    const {status, stdout} = setUp();
    assert.equal(status, 0);
    assert.deepEqual(stdout.match(/^  \w+/gm), [`  ${title}`]);
    assert.ok(existsSync(join(copy, path)));
  });

test("a changed source is compiled, and what was compiled from a removed one goes", () => {
  writeFileSync(join(copy, "lib", "extra.ts"), "export const extra = 1;\n");
  assert.match(setUp().stdout, /Library/);
  assert.ok(existsSync(join(copy, "lib", "dist", "extra.js")));
  rmSync(join(copy, "lib", "extra.ts"));
  assert.equal(setUp().status, 0);
  assert.ok(!existsSync(join(copy, "lib", "dist", "extra.js")));
});

test("a lost kernelspec comes back, with Node 24 and the project's own tslab", () => {
  const path = join(copy, ".venv/share/jupyter/kernels/tslab/kernel.json");
  rmSync(path);
  assert.equal(setUp().status, 0);
  const {argv} = JSON.parse(readFileSync(path, "utf8")) as {argv: string[]};
  assert.ok(argv.some((arg) => arg.startsWith(join(copy, "node_modules", "tslab"))));
  const {stdout} = spawnSync(argv[0]!, ["--version"], {encoding: "utf8"});
  assert.ok(Number(/^v(\d+)/.exec(stdout)?.[1]) >= 24, stdout);
});
