import type {Statement} from "better-sqlite3";
import type {Attempt} from "../../log/event/event.ts";
import type {Store} from "../database.ts";

/** The columns of an attempt that its line decides, and how many values they are. */
export const rowColumns = ["time", "user", "origin", "port", "verdict", "times", "back"] as const;
export const rowWidth = rowColumns.length;

/** Rows of the table `attempt`, one after the other: {@link rowWidth} integers each, in the order of {@link rowColumns}. */
export type Rows = (number | null)[];

/** Writes attempts into the database; see {@link createWriter}. */
export interface Writer {
  /** Adds the rows of one connection's attempts; words that are new get their look-up rows. */
  addRows(rows: Rows, attempts: readonly Attempt[]): void;
  /** Inserts rows for a day of the log, and returns the id of the first one; the others follow. */
  insert(rows: Rows, day: number): number;
  /** Returns the id of a host, made when it is new; its zone is set when one is given. */
  host(name: string | null, zone?: string): number;
}

/** Returns a writer with its statements prepared once; call it inside a transaction. */
export function createWriter(store: Store): Writer {
  const host = lookUp(store, "host", ["name"], {zone: "UTC"});
  const user = lookUp(store, "user", ["name"]);
  const origin = lookUp(store, "origin", ["address", "rhost"]);
  const verdict = lookUp(store, "verdict", ["host", "known", "method", "outcome"]);
  const setZone = store.prepare("UPDATE host SET zone = ? WHERE id = ? AND zone <> ?");
  const [one, many] = [inserting(store, 1), inserting(store, atOnce)];
  let last = Number(store.prepare("SELECT ifnull(max(id), 0) FROM attempt").pluck().get());

  function hostId(name: string | null, zone?: string): number {
    const id = host(name ?? "");
    if (zone) setZone.run(zone, id, zone);
    return id;
  }

  function verdictId({host, known, method, outcome}: Attempt): number {
    return verdict(hostId(host), known === null ? null : Number(known), method, outcome);
  }

  return {
    host: hostId,
    addRows(rows, attempts) {
      for (let back = 0; back < attempts.length; back += 1) {
        const attempt = attempts[back]!;
        const {time, user: name, ip, rhost, port, times} = attempt;
        rows.push(time, name === null ? null : user(name), ip === null && rhost === null ? null : origin(ip, rhost));
        rows.push(port, verdictId(attempt), times, back);
      }
    },
    insert(rows, day) {
      const first = last + 1;
      const step = atOnce * rowWidth;
      let at = 0;
      for (; at + step <= rows.length; at += step, last += atOnce) many.run({last, day}, rows.slice(at, at + step));
      for (; at < rows.length; at += rowWidth, last += 1) one.run({last, day}, rows.slice(at, at + rowWidth));
      return first;
    }
  };
}

/** Rows of one statement: with more of them it is no faster. */
const atOnce = 64;

/** Returns a statement that inserts so many rows, given the id before the first one, the day, and their values. */
function inserting(store: Store, rows: number): Statement<[{last: number; day: number}, Rows]> {
  const places = ", ?".repeat(rowWidth);
  const values = Array.from({length: rows}, (_, i) => `(:last + ${i + 1}, :day${places})`);
  return store.prepare(`INSERT INTO attempt (id, day, ${rowColumns.join(", ")}) VALUES ${values.join(", ")}`);
}

type Value = string | number | null;

/** Ids that are remembered; those of a log that names more are looked up again. */
const cacheSize = 50_000;

/** Returns a function from the words of a look-up row to its id; the row is made when it is new. */
function lookUp(
  store: Store,
  table: string,
  columns: string[],
  defaults: Record<string, Value> = {}
): (...words: Value[]) => number {
  const names = [...columns, ...Object.keys(defaults)];
  const where = columns.map((column) => `${column} IS ?`).join(" AND ");
  const select = store.prepare(`SELECT id FROM ${table} WHERE ${where}`).pluck();
  const insert = store.prepare(
    `INSERT INTO ${table} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`
  );
  const idOf = (words: Value[]): number =>
    (select.get(words) as number | undefined) ??
    Number(insert.run([...words, ...Object.values(defaults)]).lastInsertRowid);
  return remembered(idOf);
}

/** Returns the same function with its last answers kept: a tree of maps, a level for each argument. */
function remembered(idOf: (words: Value[]) => number): (...words: Value[]) => number {
  type Level = Map<Value, Level | number>;
  let root: Level = new Map();
  let size = 0;
  return (...words) => {
    let level = root;
    for (let i = 0; i < words.length - 1; i += 1) {
      let next = level.get(words[i]!) as Level | undefined;
      if (!next) level.set(words[i]!, (next = new Map()));
      level = next;
    }
    const word = words[words.length - 1]!;
    let id = level.get(word) as number | undefined;
    if (id !== undefined) return id;
    id = idOf(words);
    if ((size += 1) > cacheSize) [root, size] = [new Map(), 0];
    else level.set(word, id);
    return id;
  };
}
