import {hostname} from "node:os";
import {createScanner, type Scanner} from "../log/scanner.ts";
import type {Source} from "../log/source.ts";
import {createCollector, type Tail} from "./collector.ts";
import {begin, explained, type Store} from "./database.ts";
import {saveCoverage, saveLedgers} from "./ledger.ts";
import {findPosition, headBytes, savePosition, type Position} from "./position.ts";
import {createUnknownLines, unknownShare, type UnknownShare} from "./unknown.ts";
import {createWriter} from "./writer.ts";

/** How a log is read: see {@link ingest}. */
export interface IngestOptions {
  /** IANA zone of stamps that carry none; default: the one remembered for the host, this machine's for its own log, else UTC. */
  readonly zone?: string;
  /** Year of the first classic stamp; default: told by the log's time of change. */
  readonly year?: number;
  /** Name of the host, where it is not the log's own. */
  readonly host?: string;
  /** Whether the log is the made-up one of `demo`; such a log and real ones never share a database. */
  readonly demo?: boolean;
  /** Hears how many bytes were read so far. */
  readonly onRead?: (bytes: number) => void;
}

/** What one run over one log brought. */
export interface IngestResult extends UnknownShare {
  readonly name: string;
  readonly zone: string;
  /** Where the zone comes from, in words. */
  readonly zoneSource: string;
  /** Lines of the log that were read for the first time. */
  readonly lines: number;
  /** Whether any of them was new to the database. */
  readonly changed: boolean;
}

/**
 * Reads what is new in a log into the database, in one transaction: its lines, the attempts that follow from them, the
 * ledger, the coverage, and the position up to which the log was read. A line that another log has brought already is
 * not counted again. A log that brings no new line of sshd, dropbear or PAM writes nothing. Throws one-line errors;
 * nothing is then written.
 */
export async function ingest(store: Store, source: Source, options: IngestOptions = {}): Promise<IngestResult> {
  const head = Buffer.from(await source.head(headBytes));
  begin(store);
  try {
    const known = head.length > 0 ? findPosition(store, head) : null;
    const host = options.host ?? firstHost(head);
    const {zone, zoneSource} = options.zone ? {zone: options.zone, zoneSource: "given"} : zoneOf(store, host);
    refuseMixing(store, options.demo ?? false, store.name);
    const read = await readInto(store, source, {...options, zone, known, head});
    store.exec(read?.changed ? "COMMIT" : "ROLLBACK");
    return read ? {name: source.name, zone, zoneSource, ...read} : ingest(store, source, options);
  } catch (error) {
    if (store.inTransaction) store.exec("ROLLBACK");
    throw explained(error, store.name);
  }
}

type Reading = IngestOptions & {zone: string; known: Position | null; head: Buffer};

/** What the next run over a log must know, beside its position. */
interface State {
  readonly scanner: string;
  readonly tail: Tail;
  /** Where to go on in a journal, which has no offset. */
  readonly place?: string | null;
}

/** Returns what a run over a log brings, or null when another log has taken its place meanwhile. */
async function readInto(
  store: Store,
  source: Source,
  {known, head, ...options}: Reading
): Promise<Pick<IngestResult, "lines" | "changed" | keyof UnknownShare> | null> {
  const state = known ? (JSON.parse(known.state) as State) : null;
  const isCopy = state?.place ? !(await source.journal?.resume(state.place)) : false;
  const writer = createWriter(store);
  const collector = createCollector(store, writer, {medium: source.medium(), tail: isCopy ? [] : state?.tail});
  const unknownLines = createUnknownLines();
  const scanner = createScanner({
    zone: options.zone,
    year: options.year,
    host: options.host,
    modified: source.modified ?? undefined,
    state: state?.scanner,
    onEvent: collector.add,
    onUnknown: unknownLines.add
  });
  const from = known?.position ?? 0;
  let start = Buffer.alloc(0); // of the log that is really read: by now it can be another one than `head` is of
  for await (const chunk of source.chunks(from, options.onRead)) {
    if (from === 0 && start.length < headBytes) start = Buffer.concat([start, chunk.subarray(0, headBytes)]);
    scanner.push(chunk);
  }
  const lines = [...scanner.ledgers.values()].reduce((sum, ledger) => sum + ledger.read, 0);
  const share = unknownShare(scanner.ledgers.values());
  if (lines === 0) return {lines, changed: false, ...share};
  collector.finish();
  const changed = collector.changed || !known;
  if (!changed) return {lines, changed, ...share};
  const place = source.journal?.position();
  const saved = JSON.stringify({scanner: scanner.save(), tail: collector.tail(), place} satisfies State);
  const position = from + scanner.consumed;
  const now = await headNow(source, {head, from, start});
  if (now === null) return null;
  const id = savePosition(store, {source: known?.source ?? null, path: source.name, head: now, position, state: saved});
  const zone = source.journal ? undefined : options.zone; // a journal's stamps carry their own
  await saveBoots(store, id, {source, scanner, writer, host: options.host});
  saveSums(store, id, {scanner, writer, pruned: collector.pruned, zone});
  unknownLines.save(store, (name) => writer.host(name));
  store
    .prepare("INSERT INTO meta (key, value) VALUES ('demo', ?) ON CONFLICT DO NOTHING")
    .run(String(options.demo ?? false));
  return {lines, changed, ...share};
}

