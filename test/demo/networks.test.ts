import assert from "node:assert/strict";
import {statSync} from "node:fs";
import {join} from "node:path";
import {describe, it} from "node:test";
import {demoTruth} from "../../lib/demo/log.ts";
import {createHosts, projectRoot, readNetworks} from "../../lib/demo/networks.ts";
import {createRandom} from "../../lib/demo/random.ts";
import {openGeo} from "../../lib/geo/geo.ts";
import {stateCodes, usState} from "../../lib/geo/states.ts";

const hosts = createHosts(readNetworks(), createRandom(7));
const geo = await openGeo();

describe("the networks of the demo", () => {
  it("are a small file that says what it is", () => {
    assert.ok(statSync(join(projectRoot(), "data/demo-networks.json")).size <= 60_000);
    const {about, source} = readNetworks();
    assert.match(about, /db-ip\.com, CC BY 4\.0.*nothing here comes from anybody's log/);
    assert.match(source, /^DB-IP City Lite of \d{4}-\d\d-\d\d$/);
  });

  it("hold distinct public addresses in canonical form", () => {
    assert.equal(new Set(hosts.map(({address}) => address)).size, hosts.length);
    for (const {address} of hosts) {
      assert.equal(geo.locate(address).addressClass, "public", address);
      assert.ok(!address.includes(":") || new URL(`http://[${address}]`).hostname === `[${address}]`, address);
    }
  });

  it("are in the country and state that they are listed for, also by the installed geo data", () => {
    const right = hosts.filter(({address, country: listed}) => {
      const {country, regionCode} = geo.locate(address);
      return listed === country || listed === `${country}-${regionCode}`;
    });
    assert.ok(right.length >= 0.95 * hosts.length, `${right.length} of ${hosts.length}`);
  });

  it("are in every US state and territory, and more than 100 countries, as the visitors of the demo are", () => {
    const places = [...demoTruth().addresses.keys()].map(geo.locate);
    const states = new Set(places.map(usState));
    const missing = Object.values(stateCodes).filter((code) => !states.has(code));
    assert.ok(missing.length <= 2, missing.join(" "));
    for (const code of ["AK", "HI", "DC", "PR", "GU", "VI"]) assert.ok(states.has(code), code);
    assert.ok(new Set(places.map(({country}) => country)).size > 100);
  });
});
