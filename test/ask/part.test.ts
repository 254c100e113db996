import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import {openPolarsLog} from "../../lib/ask/polars/open.ts";
import {aboutPart, type About, type HostFacts, type HostLog, type Span} from "../../lib/ask/question/about.ts";
import type {Where} from "../../lib/ask/question/where.ts";
import {dayOf, hourOf, mondayOf, monthOf, weekdayOf} from "../../lib/base/calendar.ts";
import {offsets} from "../../lib/base/zone.ts";
import {anyAttempts, anyZones, database, rowsOf, usual} from "./attempts.ts";
import {
  anyLocatedTests,
  anyMeasures,
  anyTimedTests,
  handGeo,
  locatedColumns,
  ownColumns,
  rowsThatMeet,
  tallied,
  whereOf,
  type Row
} from "./questions.ts";
import {times} from "../scope.ts";

// Parts of a log: which attempts are in them, and what they say of themselves.

test("a part of a log has the attempts that plain filtering of all keeps, by time too, before and after they are located", async (t) => {
  const by = fc.subarray(locatedColumns, {minLength: 1, maxLength: 3});
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        attempts: anyAttempts,
        before: fc.array(anyTimedTests, {maxLength: 2}),
        after: fc.array(anyLocatedTests, {maxLength: 2}),
        by,
        measures: anyMeasures
      }),
      async ({attempts, before, after, by, measures}) => {
        const all = openPolarsLog(database(t, attempts, anyZones));
        const columns = [...locatedColumns, "time", "times", "connection"];
        const rows = rowsOf<Row>(await (await all.withPlaces(handGeo)).frame({columns}));
        const first = before.map((tests) => whereOf(tests, rows));
        const second = after.map((tests) => whereOf(tests, rows));
        const located = await first.reduce((log, where) => log.where(where), all).withPlaces(handGeo);
        const part = second.reduce((log, where) => log.where(where), located);
        const expected = [...first, ...second].reduce(rowsThatMeet, rows);
        assert.deepEqual(rowsOf(await part.frame({columns})), expected);
        assert.deepEqual(await part.tally(by, {measures}), tallied(expected, by, measures));
      }
    ),
    {seed: 20261129, numRuns: times(25)}
  );
});

test("a part by time has the rows of that time: its end does not belong to it, and no time is one", async (t) => {
  const seconds = [0, 1, 899, 900, 901, 86_399, 86_400, -1, -900, null];
  const log = openPolarsLog(
    database(
      t,
      seconds.map((time) => ({time})),
      {pi: "Asia/Kathmandu"}
    )
  );
  const kept = async (time: Where[string]): Promise<unknown[]> =>
    rowsOf<{time: number | null}>(await log.where({time}).frame({columns: ["time"]})).map(({time}) => time);
  const cases: readonly (readonly [time: Where[string], kept: readonly (number | null)[]])[] = [
    [{from: 0, to: 900_000}, [0, 1000, 899_000]],
    [{from: 1, to: 900_001}, [1000, 899_000, 900_000]],
    [{to: 0}, [-1000, -900_000]],
    [{from: 86_400_000}, [86_400_000]],
    [{from: 5, to: 5}, []],
    [{}, [0, 1000, 899_000, 900_000, 901_000, 86_399_000, 86_400_000, -1000, -900_000]],
    [900_000, [900_000]],
    [900_001, []],
    [
      [1000, null],
      [1000, null]
    ],
    [null, [null]],
    [{not: null}, [0, 1000, 899_000, 900_000, 901_000, 86_399_000, 86_400_000, -1000, -900_000]],
    [{not: [0, 1000, 899_000, 900_000, 901_000, 86_399_000]}, [86_400_000, -1000, -900_000, null]]
  ];
  for (const [time, expected] of cases) assert.deepEqual(await kept(time), expected, JSON.stringify(time));
});

