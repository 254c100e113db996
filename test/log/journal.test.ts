import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {mkdirSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {text} from "node:stream/consumers";
import {test} from "node:test";
import {createClock} from "../../lib/log/line/clock.ts";
import {entryLine} from "../../lib/log/source/entry.ts";
import {readEntry} from "../../lib/log/source/journal.ts";
import {parseLine} from "../../lib/log/line/line.ts";
import {createScanner} from "../../lib/log/scanner.ts";
import {openSource} from "../../lib/log/source/source.ts";
import type {Attempt} from "../../lib/log/event/event.ts";
import {folder} from "../store/logs.ts";
import {entry, writeJournal, type Fields} from "./journals.ts";

const failed = "Failed password for root from 192.0.2.7 port 40122 ssh2";

/** Returns the line of an entry given as JSON. */
function lineOf(fields: object): string {
  return entryLine(readEntry(Buffer.from(JSON.stringify(fields)))!);
}

const lines: readonly (readonly [why: string, fields: object, line: string])[] = [
  ["all fields", entry(2, failed), `2025-03-01T10:00:02.250000Z pi sshd[41]: ${failed}`],
  [
    "bytes that are no UTF-8",
    entry(2, "", {MESSAGE: [...Buffer.from("Invalid user \xf1 from 192.0.2.7", "latin1")] as unknown as string}),
    "2025-03-01T10:00:02.250000Z pi sshd[41]: Invalid user \xf1 from 192.0.2.7"
  ],
  ["UTF-8 as the bytes of a log", entry(2, "é"), "2025-03-01T10:00:02.250000Z pi sshd[41]: \xc3\xa9"],
  [
    "a field that is repeated",
    entry(2, "", {MESSAGE: ["one", "two"] as unknown as string}),
    "2025-03-01T10:00:02.250000Z pi sshd[41]: one"
  ],
  [
    "a field that journalctl left out",
    entry(2, "", {MESSAGE: null as unknown as string}),
    "2025-03-01T10:00:02.250000Z pi sshd[41]:"
  ],
  ["a line end within PAM's text", entry(2, "user=a\nb\r"), "2025-03-01T10:00:02.250000Z pi sshd[41]: user=a\\nb\\015"],
  ["a message alone", {MESSAGE: failed}, failed],
  ["no identifier: the command", {MESSAGE: "x", _COMM: "sshd-session", _PID: "7"}, "sshd-session[7]: x"],
  ["no pid of its own: journald's", {MESSAGE: "x", SYSLOG_IDENTIFIER: "dropbear", _PID: "7"}, "dropbear[7]: x"],
  [
    "numbers in place of texts",
    {MESSAGE: "x", SYSLOG_IDENTIFIER: "sshd", _PID: 7, __REALTIME_TIMESTAMP: 1_000_000},
    "1970-01-01T00:00:01.000000Z sshd[7]: x"
  ],
  ["a stamp that is none", {MESSAGE: "x", SYSLOG_IDENTIFIER: "sshd", __REALTIME_TIMESTAMP: "9".repeat(30)}, "sshd: x"],
  [
    "a path is no program's name",
    {MESSAGE: failed, SYSLOG_IDENTIFIER: "/tmp/sshd", _UID: "0"},
    `-tmp-sshd-[0]: ${failed}`
  ],
  [
    "a name that would end early",
    {MESSAGE: failed, SYSLOG_IDENTIFIER: "a sshd[1]: b", _UID: "0"},
    `a-sshd-1---b[0]: ${failed}`
  ],
  [
    "a host that would end early",
    entry(2, "x", {_HOSTNAME: "pi sshd[1]: y"}),
    "2025-03-01T10:00:02.250000Z pi_sshd_1_:_y sshd[41]: x"
  ],
  [
    "what the kernel repeats is not sshd's",
    {MESSAGE: `[  1.0] sshd[1]: ${failed}`, SYSLOG_IDENTIFIER: "kernel"},
    `kernel[0]: [  1.0] sshd[1]: ${failed}`
  ]
];

for (const [why, fields, line] of lines) test(`entry to line: ${why}`, () => assert.equal(lineOf(fields), line));

const logger = {_UID: "1000", _COMM: "logger", _EXE: "/usr/bin/logger"};
const own = {_UID: "1000"}; // the part of sshd that runs as the user, or an sshd of the user's own
const kinds: readonly (readonly [why: string, message: string, fields: Fields, kind: string])[] = [
  ["root's sshd", failed, {}, "failed"],
  ["sshd's session", failed, {SYSLOG_IDENTIFIER: "sshd-session", _COMM: "sshd-session"}, "failed"],
  ["a user's logger", failed, logger, "other"],
  [
    "a user's logger in PAM's words",
    "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.1",
    logger,
    "other"
  ],
  ["a user's noise", "Server listening on 0.0.0.0 port 22.", logger, "other"],
  ["an sshd of a user's own", failed, own, "other"],
  ["an sshd of a user's own that names nobody", "Connection closed by 192.0.2.10 port 37340 [preauth]", own, "other"],
  ["the end of a login, in the user's process", "Disconnected from user alice 192.0.2.10 port 37340", own, "noise"],
  ["a user's own identifier", failed, {...logger, SYSLOG_IDENTIFIER: "sshd@0"}, "other"],
  ["two users in one entry", failed, {_UID: ["0", "1000"] as unknown as string}, "other"]
];

for (const [why, message, fields, kind] of kinds)
  test(`trust: ${why} is ${kind}`, () =>
    assert.equal(parseLine(lineOf(entry(0, message, fields)), createClock()).kind, kind));

test("an entry without _UID is believed: an export of some fields only", () => {
  const {_UID, ...fields} = entry(0, failed);
  assert.equal(parseLine(lineOf(fields), createClock()).kind, "failed");
});

test("what is no entry is no entry", () => {
  for (const line of ["", "{", "[1]", '{"a":1}', "{}", "null", `{"MESSAGE":`])
    assert.equal(readEntry(Buffer.from(line)), null, line);
});

/** A little of everything, as [second, pid, message]; the second name is cut from bytes that are no UTF-8. */
const day: readonly (readonly [second: number, pid: number, message: string])[] = [
  [0, 41, "Invalid user llinco\\361ir from 192.0.2.7 port 40122"],
  [1, 41, "pam_unix(sshd:auth): check pass; user unknown"],
  [1, 41, "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7 "],
  [3, 41, "Failed password for invalid user llinco\\361ir from 192.0.2.7 port 40122 ssh2"],
  [4, 41, "Connection closed by invalid user llinco\\361ir 192.0.2.7 port 40122 [preauth]"],
  [
    60,
    52,
    "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=198.51.100.77  user=\xe9\xff x"
  ],
  [70, 53, "Accepted publickey for alice from 203.0.113.5 port 50000 ssh2: ED25519 SHA256:abc"],
  [80, 54, "Connection closed by authenticating user root 198.51.100.9 port 1234 [preauth]"],
  [90, 55, "Did not receive identification string from 198.51.100.9 port 4321"]
];

const dayText = day
  .map(
    ([second, pid, message]) =>
      `2025-03-01T10:0${Math.floor(second / 60)}:${String(second % 60).padStart(2, "0")}.250000+00:00 pi sshd[${pid}]: ${message}\n`
  )
  .join("");
const dayEntries = day.map(([second, pid, message]) =>
  entry(second, Buffer.from(message, "latin1") as Buffer, {SYSLOG_PID: String(pid), _PID: String(pid)})
);

async function contentOf(name: string): Promise<string> {
  return text((await openSource(name)).chunks(0) as AsyncIterable<Buffer>);
}

async function attemptsOf(name: string): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  const scanner = createScanner({onConnection: (one) => attempts.push(...one.attempts)});
  for await (const chunk of (await openSource(name)).chunks(0)) scanner.push(chunk);
  scanner.finish();
  return attempts.toSorted((a, b) => a.time! - b.time!);
}

