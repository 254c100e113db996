import assert from "node:assert/strict";
import {test} from "node:test";

import {coverage} from "../../lib/chart/coverage.ts";
import {days} from "../../lib/chart/days.ts";
import {hours} from "../../lib/chart/hours.ts";
import {known} from "../../lib/chart/known.ts";
import {ledger} from "../../lib/chart/ledger.ts";
import {methods} from "../../lib/chart/methods.ts";
import {names} from "../../lib/chart/names.ts";
import {ports} from "../../lib/chart/ports.ts";
import type {ChartOptions} from "../../lib/chart/parts/chart.ts";
import type {Spec} from "../../lib/chart/parts/spec.ts";
import {daily, lasting, timeAxis} from "../../lib/chart/time/time.ts";
import {renderSvg} from "../../lib/notebook/render.ts";
import {draw, engines} from "./engines.ts";
import {hostile} from "./examples.ts";
import {dayMs} from "../../lib/base/time.ts";
import type {LogSpan} from "../../lib/rows/coverage.ts";
import type {WeekHour} from "../../lib/rows/hours.ts";
import type {LineKind} from "../../lib/rows/ledger.ts";

// The charts of notebook 1 on logs that are empty, short, long, one-sided or hostile.

type Sized = (options: ChartOptions) => Spec;

const start = Date.UTC(2016, 1, 28);
const quiet = {failed: 0, abandoned: 0, probe: 0, accepted: 0};
const tenYears = Array.from({length: 3653}, (_, i) => ({
  day: start + i * dayMs,
  failed: 200 + (i % 90),
  abandoned: i % 7,
  probe: i % 5,
  accepted: i % 100 === 0 ? 1 : 0
}));
const week = (row: (weekday: number, hour: number) => Partial<WeekHour>): WeekHour[] =>
  Array.from({length: 168}, (_, i) => {
    const [weekday, hour] = [Math.floor(i / 24) + 1, i % 24];
    return {weekday, hour, attempts: 0, covered: 52, ...row(weekday, hour)};
  });
const logOf = (
  host: string,
  source: string | null,
  ...spans: readonly (readonly [from: number, to: number])[]
): LogSpan[] => spans.map(([from, to]) => ({host, source, from: start + from * dayMs, to: start + to * dayMs}));
const host = (name: string, ...spans: readonly (readonly [from: number, to: number])[]): LogSpan[] =>
  logOf(name, null, ...spans);
const nightly = Array.from({length: 3650}, (_, i): [number, number] => [i, i + 0.6]);
const total = {attempts: 9, addresses: 3, names: 2};
const kinds = (lines: Partial<Record<LineKind["kind"], number>>): LineKind[] =>
  Object.entries(lines).map(([kind, lines]) => ({kind: kind as LineKind["kind"], lines}));
const huge = 1e9 - 1;

const sentences: [name: string, draw: Sized, says: RegExp][] = [
  ["coverage of none", (options) => coverage([], options), /No line of the log has a time/],
  [
    "coverage of one line",
    (options) => coverage(host("pi", [0, 0]), options),
    /covers less than a minute, without a gap/
  ],
  [
    "coverage of one day",
    (options) => coverage(host("pi", [0.1, 0.3], [0.6, 0.9]), options),
    /covers 19 hours, with 1 gap: from 28 Feb 2016 02:24 to 28 Feb 2016 21:36/
  ],
  ["hours of none", (options) => hours([], options), /No hour of the week has half an hour of log/],
  [
    "hours of ten minutes",
    (options) => hours([{weekday: 1, hour: 0, attempts: 9, covered: 0.17}], options),
    /No hour of the week has half an hour of log/
  ],
  [
    "hours of one weekday",
    (options) =>
      hours(
        week((weekday, hour) => ({covered: weekday === 3 ? 1 : 0, attempts: hour})),
        options
      ),
    /covers 24 hours of one weekday only; the busiest hour, from Wed 23:00, brought 23 attempts/
  ],
  [
    "hours without an attempt",
    (options) =>
      hours(
        week(() => ({})),
        options
      ),
    /Nobody knocked in the 8\u202f736 hours/
  ],
  ["accounts of none", (options) => known([], {total, ...options}), /No attempt was refused/],
  [
    "accounts of one kind",
    (options) => known([{known: null, ...total}], {total, ...options}),
    /9 attempts from 3 addresses on 2 user names; of all the log says the same: not said in the log/
  ],
  ["methods of none", (options) => methods([], options), /no attempt and no login/],
  ["methods of probes only", (options) => methods([{method: null, ...quiet}], options), /no attempt and no login/],
  ["a ledger of nothing", (options) => ledger(kinds({}), options), /No line was read/],
  [
    "days with logins only",
    (options) =>
      days(
        [0, 1].map((i) => ({...quiet, day: start + i * dayMs, accepted: 2})),
        options
      ),
    /Nobody knocked in vain on any of the 2 days of log; 4 logins were accepted/
  ]
];