test("a log is as it was when a part of it was made", async (t) => {
  const log = openPolarsLog(database(t, [{}, {time: 0}, {time: null, user: "admin"}]));
  const before = [await log.tally(["user"]), log.about, log.columns];
  const part = log.where({time: {from: 1}, user: "root"});
  const located = await part.withPlaces(handGeo);
  assert.deepEqual(await part.tally([]), [{attempts: 1}]);
  assert.deepEqual(await located.where({country: "CN"}).tally(["city"]), [{city: null, attempts: 1}]);
  assert.deepEqual([await log.tally(["user"]), log.about, log.columns], before);
  assert.throws(() => part.where({country: "CN"}), /no such column yet/);
});

test("a located log names its geo databases, and has more columns; the rest of what it says stays", async (t) => {
  const log = openPolarsLog(database(t, [usual]));
  const databases = [{caption: "By hand, 2025-01-01", locate: handGeo.locate}];
  const located = await log.withPlaces({...handGeo, databases});
  assert.deepEqual(log.about.places, []);
  assert.deepEqual(located.about, {...log.about, places: ["By hand, 2025-01-01"]});
  assert.deepEqual(located.where({country: "CN", hour: 10}).about.places, ["By hand, 2025-01-01"]);
  const names = located.columns.map(({name}) => name);
  assert.deepEqual(
    names.slice(0, log.columns.length),
    log.columns.map(({name}) => name)
  );
  assert.deepEqual(new Set(names), new Set([...locatedColumns, "time"]));
  assert.deepEqual(new Set(log.columns.map(({name}) => name)), new Set([...ownColumns, "time"]));
});

const at = (text: string): number => Date.parse(`${text}Z`) / 1000;

function span(from: string, to: string): Span {
  return {from: at(from), to: at(to)};
}

const nothingRead = {read: 0, deciding: 0, echo: 0, noise: 0, other: 0, unread: 0, unknown: 0, seen: 0, pruned: 0};

type Machine = {
  readonly host: string | null;
  readonly zone: string;
  readonly spans?: readonly Span[];
  readonly read?: number;
};

/** Returns what a log of such hosts says of itself; the sources of a host have a span each. */
function aboutOf(machines: readonly Machine[]): About {
  const name = (host: string | null): string => host ?? "unnamed host";
  const facts = machines.map(({host, zone, read = 0}): HostFacts => ({
    host,
    zone,
    ledger: {
      ...nothingRead,
      read,
      other: read
    }
  }));
  const logs = machines
    .filter(({spans = []}) => spans.length > 0)
    .map(({host, zone, spans = []}): HostLog => ({
      host: name(host),
      zone,
      coverage: spans,
      sources: spans.map((one, i) => ({
        source: `${name(host)}.log.${i}`,
        coverage: [one]
      }))
    }));
  const coverage = logs.flatMap((log) => log.coverage).toSorted((a, b) => a.from - b.from);
  return {
    hosts: facts.map(({host}) => name(host)),
    machines: facts,
    demo: false,
    places: ["By hand"],
    zone: new Set(facts.map(({zone}) => zone)).size === 1 ? facts[0]!.zone : "UTC",
    coverage,
    logs,
    span: coverage[0]
      ? {
          from: coverage[0].from,
          to: coverage.at(-1)!.to
        }
      : null,
    ledger: {
      ...nothingRead,
      read: facts.reduce((sum, {ledger}) => sum + ledger.read, 0)
    }
  };
}

const berlin = "Europe/Berlin";
const march = aboutOf([{host: "pi", zone: berlin, spans: [span("2025-03-28T10:00", "2025-04-02T12:00")]}]);

