import type {Scanner} from "../../log/scanner.ts";
import {coverageGapSeconds} from "../../log/event/event.ts";
import type {Store} from "../database.ts";

type Saving = {scanner: Scanner; hostId: (name: string | null) => number};

/** Adds a run's lines to the ledger of each host; what its lines of sshd came to is kept with the days. */
export function saveLedgers(
  store: Store,
  source: number,
  {scanner, pruned, hostId}: Saving & {pruned: ReadonlyMap<string | null, number>}
): void {
  const add = store.prepare(`
    INSERT INTO ledger (source, host, read, other, pruned) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET read = read + excluded.read, other = other + excluded.other, pruned = pruned + excluded.pruned`);
  for (const [host, {read, other}] of scanner.ledgers)
    add.run(source, hostId(host), read, other, pruned.get(host) ?? 0);
}

/**
 * Adds a run's spans of log to the coverage. The first span goes on from where the last run ended when they are no
 * further apart than lines within one span may be. What lies before the host's floor is not covered: its lines are left out.
 */
export function saveCoverage(store: Store, source: number, {scanner, hostId}: Saving): void {
  const extend = store.prepare(`
    UPDATE coverage SET last = max(last, :last)
    WHERE source = :source AND host = :host AND first <= :first AND last >= :first - :gap`);
  const add = store.prepare(
    "INSERT OR REPLACE INTO coverage (source, host, first, last) VALUES (:source, :host, :first, :last)"
  );
  const selectFloor = store.prepare("SELECT floor FROM host WHERE id = ?").pluck();
  for (const [name, spans] of scanner.coverage) {
    const host = hostId(name);
    const floor = Number(selectFloor.get(host));
    const kept = spans.filter(([, last]) => last >= floor).map(([first, last]) => [Math.max(first, floor), last]);
    for (const [first, last] of kept)
      if (extend.run({source, host, first, last, gap: coverageGapSeconds}).changes === 0)
        add.run({source, host, first, last});
  }
}
