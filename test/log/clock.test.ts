import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {offsets as zoneOffset} from "../../lib/base/zone.ts";
import type {YearlessStamp} from "../../lib/log/line/years.ts";
import {createClock, type Clock, type ClockOptions, type ClockState} from "../../lib/log/line/clock.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const seconds = (iso: string): number => Date.parse(iso) / 1000;

/** Reads a stamp such as "Mar 1 12:00". */
function stampOf(text: string): YearlessStamp {
  const [month, day, time = "00:01"] = text.split(" ") as [string, string, string?];
  const [hours, minutes] = time.split(":").map(Number) as [number, number];
  return {month: months.indexOf(month), day: Number(day), second: hours * 3600 + minutes * 60};
}

/**
 * Returns the times that a clock gives to stamps such as "Mar 1 12:00", in their order, as ISO to the minute. A host
 * can stand before a stamp: "pi/Mar 1 12:00".
 */
function readOnce(stamps: readonly string[], options: ClockOptions, clock = createClock(options)): (string | null)[] {
  return stamps.map((text) => {
    const [, host = null, stamp] = /^(?:(.+)\/)?(.+)$/.exec(text)!;
    const epoch = clock.classic(stampOf(stamp!), host);
    return epoch === null ? null : new Date(epoch * 1000).toISOString().slice(0, 16);
  });
}

/** Returns what `readOnce` does for a log that is read again where all its stamps say otherwise. */
function read(stamps: readonly string[], options: ClockOptions): (string | null)[] {
  const clock = createClock(options);
  const times = readOnce(stamps, options, clock);
  const years = clock.years();
  return years?.differ ? readOnce(stamps, {...options, years: years.files[0]}) : times;
}

/** Returns the year of a log's first stamp, as the whole log tells it. */
function firstYear(clock: Clock): number | null {
  return clock.years()?.files[0]?.get(null)?.[0] ?? null;
}

const newest = seconds("2026-03-05T12:00:00Z");

test("without a year a stamp has the newest one that is not in the future by more than a day", () => {
  assert.deepEqual(read(["Mar 5 12:00"], {newest}), ["2026-03-05T12:00"]);
  assert.deepEqual(read(["Mar 6 11:59"], {newest}), ["2026-03-06T11:59"]);
  assert.deepEqual(read(["Mar 6 12:01"], {newest}), ["2025-03-06T12:01"]);
  assert.deepEqual(read(["Dec 31 23:59"], {newest: seconds("2026-01-01T00:00:10Z")}), ["2025-12-31T23:59"]);
  assert.deepEqual(read(["Jan 1 00:10"], {newest: seconds("2025-12-31T23:50:00Z")}), ["2026-01-01T00:10"]);
});

test("without a year a log that goes on beyond now is of the year before", () => {
  const stamps = ["Mar 6 11:59", "Mar 6 12:01", "Mar 6 12:00", "Mar 20 00:00", "Dec 31 00:00", "Jan 1 00:00"];
  const years = ["2026", "2025", "2025", "2025", "2025", "2026"];
  assert.deepEqual(
    readOnce(stamps, {newest}).map((iso) => iso?.slice(0, 4)),
    years
  );
});

test("without a year a log that crosses new year is read on both sides of it", () => {
  const stamps = ["Nov 1 00:00", "Dec 31 23:59", "Jan 1 00:00", "Dec 31 23:59", "Jan 1 00:01", "Mar 1 00:00"];
  const years = ["2025", "2025", "2026", "2025", "2026", "2026"];
  assert.deepEqual(
    read(stamps, {newest}).map((iso) => iso?.slice(0, 4)),
    years
  );
});

test("29 February has the newest leap year, and the lines around it stay there", () => {
  assert.deepEqual(read(["Feb 29 03:14"], {newest}), ["2024-02-29T03:14"]);
  assert.deepEqual(read(["Feb 29 23:59", "Mar 1 00:00", "Mar 6 00:00", "Feb 28 00:00"], {newest}), [
    "2024-02-29T23:59",
    "2024-03-01T00:00",
    "2024-03-06T00:00",
    "2024-02-28T00:00"
  ]);
  assert.deepEqual(read(["Feb 29 00:00"], {newest: seconds("1904-01-01T00:00:00Z")}), ["1896-02-29T00:00"]);
});

