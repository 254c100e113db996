import assert from "node:assert/strict";
import {chmodSync, existsSync, readdirSync, rmSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {openSource} from "../../lib/log/source/source.ts";
import {openStore} from "../../lib/store/database.ts";
import {ingest} from "../../lib/store/ingest/ingest.ts";
import {scratch} from "../pi/built.ts";
import {logOf} from "../store/run.ts";
import {program, type Machine} from "./sshd.ts";

/** Returns an empty folder, in which all users may be. */
export function place(): string {
  const path = scratch();
  chmodSync(path, 0o755);
  return path;
}

/** Lets a machine read lines as a log, as its ingest does. */
export async function reads(
  {db, data}: Pick<Machine, "db" | "data">,
  lines: readonly string[],
  name = "auth.log"
): Promise<void> {
  await ingestInto(db, logOf(join(data, name), lines));
  chmodSync(db, 0o644);
}

/** Reads a log into a database. */
export async function ingestInto(db: string, log: string): Promise<void> {
  const store = openStore(db);
  await ingest(store, await openSource(log), {year: 2025, zone: "UTC"});
  store.close();
}

/** Returns the hidden files of a folder. */
export function hidden(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith("."));
}

/** Waits until the other machine has removed its folder. */
export async function emptied(folder: string): Promise<void> {
  for (let turns = 0; readdirSync(folder).length > 0 && turns < 100; turns += 1) await sleep(50);
  assert.deepEqual(readdirSync(folder), [], "nothing is left in the temporary folder there");
}

/** Lets a machine note what it sends, at most so many bytes; returns how many that were since the last time. */
export function meter(pi: Machine, {upTo = Infinity} = {}): () => number {
  const sent = join(pi.data, "../sent");
  writeFileSync(sent, "");
  chmodSync(sent, 0o666);
  const cut = upTo === Infinity ? "" : `| head -c ${upTo}`;
  program(pi, "zstd", `/usr/bin/zstd "$@" ${cut} | tee -a ${sent}`);
  return () => {
    const {size} = statSync(sent);
    writeFileSync(sent, "");
    return size;
  };
}

/** Lets a machine break the connection after so many bytes: what it sends ends, or ssh is killed. */
export function cutAfter(pi: Machine, bytes: number, {kill = false} = {}): void {
  const end = kill ? `kill -9 "$(cut -d ' ' -f 4 /proc/$PPID/stat)"` : "";
  program(pi, "zstd", `/usr/bin/zstd "$@" | head -c ${bytes}; ${end}`);
}

/** Takes back what {@link meter} and {@link cutAfter} did. */
export function whole({programs}: Machine): void {
  if (existsSync(join(programs, "zstd"))) rmSync(join(programs, "zstd"));
}
