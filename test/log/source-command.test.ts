import assert from "node:assert/strict";
import {execFileSync, spawnSync} from "node:child_process";
import {chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {gzipSync} from "node:zlib";
import {openSource} from "../../lib/log/source/source.ts";
import {readAbout} from "../../lib/store/status/about.ts";
import {ingest as readInto} from "../../lib/store/ingest/ingest.ts";
import {abandoned, emptyStore, folder, refused} from "../store/logs.ts";
import {entry, writeJournal, type Fields} from "./journals.ts";

const main = join(import.meta.dirname, "../../lib/cli/main.ts");

/** Runs `ingest` in a folder as npm does, into a database there. */
function ingest(cwd: string, sources: readonly string[], {input = "", uid}: {input?: string; uid?: number} = {}) {
  const env = {...process.env, INIT_CWD: cwd, KNOCKBOOK_DB: ""};
  const args = [main, "ingest", ...sources, "--db", "a.sqlite", "--year", "2025"];
  const {status, stdout, stderr} = spawnSync(process.execPath, args, {cwd, env, input, uid, encoding: "utf8"});
  return {status, out: stdout, err: stderr};
}

test("files, a folder, a pattern and standard input in one run", (t) => {
  const here = folder(t);
  mkdirSync(join(here, "logs"));
  writeFileSync(join(here, "logs/auth.log.1.gz"), gzipSync(refused));
  writeFileSync(join(here, "logs/auth.log"), abandoned);
  writeFileSync(join(here, "other.log"), refused.replaceAll("192.0.2.7", "192.0.2.8"));
  const {status, out, err} = ingest(here, ["logs", "o*.log", "logs/*", "-"], {
    input: refused.replaceAll("192.0.2.7", "192.0.2.9")
  });
  assert.deepEqual([status, err], [0, ""]);
  assert.match(
    out,
    /auth\.log\.1\.gz: 3 new lines[^]*auth\.log: 3 new lines[^]*other\.log: 3 new lines[^]*-: 3 new lines/
  );
  assert.match(out, /a\.sqlite: 3 failed, 1 abandoned, from 12 lines/);
});

test("bad sources are said, the others are read, and the exit code is 1", (t) => {
  const here = folder(t);
  writeFileSync(join(here, "auth.log"), refused);
  writeFileSync(join(here, "cut.gz"), gzipSync(abandoned).subarray(0, -4));
  const {status, out, err} = ingest(here, ["none.log", "auth.log", "cut.gz"]);
  assert.equal(status, 1);
  const lines = err.trimEnd().split("\n");
  assert.match(lines[0]!, /^knockbook: no log at .*none\.log; check the name/);
  assert.match(lines[1]!, /^knockbook: .*cut\.gz: its gzip data ends too early; what could be read of it is kept$/);
  assert.equal(lines.length, 2);
  assert.match(out, /1 failed, 1 abandoned, from 6 lines/);
});

test("a log that may not be read says how to get at it", (t) => {
  const here = folder(t);
  chmodSync(here, 0o777);
  writeFileSync(join(here, "auth.log"), refused);
  copyFileSync(join(here, "auth.log"), join(here, "open.log"));
  chmodSync(join(here, "auth.log"), 0o000);
  const uid = process.getuid?.() === 0 ? 65_534 : undefined; // root may read anything
  const {status, out, err} = ingest(here, ["auth.log", "open.log"], {uid});
  if (/Cannot find|EACCES.*node/.test(err)) return t.skip("this folder is closed to others: not tested as root");
  assert.equal(status, 1);
  assert.match(err, /^knockbook: .*auth\.log may not be read; run: sudo usermod -aG adm \$USER .*\n$/);
  assert.match(out, /open\.log: 3 new lines/);
});

/** Returns the entry of a refused password, `i` minutes after 2025-03-01 10:00 UTC, and its line in auth.log. */
function attempt(i: number): {entry: Fields; line: string} {
  const message = `Failed password for root from 192.0.2.7 port ${40_000 + i} ssh2`;
  const line = `2025-03-01T10:0${i}:00.250000+00:00 pi sshd[${40 + i}]: ${message}\n`;
  return {entry: entry(i * 60, message, {SYSLOG_PID: `${40 + i}`}), line};
}

test("a journal is read on from where the last run ended, also when the entry there is gone", (t) => {
  const here = folder(t);
  const entries = [0, 1, 2, 3].map((i) => attempt(i).entry);
  const first = writeJournal(t, here, "a", entries.slice(0, 2));
  if (!first) return;
  assert.match(ingest(here, ["journal:."]).out, /journal:.*: 2 new lines\n[^]*2 failed, from 2 lines/);
  assert.match(ingest(here, ["journal:."]).out, /^journal:.*: nothing new\n$/);
  writeJournal(t, here, "b", entries.slice(2, 3));
  assert.match(ingest(here, ["journal:."]).out, /journal:.*: 1 new line\n[^]*3 failed, from 3 lines/);
  rmSync(first);
  writeJournal(t, here, "c", entries.slice(1)); // another writer's cursors, and two entries that were read before
  rmSync(join(here, "b.journal"));
  assert.match(ingest(here, ["journal:."]).out, /a\.sqlite: 4 failed/);
});

test("a journal, its export, auth.log and its packed copy of one day are one day, in any order", (t) => {
  const here = folder(t);
  const attempts = [0, 0, 1, 2].map(attempt); // the first one twice: both sources have it twice
  const journal = writeJournal(
    t,
    here,
    "a",
    attempts.map(({entry}) => entry)
  );
  if (!journal) return;
  writeFileSync(join(here, "export.json"), execFileSync("journalctl", ["--file", journal, "-o", "json"]));
  const text = attempts.map(({line}) => line).join("");
  writeFileSync(join(here, "auth.log.1"), text);
  writeFileSync(join(here, "copy.gz"), gzipSync(text));
  const sources = ["journal:.", "export.json", "auth.log.1", "copy.gz"];
  for (const order of [sources, sources.toReversed(), ["auth.log.1", "journal:a.journal", "copy.gz"]]) {
    rmSync(join(here, "a.sqlite"), {force: true});
    const {out, err} = ingest(here, order);
    assert.equal(err, "");
    assert.match(out, /a\.sqlite: 4 failed/, order.join(" "));
  }
});

test("a journal shows when the machine ran, also where sshd was silent", async (t) => {
  const here = folder(t);
  const day = 86_400;
  const cron = {SYSLOG_IDENTIFIER: "CRON", _SYSTEMD_UNIT: "cron.service"};
  const entries = [entry(0, "x", cron), attempt(1).entry, entry(5 * day, "x", cron)];
  if (!writeJournal(t, here, "a", entries)) return;
  const store = emptyStore(t);
  await readInto(store, await openSource(`journal:${here}`));
  const start = Date.parse("2025-03-01T10:00:00Z") / 1000;
  assert.deepEqual(readAbout(store).coverage, [{from: start, to: start + 5 * day}]);
});

test("a journal that may be read in part only says so", (t) => {
  const here = folder(t);
  chmodSync(here, 0o777);
  const [open, closed] = [0, 1].map((i) => writeJournal(t, here, `${i}`, [attempt(i).entry]));
  if (!open || !closed) return;
  chmodSync(open, 0o644);
  chmodSync(closed, 0o000);
  const uid = process.getuid?.() === 0 ? 65_534 : undefined; // root may read anything
  const {status, out, err} = ingest(here, ["journal:."], {uid});
  if (/Cannot find|EACCES.*node/.test(err)) return t.skip("this folder is closed to others: not tested as root");
  if (err === "" && uid === undefined) return t.skip("this user may read the system's journal");
  assert.equal(status, 1);
  assert.match(
    err,
    /^knockbook: journal:.*: the system's entries may not be read; run: sudo usermod -aG systemd-journal/
  );
  assert.match(out, /1 failed/);
});

test("ingest --help names every kind of source, with examples", () => {
  const {out} = ingest(".", ["--help"]);
  for (const kind of ["FOLDER", "'PATTERN'", "journal:PATH", "ingest /var/log\n", "ingest journal\n", "auth.log*'"])
    assert.ok(out.includes(kind), kind);
});
