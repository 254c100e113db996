import {joinedPam, type Decision, type Entry, type Open, type Pam} from "./connection.ts";
import type {Attempt, Outcome} from "../event/event.ts";

/**
 * Returns the attempts of a connection by the counting rule (PARSING.md §5.3–6). `adopted` are PAM's failures of child
 * processes that belong to it, and `adoptedLines` how many lines they are.
 */
export function decide(open: Open, host: string | null, {pams = [], lines = 0}: Adopted = {}): Decision {
  const pam = pams.reduce((sum, next) => (sum ? joinedPam(sum, next) : next), open.pam);
  const judged = judgements(open);
  const chosen = judged.length > 0 ? judged : evidence(open, pam);
  if (chosen.length > 1) chosen.sort((a, b) => a.entry.line - b.entry.line);
  let deciding = 0;
  for (const one of chosen) deciding += one.lines;
  return {attempts: chosen.map((one) => attempt(open, host, one)), deciding, echo: open.lines + lines - deciding};
}

/** PAM's failures that were logged by other processes of the connection, and their number of lines. */
export interface Adopted {
  readonly pams?: readonly Pam[];
  readonly lines?: number;
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
  const unlogged = interactive.length > 0 && times(interactive) > times(failed.filter(isInteractive));
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
    ...{
      time: pam.time,
      user: open.user ?? open.relayedUser ?? pam.user,
      ip: null,
      rhost: null,
      port: null,
      method: "pam"
    },
    ...{times: most.times + pam.more.times, line: 0}
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

function times(entries: readonly Entry[]): number {
  return entries.reduce((sum, entry) => sum + entry.times, 0);
}
