import type {Store} from "../database.ts";
import type {outcomes} from "../schema.ts";
import {readSums} from "../day/sums.ts";

/** What an import brought of one host. */
export interface Brought {
  /** Its name here; null: its log names none. */
  readonly host: string | null;
  /** Lines of sshd, dropbear and PAM that no log here had brought. */
  readonly lines: number;
  /** The attempts that became more, by outcome; an open connection can become another one. */
  readonly attempts: readonly {readonly outcome: (typeof outcomes)[number]; readonly attempts: number}[];
}

/** What a database counts of a host. */
export interface Counts {
  readonly lines: number;
  readonly attempts: Brought["attempts"];
}

/** Returns what a database counts of a host, by its name. */
export function countsOf(store: Store, name: string): Counts {
  const id = store.prepare("SELECT id FROM host WHERE name = ?").pluck().get(name) as number | undefined;
  if (id === undefined) return {lines: 0, attempts: []};
  const lines = store.prepare("SELECT ifnull(sum(written), 0) FROM day WHERE host = ?").pluck().get(id);
  return {lines: Number(lines), attempts: readSums(store, id)};
}

/** Returns what came in between two counts. */
export function difference(name: string, before: Counts, after: Counts): Brought {
  const known = new Map(before.attempts.map(({outcome, attempts}) => [outcome, attempts]));
  const more = after.attempts.map(({outcome, attempts}) => ({outcome, attempts: attempts - (known.get(outcome) ?? 0)}));
  return {host: name || null, lines: after.lines - before.lines, attempts: more.filter(({attempts}) => attempts > 0)};
}
