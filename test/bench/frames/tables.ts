import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {isDeepStrictEqual} from "node:util";
import Database from "better-sqlite3";
import pl from "nodejs-polars";
import {addressTable} from "../../../lib/ask/polars/places.ts";
import {openGeo} from "../../../lib/geo/geo.ts";
import type {Goal} from "../goals.ts";
import {measure, median} from "../measure.ts";
import {table} from "../report.ts";
import type {BenchDatabase} from "./database.ts";
import type {FramesBench, Part} from "./load.ts";

/** What a process says of a table that it made: seconds of the making alone. */
interface Timed {
  readonly table: string;
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
}

/** What a contender prints. */
interface Printed {
  readonly seconds: readonly Timed[];
  readonly numbers: Readonly<Record<string, unknown>>;
}

/** A table, and the medians of both sides; null where a side has no such table. */
interface Row {
  readonly name: string;
  readonly knockbook: Timed | null;
  readonly pandas: Timed | null;
}

const goalRows = 1e7;
const before = ["load", "columns of the clock", "locate"]; // what is no table
const alone = ["dictionaries", "steps", "suspects"]; // what pandas has no counterpart of here

/** Makes the tables of the notebooks with both, and returns their seconds. Throws when they count differently. */
export async function tablesBench(database: BenchDatabase, bench: FramesBench): Promise<Part> {
  const size = `${database.rows / 1e6} M`;
  const places = join(bench.folder, "places.csv");
  writeFileSync(places, await placesOf(database.tables));
  const rounds = runRounds(database, {...bench, places, size});
  const rows = merged(rounds);
  return {goals: database.rows >= goalRows ? goalsOf(rows, size) : [], text: secondsTable(rows)};
}

/** The place of each address, as CSV: pandas shall not have to find it. */
async function placesOf(path: string): Promise<string> {
  const db = new Database(path, {readonly: true});
  const origins = db.prepare("SELECT id, address FROM origin ORDER BY id").all() as {id: number; address: string}[];
  db.close();
  const addresses = origins.map(({address}) => address);
  const ids = origins.map(({id}) => id);
  const located = addressTable(addresses, await openGeo([])).withColumn(pl.Series("id", ids, pl.Int32));
  return located.writeCSV().toString();
}

type Rounds = {readonly knockbook: Printed[]; readonly pandas: Printed[]};

function runRounds(
  {tables}: BenchDatabase,
  {folder, python, rounds, say, places, size}: FramesBench & {places: string; size: string}
): Rounds {
  const script = (name: string): string => join(import.meta.dirname, name);
  const cache = `KNOCKBOOK_CACHE=${join(folder, "cache")}`;
  const run = (...command: string[]): Printed => JSON.parse(measure(command, folder).output) as Printed;
  const printed: Rounds = {knockbook: [], pandas: []};
  for (let round = 1; round <= rounds; round += 1) {
    printed.knockbook.push(run("env", cache, process.execPath, script("tables-knockbook.mjs"), tables));
    printed.pandas.push(run(python, script("tables.py"), tables, places));
    check(printed.knockbook.at(-1)!, printed.pandas.at(-1)!);
    say(`${size}: tables, round ${round} of ${rounds}`);
  }
  return printed;
}

/** Throws unless both count the same: a fast table that is wrong is worth nothing. */
function check(knockbook: Printed, pandas: Printed): void {
  for (const name of new Set([...Object.keys(knockbook.numbers), ...Object.keys(pandas.numbers)])) {
    const [ours, theirs] = [knockbook.numbers[name], pandas.numbers[name]];
    if (isDeepStrictEqual(ours, theirs)) continue;
    const texts = [ours, theirs].map((value) => JSON.stringify(value)?.slice(0, 200));
    throw new Error(`knockbook and pandas count ${name} differently: ${texts.join(" and ")}`);
  }
}

function merged({knockbook, pandas}: Rounds): Row[] {
  const [ours, theirs] = [medians(knockbook), medians(pandas)];
  const names = new Set([...theirs.keys(), ...ours.keys()]);
  return Array.from(names, (name) => ({name, knockbook: ours.get(name) ?? null, pandas: theirs.get(name) ?? null}));
}

function medians(rounds: readonly Printed[]): Map<string, Timed> {
  const all = Map.groupBy(
    rounds.flatMap(({seconds}) => seconds),
    (timed) => timed.table
  );
  return new Map(
    Array.from(all, ([name, of]) => [
      name,
      {
        table: name,
        wallSeconds: median(of.map(({wallSeconds}) => wallSeconds)),
        cpuSeconds: median(of.map(({cpuSeconds}) => cpuSeconds))
      }
    ])
  );
}

function isCompared({name}: Row): boolean {
  return ![...before, ...alone].includes(name);
}

function isTable({name}: Row): boolean {
  return !before.includes(name);
}

function summed(rows: readonly Row[], side: "knockbook" | "pandas"): Timed {
  const total = (figure: "wallSeconds" | "cpuSeconds"): number =>
    rows.reduce((sum, row) => sum + (row[side]?.[figure] ?? 0), 0);
  return {table: "", wallSeconds: total("wallSeconds"), cpuSeconds: total("cpuSeconds")};
}

function goalsOf(rows: readonly Row[], size: string): Goal[] {
  const seconds = ({knockbook}: Row): number => knockbook?.wallSeconds ?? 0;
  const [slowest] = rows.filter(isTable).toSorted((a, b) => seconds(b) - seconds(a));
  const compared = rows.filter(isCompared);
  const value = summed(compared, "pandas").wallSeconds / summed(compared, "knockbook").wallSeconds;
  return [
    {name: `${size}: slowest table of a notebook, ${slowest!.name}`, value: seconds(slowest!), unit: "s", most: 2},
    {name: `${size}: tables of the notebooks together, times faster than pandas`, value, unit: "×", least: 4}
  ];
}

function secondsTable(rows: readonly Row[]): string {
  const compared = rows.filter(isCompared);
  const together = {
    name: "**all that both make**",
    knockbook: summed(compared, "knockbook"),
    pandas: summed(compared, "pandas")
  };
  const inOrder = [...rows.filter((row) => !isTable(row)), ...compared, together];
  const head = ["", "knockbook, wall s", "CPU s", "pandas, wall s", "CPU s", "wall, × knockbook"];
  const cells = [...inOrder, ...rows.filter(({name}) => alone.includes(name))].map(({name, knockbook, pandas}) => [
    name,
    ...[knockbook, pandas].flatMap((one) => [figure(one?.wallSeconds), figure(one?.cpuSeconds)]),
    knockbook && pandas ? (pandas.wallSeconds / knockbook.wallSeconds).toFixed(1) : "–"
  ]);
  return `${table(head, cells)}\n\n${note}`;
}

const note = `Seconds of the making of each table alone, as the process itself takes them. The load, the columns of the clock (knockbook has them in its load) and the look-ups of places (knockbook joins them to the addresses at once) are no part of a table; pandas gets the places as a CSV file and the numbers of names, addresses and verdicts as integers and categories. It keeps the refused attempts once, and makes one row of each address before it groups by place; knockbook keeps sums by a few dictionaries, which its first tables pay for, as they do for taking columns out of the frame. Both have the same numbers: days, hours, names, methods, countries, change, states and new names row by row, of the longer ones the rows and sums.`;

function figure(seconds: number | undefined): string {
  return seconds === undefined ? "–" : seconds.toFixed(seconds < 10 ? 2 : 1);
}
