import {coverageGapSeconds} from "../log/types.ts";
import type {Store} from "./database.ts";

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
  readonly ledger: LedgerSum;
}

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
    hosts: hosts.map(({name}) => name ?? "unnamed host"),
    zone: zones.size === 1 ? [...zones].join() : "UTC",
    demo: store.prepare("SELECT value FROM meta WHERE key = 'demo'").pluck().get() === "true",
    span: first && last ? {from: first.from, to: last.to} : null,
    coverage,
    ledger: readLedger(store)
  };
}

/** Returns the ledger, summed over sources and hosts. */
export function readLedger(store: Store): LedgerSum {
  return store
    .prepare(
      `SELECT ifnull(sum(read), 0) AS read, ifnull(sum(deciding + open_deciding), 0) AS deciding,
        ifnull(sum(echo + open_echo), 0) AS echo, ifnull(sum(noise), 0) AS noise, ifnull(sum(other), 0) AS other,
        ifnull(sum(unknown), 0) AS unknown FROM ledger`
    )
    .get() as LedgerSum;
}

/** Returns the spans of log of all sources as disjoint spans in order. */
function readCoverage(store: Store): Span[] {
  const spans = store.prepare('SELECT first AS "from", last AS "to" FROM coverage ORDER BY first').all() as Span[];
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && span.from - last.to <= coverageGapSeconds)
      merged[merged.length - 1] = {from: last.from, to: Math.max(last.to, span.to)};
    else merged.push(span);
  }
  return merged;
}
