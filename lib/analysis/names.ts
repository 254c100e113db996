import type {Frame} from "../ask/polars/star.ts";
import type {Attempts} from "../ask/polars/load.ts";
import {refused, tallyRows} from "../ask/polars/tally.ts";

/** The refused attempts on a user name; null stands for attempts that name none. */
export interface Name {
  readonly user: string | null;
  /** Whether the account exists on the host; null where the log does not say. */
  readonly known: boolean | null;
  readonly attempts: number;
  readonly addresses: number;
}

/** Returns the `n` most tried user names, the most tried first. */
export function topNames({frame}: Attempts, {n = 20}: {n?: number} = {}): Name[] {
  const measures = ["attempts", "addresses"] as const;
  const rows = tallyRows<Omit<Name, "known">>(frame, ["user"], {where: refused(), top: n, measures});
  const known = knownNames(frame);
  return rows.map((row) => ({...row, known: known.get(row.user) ?? null}));
}

/** The refused attempts on names that exist on the host, on others, or on those the log says nothing about. */
export interface Account {
  /** Whether the account exists on the host; null where the log does not say. */
  readonly known: boolean | null;
  readonly attempts: number;
  /** Distinct addresses and names; one that the log has in two rows, as an address that tried both, counts in each. */
  readonly addresses: number;
  readonly names: number;
}

/** Returns a row for accounts that exist, for others, and for those the log says nothing about, as far as any were tried. */
export function accounts({frame}: Attempts): Account[] {
  return tallyRows<Account>(frame, ["known"], {where: refused(), measures: ["attempts", "addresses", "names"]});
}

/** Returns for each name whether the host has the account: true where any line says so, null where none says anything. */
function knownNames(frame: Frame): Map<string | null, boolean> {
  const rows = tallyRows<{user: string | null; known: boolean}>(frame, ["user", "known"], {
    where: {known: {not: null}}
  });
  const known = new Map<string | null, boolean>();
  for (const {user, known: exists} of rows) known.set(user, exists || (known.get(user) ?? false));
  return known;
}
