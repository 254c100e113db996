import {rmSync} from "node:fs";
import {join} from "node:path";
import {isDeepStrictEqual} from "node:util";
import Database from "better-sqlite3";
import type {Contender} from "../contenders.ts";
import {find, type Goal} from "../goals.ts";
import {table} from "../report.ts";
import {race, type Result} from "../rounds.ts";
import type {BenchDatabase} from "./database.ts";

/** How a bench of frames is run. */
export interface FramesBench {
  /** A folder on a disk, for what a run leaves behind. */
  readonly folder: string;
  /** The Python that has pandas. */
  readonly python: string;
  readonly rounds: number;
  /** Hears what is being measured. */
  readonly say: (text: string) => void;
}

/** Goals and tables of a part of the bench. */
export interface Part {
  readonly goals: readonly Goal[];
  /** Markdown. */
  readonly text: string;
}

const names = {
  first: "knockbook, first load",
  cached: "knockbook, from the cache",
  flat: "pandas, table of the usual script",
  tables: "pandas, tables of knockbook"
} as const;

/** From how many rows on the goals are meant: before, the start of the process counts most. */
const goalRows = 1e7;

/** Loads and tallies attempts as whole processes, and returns the costs. Throws when two of them count differently. */
export function loadBench(database: BenchDatabase, bench: FramesBench): Part {
  const size = `${database.rows / 1e6} M`;
  const results = race(contenders(database, bench), bench, {
    rounds: bench.rounds,
    after: (round) => bench.say(`${size}: load and tally, round ${round} of ${bench.rounds}`)
  });
  check(results, database);
  return {goals: database.rows >= goalRows ? goalsOf(results, size) : [], text: costTable(results)};
}

function contenders({tables, flat}: BenchDatabase, {folder, python}: FramesBench): Contender[] {
  const cache = join(folder, "cache");
  const script = (name: string): string => join(import.meta.dirname, name);
  const knockbook = ["env", `KNOCKBOOK_CACHE=${cache}`, process.execPath, script("load-knockbook.mjs"), tables];
  return [
    {name: names.first, prepare: () => rmSync(cache, {recursive: true, force: true}), command: knockbook},
    {name: names.cached, command: knockbook},
    {name: names.flat, command: [python, script("load.py"), "flat", flat]},
    {name: names.tables, command: [python, script("load.py"), "tables", tables]}
  ];
}

/** Throws unless all count the same, and what SQL counts: a fast load that counts wrong is worth nothing. */
function check(results: readonly Result[], {rows, tables, flat}: BenchDatabase): void {
  const counted = (name: string): Counted => JSON.parse(find(results, name).output) as Counted;
  const expected = counted(names.tables);
  for (const name of [names.first, names.cached])
    if (!isDeepStrictEqual(counted(name), expected)) throw new Error(`${name} counts other than ${names.tables}`);
  same(`names of ${tables}`, expected.names, select(tables, topNames));
  same(`names of ${flat}`, counted(names.flat).names, select(flat, topFlatNames));
  same(`rows of ${flat}`, counted(names.flat).rows, rows);
}

/** What the contenders print. */
interface Counted {
  readonly rows: number;
  readonly days: readonly unknown[];
  readonly hours: readonly unknown[];
  readonly names: readonly unknown[];
}

const topNames = `
SELECT name, sum(times), count(DISTINCT origin) FROM attempt JOIN user ON user.id = user
GROUP BY name ORDER BY 2 DESC, 1 LIMIT 20`;
const topFlatNames = `
SELECT user, count(*), count(DISTINCT ip) FROM attempts WHERE user IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20`;

function select(path: string, sql: string): unknown[] {
  const db = new Database(path, {readonly: true});
  try {
    return db.prepare(sql).raw().all();
  } finally {
    db.close();
  }
}

function same(what: string, found: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(found, expected)) throw new Error(`wrong ${what}: ${JSON.stringify(found)?.slice(0, 200)}`);
}

function goalsOf(results: readonly Result[], size: string): Goal[] {
  const [first, cached, flat, tables] = Object.values(names).map((name) => find(results, name)) as [
    Result,
    Result,
    Result,
    Result
  ];
  const faster = (than: Result, one: Result): {value: number; unit: string} => ({
    value: than.wallSeconds / one.wallSeconds,
    unit: "×"
  });
  return [
    {name: `${size}: first load, times faster than ${flat.name}`, ...faster(flat, first), least: 4},
    {name: `${size}: first load, times faster than ${tables.name}`, ...faster(tables, first), least: 2.5},
    {name: `${size}: from the cache, times faster than ${flat.name}`, ...faster(flat, cached), least: 15},
    {name: `${size}: from the cache, times faster than ${tables.name}`, ...faster(tables, cached), least: 8},
    {name: `${size}: memory, part of ${flat.name}`, value: first.rssBytes / flat.rssBytes, unit: "", most: 0.25},
    {name: `${size}: memory, part of ${tables.name}`, value: first.rssBytes / tables.rssBytes, unit: "", most: 0.25}
  ];
}

function costTable(results: readonly Result[]): string {
  const head = [
    "",
    "wall s",
    "fastest–slowest",
    "CPU s",
    "memory MB",
    "wall, × first",
    "wall, × cached",
    "memory, × first"
  ];
  const [first, cached] = [find(results, names.first), find(results, names.cached)];
  return table(
    head,
    results.map(({name, wallSeconds, fastestSeconds, slowestSeconds, cpuSeconds, rssBytes}) => [
      name,
      wallSeconds.toFixed(2),
      `${fastestSeconds.toFixed(2)}–${slowestSeconds.toFixed(2)}`,
      cpuSeconds.toFixed(2),
      (rssBytes / 1e6).toFixed(0),
      (wallSeconds / first.wallSeconds).toFixed(2),
      (wallSeconds / cached.wallSeconds).toFixed(2),
      (rssBytes / first.rssBytes).toFixed(2)
    ])
  );
}