test("a date that no year has is none, and changes nothing", () => {
  assert.deepEqual(
    read(["Feb 28 00:00", "Feb 30 00:00", "Apr 31 00:00", "Jan 0 00:00", "Jan 32 00:00", "Mar 1 00:00"], {newest}),
    ["2026-02-28T00:00", null, null, null, null, "2026-03-01T00:00"]
  );
  assert.deepEqual(read(["Feb 29 00:00"], {year: 2025}), [null]);
});

test("a year is that of the first stamp, and goes up with the file", () => {
  const stamps = ["Nov 1", "Dec 31", "Jan 1", "Dec 31", "Jan 1", "Sep 1", "Aug 25", "Jul 1", "Dec 5", "Jun 1"];
  const years = ["2019", "2019", "2020", "2019", "2020", "2020", "2020", "2020", "2020", "2021"];
  const times = read(
    stamps.map((stamp) => `${stamp} 00:00`),
    {year: 2019}
  );
  assert.deepEqual(
    times.map((iso) => iso?.slice(0, 4)),
    years
  );
});

test("a clock goes on where another one of the same log was saved", () => {
  const first = createClock({year: 2019});
  first.classic({month: 11, day: 31, second: 0}, null);
  const second = createClock({year: 2019, state: first.save()});
  assert.equal(second.classic({month: 0, day: 1, second: 0}, null), seconds("2020-01-01T00:00:00Z"));
  assert.equal(createClock().save(), null);
});

test("a clock that is wrong after a start, as a Pi's is, changes no year but its own", () => {
  const stamps = [
    "Oct 5 12:00",
    "Jan 1 00:00",
    "Jan 1 00:02",
    "Oct 5 12:30",
    "Oct 6 12:00",
    "Dec 31 00:00",
    "Jan 1 00:00"
  ];
  const years = ["2024", "2024", "2024", "2024", "2024", "2024", "2025"];
  assert.deepEqual(
    read(stamps, {year: 2024}).map((iso) => iso?.slice(0, 4)),
    years
  );
  const first = createClock({year: 2024});
  for (const [month, day] of [
    [9, 5],
    [0, 1]
  ] as const)
    first.classic({month, day, second: 0}, null);
  const second = createClock({year: 2024, state: JSON.parse(JSON.stringify(first.save())) as ClockState});
  assert.equal(
    second.classic({month: 9, day: 5, second: 60}, null),
    seconds("2024-10-05T00:01:00Z"),
    "the wrong clock at the end of a run"
  );
});

test("without a year a clock goes on from its state by the order of the lines, and not into the future", () => {
  const state = seconds("2025-03-01T12:00:00Z");
  const years = (stamps: readonly string[]): unknown => read(stamps, {newest, state}).map((iso) => iso?.slice(0, 7));
  assert.deepEqual(years(["Mar 1 13:00", "Mar 15 00:00", "Nov 1 00:00", "Jan 15 00:00", "Mar 6 00:00"]), [
    "2025-03",
    "2025-03",
    "2025-11",
    "2026-01",
    "2026-03"
  ]);
  assert.deepEqual(years(["Dec 20 00:00", "Mar 5 12:00"]), ["2025-12", "2026-03"]);
  assert.deepEqual(years(["Jan 1 00:00", "Mar 1 12:00"]), ["2025-01", "2025-03"], "a clock that was wrong");
  assert.deepEqual(
    read(["Oct 5 00:00"], {newest: seconds("2025-10-05T01:00:00Z"), state: seconds("2026-01-01T00:00:00Z")}),
    ["2025-10-05T00:00"],
    "after a clock that was ahead"
  );
});

