import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import {mkdirSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {test, type TestContext} from "node:test";
import {folder, refused} from "../store/logs.ts";

const main = join(import.meta.dirname, "../../lib/cli/main.ts");

/** Writes files into a folder of their own, and returns a function that runs the command there. */
function at(t: TestContext, files: Readonly<Record<string, string>>): (...args: string[]) => Ended {
  const here = folder(t);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(here, name)), {recursive: true});
    writeFileSync(join(here, name), text);
  }
  const env = {...process.env, INIT_CWD: here, KNOCKBOOK_DB: ""};
  return (...args) => {
    const {status, stdout, stderr} = spawnSync(process.execPath, [main, ...args, "--db", "a.sqlite"], {
      cwd: here,
      env,
      encoding: "utf8"
    });
    return {status, out: stdout, err: stderr};
  };
}

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

const unread = "§§ 99|x|pi|y sshd[101]: Failed password for root from 192.0.2.1 port 40001 ssh2\n";
const ofBerlin =
  "Thu 2026-10-01 10:00:00 CEST pi CRON[7]: (root) CMD (true)\nThu 2026-10-01 10:00:00 CEST pi sshd[101]: Failed password for root from 192.0.2.1 port 40001 ssh2\n";
const hostile =
  "\u001b[2J§§\u202e<img src=x> 99|x sshd[101]: Failed password for root from 192.0.2.1 port 40001 ssh2\n";
const others = "Mar  1 10:00:00 pi CRON[7]: (root) CMD (true)\nMar  1 11:00:00 pi kernel: usb 1-1: new device\n";

/** Returns so many lines of a clock that begins anew in 1970. */
const old = (n: number): string =>
  `1970-01-01T00:00:12Z pi sshd[101]: Failed password for root from 192.0.2.1 port 40001 ssh2\n`.repeat(n);

