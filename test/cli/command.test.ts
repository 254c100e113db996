import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import {existsSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test, type TestContext} from "node:test";
import {commands} from "../../lib/cli/main.ts";
import {abandoned, folder, refused} from "../store/logs.ts";

const main = join(import.meta.dirname, "../../lib/cli/main.ts");

interface Result {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command in a folder, as npm does: with the user's folder in INIT_CWD. */
function run(cwd: string, args: readonly string[], input = ""): Result {
  const env = {...process.env, INIT_CWD: cwd, KNOCKBOOK_DB: ""};
  const {status, stdout, stderr} = spawnSync(process.execPath, [main, ...args], {cwd, env, input, encoding: "utf8"});
  return {status, out: stdout, err: stderr};
}

function logIn(t: TestContext): string {
  const here = folder(t);
  writeFileSync(join(here, "auth.log"), refused + abandoned);
  return here;
}

test("ingest, status: 0, and relative paths are the user's", (t) => {
  const here = logIn(t);
  const ingest = run(here, ["ingest", "auth.log", "--db", "a.sqlite", "--year", "2025", "--tz", "Europe/Berlin"]);
  assert.deepEqual([ingest.status, ingest.err], [0, ""]);
  assert.match(
    ingest.out,
    /6 new lines \(time zone Europe\/Berlin, given; 1 Mar 2025, years by --year\)\n.*1 failed, 1 abandoned, from 6 lines/
  );
  const status = run(here, ["status", "--db", "a.sqlite"]);
  assert.equal(status.status, 0);
  assert.match(status.out, /hosts +pi \(time zone Europe\/Berlin\)/);
  assert.match(status.out, /6 read = 2 deciding \+ 3 echo \+ 0 noise \+ 1 other programs' \+ 0 unread \+ 0 unknown/);
});

test("ingest reads standard input", (t) => {
  const here = folder(t);
  const {status, out} = run(here, ["ingest", "-", "--db", "a.sqlite", "--year", "2025"], refused);
  assert.equal(status, 0);
  assert.match(out, /-: 3 new lines[^]*1 failed/);
});

test("parse prints attempts, and with --lines a line for each line", (t) => {
  const here = logIn(t);
  const attempts = run(here, ["parse", "--year", "2025", "auth.log"]);
  assert.deepEqual(
    attempts.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
      .map(({time, user, outcome}) => [time, user, outcome])
      .toSorted(),
    [
      ["2025-03-01T10:00:02Z", "root", "failed"],
      ["2025-03-01T10:05:00Z", "admin", "abandoned"]
    ]
  );
  const lines = run(here, ["parse", "--lines", "-"], refused + abandoned)
    .out.trim()
    .split("\n");
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).kind),
    ["named", "failed", "named", "named", "named", "other"]
  );
});

const failures: readonly (readonly [why: string, args: readonly string[], status: number, error: RegExp])[] = [
  [
    "no such log",
    ["ingest", "none.log", "--db", "a.sqlite"],
    1,
    /^knockbook: no log at .*none\.log; check the name.*\n$/
  ],
  ["no database", ["status", "--db", "none.sqlite"], 1, /^knockbook: no database at .*; run npm start first.*\n$/],
  [
    "no database to report",
    ["report", "--db", "none.sqlite"],
    1,
    /^knockbook: no database at .*; run npm start first.*\n$/
  ],
  ["no folder", ["ingest", "auth.log", "--db", "none/a.sqlite"], 1, /^knockbook: no folder .*--db\n$/],
  ["no database but a log", ["status", "--db", "auth.log"], 1, /^knockbook: .*is not a knockbook database.*\n$/],
  ["no argument", ["ingest"], 2, /^error: missing required argument 'log'\n$/],
  ["no such command", ["ingset"], 2, /unknown command 'ingset'[^]*Did you mean ingest/],
  ["no such option", ["status", "--dbb", "a"], 2, /unknown option '--dbb'/],
  ["no year", ["ingest", "auth.log", "--year", "25"], 2, /not a year, as 2025/],
  ["no zone", ["ingest", "auth.log", "--tz", "Berlin"], 2, /not a time zone, as Europe\/Berlin or UTC/]
];

for (const [why, args, status, error] of failures)
  test(`${why}: exit ${status} and one line`, (t) => {
    const here = logIn(t);
    const result = run(here, args);
    assert.equal(result.status, status, result.err);
    assert.match(result.err, error);
    assert.equal(result.out, "");
    assert.ok(!existsSync(join(here, "a.sqlite")), "an empty database is left behind");
  });

test("--debug shows the stack", (t) => {
  const {status, err} = run(folder(t), ["--debug", "ingest", "none.log"]);
  assert.equal(status, 1);
  assert.match(err, /\n +at /);
});

test("--help is help, and no error", (t) => {
  for (const name of Object.keys(commands)) {
    const {status, out, err} = run(folder(t), [name, "--help"]);
    assert.deepEqual([status, err], [0, ""]);
    assert.match(out, /^Usage: knockbook /);
  }
});
