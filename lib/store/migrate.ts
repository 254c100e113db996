import type {Store} from "./database.ts";
import {daySeconds} from "./derive.ts";
import {pack} from "./lines.ts";
import {schema, schemaVersion} from "./schema.ts";

/** The steps from each version of the schema to the next: the first one leads from version 1 to version 2. */
export const migrations: readonly ((store: Store) => void)[] = [keepLines];

/** Returns the version of a database's schema. */
export function versionOf(store: Store): number {
  return Number(store.pragma("user_version", {simple: true}));
}

/**
 * Brings a database of an older schema up to date, in one transaction: it is wholly the old one or wholly the new one.
 * Foreign keys are checked at the end, not while tables are made anew.
 */
export function migrate(store: Store): void {
  store.pragma("foreign_keys = OFF");
  try {
    store.transaction(step).immediate(store);
  } finally {
    store.pragma("foreign_keys = ON");
  }
}

function step(store: Store): void {
  for (const next of migrations.slice(versionOf(store) - 1)) next(store); // none, if another process was first
  const [broken] = store.pragma("foreign_key_check") as {table: string}[];
  if (broken) throw new Error(`a row of ${broken.table} points nowhere; restore a copy, or ingest the logs again`);
  store.pragma(`user_version = ${schemaVersion}`);
}

/**
 * Version 2 derives attempts from the lines that it keeps; version 1 kept none. So its attempts stay as they are, as those
 * of one closed day a host, and the host gets a floor behind the last line that was read: what is older counts as pruned.
 * The positions are kept too, so each log goes on where it was left. A connection that was open then is not continued.
 * Uses `schema` as long as it is that of version 2; a version 3 has to keep the text of this one here.
 */
function keepLines(store: Store): void {
  store.exec("DROP VIEW attempts");
  for (const table of tables) store.exec(`ALTER TABLE ${table} RENAME TO old_${table}`);
  store.exec(schema);
  for (const sql of copies) store.prepare(sql).run(sql.includes(":noLines") ? {noLines: pack([])} : {});
  const setState = store.prepare("UPDATE source SET state = ? WHERE id = ?");
  const states = store.prepare("SELECT id, state FROM source").all() as {id: number; state: string}[];
  for (const {id, state} of states) setState.run(withoutTrackers(state), id);
  for (const table of tables) store.exec(`DROP TABLE old_${table}`);
}

const tables = ["meta", "host", "user", "origin", "verdict", "attempt", "source", "pending", "ledger", "coverage"];

const copies = [
  "INSERT INTO meta SELECT key, value FROM old_meta",
  `INSERT INTO host (id, name, zone, floor)
  SELECT id, name, zone, 1 + max(
    ifnull((SELECT max(time) FROM old_attempt JOIN old_verdict ON old_verdict.id = verdict WHERE host = old_host.id), -1),
    ifnull((SELECT max(last) FROM old_coverage WHERE host = old_host.id), -1)
  ) FROM old_host`,
  "INSERT INTO user SELECT id, name FROM old_user",
  "INSERT INTO origin SELECT id, address, rhost FROM old_origin",
  "INSERT INTO verdict SELECT id, host, known, method, outcome FROM old_verdict",
  `INSERT INTO day (id, host, day, lines, deciding, echo, noise, unknown, written)
  SELECT host.id, host.id, floor / ${daySeconds} - 1, :noLines, ifnull(sum(deciding + open_deciding), 0),
    ifnull(sum(echo + open_echo), 0), ifnull(sum(noise), 0), ifnull(sum(unknown), 0),
    ifnull(sum(deciding + open_deciding + echo + open_echo + noise + unknown), 0)
  FROM host LEFT JOIN old_ledger ON old_ledger.host = host.id GROUP BY host.id`,
  `INSERT INTO attempt (id, time, user, origin, port, verdict, times, back, day)
  SELECT old_attempt.id, time, user, origin, port, verdict, times, back, verdict.host
  FROM old_attempt JOIN verdict ON verdict.id = verdict ORDER BY old_attempt.id`,
  `UPDATE day SET first = ifnull((SELECT min(id) FROM attempt), 0), last = ifnull((SELECT max(id) FROM attempt), -1)`,
  `INSERT INTO source (id, path, head, head_bytes, position, state)
  SELECT id, path, head, head_bytes, position, state FROM old_source`,
  "INSERT INTO ledger (source, host, read, other, pruned) SELECT source, host, read, other, 0 FROM old_ledger",
  "INSERT INTO coverage (source, host, first, last) SELECT source, host, first, last FROM old_coverage"
];

/** Returns the state of a log's scanner as version 2 keeps it: the clock, without the connections. */
function withoutTrackers(state: string): string {
  return JSON.stringify({scanner: JSON.stringify({...(JSON.parse(state) as object), hosts: []}), tail: []});
}
