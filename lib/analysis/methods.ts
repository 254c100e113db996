import type {Log} from "../ask/question/log.ts";
import type {Method} from "../rows/methods.ts";

/** Returns the attempts by each method of authentication, the one with the most refused attempts first. */
export async function methods(log: Log): Promise<Method[]> {
  type Row = {readonly method: string | null; readonly outcome: string; readonly attempts: number};
  const counts = await log.where({outcome: {not: "probe"}}).tally<Row>(["method", "outcome"]);
  const rows = Array.from(
    Map.groupBy(counts, ({method}) => method),
    ([method, of]) => {
      const count = (name: string): number => of.find((row) => row.outcome === name)?.attempts ?? 0;
      return {method, failed: count("failed"), abandoned: count("abandoned"), accepted: count("accepted")};
    }
  );
  return rows.toSorted((a, b) => b.failed + b.abandoned - a.failed - a.abandoned || b.accepted - a.accepted);
}
