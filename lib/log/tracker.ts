import {addEvent, join, lastTime, openConnection, pamSeconds, type Open} from "./connection.ts";
import {decide} from "./decide.ts";
import type {Connection, Event} from "./types.ts";

/** A later line starts a new connection of its process id (PARSING.md §5.2). */
const idleSeconds = 3600;

/** How long a connection is kept: PAM lines of others may join it `pamSeconds` after its last line, and may end then. */
const keptSeconds = idleSeconds + 2 * pamSeconds;

/** Logins whose end has not come are remembered, the newest ones; their end is then no probe, however late it comes. */
const loginsKept = 100_000;

/** Connections that are open at once, at the most: a bound for logs without times. */
const openKept = 100_000;

/** The connections of one host, as plain data. */
export interface TrackerState {
  readonly open: readonly Open[];
  readonly pids: readonly (readonly [key: string, id: number])[];
  /** Address and port of connections that no line has ended, with their ids. */
  readonly ports: readonly (readonly [key: string, id: number])[];
  /** Address and port of logins, with the time of their end once it came. */
  readonly logins: readonly (readonly [key: string, end: number | null])[];
  /** The time of the newest line. */
  readonly now: number;
}

/** Follows the connections of one host; see {@link createTracker}. */
export interface Tracker {
  /** Takes the next event of the host; `line` is its place in the log and the id of a connection that it starts. */
  add(event: Event, line: number): void;
  /** Returns the connections that are open, decided as things stand. */
  open(): Connection[];
  /** Decides all that is open. */
  finish(): void;
  save(): TrackerState;
}

/**
 * Returns a tracker that joins the events of one host into connections by PARSING.md §5.2 and hands each to `onClosed`
 * when no further line can join it. Memory is bound by the connections of about one hour.
 */
