import assert from "node:assert/strict";
import {spawn, spawnSync, type ChildProcess} from "node:child_process";
import {createHash} from "node:crypto";
import {existsSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {demoHost, demoLog} from "../../lib/demo/log.ts";
import {readLedger, type LedgerSum} from "../../lib/store/status/about.ts";
import {openReader} from "../../lib/store/database.ts";
import {contentDigest} from "./digest.ts";

/** The command's script; Node runs it as it is. */
export const command = join(import.meta.dirname, "../../lib/cli/main.ts");

/** How it is called: as it is, or as the packaged one that KNOCKBOOK_COMMAND names. */
const {KNOCKBOOK_COMMAND: packaged} = process.env;
const knockbook = packaged ? [packaged] : [process.execPath, command];

/** How a process ended, and what it said. */
export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts `knockbook` with arguments; `under` is a command line before it, as `strace …`. */
export function start(args: readonly string[], under: readonly string[] = []): ChildProcess {
  const [program, ...rest] = [...under, ...knockbook, ...args];
  return spawn(program!, rest, {stdio: ["ignore", "pipe", "pipe"], env: {...process.env, INIT_CWD: ""}});
}

/** Resolves when a process has ended. */
export async function ended(child: ChildProcess): Promise<Ended> {
  let [out, err] = ["", ""];
  child.stdout?.on("data", (text) => (out += text));
  child.stderr?.on("data", (text) => (err += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return {code, out, err};
}

/** Runs `knockbook` to its end. */
export function run(args: readonly string[], under?: readonly string[]): Promise<Ended> {
  return ended(start(args, under));
}

/** Runs `ingest` on logs of 2025 in UTC to its end, and asserts that it said nothing on standard error. */
export async function ingested(db: string, logs: readonly string[]): Promise<void> {
  assert.deepEqual(errorOf(await run(ingestArgs(db, logs))), {code: 0, err: ""});
}

export function ingestArgs(db: string, logs: readonly string[]): string[] {
  return ["ingest", "--db", db, "--year", "2025", "--tz", "UTC", ...logs];
}

/** Returns how a process ended, without what it printed. */
export function errorOf({code, err}: Ended): Omit<Ended, "out"> {
  return {code, err};
}

/** Asserts that a process failed with one line on standard error that matches. */
export function failedWith(one: Ended, wanted: RegExp): void {
  assert.equal(one.code, 1, `exit code; it said: ${one.err}${one.out}`);
  assert.match(one.err, /^knockbook: [^\n]+\n$/, "one line");
  assert.match(one.err, wanted);
}

/** What two databases of the same logs have in common. */
export interface Content {
  readonly digest: string;
  readonly ledger: LedgerSum;
}

/** Returns the content of a database after asserting that it is sound and that its ledger adds up. */
export function contentOf(db: string): Content {
  const store = openReader(db);
  try {
    assert.equal(store.pragma("integrity_check", {simple: true}), "ok");
    assert.deepEqual(store.pragma("foreign_key_check"), []);
    const ledger = readLedger(store);
    const {read, ...kinds} = ledger;
    const values = Object.values(kinds);
    assert.equal(
      read,
      values.reduce((sum, n) => sum + n, 0)
    );
    assert.ok(
      values.every((n) => n >= 0),
      JSON.stringify(ledger)
    );
    return {digest: contentDigest(store), ledger};
  } finally {
    store.close();
  }
}

/** Returns the SHA-256 of a file, or null when there is none. */
export function hashOf(path: string): string | null {
  return existsSync(path) ? createHash("sha256").update(readFileSync(path)).digest("hex") : null;
}

/** Returns lines of the made-up log of two weeks of 2025, about 1 MB at a scale of 1, as those of a real host. */
export function madeUpLines(scale: number, {start = "2025-03-10", end = "2025-03-24"} = {}): string[] {
  return Buffer.concat([...demoLog({start, end, scale})])
    .toString("latin1")
    .replaceAll(` ${demoHost} `, " pi ")
    .split(/(?<=\n)/);
}

/** Writes lines as a log and returns its path. */
export function logOf(path: string, lines: readonly string[]): string {
  writeFileSync(path, lines.join(""), "latin1");
  return path;
}

/** Returns a function that draws numbers from 0 to below 1; the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Whether a program is installed and runs. */
export function has(program: string, ...args: string[]): boolean {
  return spawnSync(program, args, {stdio: "ignore"}).status === 0;
}
