import assert from "node:assert/strict";
import {spawn} from "node:child_process";
import {existsSync, mkdirSync, readFileSync, rmdirSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test, type TestContext} from "node:test";
import {setTimeout as sleep} from "node:timers/promises";
import {writeDemo} from "../../lib/cli/demo.ts";
import {writeJournal} from "../log/journals.ts";
import {ended, ingestArgs, logOf, madeUpLines} from "../store/run.ts";
import {madeUpEntries} from "./entries.ts";
import {laidOut, notRoot, scratch} from "./built.ts";

/** Where the kernel limits memory, and under which name: control groups of version 1 or 2. */
const places = [
  ["/sys/fs/cgroup/memory", "memory.limit_in_bytes"],
  ["/sys/fs/cgroup", "memory.max"]
] as const;

const [tree, limit] = places.find(([tree]) => existsSync(join(tree, "memory.stat"))) ?? [null, ""];
const skip = notRoot || (tree === null ? "this machine limits no memory" : false);
const megabytes = 150; // MemoryMax= of the units

const madeUp = async (size: number, here: string): Promise<string> => {
  await writeDemo(join(here, "demo.log"), {size});
  return join(here, "demo.log");
};

for (const size of [100e6, 1e9])
  test(`a log of ${size / 1e6} MB is read for the first time in ${megabytes} MB`, {skip}, async (t) => {
    const here = scratch();
    await readsWithin(t, here, [await madeUp(size, here)]);
  });

test(
  `a year's journal and logs are read for the first time in ${megabytes} MB, journalctl among it`,
  {skip},
  async (t) => {
    const here = scratch();
    const year = {start: "2025-01-01", end: "2026-01-01"};
    const entries = madeUpEntries("a".repeat(32), year);
    const journal = writeJournal(t, here, "system", entries);
    if (journal === null) return;
    t.diagnostic(`${entries.length} entries, a journal of ${Math.round(statSync(journal).size / 1e6)} MB`);
    const log = logOf(join(here, "auth.log"), madeUpLines(1, year));
    await readsWithin(t, here, [`journal:${journal}`, log]);
  }
);

/** Reads logs by the packaged command in a control group, and asserts that it ends well. */
async function readsWithin(t: TestContext, here: string, logs: readonly string[]): Promise<void> {
  const group = join(tree!, `knockbook-test-${process.pid}`);
  mkdirSync(group);
  try {
    writeFileSync(join(group, limit), String(megabytes << 20));
    const command = [join(await laidOut(), "bin", "knockbook"), ...ingestArgs(join(here, "a.sqlite"), logs)];
    const script = 'echo $$ >"$0/cgroup.procs" && exec "$@"';
    const child = spawn("sh", ["-c", script, group, ...command], {stdio: ["ignore", "pipe", "pipe"]});
    const end = ended(child);
    const peak = peakOf(child.pid!, end);
    const {code, err} = await end;
    assert.deepEqual({code, err}, {code: 0, err: ""});
    t.diagnostic(`${Math.round((await peak) / 1024)} MB resident at the most, with what Node shares with others`);
  } finally {
    rmdirSync(group);
  }
}

/** Returns the most memory, in KiB, that a process had resident until its end. */
async function peakOf(pid: number, end: Promise<unknown>): Promise<number> {
  let [peak, over] = [0, false];
  void end.then(() => (over = true));
  for (; !over; await sleep(20)) {
    const status = existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, "utf8") : "";
    peak = Math.max(peak, Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0));
  }
  return peak;
}
