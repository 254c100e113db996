import {zstdDecompressSync} from "node:zlib";
import type {Database} from "better-sqlite3";

/**
 * The tables of version 4. An attempt is a row of small integers; its words live once in look-up tables. `times` is
 * rarely above 1. `back` is how many rows ago the first attempt of the same connection stands: 0 takes no byte. A day
 * that is `closed` has no lines any more, or never had: what it counts, and the connections open at its end, stay as
 * they are.
 */
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
  closed INTEGER NOT NULL DEFAULT 0, UNIQUE (host, day)
);
CREATE TABLE total (
  day INTEGER NOT NULL REFERENCES day, verdict INTEGER NOT NULL REFERENCES verdict, attempts INTEGER NOT NULL,
  first INTEGER, last INTEGER, PRIMARY KEY (day, verdict)
) WITHOUT ROWID;
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

/** Brings a database of version 3 to version 4. In version 3 a day was closed if it had no lines. */
export function upgrade(db: Database): void {
  db.exec("ALTER TABLE day ADD COLUMN closed INTEGER NOT NULL DEFAULT 0");
  const select = db.prepare("SELECT lines FROM day WHERE id = ?").pluck();
  const close = db.prepare("UPDATE day SET closed = 1 WHERE id = ?");
  for (const id of db.prepare("SELECT id FROM day").pluck().all() as number[])
    if (isEmpty(select.get(id) as Buffer)) close.run(id);
}

/** Whether there is no line in the bytes of a day: the length of a head (four bytes), and the head as JSON, in zstd. */
function isEmpty(packed: Buffer): boolean {
  try {
    const bytes = zstdDecompressSync(packed, {maxOutputLength: 2 ** 28});
    const {length} = JSON.parse(bytes.toString("utf8", 4, 4 + bytes.readUInt32LE())) as {length: number};
    return length === 0;
  } catch {
    return false; // damaged: whoever needs the lines says so
  }
}
