import {plausiblePart, type PlausibleTimes} from "../../log/event/plausible.ts";
import type {Source} from "../../log/source/source.ts";
import {shownName} from "../day/host-names.ts";
import {hostId} from "../day/writer.ts";
import type {Store} from "../database.ts";
import {joinSame, rememberGiven} from "../host/same.ts";
import {dropUnnamed, saveCoverage, saveLedgers} from "./ledger.ts";
import {nothingIn, type LogRead, type ReadOptions} from "./log-read.ts";
import {localeAgain, yearsAgain} from "./look-ahead.ts";
import {rememberMachines} from "./machine.ts";
import {headBytes, savePosition, type Position} from "./position.ts";
import {endRun, hostsIn, prunedIn, pushAll, resultOf, startRun, type Run, type RunEnd} from "./run.ts";
import {uncount} from "./unended.ts";
import {saveUnknown} from "./unknown-lines.ts";

/**
 * Reads a log, from where it is known up to its end, into the database: its lines, the attempts that follow from them,
 * the ledger, the coverage and the position. Call it inside a transaction, and roll that back if nothing changed.
 */
export async function readLog(store: Store, source: Source, options: ReadOptions): Promise<LogRead> {
  const {known} = options;
  const nothing = nothingIn(store, known);
  if (known && (await isReadToEnd(source, known))) return nothing;
  const run = await startRun(store, source, options);
  const start = await pushAll(run, source, options);
  const locale = run.scanner.locale();
  if (locale !== null) return {...nothing, again: {locale: localeAgain(locale, source)}};
  const end = await endRun(run, source);
  if (!end) return nothing;
  const told = run.scanner.years();
  const years = yearsAgain(told, source, options);
  if (years) return {...nothing, again: {years}};
  const read = {...resultOf(run, nothing, {isNew: known === null}), span: told?.span ?? null};
  if (!read.changed) return read;
  rememberMachines(store, source, options.host);
  const head = await headNow(source, start, options);
  if (head === null) return {...nothing, again: {isOther: true}};
  const {content} = read.held;
  await save(run, source, {...options, ...end, state: {...end.state, content}, head});
  if (options.host !== undefined) rememberGiven(store, shownName(store, options.host));
  return {...read, findings: joinSame(store, hostsIn(run))};
}

/** Returns whether a log has nothing behind where it is known, as far as that can be told without reading it. */
async function isReadToEnd(source: Source, {position, state: {version, unended}}: Position): Promise<boolean> {
  if (version !== undefined && version === source.version) return true;
  return source.endsAt(position + (unended?.bytes ?? 0));
}

/**
 * Returns the first bytes of the log that was read, given those at the position from which it was read; null when
 * another log is there now.
 */
async function headNow(source: Source, start: Buffer, {known, head}: ReadOptions): Promise<Buffer | null> {
  if (source.modified === null) return head; // it is read only once
  if (!known?.position) return wholeLines(start.subarray(0, headBytes));
  const now = Buffer.from(await source.head(headBytes));
  return now.subarray(0, head.length).equals(head) ? wholeLines(now) : null;
}

/** Returns bytes without a last line that has no end: other logs can start like that. */
function wholeLines(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.lastIndexOf("\n") + 1 || bytes.length);
}

/** Saves what a run brought beside its lines, and where the next one goes on; `head` is the log's as it is now. */
async function save(run: Run, source: Source, end: ReadOptions & RunEnd): Promise<void> {
  const {store, writer, scanner, before, unknownLines} = run;
  const {known, bytes, head, firstHost, zone, demo = false} = end;
  const position = (known?.position ?? 0) + bytes;
  const state = {...end.state, host: firstHost};
  const id = savePosition(store, {source: known?.source ?? null, path: source.name, head, position, state});
  const hostZone = source.journal ? undefined : zone; // a journal's stamps carry their own
  for (const name of scanner.ledgers.keys()) hostId(writer, name, hostZone);
  saveLedgers(store, id, {writer, ledgers: scanner.ledgers, pruned: prunedIn(run)});
  if (before) uncount(store, before, {source: id, writer});
  for (const name of scanner.ledgers.keys()) if (name !== null) dropUnnamed(store, id, hostId(writer, name));
  saveCoverage(store, id, {writer, coverage: scanner.coverage});
  saveCoverage(store, id, {writer, coverage: await bootsOf(source, run.times, end.host)});
  saveUnknown(store, writer, {lines: unknownLines, hosts: [...scanner.ledgers.keys()]});
  store.prepare("INSERT INTO meta (key, value) VALUES ('demo', ?) ON CONFLICT DO NOTHING").run(String(demo));
}

/** Returns what only a journal tells: the spans of time in which a machine ran, also where sshd was silent. */
async function bootsOf(
  source: Source,
  times: PlausibleTimes,
  host?: string
): Promise<Map<string | null, readonly [number, number][]>> {
  const all = ((await source.journal?.coverage()) ?? []).flatMap((boot) => plausiblePart(boot, times) ?? []);
  const boots = Map.groupBy(all, (boot) => host ?? boot.host);
  return new Map([...boots].map(([name, times]) => [name, times.map(({from, to}) => [from, to])]));
}
