import assert from "node:assert/strict";
import {test} from "node:test";
import {periodBefore, periodOf, periodText, type Period, type PeriodOptions} from "../../lib/report/compare/period.ts";

const at = (iso: string): number => Date.parse(iso) / 1000;
const log = (zone: string): {span: {from: number; to: number}; zone: string} => ({
  span: {from: at("2025-01-10T09:00:00Z"), to: at("2025-12-31T22:30:00Z")},
  zone
});

// Berlin's clocks are one hour ahead of UTC, from 30 March to 26 October two.
const periods: readonly (readonly [options: PeriodOptions, zone: string, from: string, to: string])[] = [
  [{since: "2025-06-01", until: "2025-06-30"}, "UTC", "2025-06-01T00:00Z", "2025-07-01T00:00Z"],
  [{since: "2025-06-01", until: "2025-06-01"}, "Europe/Berlin", "2025-05-31T22:00Z", "2025-06-01T22:00Z"],
  [{until: "2025-02-01"}, "UTC", "2025-01-10T00:00Z", "2025-02-02T00:00Z"],
  [{since: "2025-12-30"}, "UTC", "2025-12-30T00:00Z", "2026-01-01T00:00Z"],
  [{since: "1d"}, "Asia/Tokyo", "2025-12-31T15:00Z", "2026-01-01T15:00Z"], // where it is 1 January already
  [{since: "30d"}, "UTC", "2025-12-02T00:00Z", "2026-01-01T00:00Z"],
  // 13 days and 23 hours
  [{since: "2w", until: "2025-03-31"}, "Europe/Berlin", "2025-03-17T23:00Z", "2025-03-31T22:00Z"],
  [{since: "1m", until: "2025-03-30"}, "UTC", "2025-02-28T00:00Z", "2025-03-31T00:00Z"],
  [{since: "1y"}, "UTC", "2025-01-01T00:00Z", "2026-01-01T00:00Z"]
];

test("a period has whole days on the clock of the log", () => {
  for (const [options, zone, from, to] of periods)
    assert.deepEqual(periodOf(options, log(zone)), {from: at(from), to: at(to), zone}, JSON.stringify(options));
  assert.equal(periodOf({}, log("UTC")), null);
});

const wrong: readonly (readonly [options: PeriodOptions, error: RegExp])[] = [
  [{since: "yesterday"}, /^Error: invalid --since; not a day as 2025-06-01 or a length as 30d, 6w, 3m, 1y: yesterday$/],
  [{since: "2025-02-30"}, /invalid --since/],
  [{until: "30d"}, /^Error: invalid --until; not a day as 2025-06-01: 30d$/],
  [{until: "2025-13-01"}, /invalid --until/],
  [{since: "2025-06-02", until: "2025-06-01"}, /no day from 2025-06-02 to 2025-06-01; --since names the first/]
];

test("what is no period is refused", () => {
  for (const [options, error] of wrong) assert.throws(() => periodOf(options, log("UTC")), error);
  assert.throws(() => periodOf({since: "1d"}, {span: null, zone: "UTC"}), /no line with a time/);
});

test("the period before has as many days, also across a change of the clocks", () => {
  const zone = "Europe/Berlin";
  const period: Period = {from: at("2025-03-29T23:00Z"), to: at("2025-04-05T22:00Z"), zone}; // 30 March to 5 April
  assert.deepEqual(periodBefore(period), {from: at("2025-03-22T23:00Z"), to: at("2025-03-29T23:00Z"), zone});
});

test("a period for people names its first and last day", () => {
  const june: Period = {from: at("2025-05-31T22:00Z"), to: at("2025-06-30T22:00Z"), zone: "Europe/Berlin"};
  assert.match(periodText(june), /^1\s–\s30 June 2025 \(Europe\/Berlin\)$/);
});
