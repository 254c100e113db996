import type {Frame} from "../ask/polars/star.ts";
import type {Attempts} from "../ask/polars/load.ts";
import {refused, tallyRows} from "../ask/polars/tally.ts";
import type {Account, Name} from "../rows/names.ts";

/** Returns the `n` most tried user names, the most tried first. */
export function topNames({frame}: Attempts, {n = 20}: {n?: number} = {}): Name[] {
  const measures = ["attempts", "addresses"] as const;
  const rows = tallyRows<Omit<Name, "known">>(frame, ["user"], {where: refused(), top: n, measures});
  const known = knownNames(frame);
  return rows.map((row) => ({...row, known: known.get(row.user) ?? null}));
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
