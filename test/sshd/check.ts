import assert from "node:assert/strict";
import {openReader} from "../../lib/store/database.ts";
import type {Suite} from "../pi/roots.ts";
import {run} from "../store/run.ts";
import {drive, placed, truthOf, type Driven, type Placed, type Plan, type Truth} from "./drive.ts";

/** Runs a plan, asserts that a new database of its log holds exactly what was done, and returns the path of the log. */
export async function holds(suite: Suite, knocks: Plan, db: string, rsyslog = ""): Promise<string> {
  const plan = placed(knocks);
  const start = Date.now();
  const {log, seen} = await drive(suite, plan, rsyslog);
  assertSeen(plan, seen);
  const {code, err} = await run(["ingest", "--db", db, log]);
  assert.equal(code, 0, err);
  assertHolds(db, truthOf(plan), [start, Date.now()]);
  return log;
}

/** Asserts that each client saw what its knock says: sshd's answers, and how often it asked for a password. */
function assertSeen(plan: Plan<Placed>, seen: Driven["seen"]): void {
  const knocks = plan.flat();
  assert.equal(seen.length, knocks.length);
  for (const [index, {from, does, sees}] of knocks.entries()) {
    const both = Object.keys(sees).map((key) => [key, seen[index]![key]]);
    assert.deepEqual(Object.fromEntries(both), sees, JSON.stringify({from, does, saw: seen[index]}));
  }
}

/** Asserts that a database holds what was done between two instants in milliseconds, and nothing else. */
function assertHolds(db: string, truth: readonly Truth[], [start, end]: readonly [number, number]): void {
  const rows = rowsOf(db);
  assert.deepEqual(counted(rows), counted(truth));
  for (const {host, time} of rows) {
    assert.equal(host, "raspberrypi");
    assert.ok(Date.parse(time) >= start - 1000 && Date.parse(time) <= end, `${time} is not of this test`);
  }
}

function rowsOf(db: string): (Truth & {host: string; time: string})[] {
  const store = openReader(db);
  try {
    return store
      .prepare("SELECT time, host, user, known, address, port, method, outcome, times FROM attempts")
      .all() as (Truth & {host: string; time: string})[];
  } finally {
    store.close();
  }
}

/**
 * Returns how many tries there are of each kind, with its kind as JSON; a failed try and its repeats may be several
 * rows.
 */
function counted(rows: readonly Truth[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const {address, port, outcome, user, known, method, times} of rows) {
    const kind = JSON.stringify({address, port, outcome, user, known, method});
    counts[kind] = (counts[kind] ?? 0) + times;
  }
  return counts;
}
