import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import {existsSync, readFileSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test, type TestContext} from "node:test";
import {openReader, openStore, reading} from "../../lib/store/database.ts";
import {prune} from "../../lib/store/day/prune.ts";
import {readSummary, type Summary} from "../../lib/store/status/summary.ts";
import {
  addUnknown,
  createUnknownLines,
  readUnknown,
  saveUnknown,
  shapeOf,
  unknownWarning
} from "../../lib/store/ingest/unknown-lines.ts";
import {createWriter} from "../../lib/store/day/writer.ts";
import {schemaVersion} from "../../lib/store/schema.ts";
import {abandoned, emptyStore, folder, ingestText, refused} from "./logs.ts";

const main = join(import.meta.dirname, "../../lib/cli/main.ts");
const at = (text: string): number => Date.parse(text) / 1000;

/**
 * Two hosts in one log, a gap of two days, words of a later OpenSSH, and a copy of its beginning with one more line.
 */
const log =
  refused +
  abandoned +
  `Mar  1 11:00:00 web sshd[9]: Accepted publickey for git from 2001:db8::7 port 4242 ssh2: ED25519 SHA256:abc
Mar  3 12:00:00 pi sshd[50]: Frobnicated 12 sessions of user bob from 192.0.2.7
Mar  3 12:00:01 pi sshd[51]: Frobnicated 3 sessions of user al\x1b[31mice from 198.51.100.9
Mar  3 12:00:02 pi sshd[52]: Failed password for root from 192.0.2.7 port 40123 ssh2
`;
const copy = "Mar  1 09:00:00 pi CRON[1]: (root) CMD (true)\n" + refused;

async function database(t: TestContext): Promise<{path: string; here: string}> {
  const here = folder(t);
  const path = join(here, "a.sqlite");
  const store = openStore(path);
  await ingestText(store, join(here, "auth.log"), log);
  await ingestText(store, join(here, "copy\x1b.log"), copy);
  store.close();
  return {path, here};
}

function run(args: readonly string[]): {status: number | null; out: string; err: string} {
  const {status, stdout, stderr} = spawnSync(process.execPath, [main, ...args], {encoding: "utf8"});
  return {status, out: stdout, err: stderr};
}

test("the summary tells of each host and each log, and its ledgers add up", async (t) => {
  const {path, here} = await database(t);
  const {hosts, sources, demo, schema} = reading(path, readSummary);
  assert.deepEqual([demo, schema], [false, schemaVersion]);
  const [pi, web] = hosts;
  const gap = {from: at("2025-03-01T11:05:01Z"), to: at("2025-03-03T12:00:00Z")};
  assert.deepEqual(pi, {
    host: "pi",
    aliases: [],
    machine: null,
    zone: "UTC",
    floor: null,
    lines: {read: 13, deciding: 3, echo: 3, noise: 0, other: 2, unread: 0, unknown: 2, seen: 3, pruned: 0},
    attempts: {failed: 2, accepted: 0, abandoned: 1, probe: 0},
    attempted: {from: at("2025-03-01T10:00:02Z"), to: at("2025-03-03T12:00:02Z")},
    log: {from: at("2025-03-01T09:00:00Z"), to: at("2025-03-03T12:00:02Z")},
    gaps: [gap],
    misdated: []
  });
  assert.deepEqual([web!.host, web!.lines.read, web!.attempts.accepted, web!.gaps], ["web", 1, 1, []]);
  assert.deepEqual(sources, [
    {
      source: join(here, "auth.log"),
      host: "pi",
      lines: {read: 9, own: 8, other: 1, unread: 0, pruned: 0},
      log: {...pi!.log!, from: at("2025-03-01T10:00:00Z")},
      gaps: [gap]
    },
    {
      source: join(here, "copy\x1b.log"),
      host: "pi",
      lines: {read: 4, own: 3, other: 1, unread: 0, pruned: 0},
      log: {from: at("2025-03-01T09:00:00Z"), to: at("2025-03-01T10:00:03Z")},
      gaps: []
    },
    {
      source: join(here, "auth.log"),
      host: "web",
      lines: {read: 1, own: 1, other: 0, unread: 0, pruned: 0},
      log: web!.log,
      gaps: []
    }
  ]);
});

function checkSums({hosts, sources}: Summary): void {
  for (const {host, lines} of hosts) {
    const {read, ...kinds} = lines;
    assert.equal(
      read,
      Object.values(kinds).reduce((sum, n) => sum + n, 0)
    );
    const own = sources.filter((source) => source.host === host);
    for (const kind of ["read", "other"] as const)
      assert.equal(
        own.reduce((sum, source) => sum + source.lines[kind], 0),
        lines[kind],
        `${kind} of ${host}`
      );
  }
}

