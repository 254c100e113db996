import type {Log} from "../ask/question/log.ts";
import {sum} from "../base/sum.ts";
import type {LineKind} from "../rows/ledger.ts";

/** Returns the number of lines of each kind. Throws when these numbers do not add up to the lines that were read. */
export async function lineKinds({about}: {readonly about: Pick<Log["about"], "ledger">}): Promise<LineKind[]> {
  const {read, ...kinds} = about.ledger;
  const rows = Object.entries(kinds).map(([kind, lines]) => ({kind: kind as LineKind["kind"], lines}));
  const all = sum(rows, ({lines}) => lines);
  if (all !== read) throw new Error(`lines got lost: the kinds add up to ${all}, not to the ${read} read`);
  return rows;
}
