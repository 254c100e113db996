import {pamSeconds, type Open} from "./connection.ts";

/** The open connections by what is known of their other end; see {@link createClients}. */
export interface Clients {
  /** Notes the address and the name of a connection, as far as they are known by now. */
  add(one: Open): void;
  remove(one: Open): void;
  /** Returns the connection that PAM's lines in a child process belong to, or null. */
  parentOf(child: Open): Open | null;
  /** Returns the children that may belong to a connection, in the order of their first lines. */
  childrenOf(one: Open): Open[];
}

/**
 * Returns an index of open connections by address and by name, so that PAM's lines find their connection among those of
 * one client, however many are open.
 */
export function createClients(open: Iterable<Open>): Clients {
  const byName = new Map<string, Set<Open>>();

  function addTo(name: string | null, one: Open): void {
    if (name === null) return;
    const known = byName.get(name);
    if (known) known.add(one);
    else byName.set(name, new Set([one]));
  }

  function removeFrom(name: string | null, one: Open): void {
    const known = name === null ? undefined : byName.get(name);
    if (known?.delete(one) && known.size === 0) byName.delete(name!);
  }

  function* of({ip, rhost}: Open): Iterable<Open> {
    if (ip !== null) yield* byName.get(ip) ?? [];
    if (rhost !== null) yield* byName.get(rhost) ?? [];
  }

  function add(one: Open): void {
    addTo(one.ip, one);
    addTo(one.rhost, one);
  }

  for (const one of open) add(one);
  return {
    add,
    remove(one) {
      removeFrom(one.ip, one);
      removeFrom(one.rhost, one);
    },
    parentOf(child) {
      let best: Open | null = null;
      for (const one of of(child)) if (one.own && isNear(one, child) && (!best || before(one, best, child))) best = one;
      return best;
    },
    childrenOf: (one) => childrenAmong(new Set(of(one)), one)
  };
}

/** Returns the ones among some connections that are PAM's children and may belong to a connection. */
export function childrenAmong(some: Iterable<Open>, one: Open): Open[] {
  const children: Open[] = [];
  for (const child of some) if (!child.own && sameClient(one, child) && isNear(one, child)) children.push(child);
  return children.sort((a, b) => a.id - b.id);
}

function sameClient(a: Open, b: Open): boolean {
  return (a.ip !== null && a.ip === b.ip) || (a.rhost !== null && a.rhost === b.rhost);
}

function isNear(a: Open, b: Open): boolean {
  return distance(a, b) <= pamSeconds;
}

/** Whether a connection is a better parent than another: one with a verdict, then the nearer, then the longer silent one. */
function before(one: Open, best: Open, child: Open): boolean {
  const [a, b] = [hasVerdict(one), hasVerdict(best)];
  if (a !== b) return a;
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
