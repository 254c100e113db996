import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {placeOf as placeOfRecord, type Place} from "../../lib/geo/place.ts";
import type {GeoSource} from "../../lib/geo/source.ts";

const source: GeoSource = {name: "a file", type: "City", buildDate: null, path: "a.mmdb", attribution: null};
const placeOf = (record: unknown): Place | null => placeOfRecord(record, source);
const flat = {country_code: "US", state1: "Alaska", state2: "", city: "Nome", postcode: "", timezone: ""};

describe("placeOf a flat record", () => {
  it("takes the state's code from its name, and rounds 32-bit degrees", () => {
    assert.deepEqual(placeOf({...flat, latitude: 64.50110626220703, longitude: -165.40640258789062}), {
      country: "US",
      countryName: "United States",
      region: "Alaska",
      regionCode: "AK",
      city: "Nome",
      latitude: 64.5011,
      longitude: -165.4064,
      accuracyRadiusKm: null,
      precision: "city",
      addressClass: "public",
      source
    });
  });

  for (const [fields, precision] of [
    [{}, "city"],
    [{city: ""}, "region"],
    [{city: "", state1: ""}, "country"],
    [{state1: ""}, "city"]
  ] as const) {
    it(`of ${JSON.stringify(fields)} is known by ${precision}`, () =>
      assert.equal(placeOf({...flat, ...fields})!.precision, precision));
  }

  it("that names an unknown country is none", () => {
    for (const country_code of ["ZZ", "EU", "AP", "A1"]) assert.equal(placeOf({...flat, country_code}), null);
    assert.equal(placeOf({...flat, country_code: "XK"})!.countryName, "Kosovo");
  });

  it("keeps the city proper without its district", () => {
    for (const [city, proper] of [
      ["Seoul (Unni-dong)", "Seoul"],
      ["Richmond (A) (B", "Richmond"],
      ["Praha 3", "Praha 3"],
      ["(Nowhere)", null],
      [" ", null]
    ]) {
      assert.equal(placeOf({...flat, city})!.city, proper);
    }
  });

  it("is null without a country", () => {
    for (const country_code of ["", "-", "ZZZ", 7, null]) assert.equal(placeOf({...flat, country_code}), null);
  });
});

describe("placeOf a nested record", () => {
  const nested = {
    country: {iso_code: "US"},
    subdivisions: [{names: {en: "Hawaii"}}, {names: {en: "Maui County"}, iso_code: "M"}],
    location: {latitude: 21.3, longitude: -157.8, accuracy_radius: 5}
  };

  it("takes a state without a code (as DB-IP's own files have it) by its name", () => {
    const {regionCode, precision, accuracyRadiusKm} = placeOf(nested)!;
    assert.deepEqual([regionCode, precision, accuracyRadiusKm], ["HI", "region", 5]);
  });

  it("has no coordinates where they are broken, out of range, or 0/0", () => {
    for (const location of [
      {latitude: 1.793727805708943e-52, longitude: 4.96e-91},
      {latitude: 91, longitude: 0},
      {latitude: 0, longitude: 0},
      {latitude: 1, longitude: Number.NaN},
      {latitude: "1", longitude: "2"},
      null
    ]) {
      const {latitude, longitude} = placeOf({...nested, location})!;
      assert.deepEqual([latitude, longitude], [null, null]);
    }
    assert.equal(placeOf({...nested, location: {latitude: 0, longitude: 9.4}})!.latitude, 0); // on the equator
  });

  it("is where the machine is: not where its network is registered, nor whom its users represent", () => {
    const [registered_country, represented_country] = [{iso_code: "US"}, {iso_code: "DE"}];
    assert.equal(placeOf({registered_country, represented_country}), null);
    assert.equal(placeOf({country: {iso_code: "PH"}, registered_country, represented_country})!.country, "PH");
  });

  it("is null for what is no record", () => {
    for (const record of [{}, [], null, undefined, "US", {country: "US"}]) {
      assert.equal(placeOf(record), null);
    }
  });
});