/** Logs that were last changed on 5 March 2026, with the years of their stamps. */
const orders: readonly (readonly [what: string, stamps: readonly string[], years: string])[] = [
  ["a week", ["Mar 1", "Mar 5"], "2026 2026"],
  ["new year", ["Dec 30", "Jan 1", "Mar 5"], "2025 2026 2026"],
  ["nearly a year", ["Mar 7", "Dec 31", "Jan 1", "Mar 5"], "2025 2025 2026 2026"],
  [
    "a little more than a year",
    ["Feb 20", "Mar 5", "Mar 9", "Dec 31", "Jan 1", "Mar 5"],
    "2025 2025 2025 2025 2026 2026"
  ],
  [
    "two years and a half",
    ["Sep 1", "Jan 1", "Aug 1", "Dec 31", "Jan 2", "Aug 1", "Jan 1", "Mar 5"],
    "2023 2024 2024 2024 2025 2025 2026 2026"
  ],
  ["the year before, copied this year", ["Feb 1", "Jun 1", "Dec 31"], "2025 2025 2025"],
  ["a quiet half year", ["Aug 1", "Aug 2", "Mar 1"], "2025 2025 2026"],
  ["off for ten months", ["Apr 20", "May 3", "May 4", "Mar 4", "Mar 5"], "2025 2025 2025 2026 2026"],
  ["29 February of 2024", ["Feb 28", "Feb 29", "Mar 1", "Mar 20", "May 1"], "2024 2024 2024 2024 2024"],
  ["from 29 February of 2024 on", ["Feb 29", "Mar 20", "May 1"], "2024 2024 2024"],
  ["lines out of order at new year", ["Dec 31", "Jan 1", "Dec 31", "Jan 1"], "2025 2026 2025 2026"],
  ["a clock that was wrong", ["Oct 5", "Jan 1", "Oct 6", "Mar 5"], "2025 2025 2025 2026"],
  [
    "a clock that is wrong at each boot",
    ["Feb 20", "Nov 3", "Feb 20", "Nov 3", "Feb 21", "Nov 3", "Feb 28", "Nov 3", "Mar 5"],
    "2026 2025 2026 2025 2026 2025 2026 2025 2026"
  ],
  [
    "a clock that is wrong after an outage",
    ["Jan 24", "Jan 29", "Nov 3", "Mar 1", "Mar 5"],
    "2026 2026 2025 2026 2026"
  ],
  ["a clock that starts at 1 January after an outage", ["Mar 20", "Jan 1", "Nov 5"], "2025 2025 2025"],
  ["two wrong clocks", ["Mar 1", "Mar 3", "Nov 3", "Jan 1", "Mar 3", "Mar 5"], "2026 2026 2025 2026 2026 2026"],
  ["a clock that is wrong at the end", ["Mar 1", "Mar 5", "Nov 3"], "2026 2026 2025"],
  ["a clock that was wrong at the end, as before", ["Feb 1", "Nov 3", "Feb 2", "Nov 3"], "2026 2025 2026 2025"],
  ["30 February", ["Feb 30", "Mar 5"], "null 2026"],
  [
    "files in wrong order",
    ["Mar 1", "Mar 5", "Feb 22", "Feb 26", "Feb 28", "Feb 8", "Feb 15", "Feb 22"],
    "2026 2026 2026 2026 2026 2026 2026 2026"
  ],
  ["two copies", ["Sep 1", "Sep 8", "Dec 1", "Sep 2", "Sep 9", "Dec 1"], "2025 2025 2025 2025 2025 2025"],
  ["no stamp", [], ""]
];

for (const [what, stamps, years] of orders)
  test(`the years of a log, told by the order of its stamps: ${what}`, () => {
    const yearsOf = (options: ClockOptions): string =>
      read(stamps, options)
        .map((iso) => iso?.slice(0, 4) ?? null)
        .map(String)
        .join(" ");
    assert.equal(yearsOf({newest}), years);
    const year = Number(years.slice(0, 4));
    if (year > 0) assert.equal(yearsOf({year, newest}), years, "a given year");
  });

