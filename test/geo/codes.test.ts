import assert from "node:assert/strict";
import {describe, it} from "node:test";
import countries from "i18n-iso-countries";
import {countryName} from "../../lib/geo/countries.ts";
import {stateCodes, stateName, territoryCodes, usState} from "../../lib/geo/states.ts";

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
  for (const [code, name] of [
    ["US", "United States"],
    ["RU", "Russia"],
    ["IR", "Iran"],
    ["KR", "South Korea"],
    ["KP", "North Korea"],
    ["GB", "United Kingdom"],
    ["TW", "Taiwan"],
    ["VN", "Vietnam"],
    ["AF", "Afghanistan"],
    ["XK", "Kosovo"]
  ] as const) {
    it(`${code} is ${name}`, () => assert.equal(countryName(code), name));
  }

  it("all have a short name of their own", () => {
    const names = Object.keys(countries.getAlpha2Codes()).map((code) => countryName(code)!);
    assert.ok(names.length >= 250);
    assert.equal(new Set(names).size, names.length);
    assert.deepEqual(names.filter((name) => /,|\bof\b|^The |^UK$|^UAE$|Republic/.test(name)).toSorted(), [
      "Central African Republic",
      "Dominican Republic",
      "Isle of Man"
    ]);
  });

  it("are null where there is none", () => {
    for (const code of ["", "ZZ", "us", "constructor"]) assert.equal(countryName(code), null);
  });
});
