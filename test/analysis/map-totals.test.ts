import assert from "node:assert/strict";
import {join} from "node:path";
import {test, type TestContext} from "node:test";
import {countries} from "../../lib/analysis/countries.ts";
import {locate} from "../../lib/analysis/places.ts";
import {states} from "../../lib/analysis/states.ts";
import {openGeo} from "../../lib/geo/geo.ts";
import {packagePaths} from "../../lib/geo/package.ts";
import {noPython, runPython} from "../geo/python.ts";
import {demoDatabase, noRealLogs, realDatabase, type Both} from "./databases.ts";

// The totals of the maps against Python: the database by its sqlite3, places by its maxminddb.

type Counts = readonly [attempts: number, addresses: number];
type Totals = Readonly<Record<"countries" | "states", Readonly<Record<string, Counts>>>>;

async function same({log, path}: Both): Promise<void> {
  const located = await locate(log, await openGeo(packagePaths()));
  const python = JSON.parse(runPython(join(import.meta.dirname, "map_totals.py"), [path, ...packagePaths()])) as Totals;
  const rows = await countries(located);
  assert.ok(rows.length > 20);
  assert.deepEqual(
    Object.fromEntries(rows.map(({code, attempts, addresses}): [string, Counts] => [code, [attempts, addresses]])),
    python.countries
  );
  const onlyCountry = rows.find(({code}) => code === "US")!.attempts - sum(Object.values(python.states));
  assert.equal(onlyCountry, 0, "each address of the United States has a state in DB-IP's files");
  const namedBoth = (await states(located)).filter(({name}) => name in python.states);
  for (const {name, attempts, addresses} of namedBoth) {
    const [wanted, of] = python.states[name]!;
    assert.ok(attempts <= wanted && addresses <= of, name);
    assert.ok(of - addresses <= 2, `${name}: only points in the middle of the country or state may be left out`);
  }
}

const sum = (counts: readonly Counts[]): number => counts.reduce((total, [attempts]) => total + attempts, 0);

const databases: Readonly<Record<string, (t: TestContext) => Promise<Both>>> = {
  "the demo": (t) => demoDatabase(t, {}),
  "a real log": (t) => realDatabase(t, "elastic_examples_auth.log", 2017)
};

for (const [name, open] of Object.entries(databases))
  test(
    `the totals of the maps are Python's: ${name}`,
    {skip: noPython || (name !== "the demo" && noRealLogs)},
    async (t) => same(await open(t))
  );
