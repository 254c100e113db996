import {installation} from "../../base/installation.ts";
import type {Source} from "../../log/source/source.ts";
import type {Store} from "../database.ts";
import {machineOf} from "../meta.ts";
import {shownName} from "../day/host-names.ts";

/**
 * Remembers of which machine (machine-id(5)) the lines of each host in a log are, as far as the log tells, under the
 * name of the host or the one given in place of it. Many machines bear the same name, as raspberrypi: throws when lines
 * of a second one would be taken for those of the first.
 */
export function rememberMachines(store: Store, source: Source, host?: string): void {
  const insert = store.prepare("INSERT INTO meta (key, value) VALUES (?, ?)");
  const machines = [...source.machines()].flatMap(([name, ids]) =>
    [...ids].map((id) => [shownName(store, host ?? name), id] as const)
  );
  for (const [name, ids] of Map.groupBy(machines, ([name]) => name))
    if (new Set(ids.map(([, id]) => id)).size > 1)
      throw new Error(
        `${source.name} holds lines of several machines under the name ${name}; read each by itself, as: journalctl -o json _MACHINE_ID=${ids[0]![1]} | ${installation.call} ingest - --host NAME`
      );
  for (const [name, id] of machines) {
    const known = machineOf(store, name);
    if (known === undefined) insert.run(`machine:${name}`, id);
    else if (known !== id)
      throw new Error(
        `${source.name} is of another machine than the ${name} in ${store.name}; give it a name of its own: --host NAME`
      );
  }
}