test("journal, export and auth.log of one day give the same attempts", async (t) => {
  const here = folder(t);
  const journal = writeJournal(t, here, "system", dayEntries);
  if (!journal) return;
  const log = join(here, "auth.log");
  writeFileSync(log, dayText, "latin1");
  const exported = join(here, "export.json");
  writeFileSync(exported, execFileSync("journalctl", ["--file", journal, "-o", "json", "--all"]));
  const cut = join(here, "short.json"); // without --all, long fields are null; these are short
  writeFileSync(
    cut,
    execFileSync("journalctl", [
      "--file",
      journal,
      "-o",
      "json-seq",
      "--output-fields=MESSAGE,SYSLOG_IDENTIFIER,SYSLOG_PID,_HOSTNAME"
    ])
  );
  const expected = await attemptsOf(log);
  assert.deepEqual(
    expected.map(({user, outcome}) => [user, outcome]),
    [
      ["llinco\\361ir", "failed"],
      ["\\351\\377 x", "failed"],
      ["alice", "accepted"],
      ["root", "abandoned"],
      [null, "probe"]
    ]
  );
  for (const name of [`journal:${journal}`, `journal:${here}`, journal, `journal:${exported}`, exported, cut])
    assert.deepEqual(await attemptsOf(name), expected, name);
});

