import assert from "node:assert/strict";
import {delimiter} from "node:path";
import {describe, it} from "node:test";
import {openGeo} from "../../lib/geo/geo.ts";
import type {Place} from "../../lib/geo/place.ts";
import {firstAddress, lastAddress, recordAt, shared, sharedRecords, skip, type SharedRecord} from "./shared.ts";

/** Returns what a test must find at a network of the records that MaxMind built its file from. */
function wanted({country, city, subdivisions, location}: SharedRecord): Partial<Place> {
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

for (const name of ["GeoLite2-City-Test", "GeoIP2-City-Test"]) {
  describe(`first and last address of every network of ${name}`, {skip}, async () => {
    if (skip) return;
    const geo = await openGeo([shared(`${name}.mmdb`)]);
    const records = sharedRecords(name);
    assert.ok(Object.keys(records).length > 200);
    for (const network of Object.keys(records)) {
      it(network, () => {
        for (const address of [firstAddress(network), lastAddress(network)]) {
          const expected = wanted(recordAt(address, records)!);
          assert.deepEqual(pick(geo.locate(address), Object.keys(expected)), expected, address);
        }
      });
    }
  });
}

describe("MaxMind's files", {skip}, () => {
  it("say what they are, and each place says which", async () => {
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
    assert.equal(geo.locate("81.2.69.160").source, geo.sources[0]);
    assert.equal(geo.locate("8.8.8.8").source, null);
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
