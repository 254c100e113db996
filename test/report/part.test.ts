import assert from "node:assert/strict";
import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {test, type TestContext} from "node:test";
import {openPolarsLog} from "../../lib/ask/polars/open.ts";
import type {Log} from "../../lib/ask/question/log.ts";
import {openGeo, type Geo} from "../../lib/geo/geo.ts";
import {givenGeo} from "../../lib/geo/given.ts";
import {hiding, type Hiding} from "../../lib/report/public/hidden.ts";
import {writePart} from "../../lib/report/public/part.ts";
import {isPlainName} from "../../lib/report/public/plain-name.ts";
import {periodOf} from "../../lib/report/compare/period.ts";
import {givenPlaces} from "../../lib/report/public/given-places.ts";
import {hostIds, type Selection} from "../../lib/report/public/selection.ts";
import {tallies} from "../../lib/report/compare/tallies.ts";
import {readAbout} from "../../lib/store/status/about.ts";
import {reading, type Store} from "../../lib/store/database.ts";
import {rowsOf as rowsOfTable} from "../ask/attempts.ts";
import {emptyStore, folder} from "../store/logs.ts";
import {databaseOf, type Row, type Try} from "./database.ts";

const [one, two, home] = ["128.11.68.132", "128.11.68.9", "129.118.74.4"]; // public ones, of Crypto-PAn's sample
const key = new Uint8Array(32).fill(7);

const again = (n: number, row: Omit<Try, "time">): Try[] =>
  Array.from({length: n}, (_, i) => ({...row, time: `2025-05-${String(1 + i).padStart(2, "0")}T12:00:00`}));

const tries: Try[] = [
  ...again(12, {user: "root", address: one}),
  ...again(10, {user: "oracle", address: two, invalid: true}),
  ...again(9, {user: "rarely", address: two, invalid: true}),
  ...again(20, {user: "thomas1984", address: one, invalid: true}),
  ...again(20, {user: "me@example.org", address: one, invalid: true}),
  ...again(15, {user: "annika", address: two}),
  ...again(15, {user: "Maples", address: one, invalid: true}),
  ...again(1, {user: "annika", address: home, outcome: "Accepted"}),
  ...again(3, {user: "root", address: home}),
  ...again(2, {user: "root", address: "192.168.1.20"}),
  ...again(4, {user: "git", address: "2001:db8::1", host: "oaks"})
].toSorted((a, b) => (a.time < b.time ? -1 : 1));

const rowsOf = (store: Store): Row[] =>
  store.prepare("SELECT time, host, user, known, address, outcome FROM attempts ORDER BY 1, 2, 3, 5, 6").all() as Row[];

const all = (store: Store, hosts?: readonly string[]): Selection => ({span: null, hosts: hostIds(store, hosts)});

