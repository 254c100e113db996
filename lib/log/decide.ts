import {joinedPam, type Decision, type Entry, type Open, type Pam} from "./connection.ts";
import type {Attempt, Outcome} from "./types.ts";

/**
 * Returns the attempts of a connection by the counting rule (PARSING.md §5.3–6). `adopted` are PAM's failures of child
 * processes that belong to it, and `adoptedLines` how many lines they are.
 */
export function decide(open: Open, host: string | null, {pams = [], lines = 0}: Adopted = {}): Decision {
  const pam = [...(open.pam ? [open.pam] : []), ...pams].reduce<Pam | null>(
    (sum, next) => (sum ? joinedPam(sum, next) : next),
    null
  );
  const all = open.lines + lines;
  const judged = [...refused(open), ...open.accepted.map((entry) => ({entry, outcome: "accepted" as const, lines: 1}))];
  const chosen = judged.length > 0 ? judged : (evidence(open, pam) ?? []);
  const attempts = chosen
    .toSorted((a, b) => a.entry.line - b.entry.line)
    .map(({entry, outcome}) => attempt(open, host, {entry, outcome}));
  const deciding = chosen.reduce((sum, {lines}) => sum + lines, 0);
  return {attempts, deciding, echo: all - deciding};
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

/** Refused credentials: at the default level sshd logs some tries of keyboard-interactive/pam only as error: PAM. */
function refused({failed, interactive, publickey}: Open): Chosen[] {
  const byMethod = Object.groupBy(failed, ({method}) =>
    method?.startsWith("keyboard-interactive") ? "interactive" : "others"
  );
  const {interactive: logged = [], others = []} = byMethod;
  const tries = times(interactive) > times(logged) ? interactive : logged;
  return [...others, ...tries, ...(publickey ? [publickey] : [])].map((entry) => ({
    entry,
    outcome: "failed",
    lines: 1
  }));
}

/** What speaks of an attempt where no credential was judged: PAM's failures, a name, or only a connection. */
function evidence(open: Open, pam: Pam | null): Chosen[] | null {
  if (pam) return [pamEntry(open, pam)];
  const user = open.user ?? open.relayedUser;
  if (open.named) return [{entry: {...open.named, user, method: null, times: 1}, outcome: "abandoned", lines: 1}];
  if (open.probe) return [{entry: {...open.probe, user: null, method: null, times: 1}, outcome: "probe", lines: 1}];
  return null;
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

function attempt(open: Open, host: string | null, {entry, outcome}: Pick<Chosen, "entry" | "outcome">): Attempt {
  const {time, user, method, times} = entry;
  const known = open.known.find(([name]) => name === user)?.[1] ?? null;
  const ip = entry.ip ?? open.ip;
  return {
    ...{time, host, user, known},
    ip,
    rhost: entry.rhost ?? open.rhost,
    port: entry.port ?? open.port,
    method,
    outcome,
    times
  };
}

function times(entries: readonly Entry[]): number {
  return entries.reduce((sum, entry) => sum + entry.times, 0);
}
