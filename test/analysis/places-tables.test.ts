import assert from "node:assert/strict";
import {test, type TestContext} from "node:test";
import {countryChange} from "../../lib/analysis/change.ts";
import {cities} from "../../lib/analysis/cities.ts";
import {countries, countryWeeks} from "../../lib/analysis/countries.ts";
import {conservation, locate} from "../../lib/analysis/places.ts";
import {outsideContiguous, stateCities, stateConservation, states} from "../../lib/analysis/states.ts";
import type {Log} from "../../lib/ask/question/log.ts";
import {openGeo} from "../../lib/geo/geo.ts";
import {nowhere, type Place} from "../../lib/geo/place.ts";
import {usState} from "../../lib/geo/states.ts";
import {demoDatabase, noRealLogs, realDatabase, stranger, type Both} from "./databases.ts";
import type {City, Conservation} from "../../lib/rows/places.ts";

// The tables of the notebooks 2 to 4 against SQL over the view `attempts` and a map from address to place: nothing here
// is grouped or joined by polars.

/**
 * Refused attempts from an address on a day and in a week (its Monday), as SQL counts them, with the address's place.
 */
interface Seen {
  readonly address: string | null;
  readonly day: string | null;
  readonly monday: string | null;
  readonly attempts: number;
  readonly place: Place;
}

async function seenIn({log, sql}: Both): Promise<{log: Log; seen: Seen[]}> {
  const geo = await openGeo();
  const rows = sql<Omit<Seen, "place">>(
    `SELECT address, date(time) AS day, date(time, 'weekday 0', '-6 days') AS monday, sum(times) AS attempts
     FROM attempts WHERE ${stranger} GROUP BY 1, 2`
  );
  const place = (address: string | null): Place => (address === null ? nowhere("public") : geo.locate(address));
  const seen = rows.map((row) => ({...row, place: place(row.address)}));
  return {log: await locate(log, geo), seen};
}

type Counts = {attempts: number; addresses: number};

/** Attempts and distinct addresses of each group; rows whose key is null are in none. */
function countBy(seen: readonly Seen[], key: (row: Seen) => string | null): Map<string, Counts> {
  const groups = new Map<string, {attempts: number; addresses: Set<string | null>}>();
  for (const row of seen) {
    const name = key(row);
    if (name === null) continue;
    const group = groups.get(name) ?? {attempts: 0, addresses: new Set()};
    groups.set(name, {attempts: group.attempts + row.attempts, addresses: group.addresses.add(row.address)});
  }
  return new Map(Array.from(groups, ([name, {attempts, addresses}]) => [name, {attempts, addresses: addresses.size}]));
}

/** Throws unless rows are those groups, each once, the most attempts first. */
function same<Row extends {attempts: number}>(
  rows: readonly Row[],
  expected: ReadonlyMap<string, Partial<Counts>>,
  key: (row: Row) => string
): void {
  const counts = rows.map((row): [string, Partial<Counts>] => {
    const {attempts, addresses} = row as Row & Partial<Counts>;
    return [key(row), addresses === undefined ? {attempts} : {attempts, addresses}];
  });
  const byKey = (a: [string, unknown], b: [string, unknown]): number => (a[0] < b[0] ? -1 : 1);
  assert.deepEqual(counts.toSorted(byKey), [...expected].toSorted(byKey));
}

const descending = (rows: readonly {attempts: number}[]): void =>
  rows.slice(1).forEach((row, i) => assert.ok(rows[i]!.attempts >= row.attempts));

const sum = (rows: readonly {attempts: number}[]): number => rows.reduce((total, {attempts}) => total + attempts, 0);
const territories = ["PR", "GU", "VI", "AS", "MP"];
const inUnitedStates = ({place}: Seen): boolean => ["US", ...territories].includes(place.country ?? "");
const cityKey = ({country, region, city, precision}: Place): string => [country, region, city, precision].join("|");

function whole(seen: readonly Seen[], drawn: (place: Place) => unknown): Conservation {
  const located = seen.filter(({place}) => place.precision !== "none");
  const others = seen.filter(({place}) => place.precision === "none");
  return {
    located: sum(located.filter(({place}) => drawn(place) !== null)),
    notLocated: sum(others.filter(({place}) => place.addressClass === "public")),
    private: sum(others.filter(({place}) => place.addressClass !== "public")),
    notDrawn: sum(located.filter(({place}) => drawn(place) === null)),
    total: sum(seen)
  };
}

const databases: Record<string, (t: TestContext) => Promise<Both>> = {
  "the demo": (t) => demoDatabase(t, {}),
  "a real log": (t) => realDatabase(t, "elastic_examples_auth.log", 2017),
  "another real log": (t) => realDatabase(t, "gtkcyber_secrepo_auth.log", 2014)
};

