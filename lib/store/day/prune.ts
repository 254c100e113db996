import {isOfTime} from "./chain.ts";
import {noLines} from "./closed-days.ts";
import {begin, shrink, type Store} from "../database.ts";
import {explained} from "../errors.ts";
import {countAll} from "./sums.ts";
import {daySeconds} from "../../base/time.ts";

/** How much `prune` removed, or would remove. */
export interface Pruned {
  /** The first kept second, in epoch seconds: the beginning of a day, UTC. */
  readonly floor: number;
  /** Days of a host's log. */
  readonly days: number;
  /** Rows of the table `attempt`, and the attempts that they stand for. */
  readonly rows: number;
  readonly attempts: number;
  /** Bytes by which the file became smaller; 0 when less than a fifth of it became free. */
  readonly bytes: number;
}

const span = /^([1-9]\d{0,4})([dwmy])$/;

/**
 * Returns the floor for a span before a time *now* (epoch seconds): the beginning in UTC of the first day that is kept,
 * in epoch seconds, never before 1970. A span is a number of days, weeks, months or years, as 90d, 6w, 18m or 2y. A
 * month before a day is the same day of the month before, or that month's last one. Throws for any other text.
 */
export function floorOf(text: string, now: number): number {
  const [, digits, unit] = span.exec(text) ?? [];
  if (!digits) throw new Error(`invalid span; not as 90d, 6w, 18m or 2y: ${text}`);
  const n = Number(digits);
  const date = new Date(now * 1000);
  if (unit === "d" || unit === "w") date.setUTCDate(date.getUTCDate() - n * (unit === "w" ? 7 : 1));
  else backMonths(date, unit === "y" ? 12 * n : n);
  return Math.max(0, Math.floor(date.getTime() / 1000 / daySeconds) * daySeconds);
}

function backMonths(date: Date, months: number): void {
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() - months);
  if (date.getUTCDate() !== day) date.setUTCDate(0); // 31 May less three months: the last of February
}

/** Returns how much {@link prune} would remove; nothing is changed. */
export function pruneable(store: Store, floor: number): Omit<Pruned, "bytes"> {
  const days = store
    .prepare(`SELECT count(*) FROM day WHERE day < ? AND ${isOfTime} AND NOT closed`)
    .pluck()
    .get(dayOf(floor));
  const sums = `SELECT count(*) AS rows, ifnull(sum(times), 0) AS attempts FROM attempt WHERE ${isOld}`;
  const {rows, attempts} = store.prepare(sums).get({floor, day: dayOf(floor)}) as {rows: number; attempts: number};
  return {floor, days: Number(days), rows, attempts};
}

/**
 * Removes what is older than a floor (see {@link floorOf}) in one transaction, and returns how much that was: the
 * lines, the attempts from before it, the words that nothing uses any more, and the coverage. A connection that reaches
 * across the floor loses its attempts from before it. The connections that the removed lines leave open are kept as the
 * state from which the first kept day is derived. Each host remembers its floor, so that an old log read again brings
 * nothing back. Lines without a time that stand before the first timed line of their log count as the oldest. Those of
 * a clock that was reset, from before 1995, stay, as nobody knows how old they are. The file is made smaller when more
 * than a fifth of it is free.
 */
export function prune(store: Store, floor: number): Pruned {
  try {
    begin(store);
    const removed = remove(store, floor);
    store.exec("COMMIT");
    return {...removed, bytes: shrink(store)};
  } catch (error) {
    if (store.inTransaction) store.exec("ROLLBACK");
    throw explained(error, store.name);
  }
}

function remove(store: Store, floor: number): Omit<Pruned, "bytes"> {
  const removed = pruneable(store, floor);
  const values = {floor, day: dayOf(floor)};
  const hosts = store.prepare("SELECT id FROM host").pluck().all() as number[];
  store
    .prepare(`UPDATE pending SET attempt = NULL WHERE attempt IN (SELECT id FROM attempt WHERE ${isOld})`)
    .run(values);
  store.prepare(`DELETE FROM attempt WHERE ${isOld}`).run(values);
  for (const host of hosts) closeDays(store, host, floor);
  for (const sql of unused) store.exec(sql);
  countAll(store);
  for (const sql of coverage) store.prepare(sql).run({floor});
  store.prepare("DELETE FROM unknown WHERE last < ?").run(floor);
  return removed;
}

/**
 * Makes the last of a host's days before a floor a closed one, which keeps the state after it, and removes the others.
 * Their lines count as pruned.
 */
function closeDays(store: Store, host: number, floor: number): void {
  store.prepare("UPDATE host SET floor = max(floor, ?) WHERE id = ?").run(floor, host);
  const values = {host, day: dayOf(floor), noLines};
  const last = store.prepare(`SELECT max(day) FROM day WHERE ${isBefore}`).pluck().get(values) as number | null;
  if (last === null) return;
  const sums = `SELECT sum(written) AS written, sum(deciding + echo + noise + unknown) AS judged
    FROM day WHERE ${isBefore}`;
  const {written, judged} = store.prepare(sums).get(values) as {written: number; judged: number};
  store.prepare(`DELETE FROM day WHERE ${isBefore}`).run({host, day: last});
  const open = written - judged; // lines of connections that go on in the first kept day
  store.prepare(empty).run({host, last, noLines, open});
  store.prepare("UPDATE host SET pruned = pruned + ? WHERE id = ?").run(judged, host);
}

const isBefore = `host = :host AND day < :day AND ${isOfTime}`;

const isOld = `(time < :floor OR time IS NULL AND day IN (SELECT id FROM day WHERE day < :day AND ${isOfTime}))`;

const empty = `UPDATE day
  SET closed = 1, lines = :noLines, written = :open, deciding = 0, echo = 0, noise = 0, unknown = 0
  WHERE host = :host AND day = :last`;

const unused = [
  "UPDATE day SET first = 0, last = -1 WHERE id NOT IN (SELECT day FROM attempt)",
  "DELETE FROM user WHERE id NOT IN (SELECT user FROM attempt WHERE user IS NOT NULL)",
  "DELETE FROM origin WHERE id NOT IN (SELECT origin FROM attempt WHERE origin IS NOT NULL)",
  "DELETE FROM verdict WHERE id NOT IN (SELECT verdict FROM attempt)"
];

const coverage = [
  `INSERT OR REPLACE INTO coverage (source, host, first, last)
  SELECT source, host, :floor, max(last) FROM coverage WHERE first <= :floor AND last >= :floor GROUP BY source, host`,
  "DELETE FROM coverage WHERE first < :floor"
];

function dayOf(floor: number): number {
  return Math.floor(floor / daySeconds);
}
