import assert from "node:assert/strict";
import {join} from "node:path";
import {writeFileSync} from "node:fs";
import {test, type TestContext} from "node:test";
import fc from "fast-check";
import {openSource} from "../../lib/log/source/source.ts";
import {openStore, type Store} from "../../lib/store/database.ts";
import {prune} from "../../lib/store/day/prune.ts";
import type {Finding} from "../../lib/store/host/same.ts";
import {ingest, type IngestOptions} from "../../lib/store/ingest/ingest.ts";
import {readLedger} from "../../lib/store/status/about.ts";
import {readSummary} from "../../lib/store/status/summary.ts";
import {entry} from "../log/journals.ts";
import {contentDigest} from "./digest.ts";
import {emptyStore, folder} from "./logs.ts";

/** A refused password, seconds after 2025-03-01 10:00:00 UTC. */
interface Try {
  readonly second: number;
  readonly pid: number;
  readonly port?: number;
}

/** Returns tries, one a minute, each of a process of its own. */
const tries = (n: number, from = 0): Try[] =>
  Array.from({length: n}, (_, i) => ({second: 60 * (from + i), pid: 100 + from + i}));

const message = ({pid, port = 40_000 + pid}: Try): string =>
  `Failed password for root from 192.0.2.7 port ${port} ssh2`;

/** Returns the tries as syslog's file of a host has them. */
function file(host: string, some: readonly Try[]): string {
  const stamp = (second: number): string => new Date(1_740_823_200_000 + 1000 * second).toISOString().slice(0, 19);
  return some.map((one) => `${stamp(one.second)}Z ${host} sshd[${one.pid}]: ${message(one)}\n`).join("");
}

/** Returns the tries as the journal of a host and a machine has them. */
function journal(host: string, some: readonly Try[], machine = "1"): string {
  const fields = (pid: number): Record<string, string> => ({
    _HOSTNAME: host,
    _MACHINE_ID: machine.repeat(32),
    _PID: String(pid),
    SYSLOG_PID: String(pid)
  });
  return some.map((one) => `${JSON.stringify(entry(one.second, message(one), fields(one.pid)))}\n`).join("");
}

/** Minutes of a day. */
const day = 1440;

let logs = 0;

async function read(
  t: TestContext,
  store: Store,
  text: string,
  options: IngestOptions = {}
): Promise<readonly Finding[]> {
  const path = join(folder(t), `${(logs += 1)}.log`);
  writeFileSync(path, text);
  const {findings} = await ingest(store, await openSource(path), {zone: "UTC", ...options});
  checkLedger(store);
  return findings;
}

/** Throws unless what was read is what became of it. */
function checkLedger(store: Store): void {
  for (const {lines} of readSummary(store).hosts) {
    const {read: all, ...kinds} = lines;
    const values = Object.values(kinds);
    assert.ok(
      values.every((n) => n >= 0),
      JSON.stringify(lines)
    );
    assert.equal(
      all,
      values.reduce((sum, n) => sum + n, 0)
    );
  }
}

/** Returns the failed attempts of each host, by name. */
function counts(store: Store): Record<string, number> {
  return Object.fromEntries(readSummary(store).hosts.map(({host, attempts}) => [String(host), attempts.failed]));
}

test("a host whose files say the short name and whose journal says the full one counts once", async (t) => {
  for (const texts of [
    [file("pi", tries(6)), journal("pi.example.net", tries(6))],
    [journal("pi.example.net", tries(6)), file("pi", tries(6))]
  ]) {
    const store = emptyStore(t);
    assert.deepEqual(await read(t, store, texts[0]!), []);
    assert.deepEqual(await read(t, store, texts[1]!), [
      {names: ["pi", "pi.example.net"], because: "lines", shown: "pi.example.net"}
    ]);
    assert.deepEqual(counts(store), {"pi.example.net": 6});
    const {seen, read: lines} = readLedger(store);
    assert.deepEqual([lines, seen], [12, 6]);
  }
});

