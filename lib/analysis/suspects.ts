import type {Frame} from "../ask/polars/star.ts";
import type {Attempts} from "../ask/polars/load.ts";
import {refused, tallyRows, type Where} from "../ask/polars/tally.ts";
import {masked, suspicionOf, type Suspicion} from "./suspicion.ts";

/** A user name that looks like somebody's password or e-mail address. */
export interface Suspect {
  /** Its first character and its length, or all of it if that was asked for. */
  readonly user: string;
  readonly suspicion: Suspicion;
  readonly attempts: number;
  readonly addresses: number;
  /** Whether an address that tried it has logged in at some time: then it may be the slip of somebody with an account. */
  readonly loggedIn: boolean;
}

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