test("a host's stray stamps move no other host", () => {
  const good = ["Jan 10", "Feb 10", "Mar 5"].map((stamp) => `good/${stamp}`);
  const stamps = [good[0]!, "bad/Dec 31", good[1]!, "bad/Dec 31", "other/Feb 11", good[2]!, "bad/Dec 31"];
  assert.deepEqual(
    read(stamps, {newest}).map((iso) => iso?.slice(0, 4)),
    ["2026", "2025", "2026", "2025", "2026", "2026", "2025"]
  );
  assert.deepEqual(
    read(stamps, {year: 2019}).map((iso) => iso?.slice(0, 4)),
    ["2019", "2018", "2019", "2018", "2019", "2019", "2018"]
  );
});

test("a host that stops years before the log ends has the years of the lines about its own", () => {
  const days = ["Jan 5", "Apr 9", "Jul 1", "Oct 8", "Dec 20"];
  const busy = [0, 1, 2].flatMap(() => days.map((day) => `busy/${day}`));
  const stamps = ["old/Jan 4", ...busy.slice(0, 2), "old/Apr 10", ...busy.slice(2), "busy/Mar 5"];
  assert.deepEqual(
    read(stamps, {newest}).flatMap((iso, i) => (stamps[i]!.startsWith("old") ? [iso!.slice(0, 4)] : [])),
    ["2023", "2023"]
  );
});

test("more hosts than there are orders for share one", () => {
  const clock = createClock({newest});
  for (let i = 0; i < 5000; i += 1) clock.classic({month: i % 3, day: 3, second: i}, `host${i}`);
  const state = clock.save() as {hosts: unknown[]};
  assert.equal(state.hosts.length, 1001);
});

test("a log that ends while the clock is wrong is not of the year before", () => {
  for (const last of ["Jan 1", "Jan 3", "Nov 3"]) {
    const years = read(["Oct 1", "Oct 5", last], {newest: seconds("2025-10-05T13:00:00Z")});
    assert.deepEqual(
      years.map((iso) => iso?.slice(0, 4)),
      ["2025", "2025", last === "Nov 3" ? "2024" : "2025"]
    );
  }
});

test("a clock that is ahead by days at the end of a log moves no year", () => {
  const stamps = ["Sep 1", "Sep 7", "Oct 31 12:00", "Nov 3 10:00", "Nov 3 10:02"];
  const yearsOf = (more: readonly string[], iso: string): unknown =>
    read([...stamps, ...more], {newest: seconds(iso)}).map((time) => Number(time?.slice(0, 4)));
  for (const back of [[], ["Oct 31 12:20"], ["Oct 31 12:20", "Nov 1", "Nov 2"]])
    for (const iso of ["2025-10-31T12:20:00Z", "2025-11-01T09:00:00Z"])
      assert.deepEqual(
        yearsOf(back, iso),
        [...stamps, ...back].map(() => 2025),
        `${iso} ${back.join()}`
      );
  assert.deepEqual(yearsOf(["Nov 4 12:00", "Nov 7"], "2025-10-31T12:20:00Z"), Array(7).fill(2024), "it goes on");
});

test("a run while the clock is behind goes on in the year in which the last one ended", () => {
  const first = createClock({newest: seconds("2026-03-02T00:00:00Z")});
  first.classic(stampOf("Mar 1 12:00"), null);
  const options = {newest: seconds("2025-11-03T10:00:00Z"), state: first.save()};
  assert.deepEqual(read(["Mar 1 13:00", "Mar 2 09:00", "Nov 3 10:00"], options), [
    "2026-03-01T13:00",
    "2026-03-02T09:00",
    "2025-11-03T10:00"
  ]);
});

test("stamps in no order at all give no year", () => {
  const clock = createClock({newest});
  for (let i = 0; i < 1000; i += 1) clock.classic({month: (i * 5) % 12, day: 1 + (i % 28), second: 60}, null);
  assert.equal(firstYear(clock), null);
});

