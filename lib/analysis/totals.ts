import type {Attempts} from "../ask/polars/load.ts";
import {refused, tallyRows} from "../ask/polars/tally.ts";
import {daySeconds} from "../base/time.ts";
import type {Totals} from "../rows/totals.ts";

/** Returns the sums of a database. */
export function totals({frame, coverage}: Attempts): Totals {
  const byOutcome = Object.fromEntries(
    tallyRows<{outcome: string; attempts: number}>(frame, ["outcome"]).map(({outcome, attempts}) => [outcome, attempts])
  );
  const {failed = 0, abandoned = 0, accepted = 0, probe = 0} = byOutcome;
  const [distinct] = tallyRows<{addresses: number; names: number}>(frame, [], {
    where: refused(),
    measures: ["addresses", "names"]
  });
  const days = coverage.reduce((sum, {from, to}) => sum + to - from, 0) / daySeconds;
  const all = failed + abandoned;
  return {failed, abandoned, accepted, probe, refused: all, ...distinct!, days, perDay: days < 1 ? null : all / days};
}
