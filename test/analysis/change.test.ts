import assert from "node:assert/strict";
import {join} from "node:path";
import {test, type TestContext} from "node:test";
import {countryChange} from "../../lib/analysis/change.ts";
import {locate} from "../../lib/analysis/places.ts";
import {openPolarsLog} from "../../lib/ask/polars/open.ts";
import type {Geo} from "../../lib/geo/geo.ts";
import {nowhere, type Place} from "../../lib/geo/place.ts";
import {emptyStore, folder, ingestText} from "../store/logs.ts";
import type {Change} from "../../lib/rows/change.ts";

process.env.KNOCKBOOK_CACHE = "off";

// Which days are compared: logs with gaps, in zones, of several hosts, and too short ones.

const china: Place = {
  ...nowhere("public"),
  country: "CN",
  countryName: "China",
  precision: "country",
  latitude: 35,
  longitude: 105
};
const france: Place = {...china, country: "FR", countryName: "France"};

/** A geo database by hand: 192.0.2.1 is in China, .2 in France, .3 nowhere. */
const geo: Geo = {
  locate: (address) => ({"192.0.2.1": china, "192.0.2.2": france})[address] ?? nowhere("public"),
  network: () => null,
  databases: [],
  sources: []
};

/**
 * A log of a host from one day of 2025 to before another one, in UTC: a line of cron every hour, but on days left out.
 */
interface HostLog {
  readonly host: string;
  readonly from: string;
  readonly to: string;
  readonly without?: readonly string[];
  /** Attempts of an address at noon of a day. */
  readonly tries?: readonly (readonly [day: string, address: string, attempts: number])[];
}

const hour = 3_600_000;
const at = (day: string): number => Date.parse(`2025-${day}T00:00Z`);

function textOf({host, from, to, without = [], tries = []}: HostLog): string {
  const hours = Array.from({length: (at(to) - at(from)) / hour}, (_, i) => at(from) + i * hour);
  const stamp = (ms: number): string => new Date(ms).toISOString().replace(".000Z", "+00:00");
  const lines = hours
    .filter((ms) => !without.includes(new Date(ms).toISOString().slice(5, 10)))
    .map((ms) => [ms, `${stamp(ms + 60_000)} ${host} CRON[7]: (root) CMD (true)`] as const);
  const failed = tries.flatMap(([day, address, attempts], i) =>
    Array.from({length: attempts}, (_, n) => {
      const ms = at(day) + 12 * hour + n * 1000;
      return [
        ms,
        `${stamp(ms)} ${host} sshd[${1000 * (i + 1) + n}]: Failed password for root from ${address} port ${2000 + n} ssh2`
      ] as const;
    })
  );
  return [...lines, ...failed]
    .toSorted(([a], [b]) => a - b)
    .map(([, line]) => `${line}\n`)
    .join("");
}

async function changeOf(
  t: TestContext,
  logs: readonly HostLog[],
  {zone = "UTC", days}: {zone?: string; days?: number} = {}
): Promise<Change> {
  const path = join(folder(t), "a.sqlite");
  const store = emptyStore(t, path);
  for (const log of logs) await ingestText(store, join(folder(t), `${log.host}.log`), textOf(log), {zone});
  return countryChange(await locate(openPolarsLog(path), geo), {days});
}

const dates = ({periods}: Change): string[] =>
  [periods!.before, periods!.recent].map(({from, to}) =>
    [from, to].map((ms) => new Date(ms).toISOString().slice(5, 10)).join(" to ")
  );

const quarter: HostLog = {
  host: "pi",
  from: "03-01",
  to: "05-15",
  tries: [
    ["03-15", "192.0.2.1", 5],
    ["03-16", "192.0.2.1", 2],
    ["04-14", "192.0.2.1", 1],
    ["04-14", "192.0.2.2", 4],
    ["04-15", "192.0.2.1", 9],
    ["05-14", "192.0.2.3", 3]
  ]
};

test("the last thirty whole days are compared with the thirty before", async (t) => {
  const change = await changeOf(t, [quarter]);
  assert.deepEqual(dates(change), ["03-16 to 04-15", "04-15 to 05-15"]);
  assert.deepEqual(change.rows, [
    {code: "CN", name: "China", before: 3, recent: 9},
    {code: "FR", name: "France", before: 4, recent: 0}
  ]);
  const [before, recent] = [change.periods!.before, change.periods!.recent].map(({conservation}) => conservation);
  assert.deepEqual(before, {located: 7, notLocated: 0, private: 0, notDrawn: 0, total: 7});
  assert.deepEqual(recent, {located: 9, notLocated: 3, private: 0, notDrawn: 0, total: 12});
  assert.deepEqual([change.wholeDays, change.periods!.leftOut], [75, 0]);
});

test("days that miss log are left out of both months, with their attempts", async (t) => {
  const change = await changeOf(t, [{...quarter, without: ["04-14", "04-20", "05-01"]}]);
  assert.deepEqual(dates(change), ["03-13 to 04-12", "04-12 to 05-15"]);
  assert.deepEqual([change.wholeDays, change.periods!.leftOut], [72, 3]);
  assert.deepEqual(change.rows, [{code: "CN", name: "China", before: 7, recent: 9}]);
});

test("a day belongs to the clock of its host", async (t) => {
  const change = await changeOf(t, [{...quarter, tries: [["04-14", "192.0.2.1", 2]]}], {zone: "Pacific/Auckland"});
  assert.deepEqual(dates(change), ["03-16 to 04-15", "04-15 to 05-15"]);
  assert.deepEqual(
    change.rows,
    [{code: "CN", name: "China", before: 0, recent: 2}],
    "noon of the 14th is midnight there"
  );
});

test("with fewer than sixty whole days the halves are compared", async (t) => {
  const change = await changeOf(t, [{...quarter, to: "03-22"}]);
  assert.deepEqual([change.periods!.days, change.wholeDays], [10, 21]);
  assert.deepEqual(dates(change), ["03-02 to 03-12", "03-12 to 03-22"]);
});

test("with fewer than seven against seven nothing is compared", async (t) => {
  const change = await changeOf(t, [{...quarter, to: "03-14", tries: []}]);
  assert.deepEqual(change, {rows: [], periods: null, wholeDays: 13, hostsLeftOut: []});
  assert.equal((await changeOf(t, [{...quarter, to: "03-15", tries: []}])).periods!.days, 7);
});

test("a log without any line has no days", async (t) => {
  assert.deepEqual(await changeOf(t, []), {rows: [], periods: null, wholeDays: 0, hostsLeftOut: []});
});

test("of several hosts the days are compared that all of them logged; one with too few is left out", async (t) => {
  const nas: HostLog = {host: "nas", from: "03-05", to: "05-10", tries: [["04-02", "192.0.2.2", 6]]};
  const late: HostLog = {host: "late", from: "05-01", to: "05-15", tries: [["05-03", "192.0.2.2", 50]]};
  const change = await changeOf(t, [quarter, nas, late]);
  assert.deepEqual(change.hostsLeftOut, ["late"]);
  assert.deepEqual(dates(change), ["03-11 to 04-10", "04-10 to 05-10"]);
  assert.deepEqual(change.rows, [
    {code: "CN", name: "China", before: 7, recent: 10},
    {code: "FR", name: "France", before: 6, recent: 4}
  ]);
});
