import assert from "node:assert/strict";
import {linkSync, mkdirSync, symlinkSync, utimesSync, writeFileSync} from "node:fs";
import {join, relative} from "node:path";
import {test, type TestContext} from "node:test";
import {gzipSync} from "node:zlib";
import {findSources} from "../../lib/log/source/find.ts";
import {folder} from "../store/logs.ts";

/** Returns a log of one line, of some day of March. */
function log(day: number): string {
  return `Mar ${String(day).padStart(2)} 10:00:00 pi sshd[41]: Invalid user a from 192.0.2.7 port 40122\n`;
}

/** Makes files in a folder, each with a log of the given day; those that end in .gz are packed. */
function make(here: string, files: Readonly<Record<string, number>>): void {
  for (const [name, day] of Object.entries(files)) {
    mkdirSync(join(here, name, ".."), {recursive: true});
    writeFileSync(join(here, name), name.endsWith(".gz") ? gzipSync(log(day)) : log(day));
  }
}

async function found(here: string, ...names: string[]): Promise<string[]> {
  const given = names.map((name) => (name.startsWith("/") ? here + name : name));
  const sources = await findSources(given, []); // this machine may have journals of others
  assert.deepEqual(sources.bad, []);
  return sources.names.map((name) => (name.startsWith(here) ? relative(here, name) : name));
}

const numbered = {"auth.log": 9, "auth.log.1": 8, "auth.log.2.gz": 7, "auth.log.10.gz": 6, "auth.log.3.gz": 6};
const dated = {secure: 9, "secure-20250302": 2, "secure-20250208.gz": 1, "secure-20241229": 1};
const rest = {messages: 9, "auth.log~": 9, ".auth.log.swp": 9, authorized: 9, "apt/auth.log": 9};

const sets: readonly (readonly [why: string, files: Readonly<Record<string, number>>, order: readonly string[]])[] = [
  ["numbers count down", numbered, ["auth.log.10.gz", "auth.log.3.gz", "auth.log.2.gz", "auth.log.1", "auth.log"]],
  ["dates count up", dated, ["secure-20241229", "secure-20250208.gz", "secure-20250302", "secure"]],
  [
    "dates with hours and hyphens",
    {"auth.log": 9, "auth.log-2025-03-01": 1, "auth.log-2025030112.gz": 2, "auth.log-20250302": 3},
    ["auth.log-2025-03-01", "auth.log-2025030112.gz", "auth.log-20250302", "auth.log"]
  ],
  [
    "BSD begins at 0",
    {"auth.log": 9, "auth.log.0.gz": 8, "auth.log.1.gz": 7},
    ["auth.log.1.gz", "auth.log.0.gz", "auth.log"]
  ],
  ["one old log", {"auth.log": 9, "auth.log.old": 8}, ["auth.log.old", "auth.log"]],
  [
    "numbers and dates mixed: the first stamp tells",
    {"auth.log": 9, "auth.log.1": 5, "auth.log-20250307.gz": 7, "auth.log.2.gz": 3},
    ["auth.log.2.gz", "auth.log.1", "auth.log-20250307.gz", "auth.log"]
  ],
  [
    "a number twice: the first stamp tells",
    {"auth.log": 9, "auth.log.1": 8, "auth.log.1.gz": 7},
    ["auth.log.1.gz", "auth.log.1", "auth.log"]
  ]
];

for (const [why, files, order] of sets)
  test(`a rotated set: ${why}`, async (t) => {
    const here = folder(t);
    make(here, files);
    assert.deepEqual(await found(here, ...Object.keys(files).map((name) => `/${name}`)), order, "by name");
    assert.deepEqual(await found(here, "/*"), order, "by pattern");
    assert.deepEqual(await found(here, "/"), order, "by folder");
  });