test("only entries of sshd and dropbear are asked for: by identifier, or by unit", async (t) => {
  const here = folder(t);
  const journal = writeJournal(t, here, "system", [
    entry(0, "a"),
    entry(1, "b", {SYSLOG_IDENTIFIER: "sshd-session", _SYSTEMD_UNIT: "session-1.scope"}),
    entry(2, "c", {SYSLOG_IDENTIFIER: "CRON", _SYSTEMD_UNIT: "cron.service"}),
    entry(3, "d", {SYSLOG_IDENTIFIER: "dropbear", _SYSTEMD_UNIT: "dropbear@1.service"}),
    entry(4, "e", {SYSLOG_IDENTIFIER: "start-ssh", _SYSTEMD_UNIT: "sshd.service"}),
    entry(5, "f".repeat(5000)) // longer than journalctl prints without --all
  ]);
  if (!journal) return;
  const content = await contentOf(`journal:${journal}`);
  assert.deepEqual(
    content
      .trimEnd()
      .split("\n")
      .map((line) => line.split(": ")[1]![0]),
    ["a", "b", "d", "e", "f"]
  );
  assert.match(content, /f{5000}\n/);
});

/** Reads a journal on from a position; returns the messages and the new position. */
async function readOn(name: string, position?: string | null): Promise<{messages: string; position: string | null}> {
  const source = await openSource(name);
  if (position) await source.journal!.resume(position);
  const lines = (await text(source.chunks(0) as AsyncIterable<Buffer>)).split("\n").filter((line) => line !== "");
  return {messages: lines.map((line) => line.split(": ")[1]).join(" "), position: source.journal!.position()};
}

test("a journal is read on from the last entry, also when that is gone", async (t) => {
  const here = folder(t);
  const name = `journal:${here}`;
  const other = {SYSLOG_IDENTIFIER: "CRON", _SYSTEMD_UNIT: "cron.service"};
  const first = writeJournal(t, here, "a", [entry(0, "a"), entry(1, "b"), entry(2, "x", other)]);
  if (!first) return;
  const one = await readOn(name);
  assert.equal(one.messages, "a b");
  assert.deepEqual(await readOn(name, one.position), {messages: "", position: one.position});
  writeJournal(t, here, "b", [entry(3, "c"), entry(4, "y", other), entry(5, "d", {_BOOT_ID: "c".repeat(32)})]);
  const two = await readOn(name, one.position);
  assert.equal(two.messages, "c d");
  rmSync(first);
  assert.equal((await readOn(name, one.position)).messages, "c d", "the entry is gone");
  assert.equal((await readOn(name, two.position)).messages, "", "the entry is the last one");
  const broken = JSON.stringify({cursor: "none", time: 1_740_823_204});
  assert.equal((await readOn(name, broken)).messages, "d", "a cursor that is none: from its time on");
});

