import assert from "node:assert/strict";
import {spawn} from "node:child_process";
import {appendFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import type {TestContext} from "node:test";
import {setTimeout as sleep} from "node:timers/promises";
import {gzipSync} from "node:zlib";
import {folder} from "./logs.ts";
import {contentOf, ended, hashOf, ingestArgs, ingested, logOf, madeUpLines, run, start, type Content} from "./run.ts";

/** What an ingest was doing when it was killed, as the files tell. */
export const phases = ["no database yet", "reading", "journal open", "database torn", "had ended"] as const;

export type Phase = (typeof phases)[number];

/** Logs in a folder, and what the database of an undisturbed run over them holds. */
export interface Scene {
  readonly here: string;
  readonly db: string;
  readonly logs: readonly string[];
  readonly wanted: Content;
  /** When the undisturbed run made its database, and when it ended, from its start. */
  readonly times: {readonly made: number; readonly ended: number};
}

/** Returns a rotated set of a log, in pieces that overlap, one of them packed, and reads it undisturbed. */
export async function rotatedSet(t: TestContext, scale: number): Promise<Scene> {
  const here = folder(t);
  const lines = madeUpLines(scale);
  const at = (part: number): number => Math.floor(lines.length * part);
  writeFileSync(join(here, "auth.log.3.gz"), gzipSync(Buffer.from(lines.slice(0, at(0.4)).join(""), "latin1")));
  const logs = [
    join(here, "auth.log.3.gz"),
    logOf(join(here, "auth.log.2"), lines.slice(at(0.3), at(0.6))),
    logOf(join(here, "auth.log.1"), lines.slice(at(0.6), at(0.9))),
    logOf(join(here, "auth.log"), lines.slice(at(0.8)))
  ];
  return scene(here, logs);
}

async function scene(here: string, logs: readonly string[]): Promise<Scene> {
  const undisturbed = join(here, "undisturbed.sqlite");
  rmSync(undisturbed, {force: true});
  const began = Date.now();
  const end = ingested(undisturbed, logs);
  await appears(undisturbed, end);
  const made = Date.now() - began;
  await end;
  const times = {made, ended: Date.now() - began};
  return {here, db: join(here, "db", "a.sqlite"), logs, wanted: contentOf(undisturbed), times};
}

/** Resolves when a file is there, or when a process has ended. */
async function appears(path: string, end: Promise<unknown>): Promise<void> {
  let over = false;
  const stop = (): void => void (over = true);
  end.then(stop, stop);
  while (!over && !existsSync(path)) await sleep(2);
}

/** Keeps a processor busy until the test ends, or is killed itself. */
export function busy(t: TestContext): void {
  const child = spawn(process.execPath, ["-e", "for (const parent = process.ppid; process.ppid === parent;);"], {
    stdio: "ignore"
  });
  t.after(() => child.kill("SIGKILL"));
}

/**
 * Starts an ingest, kills it a time after its start, or after it made the database, and returns in which phase that
 * was.
 */
async function killedAfter({db, logs}: Scene, milliseconds: number, from: "start" | "made" = "start"): Promise<Phase> {
  const child = start(ingestArgs(db, logs));
  const end = ended(child);
  if (from === "made") await appears(db, end);
  await Promise.race([sleep(milliseconds), end]);
  child.kill("SIGKILL");
  return (await end).code === null ? phaseOf(db) : "had ended";
}

/** Runs an ingest that is killed at its nth call of a kind (strace), and returns in which phase that was. */
export async function killedAt({db, logs}: Scene, call: string, nth: number): Promise<Phase> {
  const inject = `inject=${call}:signal=KILL:when=${nth}`;
  const {code} = await run(ingestArgs(db, logs), [
    "strace",
    "-f",
    "-qq",
    "-o",
    "/dev/null",
    "-e",
    `trace=${call}`,
    "-e",
    inject
  ]);
  return code === 0 ? "had ended" : phaseOf(db);
}

/** Returns the phase; opens the database for reading as `status` does, which must bring it back to its last commit. */
function phaseOf(db: string): Phase {
  const left = readdirSync(join(db, "..")).filter((name) => name !== "a.sqlite");
  assert.ok(
    left.every((name) => name === "a.sqlite-journal"),
    `left over: ${left.join()}`
  );
  if (!existsSync(db) || statSync(db).size === 0) return "no database yet";
  const torn = hashOf(db);
  try {
    contentOf(db);
  } catch (error) {
    assert.match(String(error), /no database at/); // it was being made
    return "no database yet";
  }
  if (left.length === 0) return "reading";
  return torn === hashOf(db) ? "journal open" : "database torn";
}

/** Asserts that the next run ends with the database of an undisturbed one, and leaves no other file. */
export async function recovers({db, logs, wanted}: Scene): Promise<void> {
  await ingested(db, logs);
  assert.deepEqual(contentOf(db), wanted);
  assert.deepEqual(readdirSync(join(db, "..")), ["a.sqlite"]);
}

/**
 * Kills ingests of a fresh database at random moments between its making and their end, and returns how many in which
 * phase. One that had ended does not count as killed.
 */
export async function killFresh(one: Scene, kills: number, random: () => number): Promise<Map<Phase, number>> {
  const counts = new Map<Phase, number>();
  while (killed(counts) < kills) {
    clear(one);
    count(counts, await killedAfter(one, (one.times.ended - one.times.made) * random(), "made"));
    await recovers(one);
  }
  return counts;
}

/** Kills ingests of a log that grows between them, each on what the one before left. */
export async function killGrowing(one: Scene, kills: number, random: () => number): Promise<Map<Phase, number>> {
  const counts = new Map<Phase, number>();
  const lines = madeUpLines(2);
  const log = join(one.here, "growing.log");
  const growing = {...one, logs: [log]};
  clear(one);
  await ingested(one.db, [logOf(log, lines.slice(0, 100))]);
  let around = one.times.made; // how long a run takes depends on what else the machine does: it is found by trying
  for (let [from, tries] = [100, 0]; killed(counts) < kills; tries += 1) {
    assert.ok(tries < 5 * kills, "most runs ended before they were killed");
    const to = from + Math.ceil(random() * 0.1 * (lines.length - from));
    appendFileSync(log, lines.slice(from, to).join(""), "latin1");
    from = to;
    const phase = await killedAfter(growing, around * (0.6 + 0.6 * random()));
    count(counts, phase);
    around *= phase === "had ended" ? 0.85 : 1.08;
  }
  logOf(log, lines);
  const whole = await scene(one.here, [logOf(join(one.here, "whole.log"), lines)]);
  await ingested(one.db, [log]);
  assert.equal(contentOf(one.db).digest, whole.wanted.digest);
  assert.deepEqual(contentOf(one.db).ledger, whole.wanted.ledger);
  return counts;
}

/** Kills runs that find nothing new; the database keeps its bytes. */
export async function killIdle(one: Scene, kills: number, random: () => number): Promise<void> {
  clear(one);
  await recovers(one);
  const before = hashOf(one.db);
  for (let i = 0; i < kills; i += 1) {
    await killedAfter(one, one.times.made * 1.3 * random());
    assert.equal(hashOf(one.db), before);
    assert.deepEqual(readdirSync(join(one.db, "..")), ["a.sqlite"]);
  }
}

/**
 * Kills ingests at random calls of the system of one kind, up to the most-th: while they make, write, sync and drop the
 * journal and the database.
 */
export async function killAtCalls(
  one: Scene,
  {call, most, kills, random}: {call: string; most: number; kills: number; random: () => number}
): Promise<Map<Phase, number>> {
  const counts = new Map<Phase, number>();
  while (killed(counts) < kills) {
    clear(one);
    count(counts, await killedAt(one, call, 1 + Math.floor(most * random())));
    await recovers(one);
  }
  return counts;
}

/** Starts anew with an empty folder for the database. */
function clear({db}: Scene): void {
  rmSync(join(db, ".."), {recursive: true, force: true});
  mkdirSync(join(db, ".."));
}

function count(counts: Map<Phase, number>, phase: Phase): void {
  counts.set(phase, (counts.get(phase) ?? 0) + 1);
}

function killed(counts: ReadonlyMap<Phase, number>): number {
  return [...counts].reduce((sum, [phase, n]) => sum + (phase === "had ended" ? 0 : n), 0);
}

/** Returns the phases with their numbers, in words. */
export function inWords(counts: ReadonlyMap<Phase, number>): string {
  return phases.map((phase) => `${phase}: ${counts.get(phase) ?? 0}`).join(", ");
}
