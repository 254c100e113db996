import assert from "node:assert/strict";
import {readFileSync, renameSync, statSync, utimesSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {laidOut} from "../pi/built.ts";
import {contentOf, failedWith, madeUpLines} from "../store/run.ts";
import {cutAfter, emptied, hidden, meter, place, reads, whole} from "./here.ts";
import {machine, noServer, type Machine} from "./sshd.ts";

/** Most of a year: zstd packs 128 KiB at a time, so that a smaller copy brings nothing before it is whole. */
const lines = madeUpLines(0.3, {start: "2025-01-01", end: "2025-11-01"});
const knockbook = noServer ? "" : await laidOut();

/** Pulls until the connection breaks after so many bytes, and returns the file that waits. */
async function broken(pi: Machine, db: string, bytes: number): Promise<string> {
  cutAfter(pi, bytes, {kill: bytes % 2 === 1});
  failedWith(await pi.pull(["--db", db]), /not whole|failed/);
  await emptied(pi.tmp);
  const [left, ...others] = hidden(join(db, ".."));
  assert.deepEqual(others, []);
  return join(db, "..", left!);
}

test("a copy that broke off goes on where it stopped, also when there is more by then", {skip: noServer}, async (t) => {
  const here = place();
  const pi = await machine(t, here, {knockbook});
  const db = join(here, "a.sqlite");
  await reads(pi, lines.slice(0, -2000));
  const all = meter(pi);
  assert.equal((await pi.pull(["--db", join(here, "b.sqlite")])).code, 0);
  const size = all();

  await broken(pi, db, 2 * Math.floor(0.35 * size)); // even: what was sent arrives
  await reads(pi, lines);
  const rest = meter(pi);
  assert.equal((await pi.pull(["--db", db])).code, 0);
  const share = rest() / size;
  t.diagnostic(`of ${size} bytes 70 % came, then the log went on: ${(100 * share).toFixed(0)} % came anew`);
  assert.ok(share < 0.55, `${share}`);
  assert.deepEqual(contentOf(db), contentOf(pi.db));
  assert.deepEqual(hidden(here), []);
});

test("a copy that breaks off again and again gets done", {skip: noServer}, async (t) => {
  const here = place();
  const pi = await machine(t, here, {knockbook});
  const db = join(here, "a.sqlite");
  await reads(pi, lines);
  let before = 0;
  for (const bytes of [0, 200_001, 200_000, 250_001]) {
    cutAfter(pi, bytes, {kill: bytes % 2 === 1});
    failedWith(await pi.pull(["--db", db]), /not whole|failed/);
    const [left] = hidden(here);
    const size = left === undefined ? 0 : readFileSync(join(here, left)).length;
    assert.ok(bytes === 0 ? size === 0 : size > before, `${size} after ${before}`);
    before = size;
  }
  whole(pi);
  assert.equal((await pi.pull(["--db", db])).code, 0);
  assert.deepEqual(contentOf(db), contentOf(pi.db));
  assert.deepEqual(hidden(here), []);
});

test("what waits is not trusted, and does not stay", {skip: noServer}, async (t) => {
  const here = place();
  const [pi, db] = [await machine(t, here, {knockbook}), join(here, "a.sqlite")];
  await reads(pi, lines);
  const left = await broken(pi, db, 300_000);
  const bytes = readFileSync(left);
  writeFileSync(left, bytes.fill(0x20, 5000, 5100));
  const sent = meter(pi);
  assert.equal((await pi.pull(["--db", db])).code, 0);
  assert.ok(sent() > 400_000, "it comes anew, from its beginning");
  assert.deepEqual(contentOf(db), contentOf(pi.db));
  assert.deepEqual(hidden(here), []);

  const other = join(here, "b.sqlite");
  const foreign = await broken(pi, other, 300_000);
  const ofOther = foreign.replace(/[\da-f]{16}\.pull$/, `${"0".repeat(16)}.pull`);
  renameSync(foreign, ofOther);
  assert.equal(statSync(ofOther).mode & 0o777, 0o600, "names in it may be passwords");
  whole(pi);
  assert.equal((await pi.pull(["--db", other])).code, 0);
  assert.equal(hidden(here).length, 1, "what another destination has left waits for it");
  const before = Date.now() / 1000 - 8 * 86_400;
  utimesSync(ofOther, before, before);
  assert.equal((await pi.pull(["--db", other])).code, 0);
  assert.deepEqual(hidden(here), [], "for a week");
  assert.deepEqual(contentOf(other), contentOf(pi.db));
});
