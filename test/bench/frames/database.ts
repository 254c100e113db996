import {createHash} from "node:crypto";
import {existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync} from "node:fs";
import {join} from "node:path";
import Database from "better-sqlite3";
import {createNames} from "../../../lib/demo/names.ts";
import {readNetworks} from "../../../lib/demo/networks.ts";
import {createRandom, createSampler, shuffled, type Random} from "../../../lib/demo/random.ts";
import {openStore, type Store} from "../../../lib/store/database.ts";
import {schema} from "../../../lib/store/schema.ts";

/** Attempts in two forms, of which one is that of knockbook. */
export interface BenchDatabase {
  /** Rows of attempts. */
  readonly rows: number;
  /** The database of knockbook. */
  readonly tables: string;
  /** The table that the usual script would have: the texts in each row. */
  readonly flat: string;
}

const [first, days] = [Date.UTC(2023, 0, 1) / 1000, 3 * 365];
const last = first + days * 86_400 - 1;
const [addressCount, drawnNames, batch] = [100_000, 2_000_000, 2000];

/**
 * Returns databases of this many rows, a multiple of 2000, from 100,000 addresses over three years, on one host in
 * Berlin; from the folder if they are there. Addresses and names are skewed as in a real log, a tenth of the rows stand
 * for several attempts. They are the same each time; those of another schema or generator are replaced.
 */
export function benchDatabase(folder: string, rows: number): BenchDatabase {
  const made = createHash("sha256")
    .update(schema)
    .update(readFileSync(import.meta.filename))
    .digest("hex")
    .slice(0, 8);
  const [tables, flat] = ["tables", "flat"].map((kind) => join(folder, `${kind}-${rows}-${made}.sqlite`)) as [
    string,
    string
  ];
  mkdirSync(folder, {recursive: true});
  for (const old of globSync(join(folder, `{tables,flat}-${rows}-*`))) if (![tables, flat].includes(old)) rmSync(old);
  make(tables, (path) => fillTables(path, rows));
  make(flat, (path) => fillFlat(path, tables));
  return {rows, tables, flat};
}

function make(path: string, fill: (path: string) => void): void {
  if (existsSync(path)) return;
  const part = `${path}.part`;
  for (const ending of ["", "-journal"]) rmSync(`${part}${ending}`, {force: true});
  fill(part);
  renameSync(part, path);
}

function fillTables(path: string, rows: number): void {
  const store = openStore(path);
  store.pragma("synchronous = OFF");
  store.transaction(() => {
    const random = createRandom(22);
    const names = fillWords(store, random);
    fillAttempts(store, {rows, names, random});
  })();
  store.close();
}

/** The verdicts, with how often each one is. */
const verdicts = [
  [0, "password", "failed", 60],
  [1, "password", "failed", 32],
  [0, null, "abandoned", 5],
  [null, null, "probe", 3],
  [1, "publickey", "accepted", 0.02]
] as const;

const probe = 4;

/** Fills all tables but that of the attempts; returns how many names there are. */
function fillWords(store: Store, random: Random): number {
  store.exec(`INSERT INTO host (id, name, zone) VALUES (1, 'pi', 'Europe/Berlin');
    INSERT INTO day (id, host, day, lines) VALUES (1, 1, 0, x'');
    INSERT INTO source (id, path, head, head_bytes, position, state) VALUES (1, 'auth.log', x'', 0, 0, '{}');
    INSERT INTO coverage (source, host, first, last) VALUES (1, 1, ${first}, ${last})`);
  const verdict = store.prepare("INSERT INTO verdict (host, known, method, outcome) VALUES (1, ?, ?, ?)");
  for (const [known, method, outcome] of verdicts) verdict.run(known, method, outcome);
  const origin = store.prepare("INSERT INTO origin (address) VALUES (?)");
  for (const address of addresses(random)) origin.run(address);
  const user = store.prepare("INSERT OR IGNORE INTO user (name) VALUES (?)"); // the first one is the most tried
  user.run("root");
  const names = createNames(random);
  for (let i = 0; i < drawnNames; i += 1) user.run(names.draw(11, random));
  return Number(store.prepare("SELECT count(*) FROM user").pluck().get());
}

