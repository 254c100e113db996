import type {Store} from "../database.ts";
import {machineOf} from "../meta.ts";
import {findHost, otherNames, type NamedHost} from "../day/host-names.ts";
import {createWriter, hostId} from "../day/writer.ts";
import {addNames, joinHosts} from "../host/join.ts";
import {isGiven} from "../host/same.ts";
import type {Naming} from "./naming.ts";

/**
 * Gives the hosts here the other names that they have in another database, and returns whether that changed any: hosts
 * that are one there become one here. A host stays as it is where the user has named it, and where its machine id is
 * another one. A writer that was made before does not hold any more.
 */
export function importAliases(
  store: Store,
  from: Store,
  {naming, machines}: {naming: Naming; machines: ReadonlyMap<string, string>}
): boolean {
  let changed = false;
  for (const [old, name] of naming) {
    const theirs = findHost(from, old)!;
    const machine = machineOf(from, old) ?? machines.get(old);
    if (old !== name) continue; // the user gives it a name, and no others
    for (const alias of otherNames(from, theirs.id)) if (importAlias(store, {alias, name, machine})) changed = true;
  }
  return changed;
}

/** Makes a name lead to a host here, and returns whether that changed anything. */
function importAlias(
  store: Store,
  {alias, name, machine}: {alias: string; name: string; machine: string | undefined}
): boolean {
  const named = findHost(store, alias);
  const host = findHost(store, name);
  if ((named && named.id === host?.id) || [named, host].some((one) => one && isOther(store, one, machine)))
    return false;
  const id = host?.id ?? hostId(createWriter(store), name);
  if (named) return joinHosts(store, named.id, id) !== null;
  addNames(store, id, [alias]);
  return true;
}

function isOther(store: Store, {name}: NamedHost, machine: string | undefined): boolean {
  const ours = machineOf(store, name);
  return isGiven(store, name) || (ours !== undefined && machine !== undefined && ours !== machine);
}