const clipped: readonly (readonly [what: string, where: Where, spans: readonly Span[]])[] = [
  [
    "a range",
    {time: {from: 1000 * at("2025-03-29T00:00"), to: 1000 * at("2025-03-30T00:00")}},
    [{from: at("2025-03-29T00:00"), to: at("2025-03-30T00:00") - 1}]
  ],
  [
    "a range from before it",
    {time: {from: 0, to: 1000 * at("2025-03-28T10:00") + 1}},
    [span("2025-03-28T10:00", "2025-03-28T10:00")]
  ],
  ["a range to its first second", {time: {to: 1000 * at("2025-03-28T10:00")}}, []],
  [
    "a range from its last second",
    {time: {from: 1000 * at("2025-04-02T12:00")}},
    [span("2025-04-02T12:00", "2025-04-02T12:00")]
  ],
  ["a range from behind it", {time: {from: 1000 * at("2025-04-02T12:00") + 1}}, []],
  [
    "a range of milliseconds",
    {time: {from: 1000 * at("2025-03-29T00:00") - 1, to: 1000 * at("2025-03-29T00:01") + 1}},
    [span("2025-03-29T00:00", "2025-03-29T00:01")]
  ],
  ["no time", {time: null}, []],
  ["any time", {time: {not: null}}, [span("2025-03-28T10:00", "2025-04-02T12:00")]],
  [
    "a day of 24 hours",
    {day: 1000 * at("2025-03-29T00:00")},
    [{from: at("2025-03-28T23:00"), to: at("2025-03-29T23:00") - 1}]
  ],
  [
    "a day of 23 hours",
    {day: 1000 * at("2025-03-30T00:00")},
    [{from: at("2025-03-29T23:00"), to: at("2025-03-30T22:00") - 1}]
  ],
  ["days on end", {day: {from: 1000 * at("2025-04-01T00:00")}}, [span("2025-03-31T22:00", "2025-04-02T12:00")]],
  ["no day", {day: null}, []],
  ["any day", {day: {not: null}}, [span("2025-03-28T10:00", "2025-04-02T12:00")]],
  ["a weekday", {weekday: 7}, [{from: at("2025-03-29T23:00"), to: at("2025-03-30T22:00") - 1}]],
  ["a week", {week: 1000 * at("2025-03-31T00:00")}, [span("2025-03-30T22:00", "2025-04-02T12:00")]],
  ["a month", {month: 1000 * at("2025-03-01T00:00")}, [{from: at("2025-03-28T10:00"), to: at("2025-03-31T22:00") - 1}]],
  [
    "an hour that is skipped",
    {hour: 2, day: {from: 1000 * at("2025-03-29T00:00"), to: 1000 * at("2025-04-01T00:00")}},
    [
      {from: at("2025-03-29T01:00"), to: at("2025-03-29T02:00") - 1},
      {from: at("2025-03-31T00:00"), to: at("2025-03-31T01:00") - 1}
    ]
  ],
  [
    "an hour and a range",
    {hour: 12, time: {from: 1000 * at("2025-03-29T11:20"), to: 1000 * at("2025-03-30T10:40")}},
    [
      {from: at("2025-03-29T11:20"), to: at("2025-03-29T12:00") - 1},
      {from: at("2025-03-30T10:00"), to: at("2025-03-30T10:40") - 1}
    ]
  ],
  ["two conditions that exclude each other", {weekday: 6, day: 1000 * at("2025-03-30T00:00")}, []]
];

for (const [what, where, spans] of clipped)
  test(`the spans of a part are clipped: ${what}`, () => {
    const part = aboutPart(march, where);
    assert.deepEqual(part.coverage, spans);
    assert.deepEqual(part.span, spans[0] ? {from: spans[0].from, to: spans.at(-1)!.to} : null);
    const source = {source: "pi.log.0", coverage: spans};
    assert.deepEqual(part.logs, spans[0] ? [{host: "pi", zone: berlin, coverage: spans, sources: [source]}] : []);
    const {coverage, span, logs, ...others} = part;
    const {coverage: _, span: __, logs: ___, ...before} = march;
    assert.deepEqual(others, before);
  });

