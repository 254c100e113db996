import type {Store} from "../../store/database.ts";

/**
 * The part of a database that is copied for a public report. Only a public report has a database of its own. Its
 * notebooks must not be able to read what is to be hidden, and they could drop a condition.
 */
export interface Selection {
  /** Epoch seconds; `to` does not belong to it. Null: all attempts, also those without a time. */
  readonly span: {readonly from: number; readonly to: number} | null;
  /** The ids of the hosts. */
  readonly hosts: readonly number[];
}

/** Returns the ids of the hosts with these names, by default of all hosts. */
export function hostIds(store: Store, names?: readonly string[]): number[] {
  const hosts = store.prepare("SELECT id, name FROM host ORDER BY id").all() as {id: number; name: string}[];
  return hosts.filter(({name}) => names === undefined || names.includes(name)).map(({id}) => id);
}

/** Returns the condition, in SQL, that holds for the selected rows of `attempt`, and the values of its parameters. */
export function attemptsIn({span, hosts}: Selection): {where: string; values: Record<string, number>} {
  const chosen = `attempt.verdict IN (SELECT id FROM verdict WHERE host IN (${hosts.join()}))`;
  if (!span) return {where: chosen, values: {}};
  return {where: `${chosen} AND attempt.time >= :from AND attempt.time < :to`, values: {from: span.from, to: span.to}};
}