for (const [name, make, says] of sentences)
  test(`${name} is a sentence, not an empty axis`, async () => {
    for (const width of [760, 358]) {
      const spec = make({width});
      assert.match((spec.mark as {text: string[]}).text.join(" "), says);
      for (const engine of engines) assert.match((await draw(spec, engine)).svg, /<text/);
    }
  });

/** Rows that are long, one-sided or hostile; all are drawn, and fit their width. */
const odd: Record<string, Sized> = {
  "days of ten years": (options) => days(tenYears, options),
  "days of ten years, off at night": (options) =>
    days(tenYears, {
      ...options,
      gaps: nightly.map(([from]) => ({from: start + (from + 0.6) * dayMs, to: start + (from + 1) * dayMs}))
    }),
  "days with one attempt": (options) =>
    days(
      [0, 1].map((i) => ({...quiet, day: start + i * dayMs, abandoned: i})),
      options
    ),
  "days of probes and logins": (options) =>
    days(
      [0, 1, 2].map((i) => ({...quiet, day: start + i * dayMs, probe: 2, accepted: i})),
      options
    ),
  "coverage of ten years, off at night": (options) => coverage(host("laptop", ...nightly), options),
  "coverage without a gap": (options) => coverage(host("pi", [0.4, 30]), options),
  "coverage of two days": (options) => coverage(host("pi", [0.9, 2.1]), options),
  "coverage of hostile hosts": (options) =>
    coverage(
      hostile.flatMap((name) => host(name, [0, 5], [6, 9])),
      options
    ),
  "coverage of thirty hosts": (options) =>
    coverage(Array.from({length: 30}, (_, i) => host(`pi-${i}`, [i, i + 1], [i + 3, 60])).flat(), options),
  "hours with one attempt": (options) =>
    hours(
      week((day, hour) => ({attempts: day === 2 && hour === 3 ? 1 : 0})),
      options
    ),
  "hours with a billion": (options) =>
    hours(
      week((day, hour) => ({attempts: day === 2 && hour === 3 ? huge : hour})),
      options
    ),
  "hours of two days": (options) =>
    hours(
      week((day, hour) => ({attempts: hour, covered: day < 3 ? 1 : 0})),
      options
    ),
  "accounts in billions": (options) =>
    known(
      [true, false, null].map((known) => ({known, attempts: huge, addresses: huge, names: huge})),
      {total: {attempts: 3 * huge, addresses: 2 * huge, names: 3 * huge}, ...options}
    ),
  "accounts with one attempt each": (options) =>
    known(
      [false, null].map((known) => ({known, attempts: 1, addresses: 1, names: 1})),
      {total: {attempts: 2, addresses: 1, names: 2}, ...options}
    ),
  "methods with one attempt": (options) => methods([{...quiet, method: "password", failed: 1}], options),
  "methods with logins only": (options) => methods([{...quiet, method: "publickey", accepted: huge}], options),
  "methods in millions": (options) =>
    methods([{...quiet, method: "keyboard-interactive/pam", failed: 9e6, accepted: 1}], options),
  "hostile methods": (options) =>
    methods(
      hostile.map((method) => ({...quiet, method, failed: 1})),
      options
    ),
  "a ledger of one line": (options) => ledger(kinds({unknown: 1}), options),
  "a ledger of seen lines only": (options) => ledger(kinds({seen: huge}), options),
  "names with one attempt": (options) => names([{user: "root", known: true, attempts: 1}], options),
  "a port with one attempt": (options) => ports([{port: 65535, attempts: 1}], options),
  "ports of privilege": (options) =>
    ports(
      [
        {port: 1, attempts: huge},
        {port: 70_000, attempts: 1}
      ],
      options
    )
};

for (const [name, make] of Object.entries(odd))
  for (const width of [760, 358]) {
    test(`${name}: drawn on ${width} px without a warning, and no wider`, async () => {
      for (const engine of engines) {
        const {svg} = await draw(make({width}), engine);
        assert.doesNotMatch(svg, /NaN|undefined|Infinity/);
      }
      const [, drawn] = /^<svg[^>]* width="([\d.]+)"/.exec(await renderSvg(make({width})))!;
      assert.ok(Number(drawn) <= width + 8, `${drawn} px`);
    });
  }

test("an hour of the week that was logged less often is not paler for that", () => {
  const rows = week((day) => (day === 5 ? {covered: 2, attempts: 20} : {covered: 52, attempts: 520}));
  const {data} = hours(rows) as {data: {values: {rate: number; label: string}[]}};
  assert.deepEqual(new Set(data.values.map(({rate, label}) => `${rate} ${label}`)), new Set(["10 10"]));
});

