import {coverageGapSeconds} from "../../log/event/event.ts";
import type {Store} from "../database.ts";
import {readMeta} from "../meta.ts";

/** A span of time in epoch seconds, UTC. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The ledger of a database: what became of the lines that were read. */
export interface LedgerSum {
  readonly read: number;
  /** Lines that made an attempt. */
  readonly deciding: number;
  /** Lines that repeat an attempt of another line of their connection. */
  readonly echo: number;
  /** Lines of sshd without an attempt. */
  readonly noise: number;
  /** Lines of other programs. */
  readonly other: number;
  /** Lines that are of sshd by their looks, behind a header that is not understood. */
  readonly unread: number;
  /** Lines of sshd that no pattern knows. */
  readonly unknown: number;
  /** Lines that another log had brought already. */
  readonly seen: number;
  /** Lines older than what `prune` keeps: left out when they were read, or removed since. */
  readonly pruned: number;
}

/** The spans of log of a host, of all its logs together and of each. */
export interface HostLog {
  readonly host: string;
  /** IANA zone of its clock. */
  readonly zone: string;
  readonly coverage: readonly Span[];
  /** By their beginnings; `source` is the name under which the log was read last. */
  readonly sources: readonly {readonly source: string; readonly coverage: readonly Span[]}[];
}

/** A host of a database, also one without a timed line. */
export interface HostFacts {
  /** Null where the log names no host. */
  readonly host: string | null;
  /** IANA zone of its clock. */
  readonly zone: string;
  readonly ledger: LedgerSum;
}

/** What a database says of itself: its hosts, what time it covers, and what became of the lines. */
export interface About {
  readonly hosts: readonly string[];
  /** What is known of each host, in the same order. */
  readonly machines: readonly HostFacts[];
  /** IANA zone of the hosts' clocks; UTC when they differ. */
  readonly zone: string;
  /** Whether its attempts are the made-up ones of `demo`. */
  readonly demo: boolean;
  /** The time of the first and of the last line of any program; null for a database without a timed line. */
  readonly span: Span | null;
  /** The spans of log, of any host, in order. */
  readonly coverage: readonly Span[];
  /** The same of each host with a timed line, by name. */
  readonly logs: readonly HostLog[];
  readonly ledger: LedgerSum;
}

/** What a host that its log does not name is called. */
export const unnamed = "unnamed host";

/** Returns what a database says of itself; see {@link About}. */
export function readAbout(store: Store): About {
  const hosts = store.prepare("SELECT id, nullif(name, '') AS host, zone FROM host ORDER BY name").all() as {
    id: number;
    host: string | null;
    zone: string;
  }[];
  const ledgers = readLedgers(store);
  const coverage = readCoverage(store);
  const first = coverage[0];
  const last = coverage.at(-1);
  return {
    hosts: hosts.map(({host}) => host ?? unnamed),
    machines: hosts.map(({id, ...host}) => ({...host, ledger: ledgers.get(id)!})),
    zone: commonZone(hosts),
    demo: readMeta(store, "demo") === "true",
    span: first && last ? {from: first.from, to: last.to} : null,
    coverage,
    logs: readHostLogs(store),
    ledger: sumLedgers(ledgers.values())
  };
}

/** Returns the zone of hosts that all have the same one, else UTC. */
export function commonZone(hosts: readonly {readonly zone: string}[]): string {
  const zones = new Set(hosts.map(({zone}) => zone));
  return zones.size === 1 ? [...zones].join() : "UTC";
}

/** Returns the ledger of each host by its id in the table `host`, summed over sources. */
export function readLedgers(store: Store): ReadonlyMap<number, LedgerSum> {
  const rows = store.prepare(ledgerSums).all() as (LedgerSum & {host: number})[];
  return new Map(rows.map(({host, ...ledger}) => [host, ledger]));
}

const ledgerSums = `
  WITH
    lines AS (SELECT host, sum(read) AS read, sum(other) AS other, sum(pruned) AS pruned, sum(unread) AS unread
      FROM ledger GROUP BY host),
    days AS (
      SELECT host, sum(deciding) AS deciding, sum(echo) AS echo, sum(noise) AS noise, sum(unknown) AS unknown,
        sum(written) AS written FROM day GROUP BY host
    ),
    open AS (SELECT host, sum(deciding) AS deciding, sum(echo) AS echo FROM pending GROUP BY host)
  SELECT id AS host, ifnull(read, 0) AS read, ifnull(days.deciding, 0) + ifnull(open.deciding, 0) AS deciding,
    ifnull(days.echo, 0) + ifnull(open.echo, 0) AS echo, ifnull(noise, 0) AS noise, ifnull(other, 0) AS other,
    ifnull(unread, 0) AS unread, ifnull(unknown, 0) AS unknown,
    ifnull(read, 0) - ifnull(other, 0) - ifnull(unread, 0) - ifnull(lines.pruned, 0) - host.pruned - ifnull(written, 0) AS seen,
    ifnull(lines.pruned, 0) + host.pruned AS pruned
  FROM host LEFT JOIN lines ON lines.host = id LEFT JOIN days ON days.host = id LEFT JOIN open ON open.host = id
  ORDER BY name`;

/** Returns the ledger of one host (its id in the table `host`), or of all together. */
export function readLedger(store: Store, host: number | null = null): LedgerSum {
  const ledgers = readLedgers(store);
  return sumLedgers(host === null ? ledgers.values() : [ledgers.get(host)!]);
}

/** Returns the sum of ledgers, kind by kind. */
export function sumLedgers(ledgers: Iterable<LedgerSum>): LedgerSum {
  const total = {read: 0, deciding: 0, echo: 0, noise: 0, other: 0, unread: 0, unknown: 0, seen: 0, pruned: 0};
  for (const ledger of ledgers) for (const kind of ledgerKinds) total[kind] += ledger[kind];
  return total;
}

const ledgerKinds = ["read", "deciding", "echo", "noise", "other", "unread", "unknown", "seen", "pruned"] as const;

/** Returns the spans of log of all sources as disjoint spans in order. */
function readCoverage(store: Store): Span[] {
  return mergeSpans(store.prepare('SELECT first AS "from", last AS "to" FROM coverage ORDER BY first').all() as Span[]);
}

const hostSpans = `
  SELECT nullif(name, '') AS host, zone, source.id AS id, path AS source, first AS "from", last AS "to"
  FROM coverage JOIN host ON host.id = host JOIN source ON source.id = source ORDER BY name, first, path, last, source.id`;

type HostSpan = Span & {
  readonly host: string | null;
  readonly zone: string;
  readonly id: number;
  readonly source: string;
};

function readHostLogs(store: Store): HostLog[] {
  const hosts = Map.groupBy(store.prepare(hostSpans).all() as HostSpan[], ({host}) => host);
  return Array.from(hosts, ([host, spans]) => ({
    host: host ?? unnamed,
    zone: spans[0]!.zone,
    coverage: mergeSpans(spans),
    sources: Array.from(Map.groupBy(spans, ({id}) => id).values(), (spans) => ({
      source: spans[0]!.source,
      coverage: mergeSpans(spans)
    }))
  }));
}

/** Returns spans, sorted by their beginnings, as disjoint ones: those at most six hours apart become one. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && span.from - last.to <= coverageGapSeconds)
      merged[merged.length - 1] = {from: last.from, to: Math.max(last.to, span.to)};
    else merged.push({from: span.from, to: span.to});
  }
  return merged;
}
