import {mkdirSync} from "node:fs";
import {dirname, join} from "node:path";
import type {TestContext} from "node:test";
import {openStore} from "../../lib/store/database.ts";
import {folder} from "../store/logs.ts";
import {contentOf, ingestArgs, ingested, logOf, madeUpLines, type Content} from "../store/run.ts";
import {diskOf, lost, recorded, survives, type Call, type Disk} from "./power.ts";

/** A run that was recorded: what the disk held before it, what it did, and the contents that it went through. */
export interface Recording {
  readonly db: string;
  readonly args: readonly string[];
  readonly before: Disk;
  readonly made: readonly Call[];
  readonly contents: readonly Content[];
}

/** Records the first ingest of two logs into a new database. */
export async function firstIngest(t: TestContext, scale: number): Promise<Recording> {
  const [here, lines] = [folder(t), madeUpLines(scale)];
  const half = Math.floor(lines.length / 2);
  const logs = [
    logOf(join(here, "auth.log.1"), lines.slice(0, half)),
    logOf(join(here, "auth.log"), lines.slice(half))
  ];
  const stages = join(here, "stages.sqlite");
  openStore(stages).close();
  const contents = [contentOf(stages)];
  for (const log of logs) {
    await ingested(stages, [log]);
    contents.push(contentOf(stages));
  }
  return record(here, ingestArgs(dbIn(here), logs), contents);
}

/** Records an ingest of what a log has grown by: a few lines, as on most quarters of an hour. */
export async function nextIngest(t: TestContext, scale: number): Promise<Recording> {
  const [here, lines] = [folder(t), madeUpLines(scale)];
  const [log, db] = [join(here, "auth.log"), dbIn(here)];
  await ingested(db, [logOf(log, lines.slice(0, -20))]);
  return recordChange(here, ingestArgs(db, [logOf(log, lines)]));
}

/** Records a prune of all days but the last ones, after which the file is made smaller. */
export async function pruning(t: TestContext, scale: number): Promise<Recording> {
  const [here, lines] = [folder(t), madeUpLines(scale)];
  const days = Math.floor((Date.now() - Date.parse("2025-03-22T12:00:00Z")) / 86_400_000);
  await ingested(dbIn(here), [logOf(join(here, "auth.log"), lines)]);
  return recordChange(here, ["prune", "--db", dbIn(here), "--keep", `${days}d`]);
}

async function recordChange(here: string, args: readonly string[]): Promise<Recording> {
  const before = contentOf(dbIn(here));
  const recording = await record(here, args, [before]);
  return {...recording, contents: [before, contentOf(recording.db)]};
}

async function record(here: string, args: readonly string[], contents: readonly Content[]): Promise<Recording> {
  const db = dbIn(here);
  const before = diskOf(dirname(db));
  const made = await recorded(db, args);
  return {db, args, before, made, contents};
}

function dbIn(here: string): string {
  mkdirSync(join(here, "db"), {recursive: true});
  return join(here, "db", "a.sqlite");
}

/** How much of what is not synced comes to the disk, taken in turn. */
const shares = [1, 0.5, 0, 0.1, 0.9];

/**
 * Loses the power so many times in a recorded run: every other time just before a sync, when most is on its way, else
 * anywhere; the first time when the run had just ended. Returns in words how often which content was left.
 */
export async function losePower(recording: Recording, times: number, random: () => number): Promise<string> {
  const {db, args, before, made, contents} = recording;
  const syncs = made.flatMap(({kind}, i) => (kind === "sync" ? [i] : []));
  const anyOf = (n: number): number => Math.floor(random() * n);
  const left = new Map<string, number>();
  for (let i = 0; i < times; i += 1) {
    const at = i === 0 ? made.length : i % 2 ? syncs[anyOf(syncs.length)]! : anyOf(made.length + 1);
    const share = shares[i % shares.length]!;
    const disk = lost(before, made.slice(0, at), () => random() < share);
    const index = await survives(db, disk, contents, args).catch((error: unknown) => {
      throw new Error(`power lost after ${at} of ${made.length} calls, ${share} kept: ${(error as Error).message}`, {
        cause: error
      });
    });
    const words = index < 0 ? "no database yet" : `content ${index + 1} of ${contents.length}`;
    left.set(words, (left.get(words) ?? 0) + 1);
  }
  return `${made.length} calls, ${syncs.length} syncs; ${[...left].map(([words, n]) => `${words}: ${n}`).join(", ")}`;
}
