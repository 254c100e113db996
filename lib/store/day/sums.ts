import type {Store} from "../database.ts";
import type {outcomes} from "../schema.ts";

/**
 * The attempts of an outcome: how many, and the first and the last one in epoch seconds, null where none has a time.
 */
export interface OutcomeSum {
  readonly outcome: (typeof outcomes)[number];
  readonly attempts: number;
  readonly first: number | null;
  readonly last: number | null;
}

/** Whether a row of `attempt` is of a connection that is still open; such rows change with every run. */
export const isPending = "id IN (SELECT attempt FROM pending WHERE attempt IS NOT NULL)";

const counted = `SELECT day, verdict, sum(times), min(time), max(time) FROM attempt WHERE NOT ${isPending}`;

/** Returns a function that counts the attempts of a day (its id) anew, without those of open connections. */
export function createCounter(store: Store): (day: number) => void {
  const remove = store.prepare("DELETE FROM total WHERE day = ?");
  const insert = store.prepare(`
    INSERT INTO total (day, verdict, attempts, first, last) ${counted}
      AND id BETWEEN (SELECT first FROM day WHERE id = :day) AND (SELECT last FROM day WHERE id = :day) AND day = :day
    GROUP BY verdict`);
  return (day) => {
    remove.run(day);
    insert.run({day});
  };
}

/** Counts the attempts of all days anew, without those of open connections. */
export function countAll(store: Store): void {
  store.exec(
    `DELETE FROM total; INSERT INTO total (day, verdict, attempts, first, last) ${counted} GROUP BY day, verdict`
  );
}

/** Returns the attempts of each outcome that occurs, the commonest first: of one host (its id), or of all. */
export function readSums(store: Store, host?: number): OutcomeSum[] {
  return store
    .prepare(
      `WITH part AS (
        SELECT verdict, attempts, first, last FROM total
        UNION ALL SELECT verdict, times, time, time FROM attempt WHERE ${isPending}
      )
      SELECT outcome, sum(attempts) AS attempts, min(first) AS first, max(last) AS last
      FROM part JOIN verdict ON verdict.id = verdict WHERE :host IS NULL OR host = :host
      GROUP BY outcome ORDER BY 2 DESC, 1`
    )
    .all({host: host ?? null}) as OutcomeSum[];
}