const busy = (attempts: number, others: number): WeekHour[] =>
  week((day, hour) => ({covered: 10, attempts: day === 2 && hour === 3 ? attempts : others}));

const findings: [what: string, spec: Spec, says: RegExp][] = [
  [
    "an hour at twice the mean",
    hours(busy(201, 100)),
    /^Tue 03:00 is the busiest hour of the week, at 2\.0 times the mean/
  ],
  [
    "an hour just above the mean",
    hours(busy(120, 100)),
    /^No hour of the week stands out: .*, Tue 03:00, is at 1\.2 times/
  ],
  ["an hour that may be chance", hours(busy(10, 4)), /^No hour of the week stands out: .* 2\.5 times/],
  ["hours with hardly an attempt", hours(busy(5, 0)), /^5 attempts: too few to tell/],
  [
    "a cell with its own hours of log",
    hours(week((day) => ({covered: day, attempts: 99}))),
    /A cell rests on 1 to 7 hours of log/
  ],
  [
    "hours of which some have no log",
    hours(week((day) => ({covered: day - 1, attempts: 99}))),
    /Grey: less than half an hour/
  ],
  [
    "a log with a gap",
    coverage(host("pi", [0, 3], [5.5, 9])),
    /^The log of 9 days has one gap: 2\.5 days from 02 Mar 2016/
  ],
  [
    "logs of two hosts",
    coverage([...host("pi", [0, 3], [5.5, 9]), ...host("vps", [0, 1], [5, 8], [8.5, 9])]),
    /^The logs of two hosts have three gaps; the longest: vps, 4 days from 29 Feb 2016/
  ],
  [
    "half of a log",
    coverage(host("pi", [0, 3], [9, 12])),
    /50\u202f% of the time between the first and last line has log/
  ],
  [
    "accounts that exist",
    known(
      [
        {known: true, attempts: 4, addresses: 3, names: 1},
        {known: false, attempts: 5, addresses: 2, names: 1}
      ],
      {total}
    ),
    /^44\u202f% of attempts aim at accounts that exist: 1 of 2 names\. .*An address that tried both counts in both/
  ],
  [
    "accounts that do not",
    known(
      [
        {known: null, attempts: 4, addresses: 1, names: 1},
        {known: false, attempts: 5, addresses: 2, names: 1}
      ],
      {total}
    ),
    /^No attempt names an account that is known to exist on this host\. (?!.*tried both)/
  ],
  [
    "passwords that were accepted",
    methods([
      {method: "password", failed: 3, abandoned: 0, accepted: 1},
      {method: null, failed: 0, abandoned: 1, accepted: 0}
    ]),
    /^75\u202f% of attempts try password; logins came by password \(1\)/
  ],
  [
    "keys only",
    methods([{method: null, failed: 0, abandoned: 5, accepted: 0}]),
    /^100\u202f% of attempts left before a credential was judged; no login was accepted/
  ],
  ["a ledger that is understood", ledger(kinds({noise: 2, other: 3})), /^All 2 lines of sshd are understood/],
  [
    "a ledger that is not",
    ledger(kinds({noise: 3, unknown: 1, seen: 5})),
    /^1 of 4 lines of sshd is not understood: 25\u202f%/
  ],
  [
    "a ledger with lines that were not read",
    ledger(kinds({noise: 3, unread: 1, other: 5})),
    /^1 of 4 lines of sshd is not read: 25\u202f%.*shows what was not read$/s
  ],
  [
    "a ledger with both",
    ledger(kinds({noise: 5, unread: 2, unknown: 1})),
    /^2 of 8 lines of sshd are not read, and 1 not understood: 38\u202f%.*shows what was not read or not understood$/s
  ],
  [
    "a ledger of nothing but unread lines",
    ledger(kinds({unread: 3, other: 2})),
    /^3 of 3 lines of sshd are not read: 100\u202f%/
  ],
  ["a ledger without sshd", ledger(kinds({other: 3})), /^Of 3 lines, none is new and of sshd/]
];

for (const [what, spec, says] of findings)
  test(`the title of ${what} is computed`, () => {
    assert.match(String(spec.description), says);
  });

test("methods beyond the first share a bar, and none is lost", () => {
  const rows = Array.from({length: 12}, (_, i) => ({method: `m${i}`, failed: 12 - i, abandoned: 1, accepted: i}));
  assert.throws(() => methods(rows, {n: 0}), /invalid n; not positive: 0/);
  const {data} = methods(rows, {n: 4}) as {data: {values: {method: string; attempts: number; accepted: number}[]}};
  assert.deepEqual(
    data.values.map(({method, attempts, accepted}) => [method, attempts, accepted]),
    [
      ["m0", 13, 0],
      ["m1", 12, 1],
      ["m2", 11, 2],
      ["9 others", 54, 63]
    ]
  );
});

