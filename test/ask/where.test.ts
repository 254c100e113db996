import assert from "node:assert/strict";
import {test} from "node:test";
import {inspect} from "node:util";
import {openPolarsLog} from "../../lib/ask/polars/open.ts";
import type {Measure} from "../../lib/ask/question/options.ts";
import {tester, type Condition, type Where} from "../../lib/ask/question/where.ts";
import type {Geo} from "../../lib/geo/geo.ts";
import {nowhere} from "../../lib/geo/place.ts";
import {database} from "./attempts.ts";

type Value = Parameters<ReturnType<typeof tester>>[0];

const examples: [condition: Condition, met: Value[], notMet: Value[]][] = [
  ["a", ["a"], ["b", "", null]],
  ["", [""], [null, "a", 0]],
  [0, [0], [null, false, "0"]],
  [true, [true], [false, null, 1]],
  [null, [null], ["", 0, false]],
  [
    ["a", null],
    ["a", null],
    ["b", ""]
  ],
  [[], [], ["a", null]],
  [{not: "a"}, ["b", null], ["a"]],
  [{not: null}, ["a", "", 0, false], [null]],
  [{not: ["a", null]}, ["b", ""], ["a", null]],
  [{from: 1, to: 3}, [1, 2, 2.9], [0, 3, null, "2"]],
  [{from: 1}, [1, 1e9], [0, null]],
  [{to: 3}, [-5, 0], [3, null]]
];

test("a condition is met by what it says, null is a value like others", () => {
  for (const [condition, met, notMet] of examples) {
    const text = JSON.stringify(condition);
    for (const value of met) assert.ok(tester(condition)(value), `${value} does not meet ${text}`);
    for (const value of notMet) assert.ok(!tester(condition)(value), `${value} meets ${text}`);
  }
});

const attempts = [
  {user: "root", port: 22, known: 1},
  {user: "root", port: null, known: null},
  {user: null, port: 50_000, address: null},
  {user: "", port: 60_999, time: null}
] as const;

const kept: [where: Where, ids: number[]][] = [
  [{}, [0, 1, 2, 3]],
  [{user: "root"}, [0, 1]],
  [{user: {not: "root"}}, [2, 3]],
  [{user: null}, [2]],
  [{user: {not: null}}, [0, 1, 3]],
  [{user: ["", null]}, [2, 3]],
  [{user: []}, []],
  [{user: "nobody"}, []],
  [{user: "root", port: {not: null}}, [0]],
  [{port: {from: 50_000, to: 60_999}}, [2]],
  [{address: null}, [2]],
  [{rhost: null, address: {not: null}}, [0, 1, 3]],
  [{known: true}, [0, 2, 3]],
  [{day: Date.UTC(2025, 2, 1)}, [0, 1, 2]],
  [{day: null}, [3]],
  [{hour: {from: 10, to: 11}, weekday: 6}, [0, 1, 2]]
];

test("rows count that meet all conditions", async (t) => {
  const log = openPolarsLog(
    database(
      t,
      attempts.map((attempt, i) => ({...attempt, times: 10 ** i}))
    )
  );
  for (const [where, ids] of kept)
    assert.deepEqual(
      await log.where(where).tally([]),
      [{attempts: ids.reduce((sum, id) => sum + 10 ** id, 0)}],
      JSON.stringify(where)
    );
});

/** A geo database that knows no place. */
const nowhereAtAll: Geo = {locate: () => nowhere("public"), network: () => null, databases: [], sources: []};

const march = Date.UTC(2025, 2, 1);

/**
 * Conditions that no attempt can meet, or that mean something else than they say; where geo data is needed, `located`.
 */