/** What is read, whether the exit code tells, and what is said. */
const cases: readonly (readonly [
  what: string,
  files: Readonly<Record<string, string>>,
  names: readonly string[],
  status: number,
  says: RegExp
])[] = [
  [
    "a line of 1970",
    {"a.log": old(1)},
    ["a.log"],
    0,
    /1 line of sshd is dated 1 Jan 1970: .*; what it dates counts without/
  ],
  [
    "lines of 1970",
    {"a.log": old(2)},
    ["a.log"],
    0,
    /2 lines of sshd are dated 1 Jan 1970: .*; what it dates counts without/
  ],
  [
    "unread lines only",
    {"a.log": unread.repeat(3)},
    ["a.log"],
    1,
    /a\.log: 3 lines of sshd behind a header that is not understood, and no other, as in “§§ 99\|x\|pi.*knockbook -- unknown/
  ],
  ["words", {"a.log": "hello\nworld\n"}, ["a.log"], 1, /a\.log: no line of a syslog in it/],
  ["hostile unread lines", {"a.log": hostile}, ["a.log"], 1, /as in “\\033\[2J§§\\u\{202e\}<img src=x> 99/],
  [
    "a long unread line",
    {"a.log": `${"\u001b[1m".repeat(2e5)} sshd[1]: x\n`},
    ["a.log"],
    1,
    /a\.log: (?:1 line of sshd behind|no line of a syslog)/
  ],
  [
    "stamps of another zone",
    {"a.log": ofBerlin},
    ["a.log"],
    1,
    /a\.log: 1 line of sshd was not read: the stamps are of the zone CEST, which UTC does not have then; name theirs: --tz Europe\/Berlin\n/
  ],
  [
    "stamps of New York",
    {"a.log": ofBerlin.replaceAll("CEST", "EDT")},
    ["a.log", "--tz", "Europe/Berlin"],
    1,
    /of the zone EDT, which Europe\/Berlin does not have then; name theirs: --tz America\/New_York\n/
  ],
  [
    "stamps of winter in a summer of Los Angeles",
    {"a.log": ofBerlin.replaceAll("CEST", "PST")},
    ["a.log", "--tz", "America/Los_Angeles"],
    1,
    /of the zone PST, which America\/Los_Angeles does not have then; name theirs with --tz\n/
  ],
  ["an empty file", {"a.log": ""}, ["a.log"], 0, /nothing new/],
  ["empty lines", {"a.log": "\n\n"}, ["a.log"], 0, /2 new lines/],
  ["lines of other programs", {"a.log": others}, ["a.log"], 0, /2 new lines.*no line of sshd in it\n/],
  [
    "some unread lines",
    {"a.log": refused + unread},
    ["a.log"],
    0,
    /a\.log: 1 line of sshd was not read: the header is not understood, as in “§§[^\n]*\n.*, 1 line of sshd not read/s
  ],
  [
    "a folder of which one file is unread",
    {"log/auth.log": refused, "log/auth.log.1": unread},
    ["log"],
    0,
    /auth\.log\.1: 1 line of sshd behind/
  ],
  [
    "a folder of which all files are unread or empty",
    {"log/auth.log": "", "log/auth.log.1": unread},
    ["log"],
    1,
    /auth\.log\.1: 1 line of sshd behind/
  ],
  [
    "a pattern of which one file holds words",
    {"a.log": refused, "b.log": "hello\n"},
    ["*.log"],
    0,
    /b\.log: no line of/
  ],
  [
    "two names of which one holds words",
    {"a.log": refused, "b.log": "hello\n"},
    ["a.log", "b.log"],
    1,
    /b\.log: no line of/
  ]
];

for (const [what, files, names, status, says] of cases)
  test(`ingest of ${what} exits with ${status} and says so`, (t) => {
    const ended = at(t, files)("ingest", "--year", "2025", ...names);
    assert.equal(ended.status, status, ended.err + ended.out);
    assert.match(ended.err + ended.out, says);
    assert.doesNotMatch(ended.err + ended.out, /[^\n\P{C}]/u, "nothing moves the terminal");
    assert.ok((ended.err + ended.out).length < 2000);
  });

test("what was never readable fails again; once a line was readable, unread ones are news and no failure", (t) => {
  const run = at(t, {"a.log": unread, "b.log": refused});
  for (let i = 0; i < 2; i += 1) assert.equal(run("ingest", "a.log").status, 1);
  const again = run("ingest", "a.log");
  assert.match(again.err, /1 line of sshd behind a header that is not understood, and no other; look/);
  assert.equal(run("ingest", "--year", "2025", "b.log").status, 0);
  const {status, err} = run("ingest", "b.log");
  assert.deepEqual([status, err], [0, ""]);
});

test("unknown shows unread lines whole, apart from those in unknown words, and status counts them", (t) => {
  const strange = "Mar  1 10:00:00 pi sshd[1]: Frobnicated 12 sessions\n";
  const run = at(t, {"a.log": refused + strange + unread + hostile, "b.log": refused});
  run("ingest", "--year", "2025", "a.log");
  const {out, status} = run("unknown");
  assert.equal(status, 0);
  assert.match(
    out,
    /^not read, .*\n1×.*no time +\\033\[2J§§.*<img.*\n1×.*no time +§§ 99\|x\|pi\|y sshd\[101\].*\n\nin words .*\n1×.*Frobnicated 12 sessions\n$/
  );
  assert.doesNotMatch(out, /[^\n\P{C}]/u);
  assert.match(run("status").out, / \+ \d unread \+ 1 unknown \+ /);
  const {hosts, sources} = JSON.parse(run("status", "--json").out);
  const sum = (rows: {lines: {unread: number}}[]): number => rows.reduce((all, {lines}) => all + lines.unread, 0);
  assert.deepEqual([sum(hosts), sum(sources)], [2, 2]);
});

test("parse says how many lines it could not read", (t) => {
  const here = folder(t);
  writeFileSync(join(here, "a.log"), refused + unread);
  const {stdout, stderr, status} = spawnSync(process.execPath, [main, "parse", join(here, "a.log")], {
    encoding: "utf8"
  });
  assert.deepEqual([status, stdout.trim().split("\n").length], [0, 1]);
  assert.match(stderr, /^knockbook: .*a\.log: 1 line of sshd not read, [^\n]*\n$/);
});

test("a log of another zone is read when its zone is given", (t) => {
  const run = at(t, {"a.log": ofBerlin});
  assert.equal(run("ingest", "a.log").status, 1);
  const {status, out} = run("ingest", "--tz", "Europe/Berlin", "a.log");
  assert.equal(status, 0);
  assert.match(out, /2 new lines.*\n.*1 failed/);
});