/** Returns the rows of a log in the form of {@link rowsOf}. */
async function rowsOfLog(log: Log): Promise<Row[]> {
  type Typed = Omit<Row, "time" | "known"> & {readonly time: number; readonly known: boolean | null};
  const columns = ["time", "host", "user", "known", "address", "outcome"];
  const rows = rowsOfTable<Typed>(await log.frame({columns})).map(({time, known, ...row}) => ({
    time: new Date(time).toISOString().replace(".000Z", "Z"),
    known: known === null ? null : Number(known),
    ...row
  }));
  const key = ({time, host, user, address, outcome}: Row): string => [time, host, user, address, outcome].join("\0");
  return rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

function part(t: TestContext, db: string, selection: Selection, hidden: Hiding): string {
  const path = join(folder(t), "part.sqlite");
  writePart(db, path, {selection, hiding: hidden});
  return path;
}

const inMay = ({host, time}: Row): boolean =>
  host === "maples" && time >= "2025-05-02T22:00:00Z" && time < "2025-05-04T22:00:00Z";

test("a part holds the attempts of its days and hosts, as a query of the whole has them", async (t) => {
  const db = await databaseOf(folder(t), tries, "Europe/Berlin");
  const period = reading(db, (store) => periodOf({since: "2025-05-03", until: "2025-05-04"}, readAbout(store)))!;
  const time = {from: 1000 * period.from, to: 1000 * period.to};
  const log = openPolarsLog(db).where({time, host: ["maples"]});
  const expected = reading(db, rowsOf).filter(inMay);
  assert.ok(expected.length > 10);
  assert.deepEqual(await rowsOfLog(log), expected);
  const {hosts, span, zone, coverage, logs} = log.about;
  assert.deepEqual([hosts, zone], [["maples"], "Europe/Berlin"]);
  assert.deepEqual(span, {from: period.from, to: period.to - 1});
  assert.deepEqual([coverage, logs.map((one) => [one.host, one.coverage])], [[span], [["maples", [span]]]]);
});

test("the part without a period and of all hosts is the whole, with its ledger", async (t) => {
  const db = await databaseOf(folder(t), tries);
  const log = openPolarsLog(db)
    .where({host: ["maples", "oaks"]})
    .where({});
  assert.deepEqual(await rowsOfLog(log), reading(db, rowsOf));
  assert.deepEqual(log.about, {...reading(db, readAbout), places: []});
});

test("a part to publish holds the attempts of its days and hosts, and their ledger", async (t) => {
  const db = await databaseOf(folder(t), tries, "Europe/Berlin");
  const period = reading(db, (store) => periodOf({since: "2025-05-03", until: "2025-05-04"}, readAbout(store)))!;
  const selection = {...reading(db, (store) => all(store, ["maples"])), span: period};
  const stand = reading(db, (store) => hiding(store, {key, k: 1, selections: [selection]}));
  const path = part(t, db, selection, stand);
  const shown = reading(db, rowsOf)
    .filter(inMay)
    .map(({time, user, address, outcome}) => [time, stand.user(user), stand.address(address), outcome].join());
  const found = reading(path, rowsOf).map(({time, user, address, outcome}) => [time, user, address, outcome].join());
  assert.ok(shown.length > 10);
  assert.deepEqual(found.toSorted(), shown.toSorted());
  const {hosts, span, zone, ledger} = reading(path, readAbout);
  assert.deepEqual([hosts, zone], [["hidden 1"], "Europe/Berlin"]);
  assert.deepEqual(span, {from: period.from, to: period.to - 1});
  assert.deepEqual(ledger, openPolarsLog(db).where({host: "maples"}).about.ledger);
});

test("a part to publish of all times and hosts has as many attempts and lines as the whole", async (t) => {
  const {db, path} = await hidden(t);
  const times = (rows: readonly Row[]): string[] => rows.map(({time, outcome}) => `${time} ${outcome}`).toSorted();
  assert.deepEqual(times(reading(path, rowsOf)), times(reading(db, rowsOf)));
  const [whole, shown] = [db, path].map((path) => reading(path, readAbout));
  const {hosts, machines, logs, ...others} = shown!;
  assert.deepEqual({...others, hosts: whole!.hosts, machines: whole!.machines, logs: whole!.logs}, whole);
  assert.deepEqual(
    logs.map(({coverage, zone}) => ({coverage, zone})),
    whole!.logs.map(({coverage, zone}) => ({coverage, zone}))
  );
  assert.deepEqual(hosts, ["hidden 1", "hidden 2"]);
  assert.deepEqual(
    machines.map(({ledger, zone}) => ({ledger, zone})),
    whole!.machines.map(({ledger, zone}) => ({ledger, zone}))
  );
});

test("the ledger of a part is that of its hosts", async (t) => {
  const db = await databaseOf(folder(t), tries);
  const {read, deciding} = openPolarsLog(db).where({host: ["oaks"]}).about.ledger;
  assert.deepEqual([read, deciding], [4, 4]);
});

test("a period is one of the clock of its hosts", (t) => {
  const path = join(folder(t), "a.sqlite");
  emptyStore(t, path).exec(`
    INSERT INTO host (id, name, zone) VALUES (1, 'maples', 'Europe/Berlin'), (2, 'oaks', 'Asia/Tokyo');
    INSERT INTO source VALUES (1, 'a', x'', 0, 0, '');
    INSERT INTO coverage VALUES (1, 1, 100, 200), (1, 2, 50, 150);`);
  const clockOf = (hosts: readonly string[]): object => {
    const {zone, span} = openPolarsLog(path).where({host: hosts}).about;
    return {zone, span};
  };
  assert.deepEqual(clockOf(["maples"]), {zone: "Europe/Berlin", span: {from: 100, to: 200}});
  assert.deepEqual(clockOf(["maples", "oaks"]), {zone: "UTC", span: {from: 50, to: 200}});
  assert.deepEqual(clockOf([]), {zone: "UTC", span: null});
});

test("a host that is none is refused", async (t) => {
  const db = await databaseOf(folder(t), tries);
  assert.throws(
    () => openPolarsLog(db).where({host: ["elms"]}),
    /^Error: no host elms in the database; it has maples, oaks$/
  );
});

async function hidden(t: TestContext, k = 10): Promise<{db: string; stand: Hiding; path: string}> {
  const db = await databaseOf(folder(t), tries);
  const selection = reading(db, all);
  const stand = reading(db, (store) => hiding(store, {key, k, selections: [selection]}));
  return {db, stand, path: part(t, db, selection, stand)};
}

test("names that are rare, one's own or like a password become one; their attempts stay", async (t) => {
  const {path} = await hidden(t);
  const counts = Map.groupBy(reading(path, rowsOf), ({user}) => user);
  const sums = Object.fromEntries([...counts].map(([name, rows]) => [name, rows.length]));
  assert.deepEqual(sums, {root: 17, oracle: 10, others: 9 + 20 + 20 + 15 + 15 + 1 + 4});
});

test("names are kept from k on", async (t) => {
  const {stand} = await hidden(t, 9);
  assert.deepEqual(["rarely", "git", "oracle"].map(stand.user), ["rarely", "others", "oracle"]);
});

test("no host, account or log file is named, and no address but by a pseudonym", async (t) => {
  const {db, path} = await hidden(t);
  const rows = reading(path, rowsOf);
  assert.deepEqual(new Set(rows.map(({host}) => host)), new Set(["hidden 1", "hidden 2"]));
  assert.deepEqual(new Set(rows.map(({known}) => known)), new Set([null]));
  const real = new Set(reading(db, rowsOf).map(({address}) => address));
  assert.deepEqual(
    rows.filter(({address}) => real.has(address)),
    []
  );
  const bytes = reading(path, (store) => store.serialize()).toString("latin1");
  for (const secret of [...real, "maples", "oaks", "annika", "rarely", "thomas1984", "me@example", "tries.log"])
    assert.ok(!bytes.includes(secret), `${secret} in the part`);
});

test("pseudonyms keep a common prefix; what is nobody's on the Internet, and one's own, has none", async (t) => {
  const {stand} = await hidden(t);
  const [a, b] = [one, two].map(stand.address);
  assert.equal(a!.replace(/\d+$/, ""), b!.replace(/\d+$/, ""));
  assert.notEqual(a, b);
  assert.equal(stand.address(home), "own address");
  assert.equal(stand.address("192.168.1.20"), "private address");
  assert.equal(stand.address("2001:db8::1"), "documentation address");
  assert.equal(stand.address("no address"), "invalid address");
});

test("a pseudonym is where its address is, but no finer than 11 km; an own address is nowhere", async (t) => {
  const {stand} = await hidden(t);
  const geo = await openGeo();
  const shown = new Map([one, home, "192.168.1.20"].map((address) => [address, stand.address(address)]));
  const {places, databases} = givenPlaces(geo, shown);
  const [real, coarse] = [geo.locate(one), places[stand.address(one)]!];
  assert.ok(real.latitude !== null && real.countryName !== null);
  assert.deepEqual([coarse.countryName, coarse.city], [real.countryName, real.city]);
  assert.equal(coarse.latitude, Number(real.latitude.toFixed(1)));
  assert.equal(coarse.longitude, Number(real.longitude!.toFixed(1)));
  assert.deepEqual([places["own address"]!.country, places["own address"]!.addressClass], [null, "public"]);
  assert.equal(places["private address"]!.addressClass, "private");
  assert.deepEqual(Object.keys(databases[0]!.places).toSorted(), Object.keys(places).toSorted());
  assert.equal(JSON.stringify(places).includes(home), false);
});

test("all addresses of a city are at one point", () => {
  const place = (latitude: number): object => ({
    country: "DE",
    countryName: "Germany",
    region: "Hesse",
    city: "Frankfurt",
    precision: "city",
    latitude,
    longitude: 8.6,
    accuracyRadiusKm: 1,
    addressClass: "public"
  });
  const geo = {
    locate: (address: string) => place(address === one ? 50.11 : 50.19),
    network: () => null,
    databases: [],
    sources: []
  };
  const {places} = givenPlaces(geo as never, new Map([one, two].map((address) => [address, address])));
  assert.deepEqual([places[one]!.latitude, places[two]!.latitude, places[one]!.accuracyRadiusKm], [50.1, 50.1, 10]);
});

for (const [name, plain] of [
  ["root", true],
  ["www-data", true],
  ["oracle12", true],
  ["Admin", true],
  ["a", true],
  ["", false],
  ["admin123", false],
  ["thomas1984", false],
  ["123456", false],
  ["Pa55word", false],
  ["correctHorse", false],
  ["me@example.org", false],
  ["hunter2!", false],
  ["two words", false],
  ["<script>", false],
  ["=1+1", false],
  ["a".repeat(33), false],
  ["na\u0000me", false]
] as const)
  test(`${JSON.stringify(name.slice(0, 20))} ${plain ? "is" : "is not"} a plain name`, () => {
    assert.equal(isPlainName(name), plain);
  });

/** Returns the geo data of a report to publish, which knows only what stands for the addresses of a database. */
function placesShown(t: TestContext, db: string, {geo, stand}: {geo: Geo; stand: Hiding}): Geo {
  const addresses = new Set(reading(db, rowsOf).map(({address}) => address));
  const shown = new Map(Array.from(addresses, (address) => [address, stand.address(address)]));
  const path = join(folder(t), "places.json");
  writeFileSync(path, JSON.stringify(givenPlaces(geo, shown)));
  return givenGeo(path);
}

test("tallies are those of a query; an own address has no country", async (t) => {
  const {db, stand, path} = await hidden(t);
  const geo = await openGeo();
  const open = await tallies(await openPolarsLog(db).withPlaces(geo));
  const closed = await tallies(await openPolarsLog(path).withPlaces(placesShown(t, db, {geo, stand})));
  const rows = reading(db, rowsOf);
  const refused = rows.filter(({outcome}) => outcome !== "accepted");
  assert.equal(open.attempts, refused.length);
  assert.equal(open.accepted, 1);
  assert.equal(open.addresses, new Set(refused.map(({address}) => address)).size);
  assert.deepEqual(open.names.get("root"), refused.filter(({user}) => user === "root").length);
  assert.equal(Math.round(open.days), 20); // the first of May to the twentieth
  const country = (at: string): string => geo.locate(at).countryName!;
  const from = (address: string): number => refused.filter((row) => row.address === address).length;
  const sum = [...open.countries.values()].reduce((a, b) => a + b, 0);
  assert.equal(sum, from(one) + from(two) + from(home));
  assert.ok(country(home));
  assert.equal(
    [...closed.countries.values()].reduce((a, b) => a + b, 0),
    from(one) + from(two)
  );
  assert.deepEqual([...open.networks.keys()].includes("128.11.68.0/24"), true);
  assert.deepEqual([...closed.networks.keys()].includes("128.11.68.0/24"), false);
  assert.equal(closed.names.get("others"), refused.filter(({user}) => stand.user(user) === "others").length);
});
