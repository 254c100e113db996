import {childrenAmong, createClients, type Clients} from "./clients.ts";
import {addEvent, join, lastTime, openConnection, pamSeconds, type Open} from "./connection.ts";
import {decide} from "./decide.ts";
import {createRegistry, pidKey, type PidKey} from "./registry.ts";
import type {Connection, Event} from "../event/event.ts";

/** A later line starts a new connection of its process id (PARSING.md §5.2). */
const idleSeconds = 3600;

/** How long a connection is kept: PAM lines of others may join it `pamSeconds` after its last line, and may end then. */
const keptSeconds = idleSeconds + 2 * pamSeconds;

/** Logins whose end has not come are remembered, the newest ones; their end is then no probe, however late it comes. */
const loginsKept = 100_000;

/** Connections that are open at once, at the most: a bound for logs without times. */
const openKept = 100_000;

/** So few of PAM's children are looked through one by one. */
const fewChildren = 16;

/** The connections of one host, as plain data. */
export interface TrackerState {
  /** In the order of their last lines. */
  readonly open: readonly Saved[];
  readonly pids: readonly (readonly [key: PidKey, id: number])[];
  /** Address and port of logins, with the time of their end once it came. */
  readonly logins: readonly (readonly [key: string, end: number | null])[];
  /** The time of the newest line. */
  readonly now: number;
}

/** A connection without its links to others. */
type Saved = Omit<Open, "older" | "newer" | "samePort">;

/** Follows the connections of one host; see {@link createTracker}. */
export interface Tracker {
  /** Takes the next event of the host; `line` is its place in the log and the id of a connection that it starts. */
  add(event: Event, line: number): void;
  /** Takes note that a time has come, which closes what has been silent for too long. */
  advance(time: number): void;
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
  const open = createRegistry();
  const children = new Set<Open>(); // with lines of PAM only: processes of other connections, or their own so far
  const logins = new Map(state?.logins);
  let clients: Clients | null = null; // while there are children that look for their parents
  let closedFor = NaN; // the time that `closeBefore` was last called for, while `open` has the same order
  let now = state?.now ?? 0;
  if (state) restore(state);

  function restore(saved: TrackerState): void {
    const byId = new Map<number, Open>();
    for (const data of structuredClone(saved.open)) {
      const one = {...openConnection(data.id), ...data, byPort: false};
      byId.set(one.id, one);
      open.touch(one);
      if (data.byPort) open.leadPort(one);
      if (!one.own) children.add(one);
    }
    for (const [key, id] of saved.pids) open.leadPid(key, byId.get(id)!);
  }

  function add(event: Event, line: number): void {
    now = event.time ?? now;
    if (now !== closedFor || open.size > openKept) closeBefore(now);
    if (event.leaves && !event.preauth && isEndOfLogin(event)) return endLogin(event, line);
    const one = find(event, line);
    one.touched = line;
    if (open.touch(one)) closedFor = NaN;
    addEvent(one, event, {line, now});
    clients?.add(one);
    if (!one.own) children.add(one);
    else if (children.size > 0) children.delete(one);
    if (event.ip !== null && event.port !== null) leadHere(one, event);
    if (one.pids.length === 0) close(one); // a line without process id and address stands alone
  }

  /** Notes where the address and port of an event lead: to a connection that it does not end. */
  function leadHere(one: Open, event: Event): void {
    if (event.kind === "accepted") remember(portKey(event));
    if (one.byPort && !event.ends) return;
    const before = byPort(event);
    if (before) open.forgetPort(before);
    if (!event.ends) open.leadPort(one);
  }

  function byPort({ip, port}: Event): Open | undefined {
    return ip !== null && port !== null ? open.byPort(ip, port) : undefined;
  }

  function isEndOfLogin(event: Event): boolean {
    const {ip, port, time} = event;
    const end = ip !== null && port !== null && logins.size > 0 ? logins.get(portKey(event)) : undefined;
    // undefined: no login came from there; null: it has not ended
    return end !== undefined && (end === null || time === null || time - end <= idleSeconds);
  }

  /** A login's closing lines are neither probes nor the start of anything. */
  function endLogin(event: Event, line: number): void {
    const key = portKey(event);
    logins.set(key, logins.get(key) ?? now);
    const [shared, own] = [byPort(event), byPid(event)];
    const known = [shared, own].find((one) => one?.accepted.length && one.port === event.port);
    const login = known ?? openConnection(line);
    addEvent(login, {...event, role: "none"}, {line, now});
    if (known) clients?.add(known);
    else onClosed({id: line, host, attempts: [], deciding: 0, echo: login.lines});
    if (event.ends && shared) open.forgetPort(shared);
  }

  function remember(key: string): void {
    logins.set(key, null);
    if (logins.size > loginsKept) logins.delete(logins.keys().next().value!);
  }

