import type {Store} from "../database.ts";
import type {ImportedHost} from "./import-floor.ts";
import {readSums} from "../day/sums.ts";
import {daySeconds} from "../../base/time.ts";

/** What another machine claims to count of one of its hosts: an import is checked against it. */
export interface Claim {
  readonly host: string;
  /** Epoch seconds before which it has no lines. */
  readonly floor: number;
  /** Lines of sshd, dropbear and PAM from the floor on. */
  readonly lines: number;
  readonly attempts: number;
}

/** Returns what a database counts of each of its hosts, by name. */
export function claimsOf(store: Store): Claim[] {
  const hosts = store.prepare("SELECT id, name, floor FROM host ORDER BY name").all() as Host[];
  return hosts.map(({id, name, floor}) => ({
    host: name,
    floor,
    lines: linesOf(store, id, floor),
    attempts: readSums(store, id).reduce((sum, {attempts}) => sum + attempts, 0)
  }));
}

/** Returns a value that came from another machine as its claims. Throws a TypeError when it is of another form. */
export function parseClaims(value: unknown): readonly Claim[] {
  const claims = value as readonly Claim[];
  const areNumbers = ({floor, lines, attempts}: Claim): boolean => [floor, lines, attempts].every(Number.isSafeInteger);
  if (!claims.every((claim) => typeof claim.host === "string" && areNumbers(claim))) throw new TypeError("no claims");
  return claims;
}

interface Host {
  readonly id: number;
  readonly name: string;
  readonly floor: number;
}

function linesOf(store: Store, host: number, floor: number): number {
  const sql = "SELECT ifnull(sum(written), 0) FROM day WHERE host = ? AND day >= ? AND NOT closed";
  return Number(
    store
      .prepare(sql)
      .pluck()
      .get(host, Math.floor(floor / daySeconds))
  );
}

/**
 * Returns the hosts of which a database does not count what an imported one claims: by their lines, or by their
 * attempts only. A host is left out if one of the databases has read more of its logs, or keeps less.
 */
export function hostsThatDiffer(
  store: Store,
  from: Store,
  {hosts, claims}: {hosts: readonly ImportedHost[]; claims: readonly Claim[]}
): {lines: string[]; attempts: string[]} {
  const differs = {lines: [] as string[], attempts: [] as string[]};
  for (const {host, floor, lines, attempts} of claims) {
    const ours = hosts.find(({old}) => old === host);
    if (!ours || hosts.some((other) => other !== ours && other.id === ours.id)) continue; // two of theirs are one here
    if (ours.floor > floor || logsOf(store, ours.id) !== logsOf(from, ours.theirs)) continue;
    if (linesOf(store, ours.id, floor) !== lines) differs.lines.push(ours.name);
    const sum = readSums(store, ours.id).reduce((all, one) => all + one.attempts, 0);
    if (ours.floor === floor && sum !== attempts) differs.attempts.push(ours.name);
  }
  return differs;
}

/** Returns a text that is equal for databases that have read the same logs of a host equally far. */
function logsOf(store: Store, host: number): string {
  const sql = `SELECT hex(head), head_bytes, position FROM source WHERE id IN
    (SELECT source FROM ledger WHERE host = :host UNION SELECT source FROM coverage WHERE host = :host)
    ORDER BY 1, 2, 3`;
  return JSON.stringify(store.prepare(sql).raw().all({host}));
}