for (const [name, open] of Object.entries(databases))
  test(
    `the tables of places of ${name} are those of SQL`,
    {skip: name === "the demo" ? false : noRealLogs},
    async (t) => {
      const {log, seen} = await seenIn(await open(t));
      assert.ok(seen.length > 20, `${seen.length} rows`);

      const byCountry = countBy(seen, ({place}) => place.country);
      const nations = await countries(log);
      same(nations, byCountry, ({code}) => code);
      descending(nations);
      const weeks = countBy(seen, ({place, monday}) => place.country && monday && `${place.countryName} ${monday}`);
      const attempts = new Map(Array.from(weeks, ([key, {attempts}]) => [key, {attempts}]));
      same(
        await countryWeeks(log),
        attempts,
        ({country, week}) => `${country} ${new Date(week).toISOString().slice(0, 10)}`
      );

      const places = await cities(log);
      const byCity = countBy(seen, ({place}) => (place.latitude === null ? null : cityKey(place)));
      assert.equal(places.length, byCity.size);
      assert.deepEqual(
        places.map(({attempts, addresses}) => `${attempts} ${addresses}`).toSorted(),
        Array.from(byCity.values(), ({attempts, addresses}) => `${attempts} ${addresses}`).toSorted()
      );
      descending(places);
      for (const city of places.slice(0, 50)) checkMiddle(city, seen);

      same(
        await states(log),
        countBy(seen, ({place}) => usState(place)),
        ({state}) => state
      );
      assert.equal(
        sum(await stateCities(log)),
        sum(seen.filter((row) => inUnitedStates(row) && row.place.latitude !== null))
      );
      const outside = await outsideContiguous(log);
      for (const {code, attempts, addresses, places} of outside) {
        const here = seen.filter(({place}) => usState(place) === code);
        assert.deepEqual({attempts, addresses}, countBy(here, () => "all").get("all"));
        assert.equal(sum(places), sum(here.filter(({place}) => place.latitude !== null)), code);
      }
      assert.deepEqual(
        outside.map(({code}) => code as string).toSorted(),
        [...countBy(seen, ({place}) => usState(place)).keys()]
          .filter((code) => ["AK", "HI", "DC", ...territories].includes(code))
          .toSorted()
      );

      assert.deepEqual(
        await conservation(log),
        whole(seen, ({country}) => country)
      );
      assert.deepEqual(
        await conservation(log, {drawn: "latitude"}),
        whole(seen, ({latitude}) => latitude)
      );
      assert.deepEqual(await stateConservation(log), whole(seen.filter(inUnitedStates), usState));
    }
  );

/** A city's point is the mean of its addresses' points, weighted by attempts. */
function checkMiddle({place, country, precision, latitude, longitude, attempts}: City, seen: readonly Seen[]): void {
  const groups = Map.groupBy(
    seen.filter((row) => row.place.latitude !== null),
    (row) => cityKey(row.place)
  );
  const rows = [...groups.values()].find((group) => {
    const [{place: first}] = group as [Seen];
    const name = first.city ?? first.region ?? first.countryName;
    return name === place && first.countryName === country && first.precision === precision && sum(group) === attempts;
  });
  assert.ok(rows, `${place}, ${country}`);
  const mean = (of: (place: Place) => number): number =>
    rows.reduce((total, row) => total + of(row.place) * row.attempts, 0) / attempts;
  assert.ok(Math.abs(mean((point) => point.latitude!) - latitude) < 1e-4, place);
  assert.ok(Math.abs(mean((point) => point.longitude!) - longitude) < 1e-4, place);
}

test("the change of the demo is that of SQL, between the two last months of whole days", async (t) => {
  const {log, seen} = await seenIn(await demoDatabase(t, {}));
  const {rows, periods, wholeDays, hostsLeftOut} = await countryChange(log);
  const between = (from: string, to: string): Seen[] =>
    seen.filter(({day}) => day !== null && day >= from && day <= to);
  const [before, recent] = [between("2025-11-02", "2025-12-01"), between("2025-12-02", "2025-12-31")];
  assert.deepEqual(
    [periods!.days, periods!.leftOut, new Date(periods!.before.from), new Date(periods!.recent.to)],
    [30, 0, new Date("2025-11-02T00:00Z"), new Date("2026-01-01T00:00Z")]
  );
  assert.deepEqual(hostsLeftOut, []);
  assert.ok(wholeDays >= 361 && wholeDays <= 363, `${wholeDays} of 365 days, two are missing`);
  const byCountry = (part: Seen[]): Map<string, Counts> => countBy(part, ({place}) => place.country);
  for (const {code, before: n, recent: m} of rows)
    assert.deepEqual(
      [n, m],
      [byCountry(before).get(code)?.attempts ?? 0, byCountry(recent).get(code)?.attempts ?? 0],
      code
    );
  assert.equal(rows.length, new Set([...byCountry(before).keys(), ...byCountry(recent).keys()]).size);
  const change = rows.map((row) => row.recent - row.before);
  assert.deepEqual(
    change,
    change.toSorted((a, b) => b - a)
  );
  assert.deepEqual(
    periods!.before.conservation,
    whole(before, ({country}) => country)
  );
  assert.deepEqual(
    periods!.recent.conservation,
    whole(recent, ({country}) => country)
  );
});
