import type {Attempts} from "../ask/polars/load.ts";

/** How many of the lines that were read are of a kind; the kinds are those of `LedgerSum`, without their sum. */
export interface LineKind {
  readonly kind: Exclude<keyof Attempts["ledger"], "read">;
  readonly lines: number;
}

/** Returns a row for each kind of line. Throws when they do not add up to the lines that were read. */
export function lineKinds({ledger: {read, ...kinds}}: Pick<Attempts, "ledger">): LineKind[] {
  const rows = Object.entries(kinds).map(([kind, lines]) => ({kind: kind as LineKind["kind"], lines}));
  const sum = rows.reduce((total, {lines}) => total + lines, 0);
  if (sum !== read) throw new Error(`lines got lost: the kinds add up to ${sum}, not to the ${read} read`);
  return rows;
}
