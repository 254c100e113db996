import {pamSeconds, type Open} from "./connection.ts";

/** Open connections by the address and by the name of their other end, as far as they are known. */
export type Clients = Map<string, Set<Open>>;

/** Returns connections by their other ends, so that PAM's lines find theirs however many are open. */
export function clientsOf(open: Iterable<Open>): Clients {
  const clients: Clients = new Map();
  for (const one of open) addClient(clients, one);
  return clients;
}

/** Adds a connection under the address and the name that are known of it by now. */
export function addClient(clients: Clients, one: Open): void {
  addUnder(clients, one.ip, one);
  addUnder(clients, one.rhost, one);
}

function addUnder(clients: Clients, name: string | null, one: Open): void {
  if (name === null) return;
  const known = clients.get(name);
  if (known) known.add(one);
  else clients.set(name, new Set([one]));
}

/** Removes a connection. */
export function removeClient(clients: Clients, one: Open): void {
  removeUnder(clients, one.ip, one);
  removeUnder(clients, one.rhost, one);
}

function removeUnder(clients: Clients, name: string | null, one: Open): void {
  const known = name === null ? undefined : clients.get(name);
  if (known?.delete(one) && known.size === 0) clients.delete(name!);
}

function* sameClients(clients: Clients, {ip, rhost}: Open): Iterable<Open> {
  if (ip !== null) yield* clients.get(ip) ?? [];
  if (rhost !== null) yield* clients.get(rhost) ?? [];
}

/**
 * Returns the connection that the lines of one of PAM's child processes belong to, or null; see docs/counting.md §3.4.
 */
export function parentOf(clients: Clients, child: Open): Open | null {
  let best: Open | null = null;
  for (const one of sameClients(clients, child))
    if (one.own && isNear(one, child) && (!best || isBetter(one, best, child))) best = one;
  return best;
}

/** Returns PAM's child processes that may belong to a connection, in the order of their first lines. */
export function childrenOf(clients: Clients, one: Open): Open[] {
  return childrenAmong(new Set(sameClients(clients, one)), one);
}

/**
 * Returns the ones among some connections that are PAM's child processes and may belong to a connection, in that order.
 */
export function childrenAmong(some: Iterable<Open>, one: Open): Open[] {
  const children: Open[] = [];
  for (const child of some) if (!child.own && isSameClient(one, child) && isNear(one, child)) children.push(child);
  return children.sort((a, b) => a.id - b.id);
}

function isSameClient(a: Open, b: Open): boolean {
  return (a.ip !== null && a.ip === b.ip) || (a.rhost !== null && a.rhost === b.rhost);
}

function isNear(a: Open, b: Open): boolean {
  return distance(a, b) <= pamSeconds;
}

/**
 * Whether a connection is a better parent than another: one with a verdict, then the nearer, then the longer silent
 * one.
 */
function isBetter(one: Open, best: Open, child: Open): boolean {
  const isJudged = hasVerdict(one);
  if (isJudged !== hasVerdict(best)) return isJudged;
  const nearer = distance(one, child) - distance(best, child);
  return nearer < 0 || (nearer === 0 && one.touched < best.touched);
}

function hasVerdict({failed, publickey, interactive, accepted}: Open): boolean {
  return failed.length + interactive.length + accepted.length > 0 || publickey !== null;
}

/** Returns how many seconds lie between the nearest lines of two connections. */
function distance(a: Open, b: Open): number {
  let least = Infinity;
  for (const [first, last] of a.spans)
    for (const [from, to] of b.spans) least = Math.min(least, Math.max(0, from - last, first - to));
  return least;
}
