import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {delimiter} from "node:path";
import {describe, it} from "node:test";
import {openGeo} from "../../lib/geo/geo.ts";
import {shared, skip} from "./shared.ts";
import type {Place} from "../../lib/geo/geo.ts";

type Named = {iso_code?: string; names?: {en?: string}};
type Source = {
  country?: Named;
  city?: Named;
  subdivisions?: Named[];
  location?: {latitude?: number; longitude?: number; accuracy_radius?: number};
};

/** Returns what a test must find at a network of the records that MaxMind built its file from. */
function wanted({country, city, subdivisions, location}: Source): Partial<Place> {
  if (!country) return {country: null, region: null, city: null, latitude: null, longitude: null, precision: "none"};
  const region = subdivisions?.[0];
  return {
    country: country.iso_code!,
    region: region?.names?.en ?? null,
    regionCode: region?.iso_code ?? null,
    city: city?.names?.en ?? null,
    latitude: location?.latitude ?? null,
    longitude: location?.longitude ?? null,
    accuracyRadiusKm: location?.accuracy_radius ?? null,
    precision: city ? "city" : region ? "region" : "country"
  };
}

function pick(place: Place, keys: readonly string[]): Partial<Place> {
  return Object.fromEntries(Object.entries(place).filter(([key]) => keys.includes(key)));
}

/** Returns the first address of a network; the records write IPv4 as `::1.2.3.0/120`. */
function firstAddress(network: string): string {
  return network.replace(/^::(?=\d+\.)/, "").replace(/\/\d+$/, "");
}

for (const name of ["GeoLite2-City-Test", "GeoIP2-City-Test"]) {
  describe(`every network of ${name}`, {skip}, async () => {
    if (skip) return;
    const geo = await openGeo([shared(`${name}.mmdb`)]);
    const records = JSON.parse(readFileSync(shared(`${name}.json`), "utf8")) as Record<string, Source>[];
    const byNetwork = new Map(records.flatMap((record) => Object.entries(record))); // the last of equal networks holds
    for (const [network, record] of byNetwork) {
      it(network, () => {
        const expected = wanted(record);
        assert.deepEqual(pick(geo.locate(firstAddress(network)), Object.keys(expected)), expected);
      });
    }
  });
}

// Written by hand from the records: address, country, region, its code, city, latitude, longitude, accuracy radius.
const byHand = [
  ["2.125.160.217", "GB", "England", "ENG", "Boxford", 51.75, -1.25, 100],
  ["67.43.156.1", "BT", null, null, null, 27.5, 90.5, 534],
  ["81.2.69.142", "GB", "England", "ENG", "London", 51.5142, -0.0931, 10],
  ["81.2.69.145", "GB", "England", "ENG", "London", 51.5142, -0.0931, 3],
  ["::ffff:81.2.69.160", "GB", "England", "ENG", "London", 51.5142, -0.0931, 100],
  ["89.160.20.113", "SE", "Östergötland County", "E", "Linköping", 58.4167, 15.6167, 76],
  ["175.16.199.255", "CN", "Jilin Sheng", "22", "Changchun", 43.88, 125.3228, 100],
  ["216.160.83.56", "US", "Washington", "WA", "Milton", 47.2513, -122.3149, 22],
  ["214.78.0.40", "US", "California", "CA", "San Diego", 32.6783, -117.1291, 10],
  ["2001:218::1", "JP", null, null, null, 35.68536, 139.75309, 100],
  ["2001:480::1", "US", "California", "CA", "San Diego", 32.7203, -117.1552, 50],
  ["2a02:ffc0::", "GI", null, null, null, 36.13333, -5.35, 100],
  ["2a02:d500::1", null, null, null, null, null, null, null], // Europe is no country
  ["8.8.8.8", null, null, null, null, null, null, null] // not in the test file
] as const;

describe("places of GeoLite2-City-Test by hand", {skip}, async () => {
  if (skip) return;
  const geo = await openGeo([shared("GeoLite2-City-Test.mmdb")]);
  for (const [address, ...expected] of byHand) {
    it(address, () => {
      const {country, region, regionCode, city, latitude, longitude, accuracyRadiusKm} = geo.locate(address);
      assert.deepEqual([country, region, regionCode, city, latitude, longitude, accuracyRadiusKm], expected);
    });
  }
});

describe("MaxMind's files", {skip}, () => {
  it("say what they are", async () => {
    const geo = await openGeo([shared("GeoLite2-City-Test.mmdb")]);
    assert.deepEqual(geo.sources, [
      {
        name: "GeoLite2 City",
        type: "GeoLite2-City",
        buildDate: "2026-02-04",
        path: "GeoLite2-City-Test.mmdb",
        attribution: {text: "This product includes GeoLite Data created by MaxMind", url: "https://www.maxmind.com"}
      }
    ]);
    assert.equal(geo.ageDays(new Date("2026-02-14T12:00:00Z")), 10);
  });

  it("of countries give the country only", async () => {
    const {locate} = await openGeo([shared("GeoLite2-Country-Test.mmdb")]);
    const {country, countryName, city, precision} = locate("81.2.69.160");
    assert.deepEqual([country, countryName, city, precision], ["GB", "United Kingdom", null, "country"]);
  });

  it("of AS numbers give networks, beside the places of the default files", async () => {
    const geo = await openGeo([shared("GeoLite2-ASN-Test.mmdb")]);
    assert.deepEqual(geo.network("1.128.0.1"), {asn: 1221, name: "Telstra Pty Ltd"});
    assert.deepEqual(geo.network("2600:6000::1"), {asn: 237, name: "Merit Network Inc."});
    assert.deepEqual([geo.network("192.0.2.1"), geo.network("x")], [null, null]);
    assert.equal(geo.locate("8.8.8.8").country, "US");
    assert.deepEqual(
      geo.sources.map(({name}) => name),
      ["GeoLite2 ASN", "DB-IP City Lite", "DB-IP City Lite"]
    );
  });

  it("named together answer in their order", async () => {
    const files = ["GeoLite2-Country-Test.mmdb", "GeoLite2-City-Test.mmdb"].map(shared);
    const [countryFirst, cityFirst] = [await openGeo(files), await openGeo(files.toReversed())];
    assert.equal(countryFirst.locate("81.2.69.160").city, null);
    assert.equal(cityFirst.locate("81.2.69.160").city, "London");
  });

  it("with broken doubles give the place without coordinates", async () => {
    const {locate} = await openGeo([shared("GeoIP2-City-Test-Broken-Double-Format.mmdb")]);
    const {city, latitude, longitude} = locate("81.2.69.160");
    assert.deepEqual([city, latitude, longitude], ["London", null, null]);
  });

  it("are taken from KNOCKBOOK_GEO", async (t) => {
    t.after(() => delete process.env.KNOCKBOOK_GEO);
    process.env.KNOCKBOOK_GEO = [shared("GeoLite2-City-Test.mmdb"), shared("GeoLite2-ASN-Test.mmdb")].join(delimiter);
    const geo = await openGeo();
    assert.deepEqual(
      geo.sources.map(({name}) => name),
      ["GeoLite2 City", "GeoLite2 ASN"]
    );
  });
});
