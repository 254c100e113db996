import {coverageGapSeconds, type Ledger} from "../../log/event/event.ts";
import {hostId, type Writer} from "../day/writer.ts";
import {addCounts} from "../conflicts.ts";
import type {Store} from "../database.ts";

type ByHost<T> = ReadonlyMap<string | null, T>;

/**
 * Adds the lines that a run over a log read, and those that it left out as they are from before a floor, to the ledger
 * of each host. What the lines of sshd came to is kept with the days.
 */
export function saveLedgers(
  store: Store,
  source: number,
  {
    writer,
    ledgers,
    pruned
  }: {writer: Writer; ledgers: ByHost<Pick<Ledger, "read" | "other" | "unread">>; pruned: ByHost<number>}
): void {
  const add = store.prepare(`
    INSERT INTO ledger (source, host, read, other, pruned, unread) VALUES (?, ?, ?, ?, ?, ?) ${addCounts}`);
  for (const [host, {read, other, unread}] of ledgers)
    add.run(source, hostId(writer, host), read, other, pruned.get(host) ?? 0, unread);
}

/**
 * Adds spans of a log (epoch seconds) to the coverage of each host. The first span continues the one that the last run
 * ended with, if the gap between them is not larger than within a span. Time before the host's floor is not covered, as
 * its lines are left out.
 */
export function saveCoverage(
  store: Store,
  source: number,
  {writer, coverage}: {writer: Writer; coverage: ByHost<readonly (readonly [first: number, last: number])[]>}
): void {
  const extend = store.prepare(`
    UPDATE coverage SET last = max(last, :last)
    WHERE source = :source AND host = :host AND first <= :first AND last >= :first - :gap`);
  const add = store.prepare(
    "INSERT OR REPLACE INTO coverage (source, host, first, last) VALUES (:source, :host, :first, :last)"
  );
  const selectFloor = store.prepare("SELECT floor FROM host WHERE id = ?").pluck();
  for (const [name, spans] of coverage) {
    const host = hostId(writer, name);
    const floor = Number(selectFloor.get(host));
    const kept = spans.filter(([, last]) => last >= floor).map(([first, last]) => [Math.max(first, floor), last]);
    for (const [first, last] of kept)
      if (extend.run({source, host, first, last, gap: coverageGapSeconds}).changes === 0)
        add.run({source, host, first, last});
  }
}

/**
 * Forgets the unnamed host of a log, if the lines that were counted for it turned out to be another host's (`heir`, its
 * id): the first host that the log names has those before its first line. The unnamed host itself goes when no other
 * log has lines of it.
 */
export function dropUnnamed(store: Store, source: number, heir: number): void {
  const unnamed = store.prepare("SELECT id FROM host WHERE name = ''").pluck().get() as number | undefined;
  if (unnamed === undefined || unnamed === heir) return;
  const emptied = store.prepare("DELETE FROM ledger WHERE source = ? AND host = ? AND read = 0").run(source, unnamed);
  if (emptied.changes === 0) return;
  store.prepare("DELETE FROM coverage WHERE source = ? AND host = ?").run(source, unnamed);
  const inUse = "SELECT 1 FROM ledger WHERE host = :host UNION SELECT 1 FROM day WHERE host = :host";
  if (store.prepare(inUse).get({host: unnamed})) return;
  store.prepare("UPDATE OR REPLACE unknown SET host = ? WHERE host = ?").run(heir, unnamed);
  store.prepare("DELETE FROM host WHERE id = ?").run(unnamed);
}