  function find(event: Event, line: number): Open {
    const key = pidKey(event);
    const own = fresh(key === null ? undefined : open.byPid(key), event);
    const shared = fresh(byPort(event), event);
    const one = own && shared && own !== shared ? joined(own, shared) : (own ?? shared ?? start(event, line));
    if (key !== null && one !== own && open.byPid(key) !== one) {
      open.leadPid(key, one);
      one.pids.push(key);
    }
    return one;
  }

  function start(event: Event, line: number): Open {
    if (event.ip !== null && event.port !== null && logins.size > 0) logins.delete(portKey(event)); // it is used again
    return openConnection(line);
  }

  function byPid(event: Event): Open | undefined {
    const key = pidKey(event);
    return key === null ? undefined : open.byPid(key);
  }

  function joined(a: Open, b: Open): Open {
    const [first, second] = a.id < b.id ? [a, b] : [b, a];
    const leads = first.byPort || second.byPort;
    const keys = second.pids;
    release(second);
    join(first, second);
    for (const key of keys) open.leadPid(key, first);
    if (leads && !first.byPort) open.leadPort(first);
    clients?.add(first);
    return first;
  }

  /** Closes what lies too far before (or, in a log out of order, behind) a time. */
  function closeBefore(time: number): void {
    for (let one = open.first(); one; one = open.first()) {
      if (Math.abs(time - lastTime(one)) <= keptSeconds && open.size <= openKept) break;
      close(one);
    }
    closedFor = time;
  }

  function close(one: Open): void {
    if (!one.own) return adopt(one);
    if (children.size > 0) adoptChildren(one);
    release(one);
    onClosed({id: one.id, host, ...decide(one, host)});
  }

  /** Gives the children of a connection that closes to their parents: to this one, or to others of its client. */
  function adoptChildren(one: Open): void {
    const {rhost} = one;
    const found = clients || children.size > fewChildren ? index().childrenOf(one) : childrenAmong(children, one);
    for (const child of found) if (lastTime(child) <= lastTime(one) + pamSeconds) adopt(child);
    if (one.rhost !== rhost) adoptChildren(one); // a child has told the client's name: there can be more of them
  }

  /** Gives PAM's failures of a child process to the connection that they belong to, or lets them stand alone. */
  function adopt(one: Open): void {
    const parent = index().parentOf(one);
    release(one);
    if (!parent) return onClosed({id: one.id, host, ...decide(one, host)});
    const spans = structuredClone(parent.spans);
    join(parent, {...one, pids: [], user: null, relayedUser: null, ip: null});
    parent.spans = spans; // its own lines only: a child's are no reason to adopt the next child
    clients?.add(parent);
    onClosed({id: one.id, host, attempts: [], deciding: 0, echo: 0});
  }

  function index(): Clients {
    return (clients ??= createClients(open.values()));
  }

  function release(one: Open): void {
    open.remove(one);
    clients?.remove(one);
    children.delete(one);
    if (children.size === 0) clients = null;
    closedFor = NaN;
  }

  function decided(one: Open, adopted: readonly Open[]): Connection {
    const lines = adopted.reduce((sum, child) => sum + child.lines, 0);
    const pams = adopted.flatMap(({pam}) => (pam ? [pam] : []));
    return {id: one.id, host, ...decide(one, host, {pams, lines})};
  }

  return {
    add,
    advance(time) {
      now = time;
      closeBefore(time);
    },
    open() {
      const families = Map.groupBy(children, index().parentOf);
      const alone = new Set(families.get(null));
      return [...open.values()]
        .filter((one) => !children.has(one) || alone.has(one))
        .map((one) => decided(one, families.get(one) ?? []));
    },
    finish() {
      for (const child of [...children]) adopt(child);
      for (const one of [...open.values()]) close(one);
    },
    save() {
      const all = [...open.values()];
      const pids = all.flatMap((one) => one.pids.filter((key) => open.byPid(key) === one).map((key) => [key, one.id]));
      const known = [...logins].filter(([, end]) => end === null || now - end <= idleSeconds);
      return {open: all.map(saved), pids: pids as [PidKey, number][], logins: known, now};
    }
  };
}

function saved({older: _, newer: _2, samePort: _3, ...one}: Open): Saved {
  return one;
}

function portKey({ip, port}: Pick<Event, "ip" | "port">): string {
  return `${ip} ${port}`;
}

/** Returns the connection unless the event shows that it is another one. */
function fresh(one: Open | undefined, {time, ip, port}: Event): Open | undefined {
  if (!one) return undefined;
  if (time !== null && Math.abs(time - lastTime(one)) > idleSeconds) return undefined;
  if (one.port !== null && port !== null && one.port !== port) return undefined;
  return one.ip !== null && ip !== null && one.ip !== ip ? undefined : one;
}
