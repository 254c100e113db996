import assert from "node:assert/strict";
import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, describe, it} from "node:test";
import {openGeo} from "../../lib/geo/geo.ts";
import {encode, writeMmdb, type TestFile} from "./mmdb.ts";

// Files that are made here, with the networks of MaxMind's test files: what neither those nor DB-IP Lite has.

const folder = mkdtempSync(join(tmpdir(), "knockbook-geo-"));
after(() => rmSync(folder, {recursive: true}));

let files = 0;
const made = (file: TestFile): string => writeMmdb(join(folder, `${(files += 1)}.mmdb`), file);

const london = {country: {iso_code: "GB"}, city: {names: {en: "London"}}, location: {latitude: 51.5, longitude: -0.12}};
const boxford = {country: {iso_code: "GB"}, city: {names: {en: "Boxford"}}};

describe("the search tree", () => {
  for (const recordSize of [24, 28, 32] as const)
    for (const ipVersion of [4, 6] as const)
      it(`with numbers of ${recordSize} bits, of IP version ${ipVersion}`, async () => {
        const networks = {"81.2.69.0/24": london, "81.2.70.0/25": boxford, "81.2.70.129/32": london};
        const {locate} = await openGeo([made({type: "City", networks, recordSize, ipVersion})]);
        const found = [
          "81.2.68.255",
          "81.2.69.0",
          "81.2.69.255",
          "81.2.70.0",
          "81.2.70.127",
          "81.2.70.128",
          "81.2.70.129"
        ];
        const cities = found.map((address) => locate(address).city);
        assert.deepEqual(cities, [null, "London", "London", "Boxford", "Boxford", null, "London"]);
        assert.equal(locate("2a02:d500::1").country, null);
      });

  it("with thousands of nodes", async () => {
    const networks = Object.fromEntries(
      Array.from({length: 3000}, (_, i) => [`2a02:${i.toString(16)}::/32`, {country: {iso_code: i % 2 ? "GB" : "SE"}}])
    );
    const {locate} = await openGeo([made({type: "Country", networks, recordSize: 28})]);
    assert.deepEqual([locate("2a02:0::1").country, locate("2a02:bb7::1").country], ["SE", "GB"]);
  });
});

describe("a place", () => {
  it("is made once for all networks of a record", async () => {
    const {locate} = await openGeo([made({type: "City", networks: {"81.2.69.0/24": london}})]);
    assert.equal(locate("81.2.69.1"), locate("81.2.69.200"));
  });

  it("at a country's or a state's middle loses the town that is named beside it", async () => {
    const record = {country_code: "US", state1: "Kansas", city: "Coffeyville", latitude: 37.0902, longitude: -95.7129};
    const minkler = {...record, state1: "California", city: "Minkler", latitude: 36.7783, longitude: -119.4179};
    const {locate} = await openGeo([
      made({type: "city", networks: {"216.160.83.0/25": record, "216.160.83.128/25": minkler}})
    ]);
    const [country, state] = [locate("216.160.83.1"), locate("216.160.83.200")];
    assert.deepEqual(
      [country.precision, country.region, country.regionCode, country.city],
      ["country", null, null, null]
    );
    assert.deepEqual(
      [state.precision, state.region, state.regionCode, state.city],
      ["region", "California", "CA", null]
    );
    assert.deepEqual([country.latitude, state.latitude], [37.0902, 36.7783]);
  });
});

describe("files of AS numbers", () => {
  const asn = (autonomous_system_number: unknown, autonomous_system_organization: string): object => ({
    autonomous_system_number,
    autonomous_system_organization
  });

  for (const type of ["asn ipv4", "DBIP-ASN-Lite (compat=GeoLite2-ASN)", "GeoLite2-ASN", "GeoIP2-ISP"])
    it(`of the type ${type}`, async () => {
      const networks = {
        "81.2.69.0/24": asn(64496, "Example"),
        "81.2.70.0/24": asn(64497, ""),
        "81.2.71.0/24": asn(0, "x")
      };
      const {network} = await openGeo([made({type, networks, ipVersion: 4})]);
      assert.deepEqual(network("81.2.69.1"), {asn: 64496, name: "Example"});
      assert.deepEqual(network("2002:5102:4501::1"), {asn: 64496, name: "Example"}); // 6to4 of the same
      assert.deepEqual(network("81.2.70.1"), {asn: 64497, name: null});
      assert.deepEqual([network("81.2.71.1"), network("81.2.72.1"), network("2a02:d500::1")], [null, null, null]);
    });

  it("with a number that is a text give nothing", async () => {
    const {network} = await openGeo([made({type: "asn", networks: {"81.2.69.0/24": asn("AS64496", "Example")}})]);
    assert.equal(network("81.2.69.1"), null);
  });
});

describe("databases", () => {
  const v4 = {type: "city ipv4", networks: {"81.2.69.0/24": london}, ipVersion: 4} as const;
  const v6 = {type: "city ipv6", networks: {"2a02:d500::/32": boxford}} as const;
  const captions = async (...paths: string[]): Promise<string[]> =>
    (await openGeo(paths)).databases.map(({caption}) => caption);

  it("are files of different names", async () => {
    const [city, country] = [made({...v6, type: "GeoLite2-City"}), made({...v6, type: "DBIP-Country-Lite"})];
    assert.deepEqual(await captions(city, country), ["GeoLite2 City, 2026-01-31", "DB-IP Country Lite, 2026-01-31"]);
  });

  it("have a file for IPv4 and one for IPv6 when these have one name", async () => {
    const name = "City dbip";
    const [four, six, both] = [
      made({...v4, type: `${name} ipv4`}),
      made({...v6, type: `${name} ipv6`}),
      made({...v6, type: name})
    ];
    const geo = await openGeo([four, both, six]);
    assert.equal(geo.databases.length, 2);
    assert.deepEqual(
      geo.databases.map(({locate}) => [locate("81.2.69.1").city, locate("2a02:d500::1").city]),
      [
        ["London", "Boxford"],
        [null, "Boxford"]
      ]
    );
  });

  it("of the same name and both for all addresses are two: an old and a new one", async () => {
    const [old, recent] = ["2020-01-01", "2026-01-31"].map((built) => made({...v6, type: "GeoLite2-City", built}));
    assert.deepEqual(await captions(old!, recent!), ["GeoLite2 City, 2020-01-01", "GeoLite2 City, 2026-01-31"]);
  });

  it("do not answer for the other IP version", async () => {
    const {locate} = await openGeo([made({type: "city ipv6", networks: {"81.2.69.0/24": london}})]);
    assert.equal(locate("81.2.69.1").country, null); // ::5102:4500 of IPv6, which nobody means
  });
});

describe("encode", () => {
  it("writes sizes in one to four bytes", () => {
    const starts = [28, 29, 284, 285, 65_820, 65_821].map((size) =>
      encode("x".repeat(size)).subarray(0, 4).toString("hex")
    );
    assert.deepEqual(starts, ["5c787878", "5d007878", "5dff7878", "5e000078", "5effff78", "5f000000"]);
  });
});