test("the sums hold, also after a prune; the floor and what it left out are told", async (t) => {
  const {path, here} = await database(t);
  checkSums(reading(path, readSummary));
  const store = openStore(path);
  prune(store, at("2025-03-02T00:00:00Z"));
  await ingestText(store, join(here, "old.log"), abandoned + refused);
  const summary = readSummary(store);
  assert.equal(readUnknown(store, {unread: false}).length, 1);
  prune(store, at("2025-03-04T00:00:00Z"));
  assert.deepEqual(readUnknown(store, {unread: false}), [], "samples from before the floor");
  checkSums(readSummary(store));
  store.close();
  checkSums(summary);
  const [pi] = summary.hosts;
  assert.deepEqual([pi!.floor, pi!.lines.pruned], [at("2025-03-02T00:00:00Z"), 5 + 5]);
  assert.equal(summary.sources.find(({source}) => source.endsWith("old.log"))!.lines.pruned, 5);
  assert.equal(pi!.attempts.failed, 1);
});

test("the bytes are those of the file: attempts, lines and the rest", async (t) => {
  const {path} = await database(t);
  const {size} = reading(path, readSummary);
  assert.equal(size.bytes, statSync(path).size);
  assert.ok(size.exact, "SQLite lacks dbstat");
  assert.ok(size.attempts.bytes % 4096 === 0 && size.attempts.bytes > 0 && size.lines.bytes > 0);
  assert.ok(size.attempts.bytes + size.lines.bytes + size.free < size.bytes);
  assert.deepEqual([size.attempts.rows, size.lines.days], [4, 3]);
  assert.equal(size.attempts.bytesPerRow, size.attempts.bytes / 4);
});

test("status is for people: nothing in it that moves their terminal", async (t) => {
  const {path} = await database(t);
  const {status, out, err} = run(["status", "--db", path]);
  assert.deepEqual([status, err], [0, ""]);
  assert.match(
    out,
    /\npi\n +lines +13 read = 3 deciding \+ 3 echo \+ 0 noise \+ 2 other programs' \+ 0 unread \+ 2 unknown \+ 3 seen before \+ 0 pruned\n/
  );
  assert.match(out, /\n +gap +2025-03-01T11:05:01Z to 2025-03-03T12:00:00Z, 2\.0 days\n/);
  assert.match(out, /\n +attempts +2 failed, 1 abandoned\n/);
  assert.match(out, /\n +4 +3 +1 +0 +0 +0 +2025-03-01T09:00:00Z +2025-03-01T10:00:03Z +.*copy␛\.log\n/);
  assert.doesNotMatch(out, /[^\n\P{C}]/u);
});

test("status --json has the names that data/README.md describes", async (t) => {
  const {path} = await database(t);
  const {out} = run(["status", "--json", "--db", path]);
  const summary = JSON.parse(out) as Summary;
  assert.equal(summary.hosts[0]!.log!.from as unknown, "2025-03-01T09:00:00Z");
  const readme = readFileSync(join(import.meta.dirname, "../../data/README.md"), "utf8");
  const names = new Set<string>();
  JSON.parse(out, (name, value: unknown) => (/^\d*$/.test(name) || names.add(name), value));
  for (const name of names) assert.match(readme, new RegExp(`[\`.{, ]${name}[\`},. ]`), `data/README.md lacks ${name}`);
});

test("unknown shows samples, the commonest first, and nothing moves the terminal", async (t) => {
  const {path} = await database(t);
  const {status, out, err} = run(["unknown", "--db", path]);
  assert.deepEqual([status, err], [0, ""]);
  assert.equal(out, "2×  pi  2025-03-03  Frobnicated 12 sessions of user bob from 192.0.2.7\n");
  const hostile = emptyStore(t, join(folder(t), "b.sqlite"));
  await ingestText(hostile, join(folder(t), "c.log"), "Mar  1 10:00:00 pi sshd[1]: \x1b[2J\u202e\x07 new words\n");
  assert.doesNotMatch(run(["unknown", "--db", hostile.name]).out, /[^\n\P{C}]/u);
});

const alike: readonly (readonly [shape: string, ...messages: string[]])[] = [
  ["Frobnicated # sessions", "Frobnicated 1 sessions", "Frobnicated 12  sessions"],
  ["key “” refused", 'key "a b" refused', "key 'c' refused"],
  ["from … port #", "from 192.0.2.7 port 1", "from 2001:db8::7 port 65535"],
  ["user … for invalid user …", "user bob for invalid user eve", "user x for invalid user é"],
  [
    "hash # of # #",
    "hash deadbeef01 of 00:11:22:aa:bb:cc 2001:db8::1",
    "hash 0123456789abcdef of ff:ff:22:aa:bb:c1 1::"
  ]
];