/** Returns the first bytes of the log that was read, or null when the log that was known by others is not there any more. */
async function headNow(
  source: Source,
  {head, from, start}: {head: Buffer; from: number; start: Buffer}
): Promise<Buffer | null> {
  if (source.modified === null) return head; // it is read only once
  if (from === 0) return wholeLines(start.subarray(0, headBytes));
  const now = Buffer.from(await source.head(headBytes));
  return now.subarray(0, head.length).equals(head) ? wholeLines(now) : null;
}

/** Returns bytes without a last line that has no end: other logs can start like that. */
function wholeLines(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.lastIndexOf("\n") + 1 || bytes.length);
}

/** Adds to the coverage what only a journal tells: when the machine ran, also where sshd was silent. */
async function saveBoots(
  store: Store,
  id: number,
  {source, scanner, writer, host}: Pick<Sums, "scanner" | "writer"> & {source: Source; host?: string}
): Promise<void> {
  const boots = Map.groupBy((await source.journal?.coverage()) ?? [], (boot) => host ?? boot.host);
  const spans = [...boots].map(([name, times]) => [name, times.map(({from, to}) => [from, to] as const)] as const);
  saveCoverage(store, id, {scanner: {...scanner, coverage: new Map(spans)}, hostId: (name) => writer.host(name)});
}

type Sums = {
  scanner: Scanner;
  writer: ReturnType<typeof createWriter>;
  pruned: ReadonlyMap<string | null, number>;
  zone: string | undefined;
};

function saveSums(store: Store, source: number, {scanner, writer, pruned, zone}: Sums): void {
  for (const name of scanner.ledgers.keys()) writer.host(name, zone);
  saveLedgers(store, source, {scanner, pruned, hostId: (name) => writer.host(name)});
  saveCoverage(store, source, {scanner, hostId: (name) => writer.host(name)});
}

function refuseMixing(store: Store, demo: boolean, path: string): void {
  const held = store.prepare("SELECT value FROM meta WHERE key = 'demo'").pluck().get();
  if (held === undefined || held === String(demo)) return;
  const [holds, log] = demo ? ["real attempts", "the made-up demo log"] : ["the made-up demo data", "a real log"];
  throw new Error(`${path} holds ${holds}; ${log} needs a database of its own: name one with --db`);
}

function firstHost(head: Uint8Array): string | null {
  const scanner = createScanner({onEvent: () => undefined});
  scanner.push(head);
  scanner.finish({partial: true});
  return [...scanner.ledgers.keys()].find((name) => name !== null) ?? null;
}

function zoneOf(store: Store, host: string | null): {zone: string; zoneSource: string} {
  const remembered = store
    .prepare("SELECT zone FROM host WHERE name = ?")
    .pluck()
    .get(host ?? "") as string | undefined;
  if (remembered !== undefined) return {zone: remembered, zoneSource: `remembered for ${host ?? "this log"}`};
  const own = hostname().split(".")[0];
  if (host !== null && host.split(".")[0] === own)
    return {zone: Intl.DateTimeFormat().resolvedOptions().timeZone, zoneSource: "this machine's"};
  return {zone: "UTC", zoneSource: "the default; --tz names another"};
}
