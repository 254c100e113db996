import {addClient, childrenAmong, childrenOf, parentOf} from "./clients.ts";
import {idleSeconds, join, lastTime, pamSeconds, type Open} from "./connection.ts";
import {decide} from "./decide.ts";
import {inOrder} from "./registry.ts";
import {clientsIn, release, type Tracking} from "./tracking.ts";
import type {Connection} from "../event/event.ts";

/**
 * How long a connection is kept: PAM lines of others may join it `pamSeconds` after its last line, and may end then.
 */
const keptSeconds = idleSeconds + 2 * pamSeconds;

/** Connections that are open at once, at the most: a bound for logs without times. */
const openKept = 100_000;

/** So few of PAM's children are looked through one by one. */
const fewChildren = 16;

/** Whether connections may have been silent for too long since they were last looked at. */
export function mayBeSilent({now, closedFor, open}: Tracking): boolean {
  return now !== closedFor || open.size > openKept;
}

/** Closes what lies too far before `now` or, in a log out of order, behind it. */
export function closeSilent(tracking: Tracking): void {
  const {now, open} = tracking;
  for (let one = open.first; one; one = open.first) {
    if (Math.abs(now - lastTime(one)) <= keptSeconds && open.size <= openKept) break;
    close(tracking, one);
  }
  tracking.closedFor = now;
}

/** Closes all connections, and decides them. */
export function closeAll(tracking: Tracking): void {
  const children = [...tracking.children]; // a list of their own: those that are closed leave the tracking
  for (const child of children) adopt(tracking, child);
  const open = [...inOrder(tracking.open)];
  for (const one of open) close(tracking, one);
}

/** Closes a connection: it is decided, or its lines go to the connection whose child process it was. */
export function close(tracking: Tracking, one: Open): void {
  if (!one.own) return adopt(tracking, one);
  if (tracking.children.size > 0) adoptChildren(tracking, one);
  release(tracking, one);
  tracking.onClosed(decided(tracking, one));
}

/** Gives the children of a connection that closes to their parents: to this one, or to others of its client. */
function adoptChildren(tracking: Tracking, one: Open): void {
  const {children, clients} = tracking;
  const {rhost} = one;
  const isIndexed = clients !== null || children.size > fewChildren;
  const found = isIndexed ? childrenOf(clientsIn(tracking), one) : childrenAmong(children, one);
  for (const child of found) if (lastTime(child) <= lastTime(one) + pamSeconds) adopt(tracking, child);
  // a child has told the client's name: there can be more of them
  if (one.rhost !== rhost) adoptChildren(tracking, one);
}

/** Gives PAM's failures of a child process to the connection that they belong to, or lets them stand alone. */
function adopt(tracking: Tracking, one: Open): void {
  const {host, onClosed} = tracking;
  const parent = parentOf(clientsIn(tracking), one);
  release(tracking, one);
  if (!parent) return onClosed(decided(tracking, one));
  const spans = structuredClone(parent.spans);
  join(parent, {...one, pids: [], user: null, relayedUser: null, ip: null});
  parent.spans = spans; // its own lines only: a child's are no reason to adopt the next child
  if (tracking.clients) addClient(tracking.clients, parent);
  onClosed({id: one.id, host, attempts: [], deciding: 0, echo: 0});
}

/** Returns the connections that are open, decided as things stand; the children of a connection count for it. */
export function standing(tracking: Tracking): Connection[] {
  const {children, open} = tracking;
  const families = Map.groupBy(children, (child) => parentOf(clientsIn(tracking), child));
  const alone = new Set(families.get(null));
  return [...inOrder(open)]
    .filter((one) => !children.has(one) || alone.has(one))
    .map((one) => decided(tracking, one, families.get(one)));
}

function decided({host}: Tracking, one: Open, children?: readonly Open[]): Connection {
  return {id: one.id, host, ...decide(one, host, children)};
}
