import type {Store} from "../database.ts";
import {machineOf} from "../meta.ts";
import {findHost, shownName} from "../day/host-names.ts";
import {isGiven, rememberGiven} from "../host/same.ts";

/** The names of hosts here, by their names in an imported database; '' where the log names none. */
export type Naming = ReadonlyMap<string, string>;

/**
 * Returns the names that the hosts of a database get here: their own, but for those that are given as OLD=NEW, or as
 * NAME for the only host. Throws when a given host is not there, or when two would get one name.
 */
export function namingOf(from: Store, file: string, given: readonly string[] = []): Naming {
  const hosts = from.prepare("SELECT name FROM host ORDER BY name").pluck().all() as string[];
  const naming = new Map(hosts.map((name) => [name, name]));
  for (const text of given) {
    const [said, name] = text.includes("=")
      ? (text.split("=", 2) as [string, string])
      : [onlyOne(hosts, file, text), text];
    const old = shownName(from, said);
    if (!naming.has(old)) throw new Error(`${file} has no host ${old}; it has ${hosts.join(", ") || "none"}`);
    naming.set(old, name);
  }
  if (new Set(naming.values()).size < naming.size)
    throw new Error(`two hosts of ${file} would get one name; name each: --host OLD=NEW`);
  return naming;
}

function onlyOne(hosts: readonly string[], file: string, name: string): string {
  if (hosts.length === 1) return hosts[0]!;
  throw new Error(`${file} has ${hosts.length} hosts (${hosts.join(", ")}); say which is ${name}: --host OLD=${name}`);
}

/** Returns the names under which hosts are shown here, given what they are called here: one host can have several. */
export function shownNaming(store: Store, naming: Naming): Naming {
  return new Map(Array.from(naming, ([old, name]) => [old, shownName(store, name)]));
}

/** Remembers which hosts got their names from the user, here or there, and returns whether any is new. */
export function rememberGivenNames(store: Store, from: Store, naming: Naming): boolean {
  const given = [...naming].filter(([old, name]) => old !== name || isGiven(from, old));
  return given.filter(([, name]) => rememberGiven(store, findHost(store, name)?.name ?? name)).length > 0;
}

/**
 * Remembers the machine id of each host of an imported database, and returns whether any was new. The id comes from the
 * database, else from `machines`, by the host's name there. Throws when the host here has another id.
 */
export function rememberImported(
  store: Store,
  from: Store,
  {naming, machines, file}: {naming: Naming; machines: ReadonlyMap<string, string>; file: string}
): boolean {
  const insert = store.prepare("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING");
  let changed = false;
  for (const [old, name] of naming) {
    const theirs = machineOf(from, old) ?? machines.get(old);
    const ours = machineOf(store, name);
    if (theirs === undefined) continue;
    const how = naming.size === 1 ? "--host NAME" : `--host ${old}=NAME`;
    if (ours !== undefined && ours !== theirs)
      throw new Error(
        `${file} is of another machine than the ${name} in ${store.name}; give it a name of its own: ${how}`
      );
    if (insert.run(`machine:${name}`, theirs).changes > 0) changed = true;
  }
  return changed;
}
