import {isDeepStrictEqual} from "node:util";
import Database from "better-sqlite3";
import type {DemoTruth} from "../../lib/demo/truth.ts";

/**
 * Throws unless a database says of a demo log what really happened in it: attempts by outcome, by user name, by
 * address and by day, and lines read. A fast ingest that counts wrong is worth nothing.
 */
export function checkTruth(path: string, truth: DemoTruth): void {
  const db = new Database(path, {readonly: true});
  const counts = (column: string, where: string): Map<string, number> =>
    new Map(
      db.prepare(`SELECT ${column}, sum(times) FROM attempts WHERE ${where} GROUP BY 1`).raw().all() as [
        string,
        number
      ][]
    );
  const tried = "outcome <> 'probe'";
  try {
    same("attempts by outcome", counts("outcome", "true"), new Map(Object.entries(truth.outcomes)));
    same("attempts by user", counts("user", tried), truth.users);
    same("attempts by address", counts("address", tried), truth.addresses);
    same("probes by address", counts("address", "outcome = 'probe'"), truth.probes);
    same(
      "failed and accepted attempts by day",
      counts("substr(time, 1, 10)", "outcome IN ('failed', 'accepted')"),
      truth.days
    );
    const lines = db.prepare("SELECT sum(read) FROM ledger").pluck().get();
    if (lines !== truth.lines) throw new Error(`wrong number of lines read; not ${truth.lines}: ${String(lines)}`);
  } finally {
    db.close();
  }
}

function same(what: string, found: Map<string, number>, expected: Map<string, number>): void {
  const present = new Map([...expected].filter(([, number]) => number > 0));
  if (isDeepStrictEqual(found, present)) return;
  const key = [...present.keys(), ...found.keys()].find((name) => found.get(name) !== present.get(name));
  const [is, should] = [found.get(key!) ?? 0, present.get(key!) ?? 0];
  throw new Error(`wrong ${what}; ${JSON.stringify(key)} not ${should}: ${is}`);
}
