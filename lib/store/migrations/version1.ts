import type {Store} from "../database.ts";
import {createLines} from "../day/lines.ts";
import {pack} from "../day/pack.ts";
import {schema} from "../schema.ts";
import {countAll} from "../day/sums.ts";
import {daySeconds} from "../../base/time.ts";

/**
 * Brings a database of version 1 up to date. Later versions derive attempts from the lines that they keep; version 1 kept
 * none. So its attempts stay as they are, as those of one closed day a host, and the host gets a floor behind the last
 * line that was read: what is older counts as pruned. The positions are kept too, so each log goes on where it was left. A
 * connection that was open then is not continued.
 */
export function fromVersion1(store: Store): void {
  store.exec("DROP VIEW attempts");
  for (const table of tables) store.exec(`ALTER TABLE ${table} RENAME TO old_${table}`);
  store.exec(schema);
  for (const sql of copies) store.prepare(sql).run(sql.includes(":noLines") ? {noLines: pack(createLines())} : {});
  const setState = store.prepare("UPDATE source SET state = ? WHERE id = ?");
  const states = store.prepare("SELECT id, state FROM source").all() as {id: number; state: string}[];
  for (const {id, state} of states) setState.run(withoutTrackers(state), id);
  for (const table of tables) store.exec(`DROP TABLE old_${table}`);
  countAll(store);
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

/** Returns the state of a log's scanner as later versions keep it: the clock, without the connections. */
function withoutTrackers(state: string): string {
  return JSON.stringify({scanner: JSON.stringify({...(JSON.parse(state) as object), hosts: []}), tail: []});
}
