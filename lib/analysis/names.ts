import type {Log} from "../ask/question/log.ts";
import {refused} from "../ask/question/where.ts";
import type {Account, Name} from "../rows/names.ts";

/** Returns the `n` most tried user names, the most tried first. */
export async function topNames(log: Log, {n = 20}: {n?: number} = {}): Promise<Name[]> {
  const options = {top: n, measures: ["attempts", "addresses"]} as const;
  const rows = await log.where(refused()).tally<Omit<Name, "known">>(["user"], options);
  const known = await knownNames(log);
  return rows.map((row) => ({...row, known: known.get(row.user) ?? null}));
}

/**
 * Returns a row for accounts that exist, for others, and for those the log says nothing about, as far as any were
 * tried.
 */
export async function accounts(log: Log): Promise<Account[]> {
  return log.where(refused()).tally(["known"], {measures: ["attempts", "addresses", "names"]});
}

/**
 * Returns for each name whether the host has the account: true where any line says so, null where none says anything.
 */
async function knownNames(log: Log): Promise<Map<string | null, boolean>> {
  type Row = {readonly user: string | null; readonly known: boolean};
  const known = new Map<string | null, boolean>();
  for (const row of await log.where({known: {not: null}}).tally<Row>(["user", "known"]))
    known.set(row.user, row.known || (known.get(row.user) ?? false));
  return known;
}
