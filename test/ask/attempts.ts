import {join} from "node:path";
import type {TestContext} from "node:test";
import fc from "fast-check";
import type pl from "nodejs-polars";
import {plainColumn} from "../../lib/ask/polars/plain.ts";
import type {CodedColumn} from "../../lib/ask/question/log.ts";
import type {Plain} from "../../lib/ask/question/where.ts";
import {openStore, type Store} from "../../lib/store/database.ts";
import {folder} from "../store/logs.ts";

process.env.KNOCKBOOK_CACHE = "off"; // tests of the cache name a folder of their own

/** An attempt as the tables hold it, with its words. */
export interface Attempt {
  /** Epoch seconds. */
  readonly time: number | null;
  readonly host: string;
  readonly user: string | null;
  readonly known: 0 | 1 | null;
  readonly address: string | null;
  readonly rhost: string | null;
  readonly port: number | null;
  readonly method: string | null;
  readonly outcome: string;
  readonly times: number;
}

/** An attempt like many. */
export const usual: Attempt = {
  time: Date.UTC(2025, 2, 1, 10) / 1e3,
  host: "pi",
  user: "root",
  known: 1,
  address: "192.0.2.7",
  rhost: null,
  port: 40122,
  method: "password",
  outcome: "failed",
  times: 1
};

/** Returns the path of a new database with these attempts; `zones` are those of the hosts, UTC where none is named. */
export function database(
  t: TestContext,
  attempts: readonly Partial<Attempt>[],
  zones: Readonly<Record<string, string>> = {}
): string {
  const path = join(folder(t), "a.sqlite");
  const store = openStore(path);
  store.pragma("synchronous = OFF");
  const ids = new Map<string, unknown>();
  store.transaction(() =>
    attempts.forEach((attempt, i) => insert({store, ids}, {...usual, ...attempt}, {zones, back: i % 3}))
  )();
  store.close();
  return path;
}

/** A database that is being written, and the ids of the rows that other rows name. */
interface Draft {
  readonly store: Store;
  readonly ids: Map<string, unknown>;
}

function insert(
  {store, ids}: Draft,
  {time, host, user, known, address, rhost, port, method, outcome, times}: Attempt,
  {zones, back}: {zones: Readonly<Record<string, string>>; back: number}
): void {
  const id = (table: string, row: Record<string, unknown>): unknown => {
    const key = `${table} ${JSON.stringify(row)}`;
    if (!ids.has(key)) ids.set(key, idOf(store, table, row));
    return ids.get(key);
  };
  const hostId = id("host", {name: host, zone: zones[host] ?? "UTC"});
  const dayId = id("day", {host: hostId, day: 0, lines: Buffer.of()});
  store
    .prepare(
      "INSERT INTO attempt (time, user, origin, port, verdict, times, back, day) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    )
    .run([
      time,
      user === null ? null : id("user", {name: user}),
      address === null && rhost === null ? null : id("origin", {address, rhost}),
      port,
      id("verdict", {host: hostId, known, method, outcome}),
      times,
      back,
      dayId
    ]);
}

/** Returns the rows of a table of polars as plain objects; a Datetime or Date comes as epoch milliseconds of UTC. */
export function rowsOf<Row>(table: pl.DataFrame): Row[] {
  const columns = table.columns.map((name) => [name, plainColumn(table.getColumn(name))] as const);
  return Array.from({length: table.height}, (_, i) => {
    const row: Record<string, Plain> = {};
    for (const [name, values] of columns) row[name] = values[i]!;
    return row as Row;
  });
}

/** Returns the groups of columns as rows; a time that is not known is null. */
export function columnRows(columns: Readonly<Record<string, CodedColumn | Float64Array>>): Record<string, Plain>[] {
  const values = Object.entries(columns).map(([name, column]): [string, Plain[]] => [
    name,
    column instanceof Float64Array
      ? Array.from(column, (value) => (Number.isNaN(value) ? null : value))
      : Array.from(column.codes, (code) => column.word(code))
  ]);
  const height = values[0]?.[1].length ?? 0;
  return Array.from({length: height}, (_, i) => Object.fromEntries(values.map(([name, all]) => [name, all[i]!])));
}

/** Returns the id of a row, which is added if there is none. */
function idOf(store: Store, table: string, row: Record<string, unknown>): unknown {
  const [names, values] = [Object.keys(row), Object.values(row)];
  const where = names.map((name) => `${name} IS ?`).join(" AND ");
  const found = store.prepare(`SELECT id FROM ${table} WHERE ${where}`).pluck().get(values);
  if (found !== undefined) return found;
  const marks = names.map(() => "?").join();
  return store.prepare(`INSERT INTO ${table} (${names.join()}) VALUES (${marks})`).run(values).lastInsertRowid;
}

const name = fc.oneof(
  fc.constantFrom("root", "admin", "", " ", "NULL", "__proto__", "0", "a\0b", "\0", "�", "\u202e", "<b>", "\ud800x"),
  fc.string({unit: "binary", maxLength: 20}),
  fc.constantFrom("a", "€", "\0").map((letter) => letter.repeat(65_536))
);

/** Any attempts: few of each word, so that groups are large, among them null and what breaks careless readers. */
export const anyAttempts = fc.array(
  fc.record<Attempt>({
    time: fc.option(fc.oneof(fc.integer({min: -3e9, max: 4e9}), fc.integer({min: 1743206400, max: 1743379200}))),
    host: fc.constantFrom("pi", "", "nas"),
    user: fc.option(name),
    known: fc.constantFrom(0, 1, null),
    address: fc.option(fc.constantFrom("192.0.2.7", "192.0.2.8", "2001:db8::1")),
    rhost: fc.option(fc.constantFrom("example.com", "host.invalid")),
    port: fc.option(fc.oneof(fc.constantFrom(0, 22, 65_535), fc.nat(65_535))),
    method: fc.constantFrom("password", "publickey", null),
    outcome: fc.constantFrom("failed", "accepted", "abandoned", "probe"),
    times: fc.constantFrom(1, 1, 1, 2, 5, 2_000_000_000)
  }),
  {maxLength: 40}
);

/** The zones of the hosts of {@link anyAttempts}. */
export const anyZones = {pi: "Europe/Berlin", "": "Australia/Lord_Howe", nas: "America/St_Johns"};