test("the file that syslog writes to is the newest of its set, also beside an empty one of numbers and dates", async (t) => {
  const here = folder(t);
  make(here, {"auth.log": 9, "auth.log.1": 8, "auth.log.2.gz": 7});
  writeFileSync(join(here, "auth.log-20250301"), "");
  assert.deepEqual((await found(here, "/")).at(-1), "auth.log");
});

test("a folder stands for the auth logs in it, and no other", async (t) => {
  const here = folder(t);
  make(here, {...numbered, ...rest});
  assert.deepEqual(await found(here, "/"), sets[0]![2]);
});

test("sets keep together, each of them in order, also of several hosts and folders", async (t) => {
  const here = folder(t);
  make(here, {"a/auth.log": 9, "a/auth.log.1": 1, "b/auth.log": 5, "b/auth.log.1.gz": 4, "b/secure": 6});
  const b = ["b/auth.log.1.gz", "b/auth.log"];
  assert.deepEqual(await found(here, "/*/auth.log*"), ["a/auth.log.1", "a/auth.log", ...b]);
  assert.deepEqual(await found(here, "/b", "/a/auth.log", "-", "/a/auth.log.1"), [
    ...b,
    "b/secure",
    "a/auth.log.1",
    "a/auth.log",
    "-"
  ]);
  assert.deepEqual(await found(here, "/*"), ["a/auth.log.1", "a/auth.log", ...b, "b/secure"], "folders that match");
});

test("names without an order come by their first stamp, and without one by their time of change", async (t) => {
  const here = folder(t);
  make(here, {"monday.log": 5, "tuesday.log": 4, "wednesday.log": 6});
  assert.deepEqual(await found(here, "/*day.log"), ["tuesday.log", "monday.log", "wednesday.log"]);
  for (const [i, name] of ["x", "z", "y"].entries()) {
    writeFileSync(join(here, name), "no stamp\n");
    utimesSync(join(here, name), 1000 + i, 1000 + i);
  }
  assert.deepEqual(await found(here, "/[xyz]"), ["x", "z", "y"]);
});

test("a file is read once, however often and by whatever name it is given", async (t) => {
  const here = folder(t);
  make(here, {"auth.log": 9, "auth.log.1": 8});
  symlinkSync(join(here, "auth.log"), join(here, "link"));
  linkSync(join(here, "auth.log"), join(here, "hard"));
  assert.deepEqual(await found(here, "/auth.log", "/link", "/", "/hard", "/*"), ["auth.log.1", "auth.log"]);
  assert.deepEqual(await found(here, "-", "journal", "-", "journal", "journal:/x"), ["-", "journal", "journal:/x"]);
});

test("a name with the signs of a pattern is a file when there is one", async (t) => {
  const here = folder(t);
  make(here, {"auth[1].log": 9, "auth1.log": 8});
  assert.deepEqual(await found(here, "/auth[1].log"), ["auth[1].log"]);
});

function failing(t: TestContext): [name: string, problem: RegExp][] {
  const here = folder(t);
  make(here, {"full/messages": 1, "journals/a/system.journal": 1});
  return [
    [`${here}/none`, /^no log at .*none; check the name/],
    [`${here}/*.none`, /^no log matches .*\.none; check the pattern/],
    [`${here}/full`, /^no auth\.log\* and no secure\* in .*full; name the log files, or journal for systemd's$/],
    [`${here}/journals`, /^.*journals holds journal files; name it journal:.*journals$/]
  ];
}

test("what stands for nothing is said, and takes nothing from the others", async (t) => {
  const bad = failing(t);
  const here = folder(t);
  make(here, {"auth.log": 9});
  const sources = await findSources([...bad.map(([name]) => name), join(here, "auth.log")]);
  assert.deepEqual(sources.names, [join(here, "auth.log")]);
  for (const [i, [name, problem]] of bad.entries()) {
    assert.equal(sources.bad[i]!.name, name);
    assert.match(sources.bad[i]!.error.message, problem);
  }
});
