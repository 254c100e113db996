import assert from "node:assert/strict";
import {execFileSync, spawnSync} from "node:child_process";
import {cpSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync} from "node:fs";
import {join, relative} from "node:path";
import {test, type TestContext} from "node:test";
import {findSources} from "../../lib/log/source/find.ts";
import {ingest as readInto} from "../../lib/store/ingest/ingest.ts";
import {openSource} from "../../lib/log/source/source.ts";
import {emptyStore, folder, refused} from "../store/logs.ts";
import {entry, writeJournal, type Fields} from "./journals.ts";

const main = join(import.meta.dirname, "../../lib/cli/main.ts");

/** Runs `ingest` in a folder into a new database; what it says on standard error is in lines. */
function ingest(cwd: string, ...sources: string[]) {
  rmSync(join(cwd, "a.sqlite"), {force: true});
  const env = {...process.env, INIT_CWD: cwd, KNOCKBOOK_DB: ""};
  const args = [main, "ingest", "--year", "2025", "--db", "a.sqlite", ...sources];
  const {status, stdout, stderr} = spawnSync(process.execPath, args, {cwd, env, encoding: "utf8"});
  return {status, out: stdout, err: stderr.split("\n").filter((line) => line !== "")};
}

const machine = (letter: string): string => letter.repeat(32);

/** Returns the entry of a refused password from its own port, `i` minutes after 2025-03-01 10:00 UTC. */
function attempt(i: number, fields: Fields = {}): Fields {
  return entry(i * 60, `Failed password for root from 192.0.2.7 port ${40_000 + i} ssh2`, fields);
}

/** Damages of a journal file, and what is said of it: alone, and beside a whole one. */
const damages: readonly (readonly [what: string, damage: (path: string) => void, alone: RegExp, beside: RegExp])[] = [
  ["cut off", (path) => truncateSync(path, 100), /cut off or empty; name another one$/, /is truncated, ignoring file/],
  [
    "of features that nobody knows",
    (path) => change(path, 12, 0x80),
    /of a newer systemd, or damaged; write it as JSON there: journalctl -o json$/,
    /uses an unsupported feature, ignoring file/
  ],
  ["damaged", (path) => change(path, 89, 0), /the file is damaged; name another one$/, /corrupted, ignoring file/]
];

/** Puts a byte into a file: from 12 on stand the header's incompatible flags, from 88 on its size. */
function change(path: string, at: number, byte: number): void {
  const bytes = readFileSync(path);
  bytes[at] = byte;
  writeFileSync(path, bytes);
}

for (const [what, damage, alone, beside] of damages)
  test(`a journal file that is ${what} is said, and gives the exit code 1`, (t) => {
    const here = folder(t);
    mkdirSync(join(here, "j"));
    const whole = writeJournal(t, join(here, "j"), "whole", [attempt(0)]);
    if (!whole) return;
    const broken = join(here, "j/broken.journal");
    cpSync(whole, broken);
    damage(broken);
    const both = ingest(here, "journal:j");
    assert.deepEqual([both.status, both.err.length], [1, 1]);
    assert.match(
      both.err[0]!,
      /^knockbook: journal:\S+\/j: not all of it could be read; journalctl says: Journal file /
    );
    assert.match(both.err[0]!, beside);
    assert.match(both.out, /1 failed, from 1 line$/m);
    const one = ingest(here, "journal:j/broken.journal");
    assert.deepEqual([one.status, one.err.length], [1, 1]);
    assert.match(one.err[0]!, /^knockbook: journal:\S+broken\.journal: nothing can be read: /);
    assert.match(one.err[0]!, alone);
  });

/** Makes files without content; only their names are looked at. */
function make(here: string, ...names: readonly string[]): void {
  for (const name of names) {
    mkdirSync(join(here, name, ".."), {recursive: true});
    writeFileSync(join(here, name), "");
  }
}

const [own, other] = [machine("a"), machine("c")];

/** Journal files, and the folders that journalctl must be given, for `journal:FOLDER` and for `journal`. */
const folders: readonly (readonly [why: string, files: readonly string[], all: string[], others: string[]])[] = [
  ["files", ["system.journal", "user-1000.journal"], ["."], []],
  ["only what an unclean end left", ["system@0-1.journal~"], ["."], []],
  ["machines", [`${own}/system.journal`, `${other}/user-1000.journal`], ["."], []],
  [
    "a central host",
    [`${own}/system.journal`, "remote/remote-192.0.2.1.journal", "remote/remote-web@1.journal~"],
    [".", "remote"],
    ["remote"]
  ],
  ["a namespace", [`${own}.guests/system.journal`], [`${own}.guests`], [`${own}.guests`]],
  ["a backup", [`var/log/journal/${own}/system.journal`, "var/log/auth.log"], ["var/log/journal"], []],
  ["nothing", ["auth.log", "journal.txt", "a/b/c/d/e/system.journal"], [], []]
];

