import type {Open} from "./connection.ts";
import {createPids, createPorts} from "./tables.ts";
import type {Event} from "../event/event.ts";

/** The open connections of a host, in the order of their last lines, and what leads to them; see {@link createRegistry}. */
export interface Registry {
  readonly size: number;
  /** Returns the connection whose last line lies back the furthest. */
  first(): Open | null;
  /** Yields all of them in order; the one that was yielded last may be removed. */
  values(): Iterable<Open>;
  /** Puts a connection behind all others, and returns whether it did not stand there yet. */
  touch(one: Open): boolean;
  /** Removes a connection and all that leads to it. */
  remove(one: Open): void;
  byPid(key: PidKey): Open | undefined;
  /** Makes a process id lead to a connection. */
  leadPid(key: PidKey, one: Open): void;
  /** Returns the connection that an address and port lead to. */
  byPort(ip: string, port: number): Open | undefined;
  /** Makes the address and port of a connection lead to it. */
  leadPort(one: Open): void;
  /** Makes the address and port of a connection lead nowhere. */
  forgetPort(one: Open): void;
}

/** Whom a process id belongs to: of sshd the number itself, for it is looked up on every line. */
export type PidKey = number | string;

/** Returns the key of the process that an event is of; lines without a process id join by their address. */
export function pidKey({pid, aboutPid, family, ip}: Event): PidKey | null {
  const number = aboutPid ?? pid;
  if (number !== null) return family === "sshd" ? number : `${family} ${number}`;
  return ip === null ? null : `${family} @${ip}`;
}

/**
 * Returns an empty registry. Its parts are chains through the connections and a fixed number of slots: tables that grow
 * and shrink with each connection make more work for the garbage collector than all else that is done with a line.
 */
export function createRegistry(): Registry {
  const [pids, words, ports] = [createPids(), new Map<string, Open>(), createPorts()];
  let [first, last] = [null as Open | null, null as Open | null];
  let size = 0;

  function unlink(one: Open): void {
    if (one.older) one.older.newer = one.newer;
    else if (first === one) first = one.newer;
    else return; // it is not there
    if (one.newer) one.newer.older = one.older;
    else last = one.older;
    one.older = one.newer = null; // a dead connection must not keep others alive
    size -= 1;
  }

  function touch(one: Open): boolean {
    if (one === last) return false;
    unlink(one);
    one.older = last;
    if (last) last.newer = one;
    else first = one;
    last = one;
    size += 1;
    return true;
  }

  function* values(): Iterable<Open> {
    for (let one = first, next = null as Open | null; one; one = next) {
      next = one.newer;
      yield one;
    }
  }

  const byPid = (key: PidKey): Open | undefined => (typeof key === "number" ? pids.get(key) : words.get(key));

  return {
    get size() {
      return size;
    },
    first: () => first,
    values,
    touch,
    remove(one) {
      unlink(one);
      for (const key of one.pids)
        if (byPid(key) !== one) continue;
        else if (typeof key === "number") pids.delete(key);
        else words.delete(key);
      ports.delete(one);
    },
    byPid,
    leadPid(key, one) {
      if (typeof key === "number") pids.set(key, one);
      else words.set(key, one);
    },
    byPort: ports.get,
    leadPort: ports.set,
    forgetPort: ports.delete
  };
}
