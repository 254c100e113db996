import type {Span} from "../../store/status/about.ts";
import type {Store} from "../../store/database.ts";
import type {Period} from "./period.ts";

/** Which part of a database counts. */
export interface Selection {
  /** null: all, also what has no time. */
  readonly period: Period | null;
  /** The ids of the hosts. */
  readonly hosts: readonly number[];
}

/** Returns the ids of hosts by their names, of all without any. Throws for a name that no host has. */
export function hostIds(store: Store, names: readonly string[] = []): number[] {
  const hosts = store.prepare("SELECT id, name FROM host ORDER BY id").all() as {id: number; name: string}[];
  const unknown = names.find((name) => !hosts.some((host) => host.name === name));
  if (unknown !== undefined)
    throw new Error(`no host ${unknown} in the database; it has ${hosts.map(({name}) => name).join(", ") || "none"}`);
  return hosts.filter(({name}) => names.length === 0 || names.includes(name)).map(({id}) => id);
}

/** Returns the zone of hosts, UTC where they differ, and the first and the last second of their logs. */
export function clockOf(store: Store, hosts: readonly number[]): {zone: string; span: Span | null} {
  const chosen = `IN (${hosts.join()})`;
  const zones = store.prepare(`SELECT DISTINCT zone FROM host WHERE id ${chosen}`).pluck().all() as string[];
  const span = `SELECT min(first) AS "from", max(last) AS "to" FROM coverage WHERE host ${chosen} HAVING count(*) > 0`;
  return {zone: zones.length === 1 ? zones[0]! : "UTC", span: (store.prepare(span).get() as Span | undefined) ?? null};
}

/** Returns the condition, in SQL, of the attempts that count, and the values of its parameters. */
export function attemptsIn({period, hosts}: Selection): {where: string; values: Record<string, number>} {
  const chosen = `attempt.verdict IN (SELECT id FROM verdict WHERE host IN (${hosts.join()}))`;
  if (!period) return {where: chosen, values: {}};
  return {
    where: `${chosen} AND attempt.time >= :from AND attempt.time < :to`,
    values: {from: period.from, to: period.to}
  };
}
