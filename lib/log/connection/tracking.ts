import {addClient, clientsOf, removeClient, type Clients} from "./clients.ts";
import {addEvent, type Open} from "./connection.ts";
import type {Logins} from "./logins.ts";
import {emptyRegistry, inOrder, remove, type Registry} from "./registry.ts";
import type {Connection, Event} from "../event/event.ts";

/** What a tracker knows of its host; all that changes between two lines is in here. */
export interface Tracking {
  readonly host: string | null;
  /** Takes each connection that no further line can join. */
  readonly onClosed: (connection: Connection) => void;
  readonly open: Registry;
  /** The open connections with lines of PAM only: child processes of others, or those of their own so far. */
  readonly children: Set<Open>;
  /** The open connections by their other ends, while there are children that look for their parents. */
  clients: Clients | null;
  readonly logins: Logins;
  /** The time of the newest line, in epoch seconds. */
  now: number;
  /** The time for which silent connections were last closed, while `open` has the same order; else NaN. */
  closedFor: number;
}

/** Returns what is known of a host before its first line. */
export function startTracking(host: string | null, onClosed: Tracking["onClosed"]): Tracking {
  return {
    host,
    onClosed,
    open: emptyRegistry(),
    children: new Set(),
    clients: null,
    logins: new Map(),
    now: 0,
    closedFor: NaN
  };
}

/** Adds an event to a connection; `line` is its place in the log. */
export function addTo(tracking: Tracking, one: Open, {event, line}: {event: Event; line: number}): void {
  addEvent(one, event, {line, now: tracking.now});
  if (tracking.clients) addClient(tracking.clients, one);
}

/** Takes a connection out of all tables. */
export function release(tracking: Tracking, one: Open): void {
  remove(tracking.open, one);
  if (tracking.clients) removeClient(tracking.clients, one);
  tracking.children.delete(one);
  if (tracking.children.size === 0) tracking.clients = null;
  tracking.closedFor = NaN;
}

/** Returns the open connections by their other ends. */
export function clientsIn(tracking: Tracking): Clients {
  return (tracking.clients ??= clientsOf(inOrder(tracking.open)));
}
