import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {countryCodes, countryName, numericId} from "../../lib/geo/countries.ts";
import {placeOf} from "../../lib/geo/place.ts";
import {stateCodes, stateName, territoryCodes, usState} from "../../lib/geo/states.ts";

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
      addressClass: "public"
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

  it("at the middle of the country is known by country only, whatever else it names", () => {
    assert.equal(
      placeOf({...flat, latitude: Math.fround(37.751), longitude: Math.fround(-97.822)})!.precision,
      "country"
    );
    assert.equal(placeOf({...flat, latitude: 37.75, longitude: -97.822})!.precision, "city");
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

  it("is null for the country where a network is only registered, and for what is no record", () => {
    for (const record of [{registered_country: {iso_code: "US"}}, {}, [], null, undefined, "US", {country: "US"}]) {
      assert.equal(placeOf(record), null);
    }
  });
});

describe("US states and territories", () => {
  it("are 51 and 5, each with a name", () => {
    assert.equal(Object.keys(stateCodes).length, 51);
    assert.equal(new Set([...Object.values(stateCodes), ...Object.values(territoryCodes)]).size, 56);
    for (const [name, code] of Object.entries({...stateCodes, ...territoryCodes})) assert.equal(stateName(code), name);
    assert.equal(stateName("ZZ"), null);
  });

  it("are found by state or by country", () => {
    for (const [country, regionCode, state] of [
      ["US", "DC", "DC"],
      ["US", "XX", null],
      ["US", null, null],
      ["PR", null, "PR"],
      ["GU", "TM", "GU"],
      ["DE", "BE", null],
      ["CA", "AL", null], // Canada is no California, and its regions are no states
      [null, null, null]
    ] as const) {
      assert.equal(usState({country, regionCode}), state, `${country} ${regionCode}`);
    }
  });
});

describe("countries", () => {
  for (const [code, name, id] of [
    ["US", "United States", "840"],
    ["RU", "Russia", "643"],
    ["IR", "Iran", "364"],
    ["KR", "South Korea", "410"],
    ["KP", "North Korea", "408"],
    ["GB", "United Kingdom", "826"],
    ["TW", "Taiwan", "158"],
    ["VN", "Vietnam", "704"],
    ["AF", "Afghanistan", "004"],
    ["XK", "Kosovo", "983"]
  ] as const) {
    it(`${code} is ${name}, ${id}`, () => assert.deepEqual([countryName(code), numericId(code)], [name, id]));
  }

  it("all have a short name of their own", () => {
    const names = countryCodes().map((code) => countryName(code)!);
    assert.equal(new Set(names).size, names.length);
    assert.deepEqual(
      names.filter((name) => /,|\bof\b|^The |^UK$|^UAE$|Republic/.test(name)),
      ["Central African Republic", "Dominican Republic", "Isle of Man"]
    );
  });

  it("are null where there is none", () => {
    for (const code of ["", "ZZ", "us", "constructor"])
      assert.deepEqual([countryName(code), numericId(code)], [null, null]);
  });
});
