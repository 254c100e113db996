import assert from "node:assert/strict";
import {chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {test} from "node:test";
import {entry, writeJournal} from "../log/journals.ts";
import {logOf, madeUpLines} from "../store/run.ts";
import {laidOut, missing, notRoot, ran, scratch} from "./built.ts";
import {allowedBy, callsIn, madeIn} from "./calls.ts";

// What systemd says of the units, and what the command calls, without a booted systemd; booted.test.ts runs them in
// one.

const folder = await laidOut();
const units = join(folder, "systemd");
const services = readdirSync(units).filter((name) => name.endsWith(".service"));
const skip = missing("systemd-analyze");

for (const name of services) {
  test(`${name} is exposed by at most 1.0, without MemoryDenyWriteExecute`, {skip}, (t) => {
    assert.doesNotMatch(readFileSync(join(units, name), "utf8"), /^MemoryDenyWriteExecute/m);
    const args = ["security", "--offline=true", "--no-pager", "--threshold=10", join(units, name)];
    const {status, stdout, stderr} = ran("systemd-analyze", args);
    assert.equal(status, 0, stderr);
    const level = /exposure level for \S+: (\d+\.\d+)/.exec(stdout)?.[1];
    t.diagnostic(`exposure ${level}`);
    assert.ok(Number(level) <= 1.0, stdout);
  });

  test(`${name} runs as knockbook, in at most 150 MB, behind others`, () => {
    const text = readFileSync(join(units, name), "utf8");
    for (const line of [
      "User=knockbook",
      "UMask=0027",
      "MemoryMax=150M",
      "CPUWeight=20",
      "IOWeight=20",
      "PrivateTmp=yes"
    ])
      assert.ok(text.split("\n").includes(line), line);
  });
}

test("systemd finds nothing wrong in the units", {skip}, () => {
  const root = scratch();
  cpSync(folder, join(root, "opt/knockbook"), {recursive: true});
  cpSync(units, join(root, "etc/systemd/system"), {recursive: true});
  const system = ["/usr/lib/systemd/system", "/lib/systemd/system"].find(existsSync)!;
  cpSync(system, join(root, "usr/lib/systemd/system"), {recursive: true, verbatimSymlinks: true, filter: isUnit});
  copyFileSync("/bin/sh", join(mkdir(join(root, "bin")), "sh"));
  const {status, stderr} = ran("systemd-analyze", ["verify", `--root=${root}`, ...readdirSync(units)]);
  assert.deepEqual(
    stderr.split("\n").filter((line) => line.includes("knockbook")),
    []
  );
  assert.equal(status, 0, stderr);
});

test("the filter of calls leaves all that a run calls, with journalctl", {skip: skip || missing("strace")}, (t) => {
  const here = scratch();
  const journal = writeJournal(t, mkdir(join(here, "journal")), "system", [
    entry(1, "Failed password for root from 192.0.2.7 port 40122 ssh2"),
    entry(2, "Connection closed by authenticating user root 192.0.2.7 port 40122 [preauth]")
  ]);
  if (journal === null) return;
  chmodSync(journal, 0o644);
  const log = logOf(join(here, "auth.log"), madeUpLines(0.1));
  const db = ["--db", join(mkdir(join(here, "db")), "a.sqlite")];
  const ingest = ["ingest", ...db, `journal:${dirname(journal)}`, log, "--year", "2025"];
  const runs = [ingest, ingest, ["status", ...db], ["prune", "--keep", "99y", ...db], ["prune", "--keep", "1d", ...db]];
  const traces = runs.map((args) => traced(here, args));
  const calls = new Set(traces.flatMap((trace) => [...callsIn(trace)]));
  const allowed = allowedBy(readFileSync(join(units, "knockbook.service"), "utf8"));
  t.diagnostic(`${calls.size} calls; the filter leaves ${allowed.size}`);
  for (const seen of ["execve", "openat", "fsync", "pwrite64", "wait4", "unlink"]) assert.ok(calls.has(seen), seen);
  for (const harmful of ["mount", "ptrace", "init_module", "setuid", "chown"])
    assert.ok(!allowed.has(harmful), harmful);
  assert.deepEqual(
    [...calls].filter((call) => !allowed.has(call)),
    []
  );
  assert.doesNotMatch(
    traces[1]!,
    /\b(?:p?writev?64|ftruncate|f(?:data)?sync|unlink|rename)\(.*a\.sqlite/,
    "nothing is new"
  );
  const made = traces.flatMap(madeIn);
  assert.ok(made.length > 0 && made.every((path) => path.startsWith(db[1]!)), `files made: ${made}`);
});

/**
 * Returns the trace of the packaged command under strace, as nobody where that can be: as root, SQLite does what it
 * does not otherwise.
 */
function traced(here: string, args: readonly string[]): string {
  const trace = join(here, "trace");
  const user = notRoot ? [] : ["-u", "nobody"];
  const command = [join(folder, "bin", "knockbook"), ...args];
  const {status, stderr} = ran("strace", ["-f", "-qq", "-s", "200", "-o", trace, ...user, ...command]);
  assert.equal(status, 0, `${args.join(" ")}: ${stderr}`);
  return readFileSync(trace, "utf8");
}

function mkdir(path: string): string {
  mkdirSync(path);
  chmodSync(path, 0o777);
  return path;
}

const isUnit = (path: string): boolean => !path.includes(".wants");
