import {mostTimes, type Attempt, type Event} from "../event/event.ts";

/** A line that may make an attempt, as far as an attempt needs it. */
export interface Entry extends Pick<Event, "time" | "user" | "ip" | "rhost" | "port" | "method" | "times"> {
  /** Its place among the lines of its log. */
  readonly line: number;
}

/** Failures that PAM reports for one connection. */
export interface Pam {
  /** The first line, in epoch seconds. */
  readonly time: number | null;
  /** The first user named. */
  user: string | null;
  /** Failures of each module, with repeats, and how many lines they are. */
  readonly modules: Record<string, {times: number; lines: number}>;
  /** The sum of `N more authentication failures`, and how many lines they are. */
  readonly more: {times: number; lines: number};
}

/**
 * What is known of a connection so far; plain data but for its neighbours, so that it can be saved between two runs.
 */
export interface Open {
  readonly id: number;
  /** Keys of the process ids that lead here. */
  pids: (number | string)[];
  /** Whether its address and port lead here. */
  byPort: boolean;
  /** The place of its last line in the log. */
  touched: number;
  /** Neighbours in the order of their last lines, and the next one in the table of ports (registry.ts). */
  older: Open | null;
  newer: Open | null;
  samePort: Open | null;
  port: number | null;
  ip: string | null;
  rhost: string | null;
  /** Times of its lines as spans whose lines are at most `pamSeconds` apart. */
  spans: [first: number, last: number][];
  /** Whether sshd or dropbear itself wrote a line. */
  own: boolean;
  failed: Entry[];
  publickey: Entry | null;
  interactive: Entry[];
  accepted: Entry[];
  pam: Pam | null;
  /** The first line that names a user, and the first that names nobody. */
  named: Entry | null;
  probe: Entry | null;
  /** The first user that a line without, and one with, `[preauth]` names. */
  user: string | null;
  relayedUser: string | null;
  /** Whether the accounts exist, by user name. */
  known: [user: string, known: boolean][];
  /** Lines that are deciding or echo, not noise. */
  lines: number;
}

/** A line that comes later starts a new connection (docs/counting.md §3.3). */
export const idleSeconds = 3600;

/** Lines of PAM belong to a connection of the same client that has a line within this time (docs/counting.md §3.4). */
export const pamSeconds = 120;

/** Returns a connection without lines. */
export function openConnection(id: number): Open {
  return {
    id,
    pids: [],
    byPort: false,
    touched: id,
    older: null,
    newer: null,
    samePort: null,
    port: null,
    ip: null,
    rhost: null,
    spans: [],
    own: false,
    failed: [],
    publickey: null,
    interactive: [],
    accepted: [],
    pam: null,
    named: null,
    probe: null,
    user: null,
    relayedUser: null,
    known: [],
    lines: 0
  };
}

/**
 * Adds a line to a connection; `line` is its place in the log, `now` its time, or that of the line before when it has
 * none.
 */
export function addEvent(open: Open, event: Event, {line, now}: {line: number; now: number}): void {
  open.ip ??= event.ip;
  open.port ??= event.port;
  open.rhost ??= event.rhost;
  open.own ||= !event.pam;
  addTime(open, now);
  open.lines += countedLines(event);
  if (event.role !== "none" && event.role !== "request") addUser(open, event);
  addRole(open, event, line);
}

/** Returns 1 for a line that is deciding or echo, 0 for one that is noise or unknown. */
export function countedLines({kind}: Event): number {
  return kind === "noise" || kind === "unknown" ? 0 : 1;
}

function addRole(open: Open, event: Event, line: number): void {
  const {role, method} = event;
  if (role === "verdict" && event.kind === "accepted") open.accepted.push(entry(event, line));
  else if (role === "verdict" && method === "publickey" && event.family === "sshd")
    open.publickey ??= {...entry(event, line), times: 1};
  else if (role === "verdict") open.failed.push(entry(event, line));
  else if (role === "interactive") open.interactive.push({...entry(event, line), method: interactiveMethod});
  else if (role === "pam" || role === "pam-more") addPam((open.pam ??= emptyPam(event)), event);
  else if (role === "name") open.named ??= entry(event, line);
  else if (role === "probe") open.probe ??= entry(event, line);
}

function entry({time, user, ip, rhost, port, method, times}: Event, line: number): Entry {
  return {time, user, ip, rhost, port, method, times, line};
}

/** The method that `error: PAM: …` speaks of (auth2-chall.c, auth-pam.c). */
const interactiveMethod = "keyboard-interactive/pam";

function addTime({spans}: Open, time: number): void {
  const last = spans[spans.length - 1];
  if (last && time >= last[0] && time - last[1] <= pamSeconds) last[1] = Math.max(last[1], time);
  else spans.push([time, time]);
}

function addUser(open: Open, {user, known, pam, preauth}: Event): void {
  if (user === null) return;
  if (!pam && preauth) open.relayedUser ??= user;
  else if (!pam) open.user ??= user;
  if (known === null) return;
  const said = open.known.find(([name]) => name === user);
  if (!said) open.known.push([user, known]);
  else said[1] ||= known; // "User root not allowed" says that root exists; later lines call it invalid all the same
}

function emptyPam({time}: Event): Pam {
  return {time, user: null, modules: {}, more: {times: 0, lines: 0}};
}

function addPam(pam: Pam, {user, module, more, times, role}: Event): void {
  pam.user ??= user;
  if (role === "pam-more") {
    pam.more.times += Math.min(more * times, mostTimes);
    pam.more.lines += 1;
  } else {
    const sum = (pam.modules[keyOf(module)] ??= {times: 0, lines: 0});
    sum.times += times;
    sum.lines += 1;
  }
}

/** Returns the key of a module; a log can name one as a property that all objects have (`__proto__`). */
function keyOf(module: string | null): string {
  const name = module ?? "";
  return name in Object.prototype ? `${name} ` : name;
}

/** Puts all that is known of a later connection into an earlier one, which they turn out to be. */
export function join(open: Open, other: Open): void {
  for (const key of ["ip", "port", "rhost", "publickey", "named", "probe", "user", "relayedUser"] as const)
    (open[key] as unknown) ??= other[key];
  open.own ||= other.own;
  open.lines += other.lines;
  open.pids.push(...other.pids);
  open.failed.push(...other.failed);
  open.interactive.push(...other.interactive);
  open.accepted.push(...other.accepted);
  open.known.push(...other.known.filter(([user]) => !open.known.some(([name]) => name === user)));
  for (const [first, last] of other.spans) {
    addTime(open, first);
    addTime(open, last);
  }
  if (other.pam) open.pam = open.pam ? joinedPam(open.pam, other.pam) : other.pam;
}

/** Returns the failures of two processes of one connection as one. */
export function joinedPam(a: Pam, b: Pam): Pam {
  const modules = structuredClone(a.modules);
  for (const [name, {times, lines}] of Object.entries(b.modules)) {
    const sum = (modules[name] ??= {times: 0, lines: 0});
    sum.times += times;
    sum.lines += lines;
  }
  const more = {times: a.more.times + b.more.times, lines: a.more.lines + b.more.lines};
  return {time: a.time ?? b.time, user: a.user ?? b.user, modules, more};
}

/** Returns the time of a connection's last line. */
export function lastTime({spans}: Open): number {
  return spans.length > 0 ? spans[spans.length - 1]![1] : 0;
}

/** What a connection comes to; see `decide`. */
export interface Decision {
  readonly attempts: Attempt[];
  readonly deciding: number;
  readonly echo: number;
}
