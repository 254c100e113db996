import assert from "node:assert/strict";
import {test} from "node:test";
import {addressTable} from "../../lib/ask/polars/places.ts";
import {prefix} from "../../lib/geo/address.ts";
import {openGeo} from "../../lib/geo/geo.ts";
import {randomAddresses} from "../geo/random.ts";

const geo = await openGeo([]);
const types = {
  country: "String",
  countryName: "String",
  region: "String",
  state: "String",
  city: "String",
  precision: "String",
  addressClass: "String",
  source: "String",
  latitude: "Float64",
  longitude: "Float64",
  accuracyRadiusKm: "Float64",
  network: "String",
  asn: "UInt32",
  asName: "String"
};

test("the table of addresses has their places and networks in their order", () => {
  const addresses = [...randomAddresses(3000), "192.168.1.1", "2001:db8::1", "no address", ""];
  const rows = addressTable(addresses, geo).toRecords();
  assert.equal(rows.length, addresses.length);
  for (const [i, address] of addresses.entries()) {
    const {country, city, latitude, longitude, precision, addressClass} = geo.locate(address);
    const {network, asn, ...row} = rows[i]!;
    assert.deepEqual([network, asn], [prefix(address), null]);
    assert.deepEqual(
      [row.country, row.city, row.latitude, row.longitude, row.precision, row.addressClass],
      [country, city, latitude, longitude, precision, addressClass]
    );
    assert.equal(row.source, country && `DB-IP City Lite, ${geo.sources[0]!.buildDate}`);
  }
});

test("the table has fixed types, also when it is empty", () => {
  for (const addresses of [[], ["192.0.2.1"], ["8.8.8.8"]]) {
    const table = addressTable(addresses, geo);
    const found = Object.entries(table.schema).map(([name, type]) => [
      name,
      String(type).replace(/^DataType\((.*)\)$/, "$1")
    ]);
    assert.deepEqual(Object.fromEntries(found), types);
    assert.equal(table.height, addresses.length);
  }
});
