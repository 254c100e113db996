import assert from "node:assert/strict";
import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {test, type TestContext} from "node:test";
import {gzipSync} from "node:zlib";
import fc from "fast-check";
import {demoLog} from "../../lib/demo/log.ts";
import {openSource} from "../../lib/log/source/source.ts";
import {readLedger} from "../../lib/store/status/about.ts";
import {openStore, type Store} from "../../lib/store/database.ts";
import {contentDigest} from "./digest.ts";
import {ingest} from "../../lib/store/ingest/ingest.ts";
import {folder} from "./logs.ts";
import {times} from "../scope.ts";

/** Three days of the made-up log, of which one has no line, as lines. */
const lines = Buffer.concat([...demoLog({start: "2025-03-15", end: "2025-03-18", scale: 0.3})])
  .toString("latin1")
  .split(/(?<=\n)/);

type Piece = readonly [from: number, to: number];

/** Reads pieces of the log, each as a file of its own, into a fresh database, and returns its digest. */
async function digestOf(here: string, pieces: readonly Piece[], {packed = false} = {}): Promise<string> {
  const store = openStore(":memory:");
  for (const [i, [from, to]] of pieces.entries())
    await read(store, join(here, `auth-${i}.log`), lines.slice(from, to).join(""), packed && i % 2 === 1);
  checkLedger(store);
  const digest = contentDigest(store);
  store.close();
  return digest;
}

async function read(store: Store, path: string, text: string, packed = false): Promise<void> {
  writeFileSync(path, packed ? gzipSync(text) : text);
  await ingest(store, await openSource(path), {year: 2025, zone: "UTC"});
}

function checkLedger(store: Store): void {
  const {read, ...kinds} = readLedger(store);
  assert.equal(
    read,
    Object.values(kinds).reduce((sum, n) => sum + n, 0)
  );
  assert.ok(
    Object.values(kinds).every((n) => n >= 0),
    JSON.stringify(kinds)
  );
}

/** Whether a cut between two lines falls between two seconds: equal lines of one second are counted per log. */
const cuts = lines
  .map((line, i) => (i === 0 || line.slice(0, 15) !== lines[i - 1]!.slice(0, 15) ? i : -1))
  .filter((i) => i >= 0);
const cut = fc.constantFrom(...cuts, lines.length);

test("any split, any order, any repetition of a log gives the same attempts", async (t) => {
  const here = folder(t);
  const whole = await digestOf(here, [[0, lines.length]]);
  const order = fc.array(cut, {maxLength: 6}).chain((some) => {
    const edges = [0, ...some.toSorted((a, b) => a - b), lines.length];
    const pieces = edges.slice(1).map((to, i): Piece => [edges[i]!, to]);
    const all = pieces.length;
    return fc
      .shuffledSubarray(pieces, {minLength: all, maxLength: all})
      .chain((shuffled) => fc.tuple(fc.constant(shuffled), fc.subarray(pieces)));
  });
  await fc.assert(
    fc.asyncProperty(order, async ([pieces, again]) => {
      assert.equal(await digestOf(here, [...pieces, ...again], {packed: true}), whole);
    }),
    {seed: 1, numRuns: times(25)}
  );
});

test("copies that overlap give the same attempts", async (t) => {
  const here = folder(t);
  const whole = await digestOf(here, [[0, lines.length]]);
  const overlapping = fc.tuple(cut, cut).map(([a, b]): [Piece, Piece] => [
    [0, Math.max(a, b)],
    [Math.min(a, b), lines.length]
  ]);
  await fc.assert(
    fc.asyncProperty(overlapping, fc.boolean(), async (pieces, backwards) => {
      assert.equal(await digestOf(here, backwards ? pieces.toReversed() : pieces), whole);
    }),
    {seed: 2, numRuns: times(25)}
  );
});

test("a log that grows, is rotated and goes on gives the same attempts", async (t: TestContext) => {
  const here = folder(t);
  const whole = await digestOf(here, [[0, lines.length]]);
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.nat(lines.length), {minLength: 1, maxLength: 8}),
      cut,
      async (stops, rotation) => {
        const store = openStore(":memory:");
        for (const stop of [...stops.toSorted((a, b) => a - b), lines.length]) {
          await read(
            store,
            join(here, stop > rotation ? "auth.log.1" : "auth.log"),
            lines.slice(0, Math.min(stop, rotation)).join("")
          );
          if (stop > rotation) await read(store, join(here, "auth.log"), lines.slice(rotation, stop).join(""));
        }
        checkLedger(store);
        assert.equal(contentDigest(store), whole);
        store.close();
      }
    ),
    {seed: 3, numRuns: times(20)}
  );
});

test("identical lines of one second count as often as they stand in one log", async (t) => {
  const here = folder(t);
  const line = "Mar  1 10:00:00 pi sshd[1]: Failed password for root from 192.0.2.7 port 4001 ssh2\n";
  const store = openStore(":memory:");
  const times = (): number => Number(store.prepare("SELECT ifnull(sum(times), 0) FROM attempts").pluck().get());
  for (const [name, text, wanted] of [
    ["a", line.repeat(3), 3],
    ["b", line.repeat(2), 3],
    ["c", line.repeat(5), 5]
  ] as const) {
    await read(store, join(here, name), text);
    assert.equal(times(), wanted, name);
  }
  await read(store, join(here, "c"), line.repeat(6));
  assert.equal(times(), 6, "a log that goes on within its last second");
  store.close();
});

test("a line that only one of two copies has is kept, with its connection", async (t) => {
  const here = folder(t);
  const [invalid, failed, closed] = [
    "Mar  1 10:00:00 pi sshd[1]: Invalid user a from 192.0.2.7 port 4001\n",
    "Mar  1 10:00:02 pi sshd[1]: Failed password for invalid user a from 192.0.2.7 port 4001 ssh2\n",
    "Mar  1 10:00:03 pi sshd[1]: Connection closed by invalid user a 192.0.2.7 port 4001 [preauth]\n"
  ];
  const outcomes = async (...texts: string[]): Promise<unknown> => {
    const store = openStore(":memory:");
    for (const [i, text] of texts.entries()) await read(store, join(here, `copy-${i}`), text);
    const rows = store.prepare("SELECT outcome, times FROM attempts").raw().all();
    store.close();
    return rows;
  };
  assert.deepEqual(await outcomes(invalid + closed), [["abandoned", 1]]);
  assert.deepEqual(await outcomes(invalid + closed, invalid + failed), [["failed", 1]]);
  assert.deepEqual(await outcomes(failed, closed + "", invalid), [["failed", 1]]);
});