test("an hour that comes twice has two hours of log, and a source outside of a part is left out", () => {
  const spans = [span("2025-10-25T12:00", "2025-10-26T12:00"), span("2025-11-02T00:00", "2025-11-03T00:00")];
  const part = aboutPart(aboutOf([{host: "pi", zone: berlin, spans}]), {
    hour: 2,
    weekday: 7,
    month: 1000 * at("2025-10-01T00:00")
  });
  const twice = {from: at("2025-10-26T00:00"), to: at("2025-10-26T02:00") - 1};
  assert.deepEqual(part.logs, [
    {host: "pi", zone: berlin, coverage: [twice], sources: [{source: "pi.log.0", coverage: [twice]}]}
  ]);
});

test("days and hours are those of the clock of each host", () => {
  const spans = [span("2025-03-08T00:00", "2025-03-11T00:00")];
  const about = aboutOf([
    {host: "garden", zone: "Asia/Kathmandu", spans},
    {host: "vps", zone: "America/St_Johns", spans} // its clock changes on the 9th, at 5:30 of UTC
  ]);
  const part = aboutPart(about, {day: 1000 * at("2025-03-09T00:00")});
  const [garden, vps] = part.logs.map(({coverage}) => coverage);
  assert.deepEqual(garden, [{from: at("2025-03-08T18:15"), to: at("2025-03-09T18:15") - 1}]);
  assert.deepEqual(vps, [{from: at("2025-03-09T03:30"), to: at("2025-03-10T02:30") - 1}]);
  assert.deepEqual(part.coverage, [{from: at("2025-03-08T18:15"), to: at("2025-03-10T02:30") - 1}]);
  assert.deepEqual(part.zone, "UTC");
});

const zones = ["UTC", berlin, "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu"];
const changes = ["2025-03-30T01:00", "2025-10-26T01:00", "2025-04-05T15:00", "2025-03-09T05:30"];

/** A span of up to two days, near a change of the clocks. */
const anySpan = fc
  .tuple(fc.constantFrom(...changes), fc.integer({min: -90_000, max: 90_000}), fc.nat(172_800))
  .map(([change, by, length]): Span => ({from: at(change) + by, to: at(change) + by + length}));

const near = fc
  .constantFrom(...changes)
  .chain((change) => fc.integer({min: -90_000, max: 90_000}).map((by) => 1000 * (at(change) + by) + (by % 2)));

/** Conditions on the time and the clock. */
const anyClockWhere = fc.record(
  {
    time: fc.oneof(fc.record({from: near, to: near}, {requiredKeys: []}), fc.constant({not: null})),
    day: fc.oneof(
      near.map(dayOf),
      near.map((ms) => ({not: dayOf(ms)})),
      near.map((from) => ({from})),
      fc.constant({not: null})
    ),
    week: near.map(mondayOf),
    month: near.map((ms) => ({not: monthOf(ms)})),
    weekday: fc.uniqueArray(fc.integer({min: 1, max: 7}), {minLength: 3}),
    hour: fc.oneof(
      fc.record({from: fc.nat(12), to: fc.integer({min: 12, max: 24})}),
      fc.uniqueArray(fc.nat(23), {minLength: 1}),
      fc.nat(23).map((not) => ({not}))
    )
  },
  {requiredKeys: []}
);

/** What a clock shows of a second, by the columns of the clock. */
function shown(second: number, offset: (second: number) => number): Row {
  const wall = 1000 * (second + offset(second));
  return {
    time: 1e3 * second,
    day: dayOf(wall),
    week: mondayOf(wall),
    month: monthOf(wall),
    weekday: weekdayOf(wall),
    hour: hourOf(wall)
  };
}

const step = 60 * 7 + 1; // seconds are tried at this distance, and at each border

