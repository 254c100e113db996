import type {Attempt, Connection} from "../log/types.ts";
import type {Store} from "./database.ts";

/** An attempt as the integers of its row: time, user, origin, port, verdict, times. */
export type Row = readonly [
  time: number | null,
  user: number | null,
  origin: number | null,
  port: number | null,
  verdict: number,
  times: number
];

/** Writes attempts into the database; see {@link createWriter}. */
export interface Writer {
  /** Returns the rows of a connection; words that are new get their look-up rows. */
  rowsOf(connection: Connection): Row[];
  /** Inserts the rows of one connection for a day of the log, and returns their ids. */
  insert(rows: readonly Row[], day: number): number[];
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
    "INSERT INTO attempt (id, time, user, origin, port, verdict, times, back, day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
  );
  let last = Number(store.prepare("SELECT ifnull(max(id), 0) FROM attempt").pluck().get());

  function hostId(name: string | null, zone?: string): number {
    const id = host([name ?? ""]);
    if (zone) setZone.run(zone, id, zone);
    return id;
  }

  function rowOf({time, user: name, ip, rhost, port, host, known, method, outcome, times}: Attempt): Row {
    return [
      time,
      name === null ? null : user([name]),
      ip === null && rhost === null ? null : origin([ip, rhost]),
      port,
      verdict([hostId(host), known === null ? null : Number(known), method, outcome]),
      times
    ];
  }

  return {
    host: hostId,
    rowsOf: ({attempts}) => attempts.map(rowOf),
    insert(rows, day) {
      return rows.map((row, back) => {
        insert.run((last += 1), ...row, back, day);
        return last;
      });
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
    const key = words.length === 1 ? String(words[0]) : words.join("\x1f");
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
