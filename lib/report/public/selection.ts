import type {Store} from "../../store/database.ts";

/**
 * Which part of a database is copied for a report to publish. Only such a report has a database of its own: what is to
 * be hidden must never come near the notebooks, and a condition that they could take away again would not be safe
 * enough.
 */
export interface Selection {
  /** Epoch seconds; `to` does not belong to it. Null: all, also what has no time. */
  readonly span: {readonly from: number; readonly to: number} | null;
  /** The ids of the hosts. */
  readonly hosts: readonly number[];
}

/** Returns the ids of hosts by their names, of all without any. */
export function hostIds(store: Store, names?: readonly string[]): number[] {
  const hosts = store.prepare("SELECT id, name FROM host ORDER BY id").all() as {id: number; name: string}[];
  return hosts.filter(({name}) => names === undefined || names.includes(name)).map(({id}) => id);
}

/** Returns the condition, in SQL, of the attempts that count, and the values of its parameters. */
export function attemptsIn({span, hosts}: Selection): {where: string; values: Record<string, number>} {
  const chosen = `attempt.verdict IN (SELECT id FROM verdict WHERE host IN (${hosts.join()}))`;
  if (!span) return {where: chosen, values: {}};
  return {where: `${chosen} AND attempt.time >= :from AND attempt.time < :to`, values: {from: span.from, to: span.to}};
}
