import {hostname} from "node:os";
import {createScanner, type Scanner} from "../log/scanner.ts";
import type {Source} from "../log/source.ts";
import type {Connection} from "../log/types.ts";
import {explained, type Store} from "./database.ts";
import {findPosition, headBytes, savePosition, type Position} from "./position.ts";
import {saveCoverage, saveLedgers} from "./ledger.ts";
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
export interface IngestResult {
  readonly name: string;
  /** New bytes of the log, uncompressed. */
  readonly bytes: number;
  readonly zone: string;
  /** Where the zone comes from, in words. */
  readonly zoneSource: string;
  /** New lines of the log. */
  readonly lines: number;
}

/**
 * Reads what is new in a log into the database, in one transaction: the rows, the ledger, the coverage, and the
 * position up to which the log was read. Connections that are still open at the end are stored as they stand, and
 * replaced when more of them comes. A log without new lines writes nothing. Throws one-line errors; nothing is then written.
 */
export async function ingest(store: Store, source: Source, options: IngestOptions = {}): Promise<IngestResult> {
  const head = await source.head(headBytes);
  const known = head.length > 0 ? findPosition(store, head) : null;
  const host = options.host ?? firstHost(head);
  const {zone, zoneSource} = options.zone ? {zone: options.zone, zoneSource: "given"} : zoneOf(store, host);
  const result = {name: source.name, zone, zoneSource};
  refuseMixing(store, options.demo ?? false, store.name);
  store.exec("BEGIN IMMEDIATE");
  try {
    const read = await readInto(store, source, {...options, zone, known, head});
    store.exec(read.bytes > 0 ? "COMMIT" : "ROLLBACK");
    return {...result, ...read};
  } catch (error) {
    if (store.inTransaction) store.exec("ROLLBACK");
    throw explained(error, store.name);
  }
}

type Reading = IngestOptions & {zone: string; known: Position | null; head: Uint8Array};

async function readInto(
  store: Store,
  source: Source,
  {known, head, ...options}: Reading
): Promise<{bytes: number; lines: number}> {
  const writer = createWriter(store);
  const from = known?.position ?? 0;
  const closed: Connection[] = [];
  const scanner = createScanner({
    zone: options.zone,
    year: options.year,
    host: options.host,
    modified: source.modified ?? undefined,
    state: known?.state,
    onConnection: (connection) => closed.push(connection)
  });
  let started = false;
  for await (const chunk of source.chunks(from, options.onRead)) {
    scanner.push(chunk);
    if (scanner.consumed === 0) continue;
    if (!started && known) dropPending(store, known.source);
    started = true;
    for (const connection of closed.splice(0)) writer.write(connection);
  }
  if (!started) return {bytes: 0, lines: 0};
  const position = from + scanner.consumed;
  const id = savePosition(store, {
    source: known?.source ?? null,
    path: source.name,
    head,
    position,
    state: scanner.save()
  });
  finish(store, id, {scanner, writer, zone: options.zone, demo: options.demo ?? false});
  const lines = [...scanner.ledgers.values()].reduce((sum, ledger) => sum + ledger.read, 0);
  return {bytes: scanner.consumed, lines};
}

function finish(
  store: Store,
  source: number,
  {
    scanner,
    writer,
    zone,
    demo
  }: {scanner: Scanner; writer: ReturnType<typeof createWriter>; zone: string; demo: boolean}
): void {
  const pending = store.prepare("INSERT INTO pending (source, connection, attempt) VALUES (?, ?, ?)");
  const open = scanner.open();
  for (const connection of open) for (const id of writer.write(connection)) pending.run(source, connection.id, id);
  for (const name of scanner.ledgers.keys()) writer.host(name, zone);
  saveLedgers(store, source, {scanner, open, hostId: (name) => writer.host(name)});
  saveCoverage(store, source, {scanner, hostId: (name) => writer.host(name)});
  store.prepare("INSERT INTO meta (key, value) VALUES ('demo', ?) ON CONFLICT DO NOTHING").run(String(demo));
}

/** Removes the rows of connections that were open when the last run over a log ended; they are written anew. */
function dropPending(store: Store, source: number): void {
  const remove = store.prepare("DELETE FROM attempt WHERE id = ?");
  const rows = store.prepare("DELETE FROM pending WHERE source = ? RETURNING attempt").pluck().all(source);
  for (const id of rows) remove.run(id);
}

function refuseMixing(store: Store, demo: boolean, path: string): void {
  const held = store.prepare("SELECT value FROM meta WHERE key = 'demo'").pluck().get();
  if (held === undefined || held === String(demo)) return;
  const [holds, log] = demo ? ["real attempts", "the made-up demo log"] : ["the made-up demo data", "a real log"];
  throw new Error(`${path} holds ${holds}; ${log} needs a database of its own: name one with --db`);
}

function firstHost(head: Uint8Array): string | null {
  const scanner = createScanner({onConnection: () => undefined});
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