/** The bars of a chart of days. */
const barsOf = (spec: Spec): {day: number; end: number; attempts: number; probe: number; accepted: number}[] =>
  (spec.data as {values: ReturnType<typeof barsOf>}).values;

test("ten years of days are drawn as weeks or months that add up to them", () => {
  const sum = (rows: readonly {attempts: number}[]): number => rows.reduce((total, row) => total + row.attempts, 0);
  const made = tenYears.reduce((total, {failed, abandoned}) => total + failed + abandoned, 0);
  const [weeks, months] = [barsOf(days(tenYears)), barsOf(days(tenYears, {width: 358}))];
  assert.deepEqual([sum(weeks), sum(months)], [made, made]);
  assert.equal(weeks.length, 523);
  assert.ok(weeks.every(({day, end}) => new Date(day).getUTCDay() === 1 && end - day === 7 * dayMs));
  assert.equal(months.length, 121, "February 2016 to February 2026");
  assert.ok(months.slice(1).every(({day}, i) => new Date(day).getUTCDate() === 1 && months[i].end === day));
});

test("a year is drawn by days, also on phones", () => {
  for (const width of [760, 358]) assert.equal(barsOf(days(tenYears.slice(0, 366), {width})).length, 366);
});

/** The parts of a strip that a chart of coverage draws. */
const parts = (spec: Spec, name: string): {strip: number; from: number; to: number; logged: number}[] =>
  (spec.layer as {name?: string; data: {values: ReturnType<typeof parts>}}[]).find((layer) => layer.name === name)?.data
    .values ?? [];

test("gaps too short to draw make a strip fainter by their share, and the subtitle says so", () => {
  const spec = coverage(host("laptop", ...nightly));
  assert.deepEqual(
    parts(spec, "log").map(({logged}) => logged),
    [0.6]
  );
  assert.match(String(spec.description), /3\u202f649 gaps; .*Between the two: gaps too short to draw/);
});

test("the parts of a strip lie side by side from the first midnight to the last line of any host", () => {
  const spec = coverage([...host("pi", [0.5, 3], [5, 9]), ...host("vps", [2, 20])]);
  for (const strip of [0, 1]) {
    const all = [...parts(spec, "log"), ...parts(spec, "gaps")].filter((part) => part.strip === strip);
    const [first, ...others] = all.toSorted((a, b) => a.from - b.from);
    assert.equal(first.from, start);
    assert.equal(
      others.reduce((end, {from, to}) => (assert.equal(from, end), to), first.to),
      start + 20 * dayMs
    );
  }
});

test("more hosts than strips share the last one, and many logs of a host are one strip", () => {
  const hosts = Array.from({length: 30}, (_, i) => host(`pi-${i}`, [i, 60])).flat();
  const labels = (spec: Spec): string[] =>
    (spec.layer as {name?: string; data: {values: {name: string}[]}}[])
      .find((layer) => layer.name === "labels")!
      .data.values.map(({name}) => name);
  assert.equal(labels(coverage(hosts)).at(-1), "17 other hosts");
  const sources = Array.from({length: 20}, (_, i) => logOf("pi", `auth.log.${i}`, [0, i]));
  assert.deepEqual(labels(coverage([...host("pi", [0, 20]), ...sources.flat()])), ["pi"]);
  assert.deepEqual(labels(coverage([...host("pi", [0, 20]), ...sources.slice(0, 2).flat()])), [
    "pi",
    "auth.log.0",
    "auth.log.1"
  ]);
});

test("an axis of days is labelled at midnight, wherever it begins", () => {
  const {values} = timeAxis(start + 0.9 * dayMs, start + 2.1 * dayMs, 700) as {values: number[]};
  assert.deepEqual(values, [start + dayMs]);
});

test("lengths of time read as people say them", () => {
  const lengths = [
    0,
    60_000,
    40 * 60_000,
    dayMs / 24,
    dayMs,
    47 * 36e5,
    2 * dayMs,
    2.5 * dayMs,
    31.2 * dayMs,
    4000 * dayMs
  ];
  assert.deepEqual(lengths.map(lasting), [
    "less than a minute",
    "1 minute",
    "40 minutes",
    "60 minutes",
    "24 hours",
    "47 hours",
    "2 days",
    "2.5 days",
    "31 days",
    "4 000 days"
  ]);
});

test("rates read as people say them", () => {
  assert.deepEqual([0, 0.025, 0.4, 1, 2.5, 9.99, 372.2].map(daily), [
    "none a day",
    "one in 40 days",
    "one in 2.5 days",
    "1 a day",
    "2.5 a day",
    "10 a day",
    "372 a day"
  ]);
});
