import type {Source} from "../../log/source/source.ts";
import type {Store} from "../database.ts";
import {saveCoverage, saveLedgers} from "./ledger.ts";
import {headBytes, savePosition} from "./position.ts";
import type {Reading} from "./read.ts";
import type {Run, RunEnd} from "./run.ts";
import {uncount} from "./unended.ts";

/** Saves what a run over a log brought beside its lines, and where the next one goes on; `head` is the log's as it is now. */
export async function saveRun(store: Store, source: Source, run: Run, end: Reading & RunEnd): Promise<void> {
  const {writer, scanner, before, unknownLines} = run;
  const {known, bytes, head, first, zone, demo = false} = end;
  const hostId = (name: string | null): number => writer.host(name);
  const position = (known?.position ?? 0) + bytes;
  const state = {...end.state, host: first};
  const id = savePosition(store, {source: known?.source ?? null, path: source.name, head, position, state});
  const hostZone = source.journal ? undefined : zone; // a journal's stamps carry their own
  for (const name of scanner.ledgers.keys()) writer.host(name, hostZone);
  saveLedgers(store, id, {scanner, pruned: prunedIn(run), hostId});
  if (before) uncount(store, before, {source: id, hostId});
  saveCoverage(store, id, {scanner, hostId});
  saveCoverage(store, id, {scanner: {...scanner, coverage: await bootsOf(source, end.host)}, hostId});
  unknownLines.save(store, hostId);
  store.prepare("INSERT INTO meta (key, value) VALUES ('demo', ?) ON CONFLICT DO NOTHING").run(String(demo));
}

/** Returns how many lines of each host a run has left out, as they are from before its floor. */
function prunedIn({collectors}: Run): Map<string | null, number> {
  const pruned = new Map<string | null, number>();
  for (const collector of collectors)
    for (const [host, lines] of collector.pruned) pruned.set(host, (pruned.get(host) ?? 0) + lines);
  return pruned;
}

/** Returns what only a journal tells: the spans of time in which a machine ran, also where sshd was silent. */
async function bootsOf(source: Source, host?: string): Promise<Map<string | null, readonly [number, number][]>> {
  const boots = Map.groupBy((await source.journal?.coverage()) ?? [], (boot) => host ?? boot.host);
  return new Map([...boots].map(([name, times]) => [name, times.map(({from, to}) => [from, to])]));
}

/**
 * Returns the first bytes of the log that was read, given those that it began with before and now, or null when another log
 * is there now.
 */
export async function headNow(source: Source, {known, head, start}: Reading & {start: Buffer}): Promise<Buffer | null> {
  if (source.modified === null) return head; // it is read only once
  if (!known?.position) return wholeLines(start.subarray(0, headBytes));
  const now = Buffer.from(await source.head(headBytes));
  return now.subarray(0, head.length).equals(head) ? wholeLines(now) : null;
}

/** Returns bytes without a last line that has no end: other logs can start like that. */
function wholeLines(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.lastIndexOf("\n") + 1 || bytes.length);
}
