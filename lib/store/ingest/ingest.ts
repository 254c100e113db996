import type {Source} from "../../log/source/source.ts";
import {yearAhead} from "./look-ahead.ts";
import {begin, explained, type Store} from "../database.ts";
import {findPosition, headBytes} from "./position.ts";
import {readLog} from "./read.ts";
import type {UnknownShare} from "./unknown-lines.ts";
import {firstHost, zoneOf} from "./log-zone.ts";

/** How a log is read: see {@link ingest}. */
export interface IngestOptions {
  /** IANA zone of stamps that carry none; default: the one remembered for the host, this machine's for its own log, else UTC. */
  readonly zone?: string;
  /** Year of the first classic stamp; default: told by the order of its lines and its time of change. */
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
 * Reads what is new in a log into the database, in a transaction of its own or as a part of the one that is open: its lines, the attempts that follow from them, the
 * ledger, the coverage, and the position up to which the log was read. A line that another log has brought already is
 * not counted again. A log that brings no new line of sshd, dropbear or PAM writes nothing. Throws one-line errors;
 * nothing is then written.
 */
export async function ingest(store: Store, source: Source, options: IngestOptions = {}): Promise<IngestResult> {
  const head = Buffer.from(await source.head(headBytes));
  const part = partOf(store);
  try {
    const known = head.length > 0 ? findPosition(store, head) : null;
    const first = known?.state.host ?? firstHost(head);
    const host = options.host ?? first;
    const {zone, zoneSource} = options.zone ? {zone: options.zone, zoneSource: "given"} : zoneOf(store, host);
    refuseMixing(store, options.demo ?? false, store.name);
    const year = options.year ?? (known ? undefined : await yearAhead(source, zone));
    const {again, ...read} = await readLog(store, source, {...options, zone, year, known, head, first});
    if (read.changed) part.keep();
    else part.takeBack();
    return again ? ingest(store, source, {...options, ...again}) : {name: source.name, zone, zoneSource, ...read};
  } catch (error) {
    if (store.inTransaction) part.takeBack(); // it is not on a full disk: then all was taken back
    throw explained(error, store.name);
  }
}

/** Begins a transaction, or a part of the one that is open. */
function partOf(store: Store): {keep(): void; takeBack(): void} {
  const isOpen = store.inTransaction;
  if (isOpen) store.exec("SAVEPOINT log");
  else begin(store);
  return {
    keep: () => void store.exec(isOpen ? "RELEASE log" : "COMMIT"),
    takeBack: () => void store.exec(isOpen ? "ROLLBACK TO log; RELEASE log" : "ROLLBACK")
  };
}

function refuseMixing(store: Store, demo: boolean, path: string): void {
  const held = store.prepare("SELECT value FROM meta WHERE key = 'demo'").pluck().get();
  if (held === undefined || held === String(demo)) return;
  const [holds, log] = demo ? ["real attempts", "the made-up demo log"] : ["the made-up demo data", "a real log"];
  throw new Error(`${path} holds ${holds}; ${log} needs a database of its own: name one with --db`);
}
