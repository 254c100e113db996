import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {readFileSync, utimesSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {Readable} from "node:stream";
import {test} from "node:test";
import {gzipSync, zstdCompressSync} from "node:zlib";
import {openSource} from "../../lib/log/source/source.ts";
import {streamed} from "../../lib/log/source/stream.ts";
import {readLedger, type LedgerSum} from "../../lib/store/status/about.ts";
import {openStore, type Store} from "../../lib/store/database.ts";
import {contentDigest} from "./digest.ts";
import {ingest, type IngestResult} from "../../lib/store/ingest/ingest.ts";
import {prune} from "../../lib/store/day/prune.ts";
import {abandoned, emptyStore, folder, refused} from "./logs.ts";
import {madeUpLines, seeded} from "./run.ts";

const options = {year: 2025, zone: "UTC"};

/** Writes a log that has been at rest for some hours. */
function rested(path: string, content: string | Buffer, hours = 2): string {
  writeFileSync(path, content);
  const time = Date.now() / 1000 - hours * 3600;
  utimesSync(path, time, time);
  return path;
}

async function read(store: Store, path: string): Promise<IngestResult> {
  return ingest(store, await openSource(path), options);
}

interface State {
  readonly digest: string;
  readonly ledger: LedgerSum;
}

function stateOf(store: Store): State {
  const ledger = readLedger(store);
  const {read, ...kinds} = ledger;
  const sum = Object.values(kinds).reduce((total, n) => total + n, 0);
  assert.equal(sum, read, JSON.stringify(ledger));
  assert.ok(
    Object.values(kinds).every((n) => n >= 0),
    JSON.stringify(ledger)
  );
  assert.deepEqual(store.pragma("foreign_key_check"), []);
  return {digest: contentDigest(store), ledger};
}

/** Returns what a database holds after logs were read, each from a path and at rest. */
async function after(here: string, logs: readonly (readonly [name: string, text: string | Buffer])[]): Promise<State> {
  const store = openStore(":memory:");
  for (const [name, text] of logs) await read(store, rested(join(here, name), text));
  const state = stateOf(store);
  store.close();
  return state;
}

const ports = (store: Store): unknown => store.prepare("SELECT port FROM attempts ORDER BY 1").pluck().all();

const whole = abandoned + refused.replaceAll("Mar  1", "Mar  2"); // a line of another program at the end may wait
const endless = whole.slice(0, -1);

for (const [what, content] of [
  ["a file at rest", endless],
  ["a file packed by gzip", gzipSync(endless)],
  ["a file packed by zstd", zstdCompressSync(endless)]
] as const)
  test(`the last line of ${what} counts without its end`, async (t) => {
    const here = folder(t);
    const state = await after(here, [["auth.log", content]]);
    assert.deepEqual(state, await after(here, [["auth.log", whole]]));
    assert.equal(state.ledger.read, 6);
  });

test("the last line of standard input counts without its end", async (t) => {
  const store = emptyStore(t);
  const stdin = (text: string): ReturnType<typeof streamed> => streamed("-", Readable.from([Buffer.from(text)]));
  assert.equal((await ingest(store, stdin(endless), options)).lines, 6);
  assert.equal(stateOf(store).ledger.read, 6);
  assert.deepEqual(await ingest(store, stdin(endless), options).then(({lines, changed}) => [lines, changed]), [
    0,
    false
  ]);
  assert.equal((await ingest(store, stdin(whole + refused.replaceAll("Mar  1", "Mar  3")), options)).lines, 3);
  assert.equal(stateOf(store).ledger.read, 9);
});

test("the last line of a file that is being written waits for its end, or until the file is at rest", async (t) => {
  const [store, log] = [emptyStore(t), join(folder(t), "auth.log")];
  const cut = refused.slice(0, -1);
  rested(log, cut, 0.9);
  assert.equal((await read(store, log)).lines, 2);
  assert.equal((await read(store, log)).lines, 0);
  rested(log, cut, 1.1);
  assert.equal((await read(store, log)).lines, 1);
  assert.equal(stateOf(store).ledger.read, 3);
});

test("a log at rest that was read brings nothing and writes nothing", async (t) => {
  const here = folder(t);
  const db = join(here, "a.sqlite");
  const hash = (): string => createHash("sha256").update(readFileSync(db)).digest("hex");
  for (const log of [
    rested(join(here, "a.log"), refused.slice(0, -1)),
    rested(join(here, "b.log.gz"), gzipSync(abandoned.slice(0, 150)))
  ]) {
    const store = emptyStore(t, db);
    await read(store, log);
    const before = hash();
    for (let i = 0; i < 2; i += 1)
      assert.deepEqual(await read(store, log).then(({lines, changed}) => [lines, changed]), [0, false]);
    assert.equal(hash(), before);
  }
});

test("a line that was taken without its end counts once when the log goes on, wherever it was cut", async (t) => {
  const here = folder(t);
  const wanted = await after(here, [["whole.log", whole]]);
  const verdict = whole.indexOf(" port 40122 ssh2");
  for (let cut = 1; cut <= whole.length; cut += cut >= verdict && cut < verdict + 20 ? 1 : 17) {
    const steps = [
      ["auth.log", whole.slice(0, cut)],
      ["auth.log", whole]
    ] as const;
    assert.deepEqual(await after(here, steps), wanted, `cut at ${cut}`);
    const later = Math.min(whole.length, cut + 23);
    const packed = [cut, later, whole.length].map(
      (end, i) => [`auth.log.${i}`, gzipSync(whole.slice(0, end))] as const
    );
    assert.deepEqual(await after(here, packed), wanted, `cut at ${cut} and ${later}`);
  }
});

test("a log that grows by any bytes, at rest in between, gives what it gives when it is read at once", async (t) => {
  const here = folder(t);
  const made = madeUpLines(0.2, {start: "2025-03-14", end: "2025-03-18"});
  const text = made.slice(0, 1 + made.findLastIndex((line) => line.includes(" sshd["))).join("");
  const wanted = await after(here, [["whole.log", text]]);
  for (let seed = 1; seed <= 8; seed += 1) {
    const random = seeded(seed);
    const stops = Array.from({length: 6}, () => Math.floor(random() * text.length)).toSorted((a, b) => a - b);
    const parts = [...stops, text.length].map((stop) => text.slice(0, stop));
    const logs = parts.map((part, i) => [`auth.log.${i}`, i % 3 === 2 ? gzipSync(part) : part] as const);
    assert.deepEqual(await after(here, logs), wanted, `seed ${seed}`);
  }
});

test("a line that reads well when it is cut is taken back for the whole one", async (t) => {
  const [store, log] = [emptyStore(t), join(folder(t), "auth.log")];
  const [cut] = refused.split("22 ssh2");
  await read(store, rested(log, cut!));
  assert.deepEqual(ports(store), [401]);
  await read(store, rested(log, refused));
  assert.deepEqual(ports(store), [40122]);
  assert.deepEqual(stateOf(store), await after(folder(t), [["whole.log", refused]]));
});

test("equal lines of a second count as often as they stand in the log, the one without an end too", async (t) => {
  const [store, log] = [emptyStore(t), join(folder(t), "auth.log")];
  const line = "Mar  1 10:00:00 pi sshd[1]: Failed password for root from 192.0.2.7 port 4001 ssh2\n";
  const times = (): unknown => store.prepare("SELECT sum(times) FROM attempts").pluck().get();
  for (const [text, wanted] of [
    [line.repeat(3).slice(0, -1), 3],
    [line.repeat(3), 3],
    [line.repeat(5).slice(0, -1), 5],
    [line.repeat(4) + line.replace("4001", "40012"), 5],
    [line.repeat(4) + line.replace("4001", "40012") + line, 6]
  ] as const) {
    await read(store, rested(log, text));
    assert.equal(times(), wanted, text.slice(-60));
    stateOf(store);
  }
});

test("what another log has brought too is not taken back", async (t) => {
  const here = folder(t);
  const [line, longer] = ["port 401", "port 40122 ssh2"].map(
    (end) => `Mar  1 10:00:00 pi sshd[1]: Failed password for root from 192.0.2.7 ${end}\n`
  ) as [string, string];
  const store = emptyStore(t);
  await read(store, rested(join(here, "a.log"), refused.slice(0, 30) + "\n" + line.slice(0, -1)));
  await read(store, rested(join(here, "b.log"), abandoned + line + line));
  await read(store, rested(join(here, "a.log"), refused.slice(0, 30) + "\n" + longer));
  assert.deepEqual(ports(store), [401, 401, 40122, 50001]);
  assert.equal(store.prepare("SELECT sum(times) FROM attempts WHERE port = 401").pluck().get(), 2);
  stateOf(store);
});

test("a last line from before the floor is pruned, once", async (t) => {
  const [store, log] = [emptyStore(t), join(folder(t), "auth.log")];
  await read(store, rested(log, abandoned));
  prune(store, Date.parse("2025-03-02") / 1000);
  const old = rested(join(folder(t), "old.log"), refused.slice(0, -1));
  await read(store, old);
  const {read: before, pruned} = stateOf(store).ledger;
  assert.deepEqual([before, pruned], [6, 5]);
  await read(store, rested(old, `${refused}${abandoned.replaceAll("Mar  1", "Mar  5")}`));
  const {ledger} = stateOf(store);
  assert.deepEqual([ledger.read, ledger.pruned], [9, 5]);
});

test("a last line that was pruned since it was taken leaves the ledger whole when its log goes on", async (t) => {
  for (const more of ["\n", "2 ssh2\n", " x\n"]) {
    const [store, log] = [emptyStore(t), join(folder(t), "auth.log")];
    const [cut] = refused.split("2 ssh2") as [string];
    await read(store, rested(log, cut));
    prune(store, Date.parse("2025-03-02") / 1000);
    stateOf(store);
    await read(store, rested(log, cut + more + abandoned.replaceAll("Mar  1", "Mar  5")));
    assert.deepEqual(ports(store), [50001]);
    stateOf(store);
  }
});

test("the last line of a packed log that is damaged is not taken", async (t) => {
  const here = folder(t);
  const packed = gzipSync(whole, {level: 0});
  const store = emptyStore(t);
  await read(store, rested(join(here, "auth.log.gz"), packed.subarray(0, 300)));
  assert.equal(stateOf(store).ledger.read, whole.slice(0, 300 - 15).split("\n").length - 1); // 15 bytes are gzip's
  await read(store, rested(join(here, "auth.log.gz"), packed));
  assert.deepEqual(stateOf(store), await after(here, [["whole.log", whole]]));
});