test("the spans of a part have the seconds that meet its conditions, and no other ones", () => {
  fc.assert(
    fc.property(anySpan, fc.constantFrom(...zones), anyClockWhere, (whole, zone, where: Where) => {
      const {logs} = aboutPart(aboutOf([{host: null, zone, spans: [whole]}]), where);
      const spans = logs.flatMap(({coverage}) => coverage);
      const offset = offsets(zone);
      const seconds = Array.from(
        {length: Math.ceil((whole.to - whole.from + 1) / step)},
        (_, i) => whole.from + i * step
      );
      const borders = spans.flatMap(({from, to}) => [from - 1, from, to, to + 1]);
      for (const second of [...seconds, ...borders, whole.to]) {
        const isIn = spans.some(({from, to}) => from <= second && second <= to);
        const isExpected =
          second >= whole.from && second <= whole.to && rowsThatMeet([shown(second, offset)], where).length > 0;
        assert.equal(isIn, isExpected, `${new Date(1000 * second).toISOString()} in ${zone}: ${JSON.stringify(where)}`);
      }
      spans.slice(1).forEach(({from}, i) => assert.ok(from > spans[i]!.to + 1, "spans are apart, and in order"));
    }),
    {seed: 20261129, numRuns: times(300)}
  );
});

test("the log of any host in a part is that of all hosts in it, also where only some hours count", () => {
  const about = aboutOf([{host: "pi", zone: "UTC", spans: [span("2025-03-01T00:00", "2025-03-02T23:59")]}]);
  const part = aboutPart(about, {hour: {from: 0, to: 20}});
  assert.deepEqual(part.coverage, part.logs[0]!.coverage);
});

const house = aboutOf([
  {host: null, zone: "UTC", spans: [span("2025-03-03T00:00", "2025-03-04T00:00")], read: 1},
  {host: "nas", zone: berlin, spans: [span("2025-03-01T00:00", "2025-03-02T00:00")], read: 20},
  {host: "pi", zone: berlin, spans: [span("2025-03-01T12:00", "2025-03-05T00:00")], read: 300},
  {host: "quiet", zone: "Asia/Tokyo", read: 4000}
]);

const ofHosts: readonly (readonly [
  host: Where[string],
  hosts: readonly string[],
  zone: string,
  spans: readonly Span[],
  read: number
])[] = [
  ["pi", ["pi"], berlin, [span("2025-03-01T12:00", "2025-03-05T00:00")], 300],
  [["nas", "pi"], ["nas", "pi"], berlin, [span("2025-03-01T00:00", "2025-03-05T00:00")], 320],
  [null, ["unnamed host"], "UTC", [span("2025-03-03T00:00", "2025-03-04T00:00")], 1],
  [
    [null, "nas"],
    ["unnamed host", "nas"],
    "UTC",
    [span("2025-03-01T00:00", "2025-03-02T00:00"), span("2025-03-03T00:00", "2025-03-04T00:00")],
    21
  ],
  [
    {not: "pi"},
    ["unnamed host", "nas", "quiet"],
    "UTC",
    [span("2025-03-01T00:00", "2025-03-02T00:00"), span("2025-03-03T00:00", "2025-03-04T00:00")],
    4021
  ],
  [{not: null}, ["nas", "pi", "quiet"], "UTC", [span("2025-03-01T00:00", "2025-03-05T00:00")], 4320],
  ["quiet", ["quiet"], "Asia/Tokyo", [], 4000],
  [[], [], "UTC", [], 0]
];

for (const [host, hosts, zone, spans, read] of ofHosts)
  test(`a part of hosts says what these say: ${JSON.stringify(host)}`, () => {
    const part = aboutPart(house, {host});
    assert.deepEqual([part.hosts, part.zone, part.coverage], [hosts, zone, spans]);
    assert.deepEqual(part.span, spans[0] ? {from: spans[0].from, to: spans.at(-1)!.to} : null);
    assert.deepEqual(part.ledger, {...nothingRead, read, other: read});
    assert.deepEqual(
      part.machines,
      house.machines.filter((one) => hosts.includes(one.host ?? "unnamed host"))
    );
    assert.deepEqual(
      part.logs,
      house.logs.filter((one) => hosts.includes(one.host))
    );
    assert.deepEqual([part.demo, part.places], [false, ["By hand"]]);
  });

