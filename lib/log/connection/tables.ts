import type {Open} from "./connection.ts";

// Tables of a fixed number of slots with chains behind them: one that grows and shrinks makes work for the collector.

const slots = 1 << 12;

/** Connections by process id. */
export type Pids = (Link | null)[];

interface Link {
  readonly pid: number;
  one: Open;
  next: Link | null;
}

/** Returns an empty table of connections by process id. */
export function emptyPids(): Pids {
  return Array.from({length: slots}, () => null);
}

/** Returns the connection that a process id leads to. */
export function atPid(pids: Pids, pid: number): Open | undefined {
  return linkAt(pids, pid)?.one;
}

/** Makes a process id lead to a connection. */
export function setPid(pids: Pids, pid: number, one: Open): void {
  const link = linkAt(pids, pid);
  const slot = pid & (slots - 1);
  if (link) link.one = one;
  else pids[slot] = {pid, one, next: pids[slot]!};
}

/** Makes a process id lead nowhere. */
export function deletePid(pids: Pids, pid: number): void {
  const link = linkAt(pids, pid);
  const slot = pid & (slots - 1);
  if (!link) return;
  if (pids[slot] === link) pids[slot] = link.next;
  else for (let at = pids[slot]; at; at = at.next) if (at.next === link) at.next = link.next;
  link.next = null;
}

function linkAt(pids: Pids, pid: number): Link | null {
  let link: Link | null = pids[pid & (slots - 1)] ?? null;
  while (link !== null && link.pid !== pid) link = link.next;
  return link;
}

/** Connections by address and port: the heads of chains through their `samePort`, the newest one first. */
export type Ports = (Open | null)[];

/** Returns an empty table of connections by address and port. */
export function emptyPorts(): Ports {
  return Array.from({length: slots}, () => null);
}

/** Returns the newest connection that an address and port lead to. */
export function atPort(ports: Ports, ip: string, port: number): Open | undefined {
  let one: Open | null = ports[port & (slots - 1)] ?? null;
  while (one && (one.port !== port || one.ip !== ip)) one = one.samePort;
  return one ?? undefined;
}

/** Makes the address and port of a connection lead to it; it must have both, and they must not lead to it yet. */
export function setPort(ports: Ports, one: Open): void {
  const slot = one.port! & (slots - 1);
  one.samePort = ports[slot]!;
  one.byPort = true;
  ports[slot] = one;
}

/** Makes the address and port of a connection no longer lead to it. */
export function deletePort(ports: Ports, one: Open): void {
  if (!one.byPort) return;
  const slot = one.port! & (slots - 1);
  if (ports[slot] === one) ports[slot] = one.samePort;
  else for (let at = ports[slot]; at; at = at.samePort) if (at.samePort === one) at.samePort = one.samePort;
  one.samePort = null;
  one.byPort = false;
}