test("an hour that clocks skip counts as if they had not yet", () => {
  assert.deepEqual(read(["Mar 29 01:59", "Mar 29 02:30", "Mar 29 03:00"], {zone: "Europe/Berlin", year: 2026}), [
    "2026-03-29T00:59",
    "2026-03-29T01:30",
    "2026-03-29T01:00"
  ]);
});

test("an hour that clocks show twice is told apart by the order of the lines", () => {
  const zone = "Europe/Berlin";
  assert.deepEqual(read(["Oct 26 02:30"], {zone, year: 2025}), ["2025-10-26T00:30"]);
  const stamps = ["Oct 26 01:59", "Oct 26 02:50", "Oct 26 02:49", "Oct 26 02:10", "Oct 26 02:50", "Oct 26 03:00"];
  assert.deepEqual(read(stamps, {zone, year: 2025}), [
    "2025-10-25T23:59",
    "2025-10-26T00:50",
    "2025-10-26T00:49",
    "2025-10-26T01:10",
    "2025-10-26T01:50",
    "2025-10-26T02:00"
  ]);
});

test("the limit of the newest year is the zone's own", () => {
  const late = seconds("2025-12-31T20:00:00Z"); // 1 January in Tokyo
  assert.deepEqual(read(["Jan 2 04:00"], {zone: "Asia/Tokyo", newest: late}), ["2026-01-01T19:00"]);
});

test("offsets are those of the zone at the time", () => {
  const cases: readonly [zone: string, iso: string, hours: number][] = [
    ["UTC", "2025-06-01T00:00:00Z", 0],
    ["Europe/London", "2025-01-01T00:00:00Z", 0],
    ["Europe/London", "2025-06-01T00:00:00Z", 1],
    ["America/New_York", "2025-03-09T06:59:59Z", -5],
    ["America/New_York", "2025-03-09T07:00:00Z", -4],
    ["Asia/Kathmandu", "2025-01-01T00:00:00Z", 5.75],
    ["Australia/Lord_Howe", "2025-04-05T14:59:59Z", 11],
    ["Australia/Lord_Howe", "2025-04-05T15:00:00Z", 10.5]
  ];
  for (const [zone, iso, hours] of cases) assert.equal(zoneOffset(zone)(seconds(iso)), hours * 3600, `${zone} ${iso}`);
  assert.throws(() => zoneOffset("Mars/Olympus"), RangeError);
});

test("the minute that a clock remembers changes no time", () => {
  // stamps around the hour that Berlin's clocks show twice, the one they skip, new year, and the newest possible time
  const hours = [
    {month: 2, day: 30, hour: 1},
    {month: 9, day: 26, hour: 2},
    {month: 11, day: 31, hour: 23},
    {month: 0, day: 1, hour: 0},
    {month: 5, day: 15, hour: 12}
  ];
  const stamp = fc.record({at: fc.constantFrom(...hours), minute: fc.nat(120), second: fc.nat(60)});
  const newest = Date.UTC(2025, 5, 14, 10, 0, 30) / 1000; // a day and two hours before that noon in Berlin
  fc.assert(
    fc.property(
      fc.array(stamp, {maxLength: 12}),
      fc.boolean(),
      fc.constantFrom("UTC", "Europe/Berlin"),
      (stamps, first, zone) => {
        const options = {zone, newest, year: first ? 2025 : undefined};
        const clock = createClock(options);
        let state: ClockState = null;
        for (const {at, minute, second} of stamps.flatMap((one) => [one, {...one, second: 59 - (one.second % 60)}])) {
          const seconds = at.hour * 3600 + minute * 60 + second;
          const forgetful = createClock({...options, state});
          const time = forgetful.classic({...at, second: seconds}, null);
          assert.equal(clock.classic({...at, second: seconds}, null), time);
          state = forgetful.save();
          assert.deepEqual(clock.save(), state);
        }
      }
    ),
    {seed: 1, numRuns: 2000}
  );
});
