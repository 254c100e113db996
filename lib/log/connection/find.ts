import {addClient} from "./clients.ts";
import {idleSeconds, join, lastTime, openConnection, type Open} from "./connection.ts";
import {forgetLogin} from "./logins.ts";
import {byPid, byPort, leadPid, leadPort, pidKey} from "./registry.ts";
import {release, type Tracking} from "./tracking.ts";
import type {Event} from "../event/event.ts";

/**
 * Returns the connection that an event belongs to, by its process and by its address and port; where these lead to two,
 * they turn out to be one. Without any, a new connection starts, with `line`, its place in the log, as its id.
 */
export function find(tracking: Tracking, event: Event, line: number): Open {
  const {open} = tracking;
  const key = pidKey(event);
  const own = fresh(key === null ? undefined : byPid(open, key), event);
  const shared = fresh(byPort(open, event), event);
  const one =
    own && shared && own !== shared ? joined(tracking, own, shared) : (own ?? shared ?? start(tracking, event, line));
  if (key !== null && one !== own && byPid(open, key) !== one) {
    leadPid(open, key, one);
    one.pids.push(key);
  }
  return one;
}

/** Returns the connection unless the event shows that it is another one (docs/counting.md §3.3). */
function fresh(one: Open | undefined, {time, ip, port}: Event): Open | undefined {
  if (!one) return undefined;
  if (time !== null && Math.abs(time - lastTime(one)) > idleSeconds) return undefined;
  if (one.port !== null && port !== null && one.port !== port) return undefined;
  return one.ip !== null && ip !== null && one.ip !== ip ? undefined : one;
}

function start(tracking: Tracking, event: Event, line: number): Open {
  forgetLogin(tracking.logins, event);
  return openConnection(line);
}

function joined(tracking: Tracking, a: Open, b: Open): Open {
  const {open, clients} = tracking;
  const first = a.id < b.id ? a : b;
  const second = first === a ? b : a;
  const leads = first.byPort || second.byPort;
  const keys = second.pids;
  release(tracking, second);
  join(first, second);
  for (const key of keys) leadPid(open, key, first);
  if (leads && !first.byPort) leadPort(open, first);
  if (clients) addClient(clients, first);
  return first;
}
