import pl from "nodejs-polars";
import type {Attempts} from "../frame/load.ts";
import {refused, rowsOf, tally} from "../frame/tally.ts";

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
  const tallied = tally(frame, ["user"], {where: refused(), top: n, measures: ["attempts", "addresses"]});
  const known = knownNames(frame);
  return rowsOf<Omit<Name, "known">>(tallied).map((row) => ({...row, known: known.get(row.user) ?? null}));
}

/** Returns for each name whether the host has the account: true where any line says so, null where none says anything. */
function knownNames(frame: pl.DataFrame): Map<string | null, boolean> {
  const rows = rowsOf<{user: string | null; known: boolean}>(
    tally(frame, ["user", "known"], {where: pl.col("known").isNotNull()})
  );
  const known = new Map<string | null, boolean>();
  for (const {user, known: exists} of rows) known.set(user, exists || (known.get(user) ?? false));
  return known;
}
