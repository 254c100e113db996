import {zstdCompressSync} from "node:zlib";
import type {Database} from "better-sqlite3";

/** The tables of version 2, the first one that keeps the lines from which attempts are derived. */
export const schema = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE host (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, zone TEXT NOT NULL, floor INTEGER NOT NULL DEFAULT 0,
  pruned INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE user (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE origin (id INTEGER PRIMARY KEY, address TEXT, rhost TEXT, UNIQUE (address, rhost));
CREATE TABLE verdict (
  id INTEGER PRIMARY KEY, host INTEGER NOT NULL REFERENCES host, known INTEGER, method TEXT, outcome TEXT NOT NULL,
  UNIQUE (host, known, method, outcome)
);
CREATE TABLE day (
  id INTEGER PRIMARY KEY, host INTEGER NOT NULL REFERENCES host, day INTEGER NOT NULL, lines BLOB NOT NULL,
  before BLOB NOT NULL DEFAULT x'', after BLOB NOT NULL DEFAULT x'', first INTEGER NOT NULL DEFAULT 0,
  last INTEGER NOT NULL DEFAULT -1, written INTEGER NOT NULL DEFAULT 0, deciding INTEGER NOT NULL DEFAULT 0,
  echo INTEGER NOT NULL DEFAULT 0, noise INTEGER NOT NULL DEFAULT 0, unknown INTEGER NOT NULL DEFAULT 0,
  UNIQUE (host, day)
);
CREATE TABLE pending (
  host INTEGER NOT NULL REFERENCES host, attempt INTEGER REFERENCES attempt, deciding INTEGER NOT NULL,
  echo INTEGER NOT NULL
);
CREATE TABLE attempt (
  id INTEGER PRIMARY KEY, time INTEGER, user INTEGER REFERENCES user, origin INTEGER REFERENCES origin, port INTEGER,
  verdict INTEGER NOT NULL REFERENCES verdict, times INTEGER NOT NULL, back INTEGER NOT NULL,
  day INTEGER NOT NULL REFERENCES day
);
CREATE TABLE source (
  id INTEGER PRIMARY KEY, path TEXT NOT NULL, head BLOB NOT NULL, head_bytes INTEGER NOT NULL,
  position INTEGER NOT NULL, state TEXT NOT NULL
);
CREATE TABLE ledger (
  source INTEGER NOT NULL REFERENCES source, host INTEGER NOT NULL REFERENCES host, read INTEGER NOT NULL,
  other INTEGER NOT NULL, pruned INTEGER NOT NULL, PRIMARY KEY (source, host)
) WITHOUT ROWID;
CREATE TABLE coverage (
  source INTEGER NOT NULL REFERENCES source, host INTEGER NOT NULL REFERENCES host, first INTEGER NOT NULL,
  last INTEGER NOT NULL, PRIMARY KEY (source, host, first)
) WITHOUT ROWID;
CREATE TABLE unknown (
  host INTEGER NOT NULL REFERENCES host, shape TEXT NOT NULL, sample TEXT NOT NULL, lines INTEGER NOT NULL,
  last INTEGER, PRIMARY KEY (host, shape)
) WITHOUT ROWID;
CREATE VIEW attempts AS
SELECT
  strftime('%Y-%m-%dT%H:%M:%SZ', attempt.time, 'unixepoch') AS time, nullif(host.name, '') AS host, user.name AS user,
  verdict.known AS known, origin.address AS address, origin.rhost AS rhost, attempt.port AS port,
  verdict.method AS method, verdict.outcome AS outcome, attempt.times AS times, attempt.id - attempt.back AS connection
FROM attempt
JOIN verdict ON verdict.id = attempt.verdict
JOIN host ON host.id = verdict.host
LEFT JOIN user ON user.id = attempt.user
LEFT JOIN origin ON origin.id = attempt.origin;
`;

/**
 * Brings a database of version 1 to version 2. Version 1 kept no lines. So its attempts stay as they are: they become
 * those of one closed day per host, and the host gets a floor one second behind the last line that was read of it.
 * Older lines that are read again count as pruned. The positions in the logs are kept, so each log goes on where it was
 * left. A connection that was open then is not continued.
 */
export function upgrade(db: Database): void {
  db.exec("DROP VIEW attempts");
  for (const table of tables) db.exec(`ALTER TABLE ${table} RENAME TO old_${table}`);
  db.exec(schema);
  for (const sql of copies) db.exec(sql);
  db.prepare("UPDATE day SET lines = ?").run(zstdCompressSync(""));
  const setState = db.prepare("UPDATE source SET state = ? WHERE id = ?");
  const states = db.prepare("SELECT id, state FROM source").all() as {id: number; state: string}[];
  for (const {id, state} of states) setState.run(withoutTrackers(state), id);
  for (const table of tables) db.exec(`DROP TABLE old_${table}`);
}

const tables = ["meta", "host", "user", "origin", "verdict", "attempt", "source", "pending", "ledger", "coverage"];

const copies = [
  "INSERT INTO meta SELECT key, value FROM old_meta",
  `INSERT INTO host (id, name, zone, floor)
  SELECT id, name, zone, 1 + max(
    ifnull((
      SELECT max(time) FROM old_attempt JOIN old_verdict ON old_verdict.id = verdict WHERE host = old_host.id
    ), -1),
    ifnull((SELECT max(last) FROM old_coverage WHERE host = old_host.id), -1)
  ) FROM old_host`,
  "INSERT INTO user SELECT id, name FROM old_user",
  "INSERT INTO origin SELECT id, address, rhost FROM old_origin",
  "INSERT INTO verdict SELECT id, host, known, method, outcome FROM old_verdict",
  `INSERT INTO day (id, host, day, lines, deciding, echo, noise, unknown, written)
  SELECT host.id, host.id, floor / 86400 - 1, x'', ifnull(sum(deciding + open_deciding), 0),
    ifnull(sum(echo + open_echo), 0), ifnull(sum(noise), 0), ifnull(sum(unknown), 0),
    ifnull(sum(deciding + open_deciding + echo + open_echo + noise + unknown), 0)
  FROM host LEFT JOIN old_ledger ON old_ledger.host = host.id GROUP BY host.id`,
  `INSERT INTO attempt (id, time, user, origin, port, verdict, times, back, day)
  SELECT old_attempt.id, time, user, origin, port, verdict, times, back, verdict.host
  FROM old_attempt JOIN verdict ON verdict.id = verdict ORDER BY old_attempt.id`,
  "UPDATE day SET first = ifnull((SELECT min(id) FROM attempt), 0), last = ifnull((SELECT max(id) FROM attempt), -1)",
  `INSERT INTO source (id, path, head, head_bytes, position, state)
  SELECT id, path, head, head_bytes, position, state FROM old_source`,
  "INSERT INTO ledger (source, host, read, other, pruned) SELECT source, host, read, other, 0 FROM old_ledger",
  "INSERT INTO coverage (source, host, first, last) SELECT source, host, first, last FROM old_coverage"
];

/** Returns the state of a log's scanner as version 2 keeps it: the clock, without the connections. */
function withoutTrackers(state: string): string {
  return JSON.stringify({scanner: JSON.stringify({...(JSON.parse(state) as object), hosts: []}), tail: []});
}
