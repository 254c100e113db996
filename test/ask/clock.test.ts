import assert from "node:assert/strict";
import {test} from "node:test";
import fc from "fast-check";
import {clockId} from "../../lib/ask/polars/clock-words.ts";
import {openPolarsLog} from "../../lib/ask/polars/open.ts";
import {quarterSeconds} from "../../lib/ask/question/about.ts";
import {offsets} from "../../lib/base/zone.ts";
import {database, rowsOf} from "./attempts.ts";
import {later, times} from "../scope.ts";

const zones = [
  "UTC",
  "Europe/Berlin",
  "America/St_Johns",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Africa/Casablanca"
];

/**
 * Returns what a clock shows, as UTC in epoch seconds, from the parts of a date: another road than that of `offsets`.
 */
function shown(seconds: number, timeZone: string): number {
  const numeric = {year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric"} as const;
  const options = {timeZone, hourCycle: "h23", ...numeric, second: "numeric"} as const;
  const parts = new Intl.DateTimeFormat("en-u-ca-iso8601", options).formatToParts(seconds * 1000);
  const [year, month, day, hour, minute, second] = ["year", "month", "day", "hour", "minute", "second"].map((type) =>
    Number(parts.find((part) => part.type === type)!.value)
  );
  return Date.UTC(year!, month! - 1, day, hour, minute, second) / 1000;
}

test("a zone's offset is that of its clock, at any second", () => {
  const ahead = new Map(zones.map((zone) => [zone, offsets(zone)]));
  const changes = ["2025-03-30T01:00Z", "2025-10-26T01:00Z", "2025-04-05T15:00Z", "2011-03-13T03:31Z"].map(
    (at) => Date.parse(at) / 1000
  );
  const seconds = fc.oneof(
    fc.integer({min: 0, max: 2 ** 32}),
    fc.tuple(fc.constantFrom(...changes), fc.integer({min: -4000, max: 4000})).map(([at, by]) => at + by)
  );
  fc.assert(
    fc.property(seconds, fc.constantFrom(...zones), (at, zone) => {
      assert.equal(at + ahead.get(zone)!(at), shown(at, zone));
    }),
    {seed: 20250301, numRuns: times(3000)}
  );
});

test("clocks change at whole quarters of an hour, since 2016, but in Antarctica", {skip: later}, () => {
  const [from, to, week] = [Date.UTC(2016) / 1000, Date.UTC(2040) / 1000, 7 * 86_400];
  const others = new Set<string>();
  let changes = 0;
  for (const zone of Intl.supportedValuesOf("timeZone")) {
    const offset = offsets(zone);
    for (let at = from; at < to; at += week) {
      if (offset(at) === offset(at + week)) continue;
      changes += 1;
      if (firstOther(offset, at, at + week) % quarterSeconds !== 0) others.add(zone);
    }
  }
  assert.ok(changes > 5000, String(changes));
  assert.deepEqual([...others], ["Antarctica/Casey"]);
});

/** Returns the first second with the offset that is valid at the end. */
function firstOther(offset: (seconds: number) => number, from: number, to: number): number {
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    if (offset(middle) === offset(from)) from = middle;
    else to = middle;
  }
  return to;
}

test("each quarter and zone has an id of its own, never 0, also before 1970", () => {
  const ids = new Set<number>();
  for (let quarter = -5; quarter <= 5; quarter++)
    for (const zone of [0, 1, 2]) {
      ids.add(clockId(quarter * quarterSeconds, zone, 3));
      ids.add(clockId(quarter * quarterSeconds + 899, zone, 3));
    }
  assert.equal(ids.size, 33);
  assert.ok(!ids.has(0));
});

test("days and hours are those of each host's own clock", async (t) => {
  const hosts = Object.fromEntries(zones.map((zone) => [zone, zone]));
  const every = (from: string, hours: number): number[] =>
    Array.from({length: hours * 6}, (_, i) => Date.parse(from) / 1000 + 600 * i);
  const times = [
    ...every("2025-03-29T12:00Z", 36),
    ...every("2025-10-25T12:00Z", 36),
    ...every("2025-04-05T00:00Z", 36)
  ];
  const attempts = times.flatMap((time) => zones.map((host) => ({time, host})));
  const log = openPolarsLog(database(t, attempts, hosts));
  const columns = ["day", "week", "month", "weekday", "hour"];
  const found = rowsOf<Record<string, number>>(await log.frame({columns}));
  for (const [i, {time, host}] of attempts.entries()) {
    const wall = shown(time, host);
    const day = Math.floor(wall / 86_400);
    const weekday = new Date(wall * 1000).getUTCDay() || 7;
    const expected = {
      day: day * 86_400_000,
      week: (day - weekday + 1) * 86_400_000,
      month: Date.parse(`${new Date(wall * 1000).toISOString().slice(0, 7)}-01`),
      weekday,
      hour: Math.floor((wall - day * 86_400) / 3600)
    };
    assert.deepEqual(found[i], expected, `${new Date(time * 1000).toISOString()} in ${host}`);
  }
});

test("the day on which summer time begins has 23 hours, the one on which it ends has 25", async (t) => {
  const quarters = (from: string, to: string): {time: number; host: string}[] =>
    Array.from({length: (Date.parse(to) - Date.parse(from)) / 900_000}, (_, i) => ({
      time: Date.parse(from) / 1000 + 900 * i,
      host: "pi"
    }));
  const attempts = [
    ...quarters("2025-03-29T23:00Z", "2025-03-30T22:00Z"), // 30 March in Berlin
    ...quarters("2025-10-25T22:00Z", "2025-10-26T23:00Z") // 26 October
  ];
  const log = openPolarsLog(database(t, attempts, {pi: "Europe/Berlin"}));
  assert.deepEqual(await log.tally(["day"]), [
    {day: Date.UTC(2025, 9, 26), attempts: 100},
    {day: Date.UTC(2025, 2, 30), attempts: 92}
  ]);
  const hours = async (day: number): Promise<number[]> => {
    const rows = await log.where({day}).tally<{hour: number; attempts: number}>(["hour"]);
    return Array.from({length: 24}, (_, hour) => rows.find((row) => row.hour === hour)?.attempts ?? 0);
  };
  assert.deepEqual(await hours(Date.UTC(2025, 2, 30)), [4, 4, 0, ...Array(21).fill(4)]); // two o'clock was skipped
  assert.deepEqual(await hours(Date.UTC(2025, 9, 26)), [4, 4, 8, ...Array(21).fill(4)]); // and came twice
});

test("an attempt without a time has no day", async (t) => {
  const log = openPolarsLog(database(t, [{time: null}, {time: 0}], {pi: "America/New_York"}));
  assert.deepEqual(rowsOf(await log.frame({columns: ["time", "day", "hour"]})), [
    {time: null, day: null, hour: null},
    {time: 0, day: Date.UTC(1969, 11, 31), hour: 19}
  ]);
});
