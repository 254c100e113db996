import type {Frame} from "../ask/polars/star.ts";
import type {Attempts} from "../ask/polars/load.ts";
import {refused, tallyRows, type Where} from "../ask/polars/tally.ts";
import {masked, suspicionOf} from "./suspicion.ts";
import type {Suspect} from "../rows/suspects.ts";

/**
 * Returns the names of refused attempts that look like a secret and have no account on the host, most attempts first.
 * They are masked unless `reveal` is set: whoever gets the notebook or its report sees what stands in the rows.
 */
export function suspects({frame}: Attempts, {reveal = false}: {reveal?: boolean} = {}): Suspect[] {
  const accounts = new Set(usersOf(frame, {known: true}));
  const ofInsiders = new Set(usersOf(frame, {...refused(), address: insiders(frame)}));
  type Row = {readonly user: string; readonly attempts: number; readonly addresses: number};
  const where = {...refused(), user: {not: null}};
  const names = tallyRows<Row>(frame, ["user"], {where, measures: ["attempts", "addresses"]});
  return names.flatMap(({user, ...counts}) => {
    const suspicion = accounts.has(user) ? null : suspicionOf(user);
    if (suspicion === null) return [];
    return [{user: reveal ? user : masked(user), suspicion, ...counts, loggedIn: ofInsiders.has(user)}];
  });
}

/** The addresses that have logged in. */
function insiders(frame: Frame): string[] {
  const where = {outcome: "accepted", address: {not: null}};
  return tallyRows<{address: string}>(frame, ["address"], {where}).map(({address}) => address);
}

function usersOf(frame: Frame, where: Where): (string | null)[] {
  return tallyRows<{user: string | null}>(frame, ["user"], {where}).map(({user}) => user);
}
