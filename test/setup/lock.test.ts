import assert from "node:assert/strict";
import {execFile, spawnSync} from "node:child_process";
import {existsSync, readFileSync, writeFileSync} from "node:fs";
import {mkdtempDisposable} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {test} from "node:test";
import {promisify} from "node:util";

const lock = new URL("../../scripts/setup/lock.mjs", import.meta.url).href;

/** Adds a line when it begins and one when it ends, and takes its time between. */
const worker = `
  import {appendFileSync} from "node:fs";
  import {setTimeout} from "node:timers/promises";
  import {lock} from "${lock}";
  const [path, log] = process.argv.slice(1);
  await lock(path, () => console.log("waits"));
  appendFileSync(log, "begin\\n");
  await setTimeout(150);
  appendFileSync(log, "end\\n");`;

const start = (...args: string[]): Promise<{stdout: string}> =>
  promisify(execFile)(process.execPath, ["--input-type=module", "-e", worker, ...args]);

test("set-ups of one folder come one after the other, and leave no lock", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "knockbook-"));
  const [path, log] = [join(folder.path, "lock"), join(folder.path, "log")];
  const ended = await Promise.all([1, 2, 3, 4].map(() => start(path, log)));
  assert.equal(readFileSync(log, "utf8"), "begin\nend\n".repeat(4));
  assert.ok(ended.some(({stdout}) => stdout === "waits\n"));
  assert.ok(!existsSync(path));
});

test("a set-up that was killed does not keep others from theirs", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "knockbook-"));
  const [path, log] = [join(folder.path, "lock"), join(folder.path, "log")];
  writeFileSync(path, String(spawnSync(process.execPath, ["-e", ""]).pid));
  await Promise.all([1, 2, 3].map(() => start(path, log)));
  assert.equal(readFileSync(log, "utf8"), "begin\nend\n".repeat(3));
});
