import {constants, zstdCompressSync, zstdDecompressSync} from "node:zlib";
import type {Database} from "better-sqlite3";

/**
 * The tables of version 3: the lines of a day stand in columns, and the table `total` sums up the attempts of a day.
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
  UNIQUE (host, day)
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

/** Brings a database of version 2 to version 3. Version 2 kept the lines of a day as text, and no sums. */
export function upgrade(db: Database): void {
  db.exec(total);
  const select = db.prepare("SELECT day, lines FROM day WHERE id = ?");
  const update = db.prepare("UPDATE day SET lines = ? WHERE id = ?");
  for (const id of db.prepare("SELECT id FROM day").pluck().all() as number[]) {
    const {day, lines} = select.get(id) as {day: number; lines: Buffer};
    const text = zstdDecompressSync(lines, {maxOutputLength: 2 ** 28}).toString();
    update.run(packed(linesIn(text, day * 86_400)), id);
  }
  db.exec(sums);
}

const total = `
CREATE TABLE total (
  day INTEGER NOT NULL REFERENCES day, verdict INTEGER NOT NULL REFERENCES verdict, attempts INTEGER NOT NULL,
  first INTEGER, last INTEGER, PRIMARY KEY (day, verdict)
) WITHOUT ROWID;
`;

const sums = `
INSERT INTO total (day, verdict, attempts, first, last)
SELECT day, verdict, sum(times), min(time), max(time) FROM attempt
WHERE id NOT IN (SELECT attempt FROM pending WHERE attempt IS NOT NULL) GROUP BY day, verdict`;

/**
 * What is kept of a line, by column; `form` holds all that the others do not say, and -1 in one of those leaves it to
 * the form.
 */
const columns = ["second", "form", "pid", "user", "ip", "port", "times", "files", "journal"] as const;

type Column = (typeof columns)[number];

type Line = Record<Column, number>;

/** The lines of a day, and the numbers of the texts to which `form` (forms), `user` and `ip` (words) point. */
interface Lines {
  readonly lines: Line[];
  readonly forms: Map<string, number>;
  readonly words: Map<string, number>;
}

/**
 * Returns the lines of a text that has a row for each, its fields divided by tabs: the seconds since the line before
 * (the first row: since 1970), how often the line stands in files, how often in the journal, and its code.
 */
function linesIn(text: string, from: number): Lines {
  const day: Lines = {lines: [], forms: new Map(), words: new Map()};
  let time = 0;
  for (const row of text === "" ? [] : text.split("\n")) {
    const [seconds, files, journal, ...code] = row.split("\t") as [string, string, string, ...string[]];
    time += Number(seconds);
    const said = columnsOf(code.join("\t"), day);
    day.lines.push({...said, second: time - from, files: Number(files), journal: Number(journal)});
  }
  return inOrder(day);
}

/**
 * Returns what a code says, as columns. Its fields, divided by U+001F, are the phase, pid, family, kind, role, flags,
 * user, ip, rhost, port, method, times and others; those that get a column are left empty (times: 1) in the form.
 */
function columnsOf(code: string, {forms, words}: Lines): Omit<Line, "second" | "files" | "journal"> {
  const fields = code.split("\x1f");
  const take = (field: number, without = ""): string => fields.splice(field, 1, without)[0]!;
  const takeNumber = (field: number, without?: string): number =>
    fields[field] !== "" && Number(fields[field]) <= largest ? Number(take(field, without)) : -1;
  const pid = takeNumber(1);
  const user = take(6);
  const ip = take(7);
  const port = takeNumber(9);
  const times = takeNumber(11, "1");
  const form = numberOf(forms, fields.join("\x1f"));
  return {form, pid, user: wordOf(words, user), ip: wordOf(words, ip), port, times};
}

const largest = 0x7fffffff;

function wordOf(words: Map<string, number>, field: string): number {
  return field === "" ? -1 : numberOf(words, field.slice(1)); // "=root", as "=" is the empty name
}

function numberOf(texts: Map<string, number>, text: string): number {
  const number = texts.get(text) ?? texts.size;
  texts.set(text, number);
  return number;
}

/**
 * Returns lines in the order of version 3: by time, and within a second by the first character of the form, the phase.
 */
function inOrder({lines, forms, words}: Lines): Lines {
  const ofForms = [...forms.keys()];
  const ofWords = [...words.keys()];
  const phaseOf = ({form}: Line): number => ofForms[form]!.charCodeAt(0);
  lines.sort(
    (a, b) =>
      a.second - b.second ||
      phaseOf(a) - phaseOf(b) ||
      a.pid - b.pid ||
      byText(ofForms, a.form, b.form) ||
      byText(ofWords, a.user, b.user) ||
      byText(ofWords, a.ip, b.ip) ||
      a.port - b.port ||
      a.times - b.times
  );
  return {lines, forms, words};
}

function byText(texts: readonly string[], a: number, b: number): number {
  if (a === b) return 0;
  if (a < 0 || b < 0) return a - b;
  return texts[a]! < texts[b]! ? -1 : 1;
}

/** Columns that keep the difference from the line before. */
const differences: readonly Column[] = ["second", "pid", "port"];

/**
 * Returns lines as bytes, compressed by zstd: the length of a head (four bytes, little endian), the head as JSON, then
 * column by column the values as variable-length integers (zigzag, seven bits a byte).
 */
function packed({lines, forms, words}: Lines): Buffer {
  const head = JSON.stringify({length: lines.length, forms: [...forms.keys()], words: [...words.keys()]});
  const bytes = Buffer.allocUnsafe(4 + Buffer.byteLength(head) + longest * columns.length * lines.length);
  let at = 4 + bytes.write(head, 4);
  bytes.writeUInt32LE(at - 4);
  for (const column of columns) {
    let before = 0;
    for (const {[column]: value} of lines) {
      at = write(bytes, at, (value - before) | 0);
      if (differences.includes(column)) before = value;
    }
  }
  const params = {[constants.ZSTD_c_checksumFlag]: 1, [constants.ZSTD_c_compressionLevel]: 1};
  return zstdCompressSync(bytes.subarray(0, at), {params});
}

/** Bytes of the longest value. */
const longest = 5;

/** Writes a value at a place, and returns the place behind it. */
function write(bytes: Buffer, start: number, value: number): number {
  let at = start;
  let rest = ((value << 1) ^ (value >> 31)) >>> 0;
  for (; rest > 0x7f; rest >>>= 7) bytes[at++] = (rest & 0x7f) | 0x80;
  bytes[at++] = rest;
  return at;
}
