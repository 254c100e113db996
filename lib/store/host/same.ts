import type {Store} from "../database.ts";
import {machineOf, readMeta} from "../meta.ts";
import {findHost, otherNames} from "../day/host-names.ts";
import {commonDays, compareHosts, dayTurns} from "./compare.ts";
import {joinHosts} from "./join.ts";
import {areRelated, areRivals, labelOf} from "./related.ts";

/** What was found of two names: that they are one machine, or that they are two with one machine id. */
export interface Finding {
  /** The two names, in order. */
  readonly names: readonly [string, string];
  /**
   * `machine`: one by the machine id. `lines`: one, as the same lines stand under both. `clones`: two machines with one
   * id, as copied memory cards have.
   */
  readonly because: "machine" | "lines" | "clones";
  /** The name under which one machine is shown; null for two. */
  readonly shown: string | null;
}

/** Hosts (their ids) with the days whose lines a run has changed. */
export type ChangedDays = ReadonlyMap<number, Iterable<number>>;

/**
 * Looks which hosts that a run has changed are one machine with others, makes them one host, and returns what was
 * found. Two hosts are one
 *
 * - If they have one machine id (machine-id(5)), whatever their names are: a machine can be renamed. They stay two if
 *   their lines are not the same and take turns, within an hour or from day to day more than three times: copied memory
 *   cards have the machine id of the first.
 * - If one has the short and the other the full name (`pi`, `pi.example.net`), no machine ids contradict, and three
 *   connections at least, and half of those of the host that has fewer, stand under both names: with equal process ids,
 *   addresses, source ports and texts, in the same second. If there are fewer, all must. Whoever attacks two machines
 *   at once chooses the second, the text and the port, but not the process ids: to make those equal for half of all
 *   connections, the counters of both kernels must go in step. Lines without a client's port do not tell, as those of
 *   two Pis that are switched on together are equal.
 *
 * A host that the user has named with `--host` stays as it is named. Call it inside a transaction; a writer that was
 * made before does not hold any more.
 */
export function joinSame(store: Store, changed: ChangedDays): Finding[] {
  const found: Finding[] = [];
  const groups = groupsOf(store);
  for (const [id, days] of changed) {
    let host = namesAt(store, id);
    for (const other of host ? candidates(store, groups, host) : []) {
      const finding = host && look(store, {host, other, days: [...days]});
      if (!finding) continue;
      found.push(finding);
      if (finding.shown !== null) host = namesAt(store, findHost(store, finding.shown)!.id);
    }
  }
  return found;
}

/** A host by its row, with the name under which it is shown first. */
interface Named {
  readonly id: number;
  readonly names: readonly [string, ...string[]];
}

function namesAt(store: Store, id: number): Named | null {
  const name = store.prepare("SELECT name FROM host WHERE id = ?").pluck().get(id) as string | undefined;
  return name === undefined || name === "" ? null : {id, names: [name, ...otherNames(store, id)]};
}

/** The ids of hosts by the first label of their names. */
type Groups = ReadonlyMap<string, ReadonlySet<number>>;

function groupsOf(store: Store): Groups {
  const sql = "SELECT id, name FROM host WHERE name <> '' UNION ALL SELECT host, name FROM alias";
  const groups = new Map<string, Set<number>>();
  for (const {id, name} of store.prepare(sql).all() as {id: number; name: string}[]) {
    const label = labelOf(name);
    groups.set(label, (groups.get(label) ?? new Set()).add(id));
  }
  return groups;
}

/** Hosts with one first label are not compared if there are more than this: whoever sends lines makes names up. */
const mostOfLabel = 16;

/** Returns the hosts that can be the same machine as one: those with its machine id, and with related names. */
function candidates(store: Store, groups: Groups, {id, names}: Named): Named[] {
  const labels = [...new Set(names.map(labelOf))].map((label) => groups.get(label) ?? new Set<number>());
  const related = labels.flatMap((ids) => (ids.size > mostOfLabel ? [] : [...ids]));
  const ids = new Set([...withMachine(store, machineOf(store, names[0])), ...related]);
  return [...ids].filter((other) => other !== id).flatMap((other) => namesAt(store, other) ?? []);
}

function withMachine(store: Store, machine: string | undefined): number[] {
  if (machine === undefined) return [];
  const sql = "SELECT id FROM meta JOIN host ON key = 'machine:' || name WHERE key LIKE 'machine:%' AND value = ?";
  return store.prepare(sql).pluck().all(machine) as number[];
}

/** Looks whether two hosts are one machine, and joins them if so; null: nothing is to be said of them. */
function look(store: Store, {host, other, days}: {host: Named; other: Named; days: number[]}): Finding | null {
  const names = [host.names[0], other.names[0]].toSorted() as [string, string];
  if (names.some((name) => isGiven(store, name)) || areApart(store, names)) return null;
  const pair = [host.id, other.id] as const;
  const ids = names.map((name) => machineOf(store, name));
  const areKnown = ids.every((one) => one !== undefined);
  if (areKnown && ids[0] !== ids[1]) return null;
  if (areKnown) {
    const {shared, fewer, takeTurns} = compareHosts(store, pair, commonDays(store, pair));
    const areTwo = takeTurns || dayTurns(store, pair) > mostTurns;
    if (areTwo && !suffices(shared, fewer)) return setApart(store, names);
    return joined(store, {host, other, names, because: "machine"});
  }
  if (!mayBeOne(host, other)) return null;
  const {shared, fewer} = compareHosts(store, pair, days);
  return suffices(shared, fewer) ? joined(store, {host, other, names, because: "lines"}) : null;
}

/** So often do the days of a machine change its name: on the day of a new name it has both, in either order. */
const mostTurns = 3;

function mayBeOne({names}: Named, {names: others}: Named): boolean {
  const pairs = names.flatMap((one) => others.map((other) => [one, other] as const));
  return pairs.some(([one, other]) => areRelated(one, other)) && !pairs.some(([one, other]) => areRivals(one, other));
}

function suffices(shared: number, fewer: number): boolean {
  return shared >= Math.max(1, Math.min(3, fewer)) && 2 * shared >= fewer;
}

function joined(
  store: Store,
  {host, other, names, because}: {host: Named; other: Named; names: [string, string]; because: "machine" | "lines"}
): Finding | null {
  const shown = joinHosts(store, host.id, other.id);
  return shown === null ? null : {names, because, shown};
}

/** Notes that the user has given a host its name: it is never taken for another one. Returns whether that is new. */
export function rememberGiven(store: Store, name: string): boolean {
  const insert = store.prepare("INSERT INTO meta (key, value) VALUES (?, '1') ON CONFLICT DO NOTHING");
  return insert.run(`given:${name}`).changes > 0;
}

/** Whether the user has given a host its name. */
export function isGiven(store: Store, name: string): boolean {
  return readMeta(store, `given:${name}`) !== undefined;
}

const apartKey = (names: readonly string[]): string => `apart:${JSON.stringify(names)}`;

function areApart(store: Store, names: readonly string[]): boolean {
  return readMeta(store, apartKey(names)) !== undefined;
}

/** Remembers that two hosts with one machine id are two machines. */
function setApart(store: Store, names: readonly [string, string]): Finding {
  store.prepare("INSERT INTO meta (key, value) VALUES (?, '1')").run(apartKey(names));
  return {names, because: "clones", shown: null};
}
