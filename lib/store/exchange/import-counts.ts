import type {Store} from "../database.ts";
import type {outcomes} from "../schema.ts";
import {readSums} from "../day/sums.ts";

/** How many lines and attempts an import brought of one host. */
export interface ImportCounts {
  /** Its name here; null where its log names none. */
  readonly host: string | null;
  /** Lines of sshd, dropbear and PAM that no log here had brought. */
  readonly lines: number;
  /** The outcomes of which there are more attempts now, and how many more; those of an open connection can change. */
  readonly attempts: readonly {readonly outcome: (typeof outcomes)[number]; readonly attempts: number}[];
}

/** How many lines and attempts a database has of a host. */
export interface HostCounts {
  readonly lines: number;
  readonly attempts: ImportCounts["attempts"];
}

/** Returns how many lines and attempts a database has of a host, by its name; none if it does not know the host. */
export function countHost(store: Store, name: string): HostCounts {
  const id = store.prepare("SELECT id FROM host WHERE name = ?").pluck().get(name) as number | undefined;
  if (id === undefined) return {lines: 0, attempts: []};
  const lines = store.prepare("SELECT ifnull(sum(written), 0) FROM day WHERE host = ?").pluck().get(id);
  return {lines: Number(lines), attempts: readSums(store, id)};
}

/** Returns what an import brought of a host, from its counts before and after. */
export function difference(name: string, before: HostCounts, after: HostCounts): ImportCounts {
  const known = new Map(before.attempts.map(({outcome, attempts}) => [outcome, attempts]));
  const more = after.attempts.map(({outcome, attempts}) => ({outcome, attempts: attempts - (known.get(outcome) ?? 0)}));
  return {host: name || null, lines: after.lines - before.lines, attempts: more.filter(({attempts}) => attempts > 0)};
}
