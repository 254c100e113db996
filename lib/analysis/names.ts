import type {Log} from "../ask/question/log.ts";
import {refused} from "../ask/question/where.ts";
import type {Account, Name} from "../rows/names.ts";

/** Returns the `n` user names (20 by default) with the most refused attempts, the most first. */
export async function topNames(log: Log, {n = 20}: {n?: number} = {}): Promise<Name[]> {
  const options = {top: n, measures: ["attempts", "addresses"]} as const;
  const rows = await log.where(refused()).tally<Omit<Name, "known">>(["user"], options);
  const known = await knownNames(log);
  return rows.map((row) => ({...row, known: known.get(row.user) ?? null}));
}

/**
 * Returns the refused attempts on accounts that exist, on others, and on those of which the log says nothing: a row for
 * each of the three that has attempts.
 */
export async function accounts(log: Log): Promise<Account[]> {
  return log.where(refused()).tally(["known"], {measures: ["attempts", "addresses", "names"]});
}

/**
 * Returns for each name whether the host has the account: true where any line says so. A name of which no line says
 * anything is left out.
 */
async function knownNames(log: Log): Promise<Map<string | null, boolean>> {
  type Row = {readonly user: string | null; readonly known: boolean};
  const known = new Map<string | null, boolean>();
  for (const row of await log.where({known: {not: null}}).tally<Row>(["user", "known"]))
    known.set(row.user, row.known || (known.get(row.user) ?? false));
  return known;
}
