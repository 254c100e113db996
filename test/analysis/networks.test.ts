import assert from "node:assert/strict";
import {join} from "node:path";
import {test, type TestContext} from "node:test";
import {agreement} from "../../lib/analysis/agreement.ts";
import {networks} from "../../lib/analysis/networks.ts";
import {conservation, locate} from "../../lib/analysis/places.ts";
import {openPolarsLog} from "../../lib/ask/polars/open.ts";
import type {Log} from "../../lib/ask/question/log.ts";
import {openGeo, type Geo} from "../../lib/geo/geo.ts";
import {writeMmdb} from "../geo/mmdb.ts";
import {emptyStore, folder, ingestText} from "../store/logs.ts";

// Two small geo databases and a file of AS numbers that are made here, with the networks of MaxMind's test files.

const at = (country: string, latitude: number, longitude: number, more = {}): object => ({
  country: {iso_code: country},
  location: {
    latitude,
    longitude
  },
  ...more
});
const state = (name: string, code: string): object => ({subdivisions: [{iso_code: code, names: {en: name}}]});

const first = {
  "81.2.69.0/24": at("GB", 51.5, -0.125),
  "89.160.20.0/24": at("SE", 58.5, 15.5),
  "2.125.160.0/24": at("GB", 51.75, -1.25),
  "216.160.83.0/24": at("US", 47.25, -122.25, state("Washington", "WA")),
  "214.78.0.0/24": at("US", 32.75, -117.125, state("California", "CA")),
  "2001:218::/32": at("JP", 35.75, 139.75)
};
const second = {
  "81.2.69.0/24": at("GB", 51.5, -0.125), // the same
  "89.160.20.0/24": at("NO", 59.5, 10.5), // another country
  "2.125.160.0/24": at("FR", 48.75, 2.25), // and another
  "216.160.83.0/24": at("US", 45.5, -122.5, state("Oregon", "OR")), // another state
  "214.78.0.0/24": at("US", 32.75, -117.125, state("California", "CA"))
};
const systems = {
  "81.2.69.0/24": {autonomous_system_number: 64496, autonomous_system_organization: "Example <b>Net</b>"},
  "216.160.83.0/24": {autonomous_system_number: 4_200_000_000}
};

// Address, attempts. The last three are private, without a place in either, and a name in place of an address.
const knocks: readonly (readonly [string, number])[] = [
  ["81.2.69.1", 5],
  ["81.2.69.2", 3],
  ["89.160.20.1", 4],
  ["2.125.160.1", 2],
  ["216.160.83.1", 1],
  ["214.78.0.1", 6],
  ["2001:218::1", 2],
  ["2001:218:0:1::1", 1],
  ["192.168.1.1", 9],
  ["175.16.199.1", 1]
];

interface Located {
  readonly log: Log;
  readonly geo: Geo;
}

async function located(t: TestContext, ...files: readonly (readonly [string, object])[]): Promise<Located> {
  const path = join(folder(t), "a.sqlite");
  const lines = knocks.flatMap(([address, attempts], i) =>
    Array.from(
      {length: attempts},
      (_, n) =>
        `Mar  1 11:0${i % 10}:0${n} pi sshd[${100 * i + n + 1}]: Failed password for root from ${address} port ${2000 + n} ssh2\n`
    )
  );
  await ingestText(emptyStore(t, path), join(folder(t), "auth.log"), lines.join(""), {zone: "UTC"});
  const paths = files.map(([type, networks], i) =>
    writeMmdb(join(folder(t), `${i}.mmdb`), {type, networks: {...networks}})
  );
  const geo = await openGeo(paths);
  return {log: await locate(openPolarsLog(path), geo), geo};
}

test("the networks are those of the most attempts, with their AS number and name", async (t) => {
  const {log} = await located(t, ["GeoLite2-City", first], ["GeoLite2-ASN", systems]);
  const rows = await networks(log, {n: 5});
  const row = (
    network: string,
    attempts: number,
    addresses = 1,
    asn: number | null = null,
    name: string | null = null
  ) => ({
    network,
    asn,
    name,
    attempts,
    addresses
  });
  assert.deepEqual(rows, [
    row("192.168.1.0/24", 9),
    row("81.2.69.0/24", 8, 2, 64496, "Example <b>Net</b>"),
    row("214.78.0.0/24", 6),
    row("89.160.20.0/24", 4),
    row("2001:218::/48", 3, 2)
  ]);
  assert.deepEqual((await networks(log)).find(({asn}) => asn === 4_200_000_000)!.name, null);
});

test("without a file of AS numbers the networks are still there", async (t) => {
  const {log} = await located(t, ["GeoLite2-City", first]);
  const rows = await networks(log, {n: 2});
  assert.deepEqual(rows, [
    {network: "192.168.1.0/24", asn: null, name: null, attempts: 9, addresses: 1},
    {network: "81.2.69.0/24", asn: null, name: null, attempts: 8, addresses: 2}
  ]);
});

test("what a map shows and what not adds up", async (t) => {
  const {log} = await located(t, ["GeoLite2-City", first]);
  assert.deepEqual(await conservation(log), {
    located: 24,
    notLocated: 1,
    private: 9,
    notDrawn: 0,
    total: 34
  });
});

test("two databases are compared by addresses and by attempts", async (t) => {
  const {log, geo} = await located(t, ["GeoLite2-City", first], ["DBIP-City-Lite", second]);
  const {databases, addresses, attempts, disagreements} = (await agreement(log, {geo}))!;
  assert.deepEqual(databases, ["GeoLite2 City, 2026-01-31", "DB-IP City Lite, 2026-01-31"]);
  // Public: 2 and 8 in London, then SE/NO, GB/FR, WA/OR, CA/CA, two in Japan that the second lacks, one in neither.
  assert.deepEqual([addresses.total, attempts.total], [9, 25]);
  assert.deepEqual(addresses.country, {compared: 6, same: 4});
  assert.deepEqual(attempts.country, {compared: 21, same: 15});
  assert.deepEqual(addresses.state, {compared: 2, same: 1});
  assert.deepEqual(attempts.state, {compared: 7, same: 6});
  assert.deepEqual(disagreements, [
    {a: "Sweden", b: "Norway", addresses: 1, attempts: 4},
    {a: "United Kingdom", b: "France", addresses: 1, attempts: 2}
  ]);
  // Distances 0, 0, 0 (of three addresses with 14 attempts), 195.6 (WA/OR), 307 (SE/NO) and 419 km (GB/FR).
  assert.equal(addresses.medianKm, 0);
  assert.equal(attempts.medianKm, 0);
  assert.deepEqual((await agreement(log, {geo, n: 1}))!.disagreements.length, 1);
});

test("half of the addresses are at most the median apart", async (t) => {
  const moved = {...second, "81.2.69.0/24": at("GB", 52.5, -0.125), "214.78.0.0/24": at("US", 36.75, -119.75)};
  const {log, geo} = await located(t, ["GeoLite2-City", first], ["DBIP-City-Lite", moved]);
  const {addresses} = (await agreement(log, {geo}))!;
  // 111.2 km twice (a degree of latitude), 195.6 (the third of six), …
  assert.ok(Math.abs(addresses.medianKm! - 195.6) < 1, String(addresses.medianKm));
});

test("one database agrees with nobody", async (t) => {
  const {log, geo} = await located(t, ["GeoLite2-City", first]);
  assert.equal(await agreement(log, {geo}), null);
});
