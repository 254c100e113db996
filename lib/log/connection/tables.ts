import type {Open} from "./connection.ts";

// Tables of a fixed number of slots with chains behind them: one that grows and shrinks makes work for the collector.

const slots = 1 << 12;

interface Link {
  readonly pid: number;
  one: Open;
  next: Link | null;
}

/** Returns a table of connections by process id. */
export function createPids(): {
  get(pid: number): Open | undefined;
  set(pid: number, one: Open): void;
  delete(pid: number): void;
} {
  const chains = new Array<Link | null>(slots).fill(null);
  function find(pid: number): Link | null {
    let link: Link | null = chains[pid & (slots - 1)] ?? null;
    while (link !== null && link.pid !== pid) link = link.next;
    return link;
  }
  return {
    get: (pid) => find(pid)?.one,
    set(pid, one) {
      const link = find(pid);
      const slot = pid & (slots - 1);
      if (link) link.one = one;
      else chains[slot] = {pid, one, next: chains[slot]!};
    },
    delete(pid) {
      const link = find(pid);
      const slot = pid & (slots - 1);
      if (!link) return;
      if (chains[slot] === link) chains[slot] = link.next;
      else for (let at = chains[slot]; at; at = at.next) if (at.next === link) at.next = link.next;
      link.next = null;
    }
  };
}

/** Returns a table of connections by their address and port: chained through `samePort`, the last one first. */
export function createPorts(): {
  get(ip: string, port: number): Open | undefined;
  set(one: Open): void;
  delete(one: Open): void;
} {
  const chains = new Array<Open | null>(slots).fill(null);
  return {
    get(ip, port) {
      let one: Open | null = chains[port & (slots - 1)] ?? null;
      while (one && (one.port !== port || one.ip !== ip)) one = one.samePort;
      return one ?? undefined;
    },
    set(one) {
      const slot = one.port! & (slots - 1);
      one.samePort = chains[slot]!;
      one.byPort = true;
      chains[slot] = one;
    },
    delete(one) {
      if (!one.byPort) return;
      const slot = one.port! & (slots - 1);
      if (chains[slot] === one) chains[slot] = one.samePort;
      else for (let at = chains[slot]; at; at = at.samePort) if (at.samePort === one) at.samePort = one.samePort;
      one.samePort = null;
      one.byPort = false;
    }
  };
}