const one = tries(4);
const names: readonly (readonly [what: string, texts: readonly string[], hosts: Record<string, number>])[] = [
  ["small letters and capitals", [file("PI", one), file("pi", one)], {pi: 4}],
  ["a dot at the end", [file("pi.example.net.", one), file("pi", one)], {"pi.example.net.": 4}],
  ["a dot at the end of one name", [file("pi.", one), file("pi", one)], {pi: 4}],
  ["a single line", [file("pi.lan", tries(1)), file("pi", tries(1))], {"pi.lan": 1}],
  [
    "a second between the stamps",
    [
      journal("pi.lan", one),
      file(
        "pi",
        one.map((a) => ({...a, second: a.second + 1}))
      )
    ],
    {"pi.lan": 4}
  ],
  [
    "two full names",
    [file("web.example.net", one), file("web.example.org", one)],
    {"web.example.net": 4, "web.example.org": 4}
  ],
  ["names that only begin alike", [file("pi", one), file("pi2.example.net", one)], {pi: 4, "pi2.example.net": 4}],
  [
    "other process ids",
    [
      file("pi", one),
      file(
        "pi.lan",
        one.map((a) => ({...a, pid: a.pid + 1, port: 40_000 + a.pid}))
      )
    ],
    {pi: 4, "pi.lan": 4}
  ],
  [
    "other ports",
    [
      file("pi", one),
      file(
        "pi.lan",
        one.map((a) => ({...a, port: 1}))
      )
    ],
    {pi: 4, "pi.lan": 4}
  ],
  [
    "other seconds",
    [
      file("pi", one),
      file(
        "pi.lan",
        one.map((a) => ({...a, second: a.second + 7}))
      )
    ],
    {pi: 4, "pi.lan": 4}
  ],
  [
    "a log that has lost most lines",
    [file("pi", tries(9)), file("pi.lan", [...tries(2), ...tries(7, 20)])],
    {"pi.lan": 16}
  ],
  [
    "a third of the lines",
    [
      file("pi", tries(9)),
      file(
        "pi.lan",
        tries(9).map((a, i) => (i % 3 ? {...a, port: 7} : a))
      )
    ],
    {pi: 9, "pi.lan": 9}
  ],
  ["days apart", [file("pi", one), file("pi.lan", tries(4, 2000))], {pi: 4, "pi.lan": 4}],
  ["another machine id", [journal("pi", one, "1"), journal("pi.lan", one, "2")], {pi: 4, "pi.lan": 4}],
  ["a new name of one machine", [journal("raspberrypi", one), journal("pi4", tries(4, 4))], {raspberrypi: 8}],
  [
    "another domain of one machine",
    [journal("pi.local", one), journal("pi.example.net", tries(4, 4))],
    {"pi.example.net": 8}
  ]
];

for (const [what, texts, hosts] of names)
  test(`whether hosts are one: ${what}`, async (t) => {
    const digests = new Set<string>();
    for (const order of [texts, texts.toReversed()]) {
      const store = emptyStore(t);
      for (const text of order) await read(t, store, text);
      assert.deepEqual(counts(store), hosts);
      digests.add(contentDigest(store));
    }
    assert.equal(digests.size, 1, "in any order");
  });

test("two machines that are switched on together have equal lines without a client", async (t) => {
  const store = emptyStore(t);
  const boot = (host: string): string =>
    ["0.0.0.0", "::"]
      .map((on) => `2025-03-01T10:00:00Z ${host} sshd[600]: Server listening on ${on} port 22.\n`)
      .join("");
  for (const host of ["pi", "pi.lan"]) await read(t, store, boot(host).repeat(3));
  assert.deepEqual(Object.keys(counts(store)), ["pi", "pi.lan"]);
});

test("a short name never makes one of two full ones", async (t) => {
  const store = emptyStore(t);
  await read(t, store, file("web.example.net", one));
  await read(t, store, file("web.example.org", tries(4, 4)));
  await read(t, store, file("web", [...one, ...tries(4, 4)]));
  assert.equal(readSummary(store).hosts.length, 2);
  assert.ok(Object.keys(counts(store)).includes("web.example.org"));
});

test("copied memory cards have one machine id and stay two, and it is said once", async (t) => {
  const store = emptyStore(t);
  const every = (n: number): Try[] => tries(40).filter((_, i) => i % 3 === n);
  await read(t, store, journal("pi-attic", every(0)));
  const found = await read(t, store, journal("pi-cellar", every(1)));
  assert.deepEqual(found, [{names: ["pi-attic", "pi-cellar"], because: "clones", shown: null}]);
  assert.deepEqual(await read(t, store, journal("pi-cellar", tries(9, 5000))), []);
  assert.deepEqual(counts(store), {"pi-attic": 14, "pi-cellar": 22});
});

test("copied memory cards with a few lines a day stay two", async (t) => {
  const store = emptyStore(t);
  const days = (from: number): Try[] => [0, 1, 2].flatMap((at) => tries(2, day * at + from));
  await read(t, store, journal("pi-attic", days(0)));
  const found = await read(t, store, journal("pi-cellar", days(180)));
  assert.deepEqual(found, [{names: ["pi-attic", "pi-cellar"], because: "clones", shown: null}]);
});

test("a host that the user has named stays as it is named", async (t) => {
  const store = emptyStore(t);
  await read(t, store, file("pi", one));
  assert.deepEqual(await read(t, store, file("pi", [...tries(1, -9), ...one]), {host: "pi.attic"}), []);
  assert.deepEqual(await read(t, store, journal("pi4", tries(4, 4)), {host: "pi.cellar"}), []);
  assert.deepEqual(counts(store), {pi: 4, "pi.attic": 5, "pi.cellar": 4});
  assert.deepEqual(await read(t, store, file("pi.lan", one)), [
    {names: ["pi", "pi.lan"], because: "lines", shown: "pi.lan"}
  ]);
});

