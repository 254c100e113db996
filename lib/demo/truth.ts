import {daySeconds} from "../base/time.ts";

/** How a try at logging in ended, as lib/log judges it. */
export type Outcome = "failed" | "accepted" | "abandoned" | "probe";

/** What really happened in a demo log, counted while it is made and without reading it. */
export interface DemoTruth {
  lines: number;
  bytes: number;
  /** attempts by outcome; probes stand beside them */
  readonly outcomes: Record<Outcome, number>;
  /** attempts that failed, were accepted or abandoned, by user name as a reader of the log shows it */
  readonly users: Map<string, number>;
  /** the same by address */
  readonly addresses: Map<string, number>;
  /** probes by address */
  readonly probes: Map<string, number>;
  /** failed and accepted attempts by UTC day ("2025-01-01") */
  readonly days: Map<string, number>;
}

/** Returns a truth in which nothing has happened yet. */
export function emptyTruth(): DemoTruth {
  return {
    lines: 0,
    bytes: 0,
    outcomes: {failed: 0, accepted: 0, abandoned: 0, probe: 0},
    users: new Map(),
    addresses: new Map(),
    probes: new Map(),
    days: new Map()
  };
}

/** Counts attempts of one kind. */
export function count(truth: DemoTruth, outcome: Outcome, {user, address, time, times = 1}: Attempt): void {
  truth.outcomes[outcome] += times;
  if (outcome === "probe") return add(truth.probes, address, times);
  add(truth.users, user, times);
  add(truth.addresses, address, times);
  if (outcome !== "abandoned") add(truth.days, day(time), times);
}

interface Attempt {
  readonly user: string;
  readonly address: string;
  readonly time: number;
  readonly times?: number;
}

function add(counts: Map<string, number>, key: string, times: number): void {
  counts.set(key, (counts.get(key) ?? 0) + times);
}

let lastDay = {number: -1, text: ""};

function day(time: number): string {
  const number = Math.floor(time / daySeconds);
  if (number !== lastDay.number) lastDay = {number, text: new Date(time * 1000).toISOString().slice(0, 10)};
  return lastDay.text;
}
