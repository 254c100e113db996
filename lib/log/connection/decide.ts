import {joinedPam, type Decision, type Entry, type Open, type Pam} from "./connection.ts";
import {sum} from "../../base/sum.ts";
import type {Attempt, Outcome} from "../event/event.ts";

/**
 * Returns the attempts of a connection by the counting rule (docs/counting.md §4), and how many of its lines made them.
 * `children` are child processes of PAM whose failures and lines count for it.
 */
export function decide(open: Open, host: string | null, children: readonly Open[] = []): Decision {
  const chosen = judgements(open);
  if (chosen.length === 0) chosen.push(...evidence(open, pamOf(open, children)));
  if (chosen.length > 1) chosen.sort((a, b) => a.entry.line - b.entry.line);
  const deciding = sum(chosen, ({lines}) => lines);
  const lines = open.lines + sum(children, (child) => child.lines);
  return {attempts: chosen.map((one) => attempt(open, host, one)), deciding, echo: lines - deciding};
}

/** Returns the failures that PAM reports for a connection and for child processes of it. */
function pamOf({pam}: Open, children: readonly Open[]): Pam | null {
  let all = pam;
  for (const child of children) if (child.pam) all = all ? joinedPam(all, child.pam) : child.pam;
  return all;
}

interface Chosen {
  readonly entry: Entry;
  readonly outcome: Outcome;
  /** How many lines of the log made it. */
  readonly lines: number;
}

/** What the server judged. At the default level sshd logs some tries of keyboard-interactive/pam only as error: PAM. */
function judgements({failed, interactive, publickey, accepted}: Open): Chosen[] {
  const chosen: Chosen[] = [];
  const unlogged = interactive.length > 0 && timesOf(interactive) > timesOf(failed.filter(isInteractive));
  for (const entry of failed) if (!unlogged || !isInteractive(entry)) chosen.push({entry, outcome: "failed", lines: 1});
  if (unlogged) for (const entry of interactive) chosen.push({entry, outcome: "failed", lines: 1});
  if (publickey) chosen.push({entry: publickey, outcome: "failed", lines: 1});
  for (const entry of accepted) chosen.push({entry, outcome: "accepted", lines: 1});
  return chosen;
}

function isInteractive({method}: Entry): boolean {
  return method?.startsWith("keyboard-interactive") ?? false;
}

/** What speaks of an attempt where no credential was judged: PAM's failures, a name, or only a connection. */
function evidence(open: Open, pam: Pam | null): Chosen[] {
  if (pam) return [pamEntry(open, pam)];
  const user = open.user ?? open.relayedUser;
  if (open.named) return [{entry: {...open.named, user, method: null, times: 1}, outcome: "abandoned", lines: 1}];
  if (open.probe) return [{entry: {...open.probe, user: null, method: null, times: 1}, outcome: "probe", lines: 1}];
  return [];
}

function pamEntry(open: Open, pam: Pam): Chosen {
  const modules = Object.values(pam.modules);
  const most = modules.toSorted((a, b) => b.times - a.times)[0] ?? {times: 0, lines: 0};
  const entry = {
    time: pam.time,
    user: open.user ?? open.relayedUser ?? pam.user,
    ip: null,
    rhost: null,
    port: null,
    method: "pam",
    times: most.times + pam.more.times,
    line: 0
  };
  return {entry, outcome: "failed", lines: most.lines + pam.more.lines};
}

function attempt(open: Open, host: string | null, {entry, outcome}: Chosen): Attempt {
  const {time, user, method, times} = entry;
  return {
    time,
    host,
    user,
    known: knownOf(open, user),
    ip: entry.ip ?? open.ip,
    rhost: entry.rhost ?? open.rhost,
    port: entry.port ?? open.port,
    method,
    outcome,
    times
  };
}

function knownOf({known}: Open, user: string | null): boolean | null {
  for (const [name, said] of known) if (name === user) return said;
  return null;
}

function timesOf(entries: readonly Entry[]): number {
  return sum(entries, ({times}) => times);
}