export function createTracker(
  host: string | null,
  onClosed: (connection: Connection) => void,
  state?: TrackerState
): Tracker {
  const open = new Map<number, Open>(); // in the order of their last lines
  const children = new Set<Open>(); // with lines of PAM only: processes of other connections, or their own so far
  const pids = new Map<string, Open>();
  const ports = new Map<string, Open>();
  const logins = new Map(state?.logins);
  let now = state?.now ?? 0;
  if (state) restore(state);

  function restore(saved: TrackerState): void {
    for (const one of structuredClone(saved.open)) open.set(one.id, one);
    for (const one of open.values()) if (!one.own) children.add(one);
    for (const [key, id] of saved.pids) pids.set(key, open.get(id)!);
    for (const [key, id] of saved.ports) ports.set(key, open.get(id)!);
  }

  function add(event: Event, line: number): void {
    now = event.time ?? now;
    closeBefore(now);
    const portKey = event.ip !== null && event.port !== null ? `${event.ip} ${event.port}` : null;
    if (portKey && isEndOfLogin(event, portKey)) return endLogin(event, portKey, line);
    const one = find(event, portKey, line);
    open.delete(one.id);
    open.set(one.id, one);
    addEvent(one, event, {line, now});
    if (one.own) children.delete(one);
    else children.add(one);
    if (portKey && event.kind === "accepted") remember(portKey);
    if (portKey && event.ends) ports.delete(portKey);
    else if (portKey) ports.set(portKey, one);
    if (one.pids.length === 0) close(one); // a line without process id and address stands alone
  }

  function isEndOfLogin({leaves, preauth, time}: Event, portKey: string): boolean {
    const end = logins.get(portKey); // undefined: no login came from there; null: it has not ended
    return leaves && !preauth && end !== undefined && (end === null || time === null || time - end <= idleSeconds);
  }

  /** A login's closing lines are neither probes nor the start of anything. */
  function endLogin(event: Event, portKey: string, line: number): void {
    logins.set(portKey, logins.get(portKey) ?? now);
    const open = [ports.get(portKey), byPid(event)].find((one) => one?.accepted.length && one.port === event.port);
    const login = open ?? openConnection(line);
    addEvent(login, {...event, role: "none"}, {line, now});
    if (!open) onClosed({id: line, host, attempts: [], deciding: 0, echo: login.lines});
    if (event.ends) ports.delete(portKey);
  }

  function remember(portKey: string): void {
    logins.set(portKey, null);
    if (logins.size > loginsKept) logins.delete(logins.keys().next().value!);
  }

  function find(event: Event, portKey: string | null, line: number): Open {
    const own = fresh(byPid(event), event);
    const shared = fresh(portKey ? ports.get(portKey) : undefined, event);
    const one = own && shared && own !== shared ? joined(own, shared) : (own ?? shared ?? start(portKey, line));
    const key = pidKey(event);
    if (key && pids.get(key) !== one) {
      pids.set(key, one);
      one.pids.push(key);
    }
    return one;
  }

  function start(portKey: string | null, line: number): Open {
    if (portKey) logins.delete(portKey); // the client uses the port again
    const one = openConnection(line);
    open.set(one.id, one);
    return one;
  }

  function byPid(event: Event): Open | undefined {
    const key = pidKey(event);
    return key ? pids.get(key) : undefined;
  }

  function joined(a: Open, b: Open): Open {
    const [first, second] = a.id < b.id ? [a, b] : [b, a];
    join(first, second);
    for (const key of second.pids) pids.set(key, first);
    const portKey = `${first.ip} ${first.port}`;
    if (ports.get(portKey) === second) ports.set(portKey, first);
    open.delete(second.id);
    children.delete(second);
    return first;
  }

  /** Closes what lies too far before (or, in a log out of order, behind) a time. */
  function closeBefore(time: number): void {
    for (const one of open.values()) {
      if (Math.abs(time - lastTime(one)) <= keptSeconds && open.size <= openKept) return;
      close(one);
    }
  }

  function close(one: Open): void {
    if (!one.own) return adopt(one);
    for (const child of children)
      if (sameClient(one, child) && distance(one, child) <= pamSeconds && lastTime(child) <= lastTime(one) + pamSeconds)
        adopt(child);
    release(one);
    onClosed({id: one.id, host, ...decide(one, host)});
  }

  /** Gives PAM's failures of a child process to the connection that they belong to, or lets them stand alone. */
  function adopt(one: Open): void {
    const parent = parentOf(one);
    release(one);
    if (!parent) return onClosed({id: one.id, host, ...decide(one, host)});
    const spans = structuredClone(parent.spans);
    join(parent, {...one, pids: [], user: null, relayedUser: null, ip: null});
    parent.spans = spans; // its own lines only: a child's are no reason to adopt the next child
    onClosed({id: one.id, host, attempts: [], deciding: 0, echo: 0});
  }

  function parentOf(one: Open): Open | null {
    const near = [...open.values()].filter(
      (other) => other.own && sameClient(one, other) && distance(one, other) <= pamSeconds
    );
    const rank = (other: Open): number => (hasVerdict(other) ? 0 : 1e9) + distance(one, other);
    return near.toSorted((a, b) => rank(a) - rank(b))[0] ?? null;
  }

  function release(one: Open): void {
    open.delete(one.id);
    children.delete(one);
    for (const key of one.pids) if (pids.get(key) === one) pids.delete(key);
    const portKey = `${one.ip} ${one.port}`;
    if (ports.get(portKey) === one) ports.delete(portKey);
  }

  function decided(one: Open, adopted: readonly Open[]): Connection {
    const lines = adopted.reduce((sum, child) => sum + child.lines, 0);
    const pams = adopted.flatMap(({pam}) => (pam ? [pam] : []));
    return {id: one.id, host, ...decide(one, host, {pams, lines})};
  }

  return {
    add,
    open() {
      const families = Map.groupBy(children, parentOf);
      const adopted = (one: Open): boolean => children.has(one) && !families.get(null)?.includes(one);
      return [...open.values()].filter((one) => !adopted(one)).map((one) => decided(one, families.get(one) ?? []));
    },
    finish() {
      for (const child of [...children]) adopt(child);
      for (const one of [...open.values()]) close(one);
    },
    save() {
      const ids = (map: Map<string, Open>): [string, number][] => [...map].map(([key, {id}]) => [key, id]);
      return {open: [...open.values()], pids: ids(pids), ports: ids(ports), logins: [...logins], now};
    }
  };
}

/** Lines without a process id join by their address. */
function pidKey({pid, aboutPid, family, ip}: Event): string | null {
  const number = aboutPid ?? pid;
  return number !== null ? `${family} ${number}` : ip !== null ? `${family} @${ip}` : null;
}

/** Returns the connection unless the event shows that it is another one. */
function fresh(one: Open | undefined, {time, ip, port}: Event): Open | undefined {
  if (!one) return undefined;
  if (time !== null && Math.abs(time - lastTime(one)) > idleSeconds) return undefined;
  const differs = (a: unknown, b: unknown): boolean => a !== null && b !== null && a !== b;
  return differs(one.port, port) || differs(one.ip, ip) ? undefined : one;
}

function sameClient(a: Open, b: Open): boolean {
  return (a.ip !== null && a.ip === b.ip) || (a.rhost !== null && a.rhost === b.rhost);
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
