import {hostname} from "node:os";
import {createScanner} from "../../log/scanner.ts";
import type {Store} from "../database.ts";
import {idOfName} from "../day/host-names.ts";

/** The zone of a log's stamps that carry none, and where it comes from, in words. */
export interface LogZone {
  readonly zone: string;
  readonly zoneSource: string;
}

/** Returns the first host that is named in the first bytes of a log, or null. */
export function firstHostIn(head: Uint8Array): string | null {
  const scanner = createScanner({onEvent: () => undefined});
  scanner.push(head);
  scanner.finish({partial: true});
  return [...scanner.ledgers.keys()].find((name) => name !== null) ?? null;
}

/**
 * Returns the zone of a host's log: the one remembered for it, this machine's if the host is this machine, else UTC.
 */
export function zoneOf(store: Store, host: string | null): LogZone {
  const remembered = store
    .prepare(`SELECT zone FROM host WHERE id = (${idOfName})`)
    .pluck()
    .get(host ?? "") as string | undefined;
  if (remembered !== undefined) return {zone: remembered, zoneSource: `remembered for ${host ?? "this log"}`};
  const own = hostname().split(".")[0];
  if (host !== null && host.split(".")[0] === own)
    return {zone: Intl.DateTimeFormat().resolvedOptions().timeZone, zoneSource: "this machine's"};
  return {zone: "UTC", zoneSource: "the default; --tz names another"};
}
