import {close, closeAll, closeSilent, mayBeSilent, standing} from "./close.ts";
import {countedLines, type Open} from "./connection.ts";
import {find} from "./find.ts";
import {addLogin, endLogin, isEndOfLogin} from "./logins.ts";
import {byPid, byPort, forgetPort, leadPort, pidKey, touch} from "./registry.ts";
import {restore, save, type TrackerState} from "./save.ts";
import {addTo, startTracking, type Tracking} from "./tracking.ts";
import type {Connection, Event} from "../event/event.ts";

export type {TrackerState} from "./save.ts";

/** Follows the connections of one host; see {@link createTracker}. */
export interface Tracker {
  /** Takes the next event of the host; `line` is its place in the log and the id of a connection that it starts. */
  add(event: Event, line: number): void;
  /** Takes note that a time has come, in epoch seconds: what has been silent for too long is closed. */
  advance(time: number): void;
  /** Returns the connections that are open, decided as things stand. */
  open(): Connection[];
  /** Decides all that is open. */
  finish(): void;
  /** Returns the `state` from which a later tracker of the host goes on. */
  save(): TrackerState;
}

/**
 * Returns a tracker that joins the events of one host into connections (docs/counting.md §3) and hands each to
 * `onClosed` when no further line can join it. Memory is bound by the connections of about one hour.
 */
export function createTracker(
  host: string | null,
  onClosed: (connection: Connection) => void,
  state?: TrackerState
): Tracker {
  const tracking = startTracking(host, onClosed);
  if (state) restore(tracking, state);
  return {
    add: (event, line) => add(tracking, event, line),
    advance(time) {
      tracking.now = time;
      closeSilent(tracking);
    },
    open: () => standing(tracking),
    finish: () => closeAll(tracking),
    save: () => save(tracking)
  };
}

function add(tracking: Tracking, event: Event, line: number): void {
  const {children, open} = tracking;
  if (event.time !== null) tracking.now = event.time;
  if (mayBeSilent(tracking)) closeSilent(tracking);
  if (isEndOfLogin(tracking.logins, event)) return addEnd(tracking, event, line);
  const one = find(tracking, event, line);
  one.touched = line;
  if (touch(open, one)) tracking.closedFor = NaN;
  addTo(tracking, one, {event, line});
  if (!one.own) children.add(one);
  else if (children.size > 0) children.delete(one);
  if (event.ip !== null && event.port !== null) leadHere(tracking, one, event);
  if (one.pids.length === 0) close(tracking, one); // a line without process id and address stands alone
}

/** Notes where the address and port of an event lead: to a connection that it does not end. */
function leadHere({open, logins}: Tracking, one: Open, event: Event): void {
  if (event.kind === "accepted") addLogin(logins, event);
  if (one.byPort && !event.ends) return;
  const before = byPort(open, event);
  if (before) forgetPort(open, before);
  if (!event.ends) leadPort(open, one);
}

/**
 * Adds a closing line to its login, as neither a probe nor the start of anything; where that is gone, it is an echo.
 */
function addEnd(tracking: Tracking, event: Event, line: number): void {
  const {open, host} = tracking;
  endLogin(tracking.logins, event, tracking.now);
  const key = pidKey(event);
  const shared = byPort(open, event);
  const own = key === null ? undefined : byPid(open, key);
  const known = [shared, own].find((one) => one?.accepted.length && one.port === event.port);
  const end = {...event, role: "none"} as const;
  if (known) addTo(tracking, known, {event: end, line});
  else tracking.onClosed({id: line, host, attempts: [], deciding: 0, echo: countedLines(event)});
  if (event.ends && shared) forgetPort(open, shared);
}
