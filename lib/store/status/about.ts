import {coverageGapSeconds} from "../../log/event/event.ts";
import type {Store} from "../database.ts";

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

/** What a database says of itself. */
export interface About {
  readonly hosts: readonly string[];
  /** IANA zone of the hosts' clocks; UTC when they differ. */
  readonly zone: string;
  /** Whether the attempts are the made-up ones of `demo`. */
  readonly demo: boolean;
  /** The first and last line of any program; null for a database without a timed line. */
  readonly span: Span | null;
  /** The spans of log, of any host, in order. */
  readonly coverage: readonly Span[];
  /** The same of each host with a timed line, by name. */
  readonly logs: readonly HostLog[];
  readonly ledger: LedgerSum;
}

const unnamed = "unnamed host";

/** Returns what a database says of itself. */
export function readAbout(store: Store): About {
  const hosts = store.prepare("SELECT nullif(name, '') AS name, zone FROM host ORDER BY name").all() as {
    name: string | null;
    zone: string;
  }[];
  const zones = new Set(hosts.map(({zone}) => zone));
  const coverage = readCoverage(store);
  const [first, last] = [coverage[0], coverage.at(-1)];
  return {
    hosts: hosts.map(({name}) => name ?? unnamed),
    zone: zones.size === 1 ? [...zones].join() : "UTC",
    demo: store.prepare("SELECT value FROM meta WHERE key = 'demo'").pluck().get() === "true",
    span: first && last ? {from: first.from, to: last.to} : null,
    coverage,
    logs: readHostLogs(store),
    ledger: readLedger(store)
  };
}

/** Returns the ledger, summed over sources, of one host (its id in the table `host`) or of all. */
export function readLedger(store: Store, host: number | null = null): LedgerSum {
  const sum = (table: string, column: string, ...names: string[]): number[] => {
    const sums = names.map((name) => `ifnull(sum(${name}), 0)`).join(", ");
    const sql = `SELECT ${sums} FROM ${table} WHERE :host IS NULL OR ${column} = :host`;
    return store.prepare(sql).raw().get({host}) as number[];
  };
  const [read, other, pruned] = sum("ledger", "host", "read", "other", "pruned");
  const [deciding, echo, noise, unknown, written] = sum(
    "day",
    "host",
    "deciding",
    "echo",
    "noise",
    "unknown",
    "written"
  );
  const [openDeciding, openEcho] = sum("pending", "host", "deciding", "echo");
  const [removed] = sum("host", "id", "pruned");
  return {
    read: read!,
    deciding: deciding! + openDeciding!,
    echo: echo! + openEcho!,
    noise: noise!,
    other: other!,
    unknown: unknown!,
    seen: read! - other! - pruned! - removed! - written!,
    pruned: pruned! + removed!
  };
}

/** Returns the spans of log of all sources as disjoint spans in order. */
function readCoverage(store: Store): Span[] {
  return mergeSpans(store.prepare('SELECT first AS "from", last AS "to" FROM coverage ORDER BY first').all() as Span[]);
}

const hostSpans = `
  SELECT nullif(name, '') AS host, zone, source.id AS id, path AS source, first AS "from", last AS "to"
  FROM coverage JOIN host ON host.id = host JOIN source ON source.id = source ORDER BY name, first, source.id`;

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

/** Returns spans, given by their beginnings, as disjoint ones: what is at most six hours apart is one span of log. */
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