test("a time without log of a host leaves the host and its ledger in the part", () => {
  const part = aboutPart(house, {time: {from: 1000 * at("2025-03-04T12:00")}});
  assert.deepEqual(
    [part.hosts, part.zone, part.ledger, part.machines],
    [house.hosts, house.zone, house.ledger, house.machines]
  );
  assert.deepEqual(
    part.logs.map(({host}) => host),
    ["pi"]
  );
});

test("conditions on other columns change nothing of what a log says", () => {
  const others: Where = {
    user: "root",
    outcome: ["failed", "abandoned"],
    country: {not: null},
    port: {from: 1},
    known: null
  };
  assert.deepEqual(aboutPart(house, others), house);
  assert.deepEqual(aboutPart(house, {}), house);
  assert.deepEqual(aboutPart(house, {...others, host: "pi"}), aboutPart(house, {host: "pi"}));
});

test("a part of a part is the part by both", () => {
  const wheres: readonly Where[] = [
    {host: ["pi", null]},
    {time: {from: 1000 * at("2025-03-01T06:30"), to: 1000 * at("2025-03-04T18:00")}},
    {weekday: {not: 7}},
    {hour: [0, 6, 7, 23]},
    {day: {from: 1000 * at("2025-03-02T00:00")}, user: "root"}
  ];
  for (const one of wheres)
    for (const other of wheres.filter((where) => where !== one)) {
      const both = aboutPart(house, {...one, ...other});
      assert.deepEqual(aboutPart(house, one, other), both);
      assert.deepEqual(aboutPart(house, other, one), both);
    }
  const inTime = (from: string, to: string): Where => ({time: {from: 1000 * at(from), to: 1000 * at(to)}});
  assert.deepEqual(
    aboutPart(house, inTime("2025-03-01T00:00", "2025-03-03T12:00"), inTime("2025-03-02T12:00", "2025-03-09T00:00")),
    aboutPart(house, inTime("2025-03-02T12:00", "2025-03-03T12:00"))
  );
  assert.deepEqual(
    aboutPart(aboutPart(house, {host: ["pi", "nas"]}), {host: ["nas", null]}),
    aboutPart(house, {host: "nas"})
  );
});

test("what is said of a part is that of its conditions, whichever way they come to it", async (t) => {
  const log = openPolarsLog(database(t, [{}, {host: "nas"}, {host: ""}], anyZones));
  const part = (await log.where({host: ["pi", null]}).withPlaces(handGeo))
    .where({user: "root", country: "CN"})
    .where({hour: 10});
  assert.deepEqual(part.about, aboutPart(log.about, {host: ["pi", null], hour: 10}));
  assert.deepEqual(part.about.hosts, ["unnamed host", "pi"]);
});

test("moments have their seconds of log, one by one or in a list", () => {
  const noon = at("2025-03-01T13:00");
  const about = aboutPart(house, {time: [1000 * noon, 1000 * (noon + 1), 1000 * (noon + 90), 0]});
  const seconds = [
    {from: noon, to: noon + 1},
    {from: noon + 90, to: noon + 90}
  ];
  assert.deepEqual(about.logs.find(({host}) => host === "pi")!.coverage, seconds);
  assert.deepEqual(aboutPart(house, {time: 1000 * noon}).span, {from: noon, to: noon});
});

test("what a caller changes in conditions afterwards changes no part", async (t) => {
  const log = openPolarsLog(database(t, [{user: "root"}, {user: "admin"}]));
  const conditions = {user: ["root"]};
  const part = log.where(conditions);
  conditions.user.push("admin");
  assert.deepEqual(await part.tally([]), [{attempts: 1}]);
});