for (const [why, files, all, others] of folders)
  test(`journals in folders: ${why}`, async (t) => {
    const here = folder(t);
    make(here, ...files);
    const name = (path: string): string => `journal:${join(here, path)}`;
    const found = await findSources([name(".")]);
    assert.deepEqual(found.names, all.length > 0 ? all.map(name) : [name(".")]);
    const machines = await findSources(["journal"], [here]);
    assert.deepEqual(machines.names.toSorted(), ["journal", ...others.map(name)].toSorted());
  });

/** Writes the journals of a central host: its own, another machine's and one that was sent to it. */
function central(t: TestContext, here: string): boolean {
  const web = {_MACHINE_ID: other, _HOSTNAME: "web"};
  const far = {_MACHINE_ID: machine("d"), _HOSTNAME: "far"};
  for (const path of [own, other, "remote"]) mkdirSync(join(here, path), {recursive: true});
  return [
    writeJournal(t, join(here, own), "system", [attempt(0)]),
    writeJournal(t, join(here, own), "user-1000", [attempt(1)]),
    writeJournal(t, join(here, other), "system", [attempt(2, web)]),
    writeJournal(t, join(here, "remote"), "remote-192.0.2.1", [attempt(3, far)])
  ].every((path) => path !== null);
}

test("a central host's journals are all read, each entry once, also from a name that must be quoted", (t) => {
  const here = folder(t);
  for (const name of ["journal", "it's [a] {copy}, *"]) {
    if (!central(t, join(here, name))) return;
    const first = ingest(here, `journal:${name}`);
    assert.deepEqual([first.status, first.err], [0, []]);
    assert.match(first.out, /4 failed, from 4 lines$/m);
  }
  cpSync(join(here, "journal", own, "system.journal"), join(here, "a[1]*.journal"));
  assert.match(ingest(here, "a[1]*.journal").out, /1 failed, from 1 line$/m);
});

test("a backup of older entries of a machine is another journal", async (t) => {
  const here = folder(t);
  const store = emptyStore(t);
  for (const [name, i] of [
    ["now", 5],
    ["backup", 1]
  ] as const) {
    mkdirSync(join(here, name));
    if (!writeJournal(t, join(here, name), "system", [attempt(i)])) return;
    await readInto(store, await openSource(`journal:${join(here, name)}`));
  }
  assert.equal(store.prepare("SELECT sum(times) FROM attempts").pluck().get(), 2);
});

/** Makes what a hint is given for; returns the name that gives it, or null where no journal can be written. */
type Make = (t: TestContext, here: string) => string | null;

/** Hints, and how their words become the arguments of a run that works. */
const hints: readonly (readonly [why: string, make: Make, hint: RegExp])[] = [
  [
    "a folder of journals",
    (t, here) => (central(t, join(here, "j")) ? "j" : null),
    /holds journal files; name it (\S+)$/
  ],
  [
    "a folder of journals deeper",
    (t, here) => (central(t, join(here, "j/var/log/journal")) ? "j" : null),
    /holds journal files; name it (\S+)$/
  ],
  [
    "a folder of journals whose name must be quoted",
    (t, here) => (central(t, join(here, "my logs")) ? "my logs" : null),
    /holds journal files; name it '(.+)'$/
  ],
  [
    "a folder with logs deeper",
    (_, here) => {
      mkdirSync(join(here, "logs/var/log"), {recursive: true});
      writeFileSync(join(here, "logs/var/log/auth.log"), refused);
      return "logs";
    },
    /no auth\.log\* and no secure\* in \S+, but deeper; name their folder: (\S+)$/
  ],
  [
    "a packed journal",
    (t, here) => {
      const path = writeJournal(t, here, "old", [attempt(0)]);
      if (path) execFileSync("gzip", [path]);
      return path && "old.journal.gz";
    },
    /is a journal file packed by gzip, no log; unpack it: (gzip -dc \S+ > system\.journal), and name that$/
  ]
];

for (const [why, make, hint] of hints)
  test(`the hint leads to a command that works: ${why}`, (t) => {
    const here = folder(t);
    const name = make(t, here);
    if (name === null) return;
    const {status, err} = ingest(here, name);
    assert.deepEqual([status, err.length], [1, 1]);
    const word = hint.exec(err[0]!)?.[1];
    assert.ok(word, err[0]);
    const isCommand = word.includes(">");
    if (isCommand) execFileSync("sh", ["-c", word], {cwd: here});
    const then = ingest(here, isCommand ? "system.journal" : word);
    assert.deepEqual([then.status, then.err], [0, []], relative(here, word));
    assert.match(then.out, /[1-9] failed, from/);
  });
