import {isOfTime} from "../day/chain.ts";
import {hasAttemptsOnly} from "../day/closed-days.ts";
import type {Store} from "../database.ts";
import {takenFloor} from "../meta.ts";
import {copyClosedDays} from "./import-closed.ts";
import type {Naming} from "./naming.ts";
import {hostId, type Writer} from "../day/writer.ts";
import {isGiven} from "../host/same.ts";
import {daySeconds} from "../../base/time.ts";

/** A host while its lines are imported. */
export interface ImportedHost {
  /** Its row here, and its row in the other database. */
  readonly id: number;
  readonly theirs: number;
  /** Its name here, and in the other database; '' where the log names none. */
  readonly name: string;
  readonly old: string;
  /** Whether the user gave it its name here. */
  readonly isRenamed: boolean;
  /** Lines from before this time (epoch seconds) are left out here. */
  readonly floor: number;
  /** Their data from before this time was pruned here; 0: none was. */
  readonly since: number;
  /** Whether the state before its first day is another one now. */
  readonly rebased: boolean;
  /** Whether its floor is older now: lines that were left out before are imported. */
  readonly lowered: boolean;
  /** Whether its row, or that state, was changed. */
  readonly changed: boolean;
}

interface Host {
  readonly id: number;
  readonly name: string;
  readonly zone: string;
  readonly floor: number;
  readonly pruned: number;
}

/**
 * Makes the hosts of another database known here, each with the zone of its clock and its floor, and returns them. If
 * one database keeps more than the other, all of it stays: the older floor holds, unless `prune` was run here. If
 * nothing here is older than their floor, that is taken over, with the state at it. Throws when they have attempts
 * without lines from before it (see day/closed-days.ts) and there are others of that time here: nobody could tell which
 * are the same.
 */
export function importFloor(
  store: Store,
  from: Store,
  {naming, writer, file}: {naming: Naming; writer: Writer; file: string}
): ImportedHost[] {
  return selectHosts(from).map((theirs) => {
    const name = naming.get(theirs.name)!;
    const known = selectHosts(store).find((host) => host.name === name);
    const id = known?.id ?? hostId(writer, name, theirs.zone);
    const ours = known ?? {...theirs, id, floor: 0, pruned: 0};
    const floor = floorOf(store, from, {ours, theirs, file});
    const rebased = floor !== ours.floor;
    if (rebased) rebase(store, from, {writer, ours, theirs, floor});
    const pruned = !rebased ? ours.pruned : floor === theirs.floor ? theirs.pruned : 0;
    const zone = ours.zone === unknownZone ? theirs.zone : ours.zone;
    const changed = rebased || !known || zone !== ours.zone;
    if (changed)
      store.prepare("UPDATE host SET floor = ?, pruned = ?, zone = ? WHERE id = ?").run(floor, pruned, zone, id);
    return {
      id,
      theirs: theirs.id,
      name,
      old: theirs.name,
      isRenamed: isGiven(store, name),
      floor,
      since: floor > theirs.floor ? floor : 0,
      rebased,
      lowered: floor < ours.floor,
      changed
    };
  });
}

/** The zone of a host of which none is known. */
const unknownZone = "UTC";

function selectHosts(store: Store): Host[] {
  return store.prepare("SELECT id, name, zone, floor, pruned FROM host ORDER BY name").all() as Host[];
}

type Both = {readonly ours: Host; readonly theirs: Host};

/** Returns the floor that a host has here from now on. */
function floorOf(store: Store, from: Store, {ours, theirs, file}: Both & {file: string}): number {
  if (theirs.floor > ours.floor) {
    const isFree = !hasAttemptsOnly(store, ours.id) && !hasLines(store, ours.id, {from: ours.floor, to: theirs.floor});
    if (isFree) return theirs.floor;
    if (hasAttemptsOnly(from, theirs.id))
      throw new Error(
        `${file} has attempts of ${ours.name || "an unnamed host"} whose lines an old knockbook did not keep, and ${store.name} has others of that time; name another database with --db`
      );
    return ours.floor;
  }
  const {taken, own} = takenFloor(store, ours.name) ?? {taken: 0, own: 0};
  if (ours.floor !== taken || hasAttemptsOnly(store, ours.id)) return ours.floor; // prune was run here
  const floor = Math.max(own, theirs.floor);
  return hasLines(from, theirs.id, {from: floor, to: ours.floor}) ? floor : ours.floor;
}

function hasLines(store: Store, host: number, {from, to}: {from: number; to: number}): boolean {
  const sql = `SELECT 1 FROM day WHERE host = ? AND day >= ? AND day * ? < ? AND ${isOfTime} AND NOT closed LIMIT 1`;
  return store.prepare(sql).get(host, Math.floor(from / daySeconds), daySeconds, to) !== undefined;
}

/** Sets another floor for a host: with their state at it if it is their floor, else with none. */
function rebase(
  store: Store,
  from: Store,
  {writer, ours, theirs, floor}: Both & {writer: Writer; floor: number}
): void {
  const {taken, own} = takenFloor(store, ours.name) ?? {taken: 0, own: 0};
  const before = ours.floor === taken ? own : ours.floor;
  // the next pulls are to bring what was left out until now
  if (floor < ours.floor) store.exec("DELETE FROM meta WHERE key LIKE 'pulled:%'");
  store.prepare("DELETE FROM day WHERE host = ? AND closed").run(ours.id);
  if (floor === theirs.floor) copyClosedDays(store, from, {writer, ours, theirs});
  store
    .prepare("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value")
    .run(`floor:${ours.name}`, `${floor} ${before}`);
}