/** Returns made-up addresses in the networks of the demo. */
function addresses(random: Random): string[] {
  const {ipv4, ipv6} = readNetworks();
  const list = (networks: Readonly<Record<string, string>>): string[] =>
    Object.values(networks).flatMap((text) => text.split(" "));
  const v6 = list(ipv6).map((network) => `${network}:1::${1 + random.below(9)}`);
  const v4 = list(ipv4).flatMap((network) => Array.from({length: 254}, (_, i) => `${network}.${i + 1}`));
  return shuffled([...v6, ...shuffled(v4, random).slice(0, addressCount - v6.length)], random);
}

interface Filling {
  readonly rows: number;
  readonly names: number;
  readonly random: Random;
}

function fillAttempts(store: Store, {rows, names, random}: Filling): void {
  const [user, origin] = [listedUsers(names, random), zipf(addressCount, 30)];
  const verdict = createSampler(verdicts.map(([, , , weight]) => weight));
  const marks = Array(batch).fill("(?, ?, ?, ?, ?, ?, ?, 1)").join();
  const columns = "time, user, origin, port, verdict, times, back, day";
  const insert = store.prepare(`INSERT INTO attempt (${columns}) VALUES ${marks}`);
  const values: (number | null)[] = [];
  let back = 0;
  for (let i = 0; i < rows; i += 1) {
    const [kind, address] = [verdict(random) + 1, origin(random)];
    back = i > 0 && back < 5 && random.oneIn(2) ? back + 1 : 0;
    const time = first + Math.floor((i / rows) * (last - first));
    const times = random.oneIn(10) ? 2 + random.below(4) : 1;
    values.push(
      time,
      kind === probe ? null : user(address),
      address + 1,
      1024 + random.below(64_512),
      kind,
      times,
      back
    );
    if (values.length === 7 * batch) insert.run(values.splice(0));
  }
  if (values.length > 0) throw new Error(`invalid rows; not a multiple of ${batch}: ${rows}`);
}

/**
 * Returns a function that draws a user for an address from its own list of names: of eight or more, the busiest of 500.
 */
function listedUsers(names: number, random: Random): (address: number) => number {
  const name = zipf(names, 4);
  const lists = Array.from({length: addressCount}, (_, rank) =>
    Array.from({length: 8 + Math.floor(5000 / (rank + 10))}, () => name(random) + 1)
  );
  return (address) => random.pick(lists[address]!);
}

/** Returns a sampler of *n* ranks by Zipf's law, flattened at the top. */
function zipf(n: number, flat: number): (random: Random) => number {
  return createSampler(Array.from({length: n}, (_, rank) => 1 / (rank + flat)));
}

function fillFlat(path: string, tables: string): void {
  const db = new Database(path);
  db.pragma("synchronous = OFF");
  db.exec(usualTable);
  db.prepare("ATTACH ? AS knockbook").run(tables);
  db.exec(copy);
  db.close();
}

/** As usual.py makes it. */
const usualTable = `
CREATE TABLE attempts (
  id INTEGER PRIMARY KEY, time TEXT, host TEXT, user TEXT, ip TEXT, port INTEGER, method TEXT, kind TEXT
)`;

const copy = `
INSERT INTO attempts (time, host, user, ip, port, method, kind)
SELECT strftime('%Y-%m-%dT%H:%M:%S+00:00', time, 'unixepoch'), host.name, user.name, address, port, method,
  CASE WHEN known = 0 THEN 'invalid user' WHEN method = 'password' THEN 'password' ELSE 'other method' END
FROM knockbook.attempt JOIN knockbook.verdict ON verdict.id = verdict JOIN knockbook.host ON host.id = host
JOIN knockbook.origin ON origin.id = origin LEFT JOIN knockbook.user ON user.id = user
ORDER BY attempt.id`;
