import {mergeSpans, readLedgers, type LedgerSum, type Span} from "./about.ts";
import type {Store} from "../database.ts";
import {readMeta} from "../meta.ts";
import {outcomes, versionOf} from "../schema.ts";
import {readSize, type Size} from "./size.ts";
import {otherNames} from "../day/host-names.ts";
import {readMisdated, type Misdated} from "../day/misdated.ts";
import {readSums} from "../day/sums.ts";

/** What a database holds, and what became of the lines; all times are epoch seconds, UTC. */
export interface Summary {
  readonly database: string;
  /** The version of the schema. */
  readonly schema: number;
  /** Whether the attempts are the made-up ones of `demo`. */
  readonly demo: boolean;
  readonly hosts: readonly HostSummary[];
  readonly sources: readonly SourceSummary[];
  readonly size: Size;
}

/** The ledger and the attempts of one host. */
export interface HostSummary {
  /** Null where the log names no host. */
  readonly host: string | null;
  /** Other names under which its logs have it, in order. */
  readonly aliases: readonly string[];
  /** The machine id (machine-id(5)); null where no journal told it. */
  readonly machine: string | null;
  /** IANA zone of its clock. */
  readonly zone: string;
  /** Lines from before this time are left out; null where none are. */
  readonly floor: number | null;
  /** What became of the lines: `read` is the sum of the others. */
  readonly lines: LedgerSum;
  readonly attempts: Readonly<Record<(typeof outcomes)[number], number>>;
  /** From the first to the last line of any program; null where none has a time. */
  readonly log: Span | null;
  /** From the first to the last attempt; null where none has a time. */
  readonly attempted: Span | null;
  /** Spans of more than six hours without a line of any program, in any log. */
  readonly gaps: readonly Span[];
  /** Lines of sshd with implausible times, by their days; `log`, `attempted` and `gaps` know nothing of them. */
  readonly misdated: readonly Misdated[];
}

/** What was read of one log, of each host in it. */
export interface SourceSummary {
  /** The name under which it was read last. */
  readonly source: string;
  readonly host: string | null;
  /**
   * Lines that were read: `own` of sshd, dropbear and PAM, `other` of other programs, `unread` behind a header that is
   * not understood, `pruned` from before the floor. What the own ones came to is in the host's ledger only, as a line
   * can stand in several logs.
   */
  readonly lines: Readonly<Record<"read" | "own" | "other" | "unread" | "pruned", number>>;
  readonly log: Span | null;
  readonly gaps: readonly Span[];
}

/** Returns what a database holds, at one moment also while an ingest runs. */
export function readSummary(store: Store): Summary {
  return store.transaction(() => ({
    database: store.name,
    schema: versionOf(store),
    demo: readMeta(store, "demo") === "true",
    hosts: hosts(store),
    sources: sources(store),
    size: readSize(store)
  }))();
}

type HostRow = Pick<HostSummary, "host" | "machine" | "zone"> & {id: number; floor: number};

function hosts(store: Store): HostSummary[] {
  const rows = store
    .prepare(
      `SELECT id, nullif(name, '') AS host, value AS machine, zone, floor
      FROM host LEFT JOIN meta ON key = 'machine:' || name ORDER BY name`
    )
    .all() as HostRow[];
  const ledgers = readLedgers(store);
  return rows.map(({id, floor, ...host}) => ({
    ...host,
    aliases: otherNames(store, id),
    floor: floor || null,
    lines: ledgers.get(id)!,
    ...attempts(store, id),
    ...coverage(store, "host = ?", [id]),
    misdated: readMisdated(store, id)
  }));
}

function attempts(store: Store, host: number): Pick<HostSummary, "attempts" | "attempted"> {
  const sums = readSums(store, host);
  const times = sums.flatMap(({first, last}) => (first === null || last === null ? [] : [first, last]));
  const count = (outcome: string): number => sums.find((sum) => sum.outcome === outcome)?.attempts ?? 0;
  return {
    attempts: Object.fromEntries(outcomes.map((outcome) => [outcome, count(outcome)])) as HostSummary["attempts"],
    attempted: times.length > 0 ? {from: Math.min(...times), to: Math.max(...times)} : null
  };
}

type SourceRow = SourceSummary["lines"] & {sourceId: number; hostId: number; source: string; host: string | null};

function sources(store: Store): SourceSummary[] {
  const sql = `SELECT source.id AS sourceId, host.id AS hostId, path AS source, nullif(name, '') AS host, read,
      read - other - unread - ledger.pruned AS own, other, unread, ledger.pruned
    FROM ledger JOIN source ON source.id = source JOIN host ON host.id = host ORDER BY name, source.id`;
  const rows = store.prepare(sql).all() as SourceRow[];
  return rows.map(({sourceId, hostId, source, host, ...lines}) => ({
    source,
    host,
    lines,
    ...coverage(store, "source = ? AND host = ?", [sourceId, hostId])
  }));
}

function coverage(store: Store, where: string, values: readonly number[]): {log: Span | null; gaps: Span[]} {
  const sql = `SELECT first AS "from", last AS "to" FROM coverage WHERE ${where} ORDER BY first`;
  const spans = mergeSpans(store.prepare(sql).all(...values) as Span[]);
  const first = spans[0];
  const last = spans.at(-1);
  const gaps = spans.slice(1).map(({from}, i) => ({from: spans[i]!.to, to: from}));
  return {log: first && last ? {from: first.from, to: last.to} : null, gaps};
}
