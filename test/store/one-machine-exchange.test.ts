import assert from "node:assert/strict";
import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {test, type TestContext} from "node:test";
import {openSource} from "../../lib/log/source/source.ts";
import {openStore, reading} from "../../lib/store/database.ts";
import {importStore} from "../../lib/store/exchange/import.ts";
import {ingest, type IngestOptions} from "../../lib/store/ingest/ingest.ts";
import {readSummary} from "../../lib/store/status/summary.ts";
import {contentDigest} from "./digest.ts";
import {folder} from "./logs.ts";
import {bring, bringAll} from "./news.ts";

/** Returns lines of a host, one a minute from a number on, each of a process of its own. */
function lines(host: string, from: number, to: number): string {
  const minutes = Array.from({length: to - from}, (_, i) => from + i);
  const stamp = (minute: number): string => new Date(1_740_823_200_000 + 60_000 * minute).toISOString();
  return minutes
    .map((at) => `${stamp(at)} ${host} sshd[${at}]: Failed password for root from 192.0.2.7 port ${at} ssh2\n`)
    .join("");
}

let logs = 0;

/** Reads texts into the database at a path, each as a log of its own. */
async function read(t: TestContext, db: string, texts: readonly string[], options: IngestOptions = {}): Promise<void> {
  const store = openStore(db);
  for (const text of texts) {
    const path = join(folder(t), `${(logs += 1)}.log`);
    writeFileSync(path, text);
    await ingest(store, await openSource(path), {zone: "UTC", ...options});
  }
  store.close();
}

type Told = readonly (readonly [host: string | null, aliases: string, failed: number])[];

const told = (db: string): Told =>
  reading(db, readSummary).hosts.map(({host, aliases, attempts}) => [host, aliases.join(), attempts.failed]);

const digest = (db: string): string => reading(db, contentDigest);

const [short, long] = [lines("pi", 100, 110), lines("pi.example.net", 105, 120)];
const one: Told = [["pi.example.net", "pi", 20]];

/** How the database of a machine comes here. */
const ways = {news: bring, "a database": bringAll} as const;

for (const [what, way] of Object.entries(ways)) {
  const databases = (t: TestContext): [here: string, there: string, whole: string] => {
    const path = folder(t);
    return [join(path, "here.sqlite"), join(path, "there.sqlite"), join(path, "whole.sqlite")];
  };

  test(`hosts that are one there become one here, by ${what}`, async (t) => {
    const [here, there, whole] = databases(t);
    await read(t, there, [short]);
    await way(here, there);
    assert.deepEqual(told(here), [["pi", "", 10]]);
    await read(t, there, [long]);
    await way(here, there);
    await read(t, whole, [short, long]);
    assert.deepEqual([told(there), told(here)], [one, one]);
    assert.equal(digest(here), digest(whole));
    await read(t, there, [lines("pi", 120, 125)]);
    await way(here, there);
    assert.deepEqual(told(here), [["pi.example.net", "pi", 25]]);
  });

  test(`hosts that are one here take the lines of either, by ${what}`, async (t) => {
    const [here, there, whole] = databases(t);
    await read(t, there, [lines("pi", 90, 100), lines("pi.example.net", 130, 140)]);
    assert.equal(told(there).length, 2);
    await read(t, here, [short, long]);
    for (let run = 0; run < 2; run += 1) await way(here, there);
    await read(t, whole, [short, long, lines("pi", 90, 100), lines("pi.example.net", 130, 140)]);
    assert.deepEqual(told(here), [["pi.example.net", "pi", 40]]);
    assert.equal(digest(here), digest(whole));
  });

  test(`the same lines under two names here and there are found, by ${what}`, async (t) => {
    const [here, there, whole] = databases(t);
    await read(t, there, [short]);
    await read(t, here, [long]);
    await way(here, there);
    await read(t, whole, [long, short]);
    assert.deepEqual(told(here), one);
    assert.equal(digest(here), digest(whole));
  });

  test(`what the user has named there stays two here, by ${what}`, async (t) => {
    const [here, there] = databases(t);
    await read(t, there, [short], {host: "pi"});
    await read(t, here, [long]);
    await way(here, there);
    assert.deepEqual(
      told(here).map(([host]) => host),
      ["pi", "pi.example.net"]
    );
  });
}

test("a host that is named on import leaves its other names there", async (t) => {
  const [here, there] = [join(folder(t), "here.sqlite"), join(folder(t), "there.sqlite")];
  await read(t, there, [short, long]);
  await read(t, here, [lines("pi", 300, 303)]);
  for (const name of ["pi=garden", "garden"]) importStore(here, there, {hosts: [name]});
  assert.deepEqual(told(here), [
    ["garden", "", 20],
    ["pi", "", 3]
  ]);
});
