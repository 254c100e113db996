import type {Open} from "./connection.ts";
import {
  atPid,
  atPort,
  deletePid,
  deletePort,
  emptyPids,
  emptyPorts,
  setPid,
  setPort,
  type Pids,
  type Ports
} from "./tables.ts";
import type {Event} from "../event/event.ts";

/**
 * The open connections of a host, in the order of their last lines, and what leads to them. Its parts are chains
 * through the connections and tables of a fixed size: tables that grow and shrink with each connection make more work
 * for the garbage collector than all else that is done with a line.
 */
export interface Registry {
  /** The connection whose last line lies back the furthest, and the one that had the last line. */
  first: Open | null;
  last: Open | null;
  size: number;
  /** By the process ids of sshd, by the other keys of processes, and by address and port. */
  readonly pids: Pids;
  readonly words: Map<string, Open>;
  readonly ports: Ports;
}

/** Whom a process id belongs to: of sshd the number itself, for it is looked up on every line. */
export type PidKey = number | string;

/** Returns the key of the process that an event is of; lines without a process id join by their address. */
export function pidKey({pid, aboutPid, family, ip}: Event): PidKey | null {
  const number = aboutPid ?? pid;
  if (number !== null) return family === "sshd" ? number : `${family} ${number}`;
  return ip === null ? null : `${family} @${ip}`;
}

/** Returns a registry without connections. */
export function emptyRegistry(): Registry {
  return {first: null, last: null, size: 0, pids: emptyPids(), words: new Map(), ports: emptyPorts()};
}

/** Puts a connection behind all others, and returns whether it did not stand there yet. */
export function touch(registry: Registry, one: Open): boolean {
  if (one === registry.last) return false;
  unlink(registry, one);
  one.older = registry.last;
  if (registry.last) registry.last.newer = one;
  else registry.first = one;
  registry.last = one;
  registry.size += 1;
  return true;
}

/** Removes a connection and all that leads to it. */
export function remove(registry: Registry, one: Open): void {
  unlink(registry, one);
  for (const key of one.pids)
    if (byPid(registry, key) !== one) continue;
    else if (typeof key === "number") deletePid(registry.pids, key);
    else registry.words.delete(key);
  deletePort(registry.ports, one);
}

function unlink(registry: Registry, one: Open): void {
  if (one.older) one.older.newer = one.newer;
  else if (registry.first === one) registry.first = one.newer;
  else return; // it is not there
  if (one.newer) one.newer.older = one.older;
  else registry.last = one.older;
  one.older = null; // a dead connection must not keep others alive
  one.newer = null;
  registry.size -= 1;
}

/** Yields all connections in order; the one that was yielded last may be removed. */
export function* inOrder(registry: Registry): Iterable<Open> {
  for (let one = registry.first, next = null as Open | null; one; one = next) {
    next = one.newer;
    yield one;
  }
}

/** Returns the connection that a process leads to. */
export function byPid(registry: Registry, key: PidKey): Open | undefined {
  return typeof key === "number" ? atPid(registry.pids, key) : registry.words.get(key);
}

/** Makes a process lead to a connection. */
export function leadPid(registry: Registry, key: PidKey, one: Open): void {
  if (typeof key === "number") setPid(registry.pids, key, one);
  else registry.words.set(key, one);
}

/** Returns the connection that the address and port of an event lead to. */
export function byPort({ports}: Registry, {ip, port}: Pick<Event, "ip" | "port">): Open | undefined {
  return ip !== null && port !== null ? atPort(ports, ip, port) : undefined;
}

/** Makes the address and port of a connection lead to it. */
export function leadPort({ports}: Registry, one: Open): void {
  setPort(ports, one);
}

/** Makes the address and port of a connection lead nowhere. */
export function forgetPort({ports}: Registry, one: Open): void {
  deletePort(ports, one);
}
