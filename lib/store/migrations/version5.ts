import type {Database} from "better-sqlite3";

/**
 * The tables of version 5. An attempt is a row of small integers; its words live once in look-up tables. `times` is
 * rarely above 1. `back` is how many rows ago the first attempt of the same connection stands: 0 takes no byte. A day
 * that is `closed` has no lines any more, or never had: what it counts, and the connections open at its end, stay as
 * they are. Lines with an implausible time are `misdated`: their attempts have no time. A line of sshd behind a header
 * that is not understood is `unread`. An `alias` is another name of a host.
 */
export const schema = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE host (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, zone TEXT NOT NULL, floor INTEGER NOT NULL DEFAULT 0,
  pruned INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE alias (name TEXT PRIMARY KEY, host INTEGER NOT NULL REFERENCES host) WITHOUT ROWID;
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
  closed INTEGER NOT NULL DEFAULT 0, misdated INTEGER NOT NULL DEFAULT 0, UNIQUE (host, day)
);
CREATE INDEX misdated ON day (host, day) WHERE misdated > 0;
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
  other INTEGER NOT NULL, pruned INTEGER NOT NULL, unread INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (source, host)
) WITHOUT ROWID;
CREATE TABLE coverage (
  source INTEGER NOT NULL REFERENCES source, host INTEGER NOT NULL REFERENCES host, first INTEGER NOT NULL,
  last INTEGER NOT NULL, PRIMARY KEY (source, host, first)
) WITHOUT ROWID;
CREATE TABLE unknown (
  host INTEGER NOT NULL REFERENCES host, unread INTEGER NOT NULL, shape TEXT NOT NULL, sample TEXT NOT NULL,
  lines INTEGER NOT NULL, last INTEGER, PRIMARY KEY (host, unread, shape)
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
 * Brings a database of version 4 to version 5. Version 4 took every time as it stood: attempts from before 1995, or of
 * more than a day after now, lose theirs, and the spans of log then are no longer covered. Lines without a time stand
 * on day 0 too.
 */
export function upgrade(db: Database): void {
  for (const sql of [...newTables, ...withoutImplausibleTimes]) db.exec(sql);
}

const newTables = [
  "ALTER TABLE day ADD COLUMN misdated INTEGER NOT NULL DEFAULT 0",
  "CREATE INDEX misdated ON day (host, day) WHERE misdated > 0",
  "ALTER TABLE ledger ADD COLUMN unread INTEGER NOT NULL DEFAULT 0",
  "CREATE TABLE alias (name TEXT PRIMARY KEY, host INTEGER NOT NULL REFERENCES host) WITHOUT ROWID",
  "ALTER TABLE unknown RENAME TO old_unknown",
  `CREATE TABLE unknown (
  host INTEGER NOT NULL REFERENCES host, unread INTEGER NOT NULL, shape TEXT NOT NULL, sample TEXT NOT NULL,
  lines INTEGER NOT NULL, last INTEGER, PRIMARY KEY (host, unread, shape)
) WITHOUT ROWID`,
  "INSERT INTO unknown SELECT host, 0, shape, sample, lines, last FROM old_unknown",
  "DROP TABLE old_unknown"
];

const earliest = Date.UTC(1995, 0) / 1000;
const latest = "(unixepoch() + 86400)";

const withoutImplausibleTimes = [
  `UPDATE day SET misdated = written WHERE NOT closed AND (
    day * 86400 > ${latest} OR day < 0 OR day * 86400 BETWEEN 1 AND ${earliest - 1}
    OR day = 0 AND id IN (SELECT day FROM attempt WHERE time < ${earliest})
  )`,
  `UPDATE attempt SET time = NULL WHERE time < ${earliest} OR time > ${latest}`,
  `UPDATE total SET (first, last) = (
    SELECT min(time), max(time) FROM attempt WHERE attempt.day = total.day AND attempt.verdict = total.verdict
      AND id NOT IN (SELECT attempt FROM pending WHERE attempt IS NOT NULL)
  ) WHERE first < ${earliest} OR last > ${latest}`,
  `DELETE FROM coverage WHERE last < ${earliest} OR first > ${latest}`
];
