import type {Log} from "../ask/question/log.ts";
import {refused, type Where} from "../ask/question/where.ts";
import {masked, suspicionOf} from "./suspicion.ts";
import type {Suspect} from "../rows/suspects.ts";

/**
 * Returns the names of refused attempts that look like a secret and have no account on the host, the most attempts
 * first. They are masked unless `reveal` is set, because everybody who gets the notebook or its report sees the rows.
 */
export async function suspects(log: Log, {reveal = false}: {reveal?: boolean} = {}): Promise<Suspect[]> {
  const accounts = new Set(await usersOf(log, {known: true}));
  const ofInsiders = new Set(await usersOf(log, {...refused(), address: await insiders(log)}));
  type Row = {readonly user: string; readonly attempts: number; readonly addresses: number};
  const named = log.where({...refused(), user: {not: null}});
  const names = await named.tally<Row>(["user"], {measures: ["attempts", "addresses"]});
  return names.flatMap(({user, ...counts}) => {
    const suspicion = accounts.has(user) ? null : suspicionOf(user);
    if (suspicion === null) return [];
    return [{user: reveal ? user : masked(user), suspicion, ...counts, loggedIn: ofInsiders.has(user)}];
  });
}

/** Returns the addresses that have logged in. */
async function insiders(log: Log): Promise<string[]> {
  const rows = await log.where({outcome: "accepted", address: {not: null}}).tally<{address: string}>(["address"]);
  return rows.map(({address}) => address);
}

async function usersOf(log: Log, where: Where): Promise<(string | null)[]> {
  const rows = await log.where(where).tally<{user: string | null}>(["user"]);
  return rows.map(({user}) => user);
}
