import type {Attempts} from "../ask/polars/load.ts";
import type {LineKind} from "../rows/ledger.ts";

/** Returns a row for each kind of line. Throws when they do not add up to the lines that were read. */
export function lineKinds({ledger: {read, ...kinds}}: Pick<Attempts, "ledger">): LineKind[] {
  const counts: Readonly<Record<LineKind["kind"], number>> = kinds;
  const rows = Object.entries(counts).map(([kind, lines]) => ({kind: kind as LineKind["kind"], lines}));
  const sum = rows.reduce((total, {lines}) => total + lines, 0);
  if (sum !== read) throw new Error(`lines got lost: the kinds add up to ${sum}, not to the ${read} read`);
  return rows;
}
