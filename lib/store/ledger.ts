import type {Scanner} from "../log/scanner.ts";
import {coverageGapSeconds, type Connection} from "../log/types.ts";
import type {Store} from "./database.ts";

type Saving = {scanner: Scanner; hostId: (name: string | null) => number};

/**
 * Adds a run's lines to the ledger of each host. The lines of connections that are still open are kept apart, because
 * they are judged again in the next run: read = deciding + echo + noise + other + unknown holds with them.
 */
export function saveLedgers(
  store: Store,
  source: number,
  {scanner, open, hostId}: Saving & {open: readonly Connection[]}
): void {
  store.prepare("UPDATE ledger SET open_deciding = 0, open_echo = 0 WHERE source = ?").run(source);
  const add = store.prepare(`
    INSERT INTO ledger (source, host, read, deciding, echo, noise, other, unknown, open_deciding, open_echo)
    VALUES (:source, :host, :read, :deciding, :echo, :noise, :other, :unknown, :openDeciding, :openEcho)
    ON CONFLICT DO UPDATE SET
      read = read + excluded.read, deciding = deciding + excluded.deciding, echo = echo + excluded.echo,
      noise = noise + excluded.noise, other = other + excluded.other, unknown = unknown + excluded.unknown,
      open_deciding = excluded.open_deciding, open_echo = excluded.open_echo`);
  for (const [host, ledger] of scanner.ledgers) {
    const own = open.filter((connection) => connection.host === host);
    const openDeciding = own.reduce((sum, {deciding}) => sum + deciding, 0);
    const openEcho = own.reduce((sum, {echo}) => sum + echo, 0);
    add.run({source, host: hostId(host), ...ledger, openDeciding, openEcho});
  }
}

/**
 * Adds a run's spans of log to the coverage. The first span goes on from where the last run ended when they are no
 * further apart than lines within one span may be.
 */
export function saveCoverage(store: Store, source: number, {scanner, hostId}: Saving): void {
  const extend = store.prepare(`
    UPDATE coverage SET last = max(last, :last)
    WHERE source = :source AND host = :host AND first <= :first AND last >= :first - :gap`);
  const add = store.prepare(
    "INSERT OR REPLACE INTO coverage (source, host, first, last) VALUES (:source, :host, :first, :last)"
  );
  for (const [name, spans] of scanner.coverage) {
    const host = hostId(name);
    for (const [first, last] of spans)
      if (extend.run({source, host, first, last, gap: coverageGapSeconds}).changes === 0)
        add.run({source, host, first, last});
  }
}
