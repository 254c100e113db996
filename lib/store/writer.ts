import type {Attempt, Connection} from "../log/types.ts";
import type {Store} from "./database.ts";

/** Writes connections into the database; see {@link createWriter}. */
export interface Writer {
  /** Inserts the attempts of a connection and returns the ids of their rows. */
  write(connection: Connection): number[];
  /** Returns the id of a host, made when it is new; its zone is set when one is given. */
  host(name: string | null, zone?: string): number;
}

const cacheSize = 50_000;

/** Returns a writer with its statements prepared once; call it inside a transaction. */
export function createWriter(store: Store): Writer {
  const host = lookUp(store, "host", ["name"], {zone: "UTC"});
  const user = lookUp(store, "user", ["name"]);
  const origin = lookUp(store, "origin", ["address", "rhost"]);
  const verdict = lookUp(store, "verdict", ["host", "known", "method", "outcome"]);
  const setZone = store.prepare("UPDATE host SET zone = ? WHERE id = ? AND zone <> ?");
  const insert = store.prepare(
    "INSERT INTO attempt (id, time, user, origin, port, verdict, times, back) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
  );
  let last = Number(store.prepare("SELECT ifnull(max(id), 0) FROM attempt").pluck().get());

  function hostId(name: string | null, zone?: string): number {
    const id = host([name ?? ""]);
    if (zone) setZone.run(zone, id, zone);
    return id;
  }

  function writeAttempt(attempt: Attempt, first: number): number {
    const id = (last += 1);
    const known = attempt.known === null ? null : Number(attempt.known);
    insert.run(
      id,
      attempt.time,
      attempt.user === null ? null : user([attempt.user]),
      attempt.ip === null && attempt.rhost === null ? null : origin([attempt.ip, attempt.rhost]),
      attempt.port,
      verdict([hostId(attempt.host), known, attempt.method, attempt.outcome]),
      attempt.times,
      id - first
    );
    return id;
  }

  return {
    host: hostId,
    write({attempts}) {
      const first = last + 1;
      return attempts.map((attempt) => writeAttempt(attempt, first));
    }
  };
}

type Value = string | number | null;

/** Returns a function from the words of a look-up row to its id; the row is made when it is new. */
function lookUp(
  store: Store,
  table: string,
  columns: string[],
  defaults: Record<string, Value> = {}
): (words: Value[]) => number {
  const names = [...columns, ...Object.keys(defaults)];
  const where = columns.map((column) => `${column} IS ?`).join(" AND ");
  const select = store.prepare(`SELECT id FROM ${table} WHERE ${where}`).pluck();
  const insert = store.prepare(
    `INSERT INTO ${table} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`
  );
  const cache = new Map<string, number>();
  return (words) => {
    const key = words.length === 1 ? String(words[0]) : JSON.stringify(words);
    let id = cache.get(key);
    if (id !== undefined) return id;
    id =
      (select.get(words) as number | undefined) ??
      Number(insert.run([...words, ...Object.values(defaults)]).lastInsertRowid);
    if (cache.size >= cacheSize) cache.clear();
    cache.set(key, id);
    return id;
  };
}
