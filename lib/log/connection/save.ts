import {openConnection, type Open} from "./connection.ts";
import {openLogins} from "./logins.ts";
import {byPid, inOrder, leadPid, leadPort, touch, type PidKey} from "./registry.ts";
import type {Tracking} from "./tracking.ts";

/** The connections of one host, as plain data; databases hold it as JSON. */
export interface TrackerState {
  /** In the order of their last lines. */
  readonly open: readonly Saved[];
  readonly pids: readonly (readonly [key: PidKey, id: number])[];
  /** Address and port of logins, with the time of their end once it came. */
  readonly logins: readonly (readonly [key: string, end: number | null])[];
  /** The time of the newest line. */
  readonly now: number;
}

/** A connection without its links to others. */
type Saved = Omit<Open, "older" | "newer" | "samePort">;

/** Returns what a tracker must know to go on from here. */
export function save({open, logins, now}: Tracking): TrackerState {
  const all = [...inOrder(open)];
  const pids = all.flatMap((one) =>
    one.pids.filter((key) => byPid(open, key) === one).map((key): [PidKey, number] => [key, one.id])
  );
  return {open: all.map(saved), pids, logins: openLogins(logins, now), now};
}

function saved({older: _, newer: _2, samePort: _3, ...one}: Open): Saved {
  return one;
}

/** Puts what was saved into the tracking of a host that knows nothing yet. */
export function restore(tracking: Tracking, state: TrackerState): void {
  const {open, children, logins} = tracking;
  const byId = new Map<number, Open>();
  for (const data of structuredClone(state.open)) {
    const one = {...openConnection(data.id), ...data, byPort: false};
    byId.set(one.id, one);
    touch(open, one);
    if (data.byPort) leadPort(open, one);
    if (!one.own) children.add(one);
  }
  for (const [key, id] of state.pids) leadPid(open, key, byId.get(id)!);
  for (const [key, end] of state.logins) logins.set(key, end);
  tracking.now = state.now;
}