test("later lines under either name are the one host's, also under --host", async (t) => {
  const store = emptyStore(t);
  for (const host of ["pi", "pi.example.net"]) await read(t, store, file(host, one));
  await read(t, store, file("pi", tries(2, 9)));
  await read(t, store, file("pi.example.net", tries(3, 9)));
  await read(t, store, file("other", tries(1, 30)), {host: "pi"});
  assert.deepEqual(counts(store), {"pi.example.net": 8});
});

test("one log that has each line under both names counts it once, in later runs too", async (t) => {
  const [store, path] = [emptyStore(t), join(folder(t), "a.log")];
  const both = (some: readonly Try[]): string => some.map((a) => file("pi", [a]) + file("pi.lan", [a])).join("");
  for (const n of [3, 5, 9]) {
    writeFileSync(path, both(tries(n)));
    await ingest(store, await openSource(path));
    assert.deepEqual(counts(store), {"pi.lan": n});
  }
});

test("a journal goes on after its machine got another name, or two", async (t) => {
  const [store, path] = [emptyStore(t), join(folder(t), "journal.json")];
  const renamed = [
    ["raspberrypi", 0],
    ["pi4", 4],
    ["pi4.example.net", 8],
    ["pi4", 12]
  ] as const;
  let text = "";
  for (const [host, from] of renamed) {
    text += journal(host, tries(4, from));
    writeFileSync(path, text);
    await ingest(store, await openSource(path));
  }
  assert.deepEqual(counts(store), {"pi4.example.net": 16});
  assert.deepEqual(readSummary(store).hosts[0]?.aliases, ["pi4", "raspberrypi"]);
  const other = emptyStore(t);
  await read(t, other, text, {host: "garden"});
  assert.deepEqual(counts(other), {garden: 16});
});

test("boots whose clock stood at 1970 tell of no clones, and stay when a host is joined", async (t) => {
  const store = emptyStore(t);
  const boots = (from: number): Try[] =>
    tries(3).map(({pid}, i) => ({pid: pid + from, second: 20 * i + from - 1_740_823_200}));
  await read(t, store, journal("raspberrypi", [...boots(0), ...tries(3)]));
  prune(store, Date.UTC(2025, 2, 1) / 1000);
  await read(t, store, journal("pi4", [...boots(7), ...tries(3, 9)]));
  assert.deepEqual(counts(store), {raspberrypi: 12});
});

test("hosts of which one was pruned, or both, are joined", async (t) => {
  const floor = Date.UTC(2025, 2, 3) / 1000;
  const all = [...tries(3), ...tries(3, day), ...tries(3, 2 * day), ...tries(3, 3 * day)];
  for (const [before, after] of [
    [["pi", "pi.lan"], []],
    [["pi"], ["pi.lan"]],
    [["pi.lan"], ["pi"]]
  ]) {
    const store = emptyStore(t);
    for (const host of before!) await read(t, store, file(host, host === "pi" ? all : all.slice(0, 6)));
    prune(store, floor);
    for (const host of after!) await read(t, store, file(host, all));
    await read(t, store, file("pi.lan", all.slice(6)));
    assert.deepEqual(counts(store), {"pi.lan": 6});
    const [host] = readSummary(store).hosts;
    assert.equal(host!.floor, floor);
  }
});

test("journal and files of one machine give the same in any order and any number of runs", async (t) => {
  const some = tries(30).map((one, i) => ({...one, second: 3600 * 5 * i + (one.pid % 7)}));
  const expected = emptyStore(t);
  await read(t, expected, file("pi.example.net", some));
  const plan = fc.record({
    from: fc.nat(10),
    to: fc.integer({min: 16, max: 30}),
    cuts: fc.array(fc.nat(30), {maxLength: 3}),
    files: fc.boolean()
  });
  await fc.assert(
    fc.asyncProperty(plan, async ({from, to, cuts, files}) => {
      const store = openStore(":memory:");
      const here = folder(t);
      const runs = [...cuts.toSorted((a, b) => a - b), some.length];
      const readJournal = async (): Promise<void> =>
        void (await read(t, store, journal("pi.example.net", some.slice(from, to))));
      const readFile = async (end: number): Promise<void> => {
        writeFileSync(join(here, "auth.log"), file("pi", some.slice(0, end)));
        await ingest(store, await openSource(join(here, "auth.log")));
      };
      if (!files) await readJournal();
      for (const [i, end] of runs.entries()) {
        if (end > 0) await readFile(end);
        if (files && i === 0) await readJournal();
      }
      assert.equal(contentDigest(store), contentDigest(expected));
      checkLedger(store);
      store.close();
    }),
    {seed: 1, numRuns: 25}
  );
});
