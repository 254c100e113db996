import {openReader, openStore, type Store} from "../../store/database.ts";
import type {Hiding} from "./hidden.ts";
import {attemptsIn, type Selection} from "./selection.ts";

/** What a part of a database holds, and what stands in it for names, addresses and hosts. */
interface PartOptions {
  readonly selection: Selection;
  readonly hiding: Hiding;
}

/**
 * Writes a part of the database `db` to `path`, as a database that notebooks read as they read any. It holds the
 * selected attempts, the spans of log within the selection, and the ledger of its hosts, which counts their lines of
 * all times. It holds nothing that is to be hidden: names and addresses have their stand-ins, no account is said to
 * exist, and no log file is named. Throws when `db` is no database that can be read.
 */
export function writePart(db: string, path: string, {selection, hiding}: PartOptions): void {
  openReader(db).close(); // takes back what a stopped run left, and says what is wrong with the file
  const part = openStore(path);
  try {
    part.pragma("foreign_keys = OFF"); // tables are filled in any order
    part.prepare("ATTACH ? AS whole").run(db);
    addFunctions(part, hiding);
    part.transaction(() => copy(part, selection))();
  } finally {
    part.close();
  }
}

function addFunctions(part: Store, {user, address, host}: Hiding): void {
  const pure = {deterministic: true};
  part.function("shown_user", pure, user);
  part.function("shown_address", pure, (text: string | null) => (text === null ? null : address(text)));
  part.function("shown_host", pure, host);
}

function copy(part: Store, {span, hosts}: Selection): void {
  const {where, values} = attemptsIn({span, hosts});
  const ofHosts = `IN (${hosts.join()})`;
  part.exec(tables(ofHosts));
  part
    .prepare(
      `INSERT INTO coverage
       SELECT source, host, max(first, :from), min(last, :to - 1) FROM whole.coverage
       WHERE host ${ofHosts} AND last >= :from AND first < :to`
    )
    .run({from: span?.from ?? -always, to: span?.to ?? always});
  part.prepare(`CREATE TEMP TABLE kept AS SELECT * FROM whole.attempt AS attempt WHERE ${where}`).run(values);
  part.exec(words);
}

const always = 2 ** 52; // seconds

const tables = (ofHosts: string): string => `
  INSERT INTO meta SELECT * FROM whole.meta WHERE key = 'demo';
  INSERT INTO host (id, name, zone, pruned)
    SELECT id, shown_host(id), zone, pruned FROM whole.host WHERE id ${ofHosts};
  INSERT INTO verdict (id, host, known, method, outcome)
    SELECT id, host, NULL, method, outcome FROM whole.verdict WHERE host ${ofHosts};
  INSERT INTO source (id, path, head, head_bytes, position, state)
    SELECT id, 'log ' || id, x'', 0, 0, '' FROM whole.source;
  INSERT INTO ledger SELECT * FROM whole.ledger WHERE host ${ofHosts};
  INSERT INTO pending SELECT * FROM whole.pending WHERE host ${ofHosts};
  INSERT INTO day (id, host, day, lines, written, deciding, echo, noise, unknown, misdated, closed)
    SELECT id, host, day, x'', written, deciding, echo, noise, unknown, misdated, 1 FROM whole.day WHERE host ${ofHosts};`;

/** Ids are given anew, as several words may have become one. */
const words = `
  CREATE TEMP TABLE userOf AS
    SELECT id AS old, shown_user(name) AS name FROM whole.user WHERE id IN (SELECT user FROM kept);
  INSERT INTO user (name) SELECT name FROM userOf GROUP BY name ORDER BY min(old);
  CREATE TEMP TABLE newUser (old INTEGER PRIMARY KEY, new INTEGER);
  INSERT INTO newUser SELECT old, user.id FROM userOf JOIN user USING (name);
  CREATE TEMP TABLE originOf AS
    SELECT id AS old, shown_address(address) AS address, NULL AS rhost
    FROM whole.origin WHERE id IN (SELECT origin FROM kept);
  INSERT INTO origin (address, rhost) SELECT address, rhost FROM originOf GROUP BY address, rhost ORDER BY min(old);
  CREATE TEMP TABLE newOrigin (old INTEGER PRIMARY KEY, new INTEGER);
  INSERT INTO newOrigin
    SELECT old, origin.id FROM originOf
    JOIN origin ON origin.address IS originOf.address AND origin.rhost IS originOf.rhost;
  INSERT INTO attempt (id, time, user, origin, port, verdict, times, back, day)
    SELECT id, time, newUser.new, newOrigin.new, port, verdict, times, back, day FROM kept
    LEFT JOIN newUser ON newUser.old = kept.user LEFT JOIN newOrigin ON newOrigin.old = kept.origin;`;
