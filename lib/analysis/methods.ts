import type {Attempts} from "../ask/polars/load.ts";
import {tallyRows} from "../ask/polars/tally.ts";
import type {Method} from "../rows/methods.ts";

/** Returns a row for each method, that of the most refused attempts first. */
export function methods({frame}: Attempts): Method[] {
  const counts = tallyRows<{method: string | null; outcome: string; attempts: number}>(frame, ["method", "outcome"], {
    where: {outcome: {not: "probe"}}
  });
  const rows = Array.from(
    Map.groupBy(counts, ({method}) => method),
    ([method, of]) => {
      const count = (name: string): number => of.find((row) => row.outcome === name)?.attempts ?? 0;
      return {method, failed: count("failed"), abandoned: count("abandoned"), accepted: count("accepted")};
    }
  );
  return rows.toSorted((a, b) => b.failed + b.abandoned - a.failed - a.abandoned || b.accepted - a.accepted);
}