for (const [shape, ...messages] of alike)
  test(`one shape: ${shape}`, () => {
    for (const message of messages) assert.equal(shapeOf(message), shape);
  });

test("samples are bounded: 200 a host, the commonest, of 500 bytes", async (t) => {
  const store = emptyStore(t);
  await ingestText(store, join(folder(t), "auth.log"), refused);
  const writer = createWriter(store);
  const unknownLines = createUnknownLines();
  const word = (i: number): string =>
    String.fromCharCode(103 + (i % 19), 103 + (Math.floor(i / 19) % 19), 103 + Math.floor(i / 361));
  const event = {host: "pi", time: 1} as Parameters<typeof addUnknown>[1];
  const add = (i: number): string =>
    addUnknown(unknownLines, event, `Mar  1 10:00:00 pi sshd[1]: ${word(i)} ${"\xc3\xa9".repeat(1000)}`);
  for (let i = 0; i < 5000; i += 1) add(i);
  for (let i = 0; i < 50; i += 1) add(1900 + i);
  saveUnknown(store, writer, {lines: unknownLines, hosts: ["pi"]});
  saveUnknown(store, writer, {lines: unknownLines, hosts: ["pi"]});
  const shapes = readUnknown(store, {unread: false, n: 9999});
  assert.equal(shapes.length, 200);
  assert.deepEqual([...new Set(shapes.slice(0, 51).map(({lines}) => lines))], [4, 2]);
  assert.ok(shapes.every(({sample}) => Buffer.byteLength(sample) <= 500 && !sample.includes("\ufffd")));
});

test("no shape takes long, whatever the line", () => {
  const start = performance.now();
  for (const piece of ["a:", "'", '"', "[", "user ", "f", "1", " ", "a1:", "from by "])
    shapeOf(piece.repeat(500).slice(0, 500));
  assert.ok(performance.now() - start < 200, `${performance.now() - start} ms`);
});

test("more than 1 % unknown lines make a warning that names the command, in one line", () => {
  assert.equal(unknownWarning({own: 0, unknown: 0}), null);
  assert.equal(unknownWarning({own: 100, unknown: 1}), null);
  assert.match(
    unknownWarning({own: 99, unknown: 1})!,
    /^1 of 99 lines of sshd \(1\.0 %\) is in .* knockbook -- unknown$/
  );
  assert.match(unknownWarning({own: 3, unknown: 3})!, /\(100 %\) are in/);
  assert.match(unknownWarning({own: 1, unknown: 1})!, /^1 of 1 line of sshd \(100 %\) is in/);
});

test("prune on the command line: 0 done, 1 no database, 2 no span", async (t) => {
  const {path, here} = await database(t);
  const planned = run(["prune", "--keep", "1d", "--dry-run", "--db", path]);
  assert.deepEqual([planned.status, planned.err], [0, ""]);
  assert.match(planned.out, /^would remove 4 attempts \(4 rows, 3 days of log\) from before \d{4}-\d\d-\d\d\n$/);
  assert.equal(
    run(["prune", "--keep", "99y", "--db", path]).out,
    "removed 0 attempts (0 rows, 0 days of log) from before 1970-01-01\n"
  );
  assert.match(run(["prune", "--keep", "1d", "--db", path]).out, /^removed 4 attempts/);
  for (const [status, error, ...args] of [
    [1, /^knockbook: no database at .*\n$/, "--keep", "1d", "--db", join(here, "none.sqlite")],
    [2, /not a span, as 90d, 6w, 18m or 2y\.\n$/, "--keep", "2 years", "--db", path],
    [2, /^error: required option '--keep <span>' not specified\n$/, "--db", path]
  ] as const) {
    const result = run(["prune", ...args]);
    assert.equal(result.status, status);
    assert.match(result.err, error);
  }
  assert.ok(!existsSync(join(here, "none.sqlite")));
});

test("export on the command line: 0 done, 1 refused, 2 no name", async (t) => {
  const {path, here} = await database(t);
  const out = join(here, "b.sqlite");
  assert.match(run(["export", out, "--db", path]).out, /b\.sqlite: 4 rows of attempts, \d+\.\d MB\n$/);
  openReader(out).close();
  const again = run(["export", out, "--db", path]);
  assert.deepEqual([again.status, again.err.split("\n").length], [1, 2]);
  assert.equal(run(["export", out, "--db", path, "--force"]).status, 0);
  assert.equal(run(["export", "--db", path]).status, 2);
  writeFileSync(out, "no database");
  assert.match(run(["status", "--db", out]).err, /is not a knockbook database/);
});
