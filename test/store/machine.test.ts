import assert from "node:assert/strict";
import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {Readable} from "node:stream";
import {test} from "node:test";
import {openSource, type Source} from "../../lib/log/source/source.ts";
import {streamed} from "../../lib/log/source/stream.ts";
import type {Store} from "../../lib/store/database.ts";
import {ingest, type IngestOptions} from "../../lib/store/ingest/ingest.ts";
import {readSummary} from "../../lib/store/status/summary.ts";
import {entry, writeJournal, type Fields} from "../log/journals.ts";
import {emptyStore, folder, ingestText, refused} from "./logs.ts";
import {failedWith, hashOf, run} from "./run.ts";

const [one, two] = ["1".repeat(32), "2".repeat(32)] as [string, string];

/** Returns the entry of a refused password on a machine that is called pi. */
function failed(second: number, machine: string, fields: Fields = {}): Fields {
  const message = `Failed password for root from 192.0.2.7 port ${4000 + second} ssh2`;
  return entry(second, message, {_MACHINE_ID: machine, ...fields});
}

function exported(path: string, entries: readonly Fields[]): string {
  writeFileSync(path, entries.map((fields) => `${JSON.stringify(fields)}\n`).join(""));
  return path;
}

async function read(store: Store, source: Source | string, options: IngestOptions = {}): Promise<void> {
  await ingest(store, typeof source === "string" ? await openSource(source) : source, options);
}

const ports = (store: Store): string =>
  store
    .prepare("SELECT group_concat(host || ' ' || port, ', ') FROM (SELECT * FROM attempts ORDER BY host, port)")
    .pluck()
    .get() as string;

test("a second machine of one name is refused until it gets a name of its own", async (t) => {
  const here = folder(t);
  const [store, db] = [emptyStore(t, join(here, "a.sqlite")), join(here, "a.sqlite")];
  await read(store, exported(join(here, "one.json"), [failed(1, one)]));
  const second = exported(join(here, "two.json"), [failed(2, two)]);
  const before = hashOf(db);
  const refusal =
    /^Error: .*two\.json is of another machine than the pi in .*a\.sqlite; give it a name of its own: --host NAME$/;
  await assert.rejects(read(store, second), refusal);
  assert.equal(hashOf(db), before);
  await read(store, second, {host: "pi2"});
  assert.equal(ports(store), "pi 4001, pi2 4002");
  assert.deepEqual(
    readSummary(store).hosts.map(({machine}) => machine),
    [one, two]
  );
  await read(store, exported(join(here, "more.json"), [failed(3, one)]));
  await read(store, exported(join(here, "more2.json"), [failed(4, two)]), {host: "pi2"});
  await assert.rejects(
    read(store, exported(join(here, "more3.json"), [failed(5, one)]), {host: "pi2"}),
    /another machine than the pi2/
  );
  await assert.rejects(
    read(store, exported(join(here, "more4.json"), [failed(6, two)])),
    /another machine than the pi /
  );
  assert.equal(ports(store), "pi 4001, pi 4003, pi2 4002, pi2 4004");
});

test("the machine is told from standard input too, and when a log goes on", async (t) => {
  const [store, path] = [emptyStore(t), join(folder(t), "export.json")];
  const stdin = (entries: readonly Fields[]): Source =>
    streamed("-", Readable.from(entries.map((fields) => Buffer.from(`${JSON.stringify(fields)}\n`))));
  await read(store, stdin([failed(1, one)]));
  await assert.rejects(read(store, stdin([failed(2, two)])), /^Error: - is of another machine/);
  await read(store, exported(path, [failed(3, one)]));
  await assert.rejects(
    read(store, exported(path, [failed(3, one), failed(4, two)])),
    /several machines|another machine/
  );
  assert.equal(ports(store), "pi 4001, pi 4003");
});

test("several machines of one name in one journal say how to read each by itself", async (t) => {
  const [store, path] = [emptyStore(t), join(folder(t), "export.json")];
  exported(path, [failed(1, one), failed(2, two), failed(3, two, {_HOSTNAME: "nas"})]);
  const advice =
    /^Error: .* holds lines of several machines under the name pi; read each by itself, as: journalctl -o json _MACHINE_ID=1{32} \|.*--host NAME$/;
  await assert.rejects(read(store, path), advice);
  exported(path, [failed(1, one), failed(3, two, {_HOSTNAME: "nas"})]);
  await assert.rejects(read(store, path, {host: "pi"}), /several machines under the name pi/);
  await read(store, path);
  assert.equal(ports(store), "nas 4003, pi 4001");
});

test("a machine may have several names and is shown under the longest; logs that tell of none are of any", async (t) => {
  const [store, here] = [emptyStore(t), folder(t)];
  await ingestText(store, join(here, "auth.log"), refused);
  await read(store, exported(join(here, "one.json"), [failed(1, one)]));
  await read(store, exported(join(here, "renamed.json"), [failed(2, one, {_HOSTNAME: "pi4"})]));
  await ingestText(store, join(here, "auth.log.1"), refused.replaceAll("Mar  1", "Mar  2"));
  assert.equal(ports(store), "pi4 4001, pi4 4002, pi4 40122, pi4 40122");
});

test("journals of two machines of one name, on the command line", async (t) => {
  const here = folder(t);
  const db = join(here, "a.sqlite");
  const journals = [one, two].map((machine, i) => {
    const path = join(here, `${i}`);
    mkdirSync(path);
    return writeJournal(t, path, "system", [failed(i, machine)]) && `journal:${path}`;
  }) as [string | null, string | null];
  if (!journals[0] || !journals[1]) return;
  assert.equal((await run(["ingest", journals[0], "--db", db])).code, 0);
  const before = readFileSync(db);
  failedWith(await run(["ingest", journals[1], "--db", db]), /another machine than the pi in .*: --host NAME$/m);
  assert.deepEqual(readFileSync(db), before);
  for (let i = 0; i < 2; i += 1)
    assert.equal((await run(["ingest", journals[1], "--db", db, "--host", "pi2"])).code, 0);
  assert.equal(ports(emptyStore(t, db)), "pi 4000, pi2 4001");
});