const refusals: readonly (readonly [where: object, error: RegExp | string, located?: "located"])[] = [
  [{usr: "root"}, /^no such column; not one of time, host, user, .*, hour: usr$/],
  [{usr: "root"}, /^no such column; not one of time, host, user, .*, hour, country, .*, asName: usr$/, "located"],
  [{userId: 1}, /^no such column; .*: userId$/],
  [{times: 1}, /^no such column; .*: times$/],
  [{constructor: "root"}, /^no such column; .*: constructor$/],
  [{country: "US"}, "no such column yet; country is known once addresses are located: log = await locate(log)"],
  [{asn: 64496}, "no such column yet; asn is known once addresses are located: log = await locate(log)"],
  [{country: "Russia"}, "invalid country; not a two-letter code of ISO 3166; write RU: Russia", "located"],
  [{country: {not: "Russia"}}, "invalid country; not a two-letter code of ISO 3166; write RU: Russia", "located"],
  [{country: ["US", "ru"]}, /^invalid country; not a two-letter code of ISO 3166.*: ru$/, "located"],
  [{country: "Atlantis"}, "invalid country; not a two-letter code of ISO 3166: Atlantis", "located"],
  [
    {state: "California"},
    "invalid state; not a postal code of a state or territory of the United States; write CA: California",
    "located"
  ],
  [{state: "XX"}, "invalid state; not a postal code of a state or territory of the United States: XX", "located"],
  [{latitude: 91}, "invalid latitude; not from -90 to 90: 91", "located"],
  [{precision: "street"}, "invalid precision; not one of city, region, country, none: street", "located"],
  [{outcome: "refused"}, "invalid outcome; not one of failed, abandoned, accepted, probe: refused"],
  [{outcome: {not: ["failed", "Accepted"]}}, /^invalid outcome; .*: Accepted$/],
  [{host: "elms"}, "no host elms in the database; it has one without a name (null), pi"],
  [{host: ["pi", ""]}, "no host  in the database; it has one without a name (null), pi"],
  [{host: {not: "elms"}}, /^no host elms in the database; it has .*pi$/],
  [{port: "22"}, "invalid port; it holds numbers, not this: 22"],
  [{port: 65_536}, "invalid port; not from 0 to 65535: 65536"],
  [{port: NaN}, "invalid port; it holds numbers, not this: NaN"],
  [{weekday: 0}, "invalid weekday; not from 1 to 7: 0"],
  [{hour: [23, 24]}, "invalid hour; not from 0 to 23: 24"],
  [{user: 0}, "invalid user; it holds texts, not this: 0"],
  [{known: 1}, "invalid known; it holds true and false, not this: 1"],
  [{known: "true"}, "invalid known; it holds true and false, not this: true"],
  [{address: "192.0.2.0/24"}, "invalid address; a network; write {network: …} for a /24 or /48: 192.0.2.0/24"],
  [{address: ["192.0.2.7", "2001:db8::/48"]}, /^invalid address; a network; .*: 2001:db8::\/48$/],
  [{day: march + 3_600_000}, `invalid day; no day begins then: ${march + 3_600_000}`],
  [{day: "2025-03-01"}, `invalid day; days are epoch milliseconds of UTC, so write ${march}: 2025-03-01`],
  [{month: ["2025-03"]}, `invalid month; days are epoch milliseconds of UTC, so write ${march}: 2025-03`],
  [{week: "Monday"}, "invalid week; days are epoch milliseconds of UTC, as Date.UTC(2025, 5, 1) gives them: Monday"],
  [{time: "2025-03-01"}, `invalid time; times are epoch milliseconds of UTC, so write ${march}: 2025-03-01`],
  [{user: undefined}, "invalid user; undefined is no value; null stands for none"],
  [{host: undefined}, "invalid host; undefined is no value; null stands for none"],
  [{port: undefined}, "invalid port; undefined is no value; null stands for none"],
  [{day: [undefined]}, /^invalid day; .*: undefined$/],
  [{user: {from: "a"}}, "invalid user; a range {from, to} is of numbers, and it holds texts"],
  [{user: {from: 1}}, "invalid user; a range {from, to} is of numbers, and it holds texts"],
  [{user: {}}, "invalid user; a range {from, to} is of numbers, and it holds texts"],
  [{known: {from: 0}}, "invalid known; a range {from, to} is of numbers, and it holds true and false"],
  [{day: new Date(march)}, /^invalid day; a condition is .*, not \{Date\}$/],
  [{port: new Map()}, /^invalid port; a condition is .*, not \{Map\}$/],
  [{user: Object.create({not: "root"})}, /^invalid user; a condition is .*, not \{Object\}$/],
  [new Map([["user", "root"]]), /^invalid conditions; not an object as .*$/],
  [[], /^invalid conditions; not an object as .*$/],
  [{week: march}, `invalid week; no Monday: ${march}`],
  [{month: march + 86_400_000}, `invalid month; no first day of a month: ${march + 86_400_000}`],
  [{hour: 3.5}, "invalid hour; no whole number: 3.5"],
  [
    {time: march / 1000},
    `invalid time; times are epoch milliseconds of UTC, not seconds, so write ${march}: ${march / 1000}`
  ],
  [{day: {from: march / 1000}}, /^invalid day; times are epoch milliseconds of UTC, not seconds/],
  [{time: {from: "2025-03-01"}}, `invalid time; times are epoch milliseconds of UTC, so write ${march}: 2025-03-01`],
  [{time: NaN}, /^invalid time; times are epoch milliseconds/],
  [{address: "2001:DB8::1"}, /^invalid address; an address is written as RFC 5952 does; write 2001:db8::1: /],
  [{country: "UK"}, "invalid country; not a two-letter code of ISO 3166; write GB: UK", "located"],
  [{country: "cn"}, "invalid country; not a two-letter code of ISO 3166; write CN: cn", "located"],
  [{state: "ca"}, /; write CA: ca$/, "located"],
  [{port: {least: 1}}, "invalid port; a condition is a value, a list, {not: …} or {from: …, to: …}, not {least}"],
  [
    {port: {not: 1, from: 4e4}},
    "invalid port; a condition is a value, a list, {not: …} or {from: …, to: …}, not {not, from}"
  ],
  [{user: {not: {from: 1}} as never}, "invalid user; what {not: …} leaves out is a value or a list"],
  [{port: {from: "1"}}, "invalid port; it holds numbers, not this: 1"],
  [{port: {from: 1, to: null}}, "invalid port; it holds numbers, not this: null"],
  [{hour: {from: NaN}}, "invalid hour; it holds numbers, not this: NaN"],
  [{user: [["root"]]}, "invalid user; it holds texts, not this: root"]
];