test("a journal covers each boot from its first entry to its last, of any program", async (t) => {
  const here = folder(t);
  const cron = {SYSLOG_IDENTIFIER: "CRON", _SYSTEMD_UNIT: "cron.service"};
  const later = {...cron, _BOOT_ID: "c".repeat(32)};
  const entries = [
    entry(0, "x", cron),
    entry(50, "a"),
    entry(99, "x", cron),
    entry(86_400, "x", later),
    entry(90_000, "x", later)
  ];
  if (!writeJournal(t, here, "a", entries)) return;
  const source = await openSource(`journal:${here}`);
  await text(source.chunks(0) as AsyncIterable<Buffer>);
  const start = Date.parse("2025-03-01T10:00:00Z") / 1000;
  assert.deepEqual(await source.journal!.coverage(), [
    {host: "pi", from: start, to: start + 99},
    {host: "pi", from: start + 86_400, to: start + 90_000}
  ]);
  assert.deepEqual([...source.machines()], [["pi", new Set(["a".repeat(32)])]]);
  assert.equal(source.medium(), "journal");
});

test("an export that is cut within an entry, or grows, keeps its whole lines", async (t) => {
  const path = join(folder(t), "export.json");
  const [one, two] = [entry(0, "a"), entry(1, "b")].map((fields) => `${JSON.stringify(fields)}\n`) as [string, string];
  writeFileSync(path, one + two.slice(0, 60));
  const before = await contentOf(path);
  const position = before.indexOf("\n") + 1;
  writeFileSync(path, one + two);
  const after = await text((await openSource(path)).chunks(position) as AsyncIterable<Buffer>);
  assert.equal(after, "2025-03-01T10:00:01.250000Z pi sshd[41]: b\n");
});

const verbose = "Thu 2026-10-01 10:00:00.123456 CEST [s=0ba1;i=1f;b=22e3;m=33;t=44;x=55]\n";
const bad: readonly (readonly [why: string, content: string | null, error: RegExp])[] = [
  ["json-pretty", '{\n\t"MESSAGE" : "x"\n}\n', /in a form that is not read; write it with journalctl -o json/],
  ["the export format", "__CURSOR=s=1\nMESSAGE=x\n\n", /in a form that is not read; write it with journalctl -o json/],
  ["-o verbose", `${verbose}    MESSAGE=x\n`, /in a form that is not read; write it with journalctl -o json/],
  [
    "-o verbose, with a note before it",
    `-- Logs begin at Thu 2026-10-01 09:00:00 UTC. --\n${verbose}`,
    /in a form that is not read; write it with journalctl -o json/
  ],
  ["nothing", null, /^Error: no log at .*; check the name/]
];

for (const [why, content, error] of bad)
  test(`journal:FILE of ${why} says what to do`, async (t) => {
    const path = join(folder(t), "export");
    if (content !== null) writeFileSync(path, content);
    await assert.rejects(openSource(`journal:${path}`), error);
  });

test("a folder without a journal, and a machine without journalctl, say so", async (t) => {
  const here = folder(t);
  mkdirSync(join(here, "empty"));
  const {PATH} = process.env;
  t.after(() => (process.env.PATH = PATH));
  if (writeJournal(t, here, "a", []))
    await assert.rejects(openSource(`journal:${here}/empty`), /there is no journal here; name log files/);
  process.env.PATH = here;
  await assert.rejects(
    openSource("journal"),
    /^Error: journal: no journalctl here; name log files, or a journal exported as JSON/
  );
});