for (const [where, error, isLocated] of refusals)
  test(`refused${isLocated ? " of a located log" : ""}: ${inspect(where)}`, async (t) => {
    const log = openPolarsLog(database(t, [{}, {host: ""}]));
    const asked = isLocated ? await log.withPlaces(nowhereAtAll) : log;
    assert.throws(() => asked.where(where as Where), {message: error});
  });

const allowed: readonly Where[] = [
  {},
  {user: null, host: null, day: null, known: null, time: null},
  {user: "", known: [true, false, null], port: [0, 65_535], hour: [0, 23], weekday: {not: [1, 7]}},
  {port: {}, day: {from: march + 1}, time: {from: -Infinity, to: Infinity}},
  {address: ["no address", "192.0.2.7", "2001:db8::1"], outcome: [], host: {not: "pi"}}
];

test("what can be met is not refused, and each condition is one more", (t) => {
  const log = openPolarsLog(database(t, [{}, {host: ""}]));
  for (const where of allowed) log.where(where).where(where);
});

test("a host is one of the whole log, also of a part without it", async (t) => {
  const log = openPolarsLog(database(t, [{}, {host: "nas"}]));
  assert.deepEqual(await log.where({host: "pi"}).where({host: "nas"}).tally([]), [{attempts: 0}]);
  assert.throws(
    () => log.where({host: "pi"}).where({host: "elms"}),
    /^Error: no host elms in the database; it has nas, pi$/
  );
  assert.throws(() => openPolarsLog(database(t, [])).where({host: "elms"}), /^Error: no host elms .*; it has none$/);
});

test("what cannot be counted or grouped by is refused", async (t) => {
  const log = openPolarsLog(database(t, [{}]));
  const cases: readonly (readonly [by: string[], measures: string[], error: string | RegExp])[] = [
    [["time"], ["attempts"], "attempts cannot be grouped by time; take day, week, month, weekday or hour"],
    [["user", "time"], ["attempts"], /^attempts cannot be grouped by time; /],
    [["usr"], ["attempts"], /^no such column; not one of time, host, user, .*, hour: usr$/],
    [["network"], ["attempts"], /^no such column yet; network is known once addresses are located: /],
    [["user"], ["count"], "no such measure; not one of attempts, addresses, names, first, last: count"],
    [[], ["attempts", "user"], "no such measure; not one of attempts, addresses, names, first, last: user"]
  ];
  for (const [by, measures, message] of cases) {
    const options = {measures: measures as Measure[]};
    await assert.rejects(log.tally(by, options), {message});
    await assert.rejects(log.tallyColumns(by, options), {message});
  }
  for (const top of [-1, 1.5, NaN, Infinity, "3" as never])
    await assert.rejects(log.tally(["user"], {top}), {message: `invalid top; not a whole number from 0 on: ${top}`});
});
