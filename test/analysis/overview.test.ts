import assert from "node:assert/strict";
import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, before, test} from "node:test";
import {gaps, zoneNames} from "../../lib/analysis/clock.ts";
import {coverage} from "../../lib/analysis/coverage.ts";
import {attemptsPerDay} from "../../lib/analysis/days.ts";
import {weekHours} from "../../lib/analysis/hours.ts";
import {lineKinds} from "../../lib/analysis/ledger.ts";
import {methods} from "../../lib/analysis/methods.ts";
import {accounts, topNames} from "../../lib/analysis/names.ts";
import {sourcePorts} from "../../lib/analysis/ports.ts";
import {totals} from "../../lib/analysis/totals.ts";
import {demoLog} from "../../lib/demo/log.ts";
import {openPolarsLog} from "../../lib/ask/polars/open.ts";
import type {Log} from "../../lib/ask/question/log.ts";
import {openReader, openStore, type Store} from "../../lib/store/database.ts";
import {emptyStore, ingestText} from "../store/logs.ts";
import {database} from "../ask/attempts.ts";

// The tables of notebook 1 on two hosts in two zones, through both changes of the clock, each against SQL over the view
// `attempts` and against what Intl says of the local time.

const folder = mkdtempSync(join(tmpdir(), "knockbook-"));
const zones = {garden: "Europe/Berlin", vps: "America/St_Johns"};
const texts = {garden: gardenLog(), vps: vpsLog()};
const rotated = texts.garden.slice(texts.garden.indexOf("\nMar 21") + 1, texts.garden.indexOf("\nMar 23") + 1);
let store: Store;
let log: Log;

/** Two weeks of the made-up log as if a clock in Berlin had written it, without the 24th and 25th of March. */
function gardenLog(): string {
  const bytes = Buffer.concat([...demoLog({start: "2025-03-20", end: "2025-04-03"})]);
  const lines = bytes
    .toString("latin1")
    .replaceAll(" demopi ", " garden ")
    .split(/(?<=\n)/);
  return lines.filter((line) => !/^Mar 2[45]|^Mar 30 02/.test(line)).join(""); // 2:00 to 3:00 was skipped on the 30th
}

/** A few lines around the two changes of the clock of St John's, an hour with half an hour to UTC. */
function vpsLog(): string {
  const line = (stamp: string, pid: number, text: string): string =>
    `${stamp} vps ${text.includes(" for '") ? "dropbear" : "sshd"}[${pid}]: ${text}\n`;
  return [
    line("2025-03-08T22:10:00-03:30", 1, "Failed password for root from 192.0.2.7 port 40122 ssh2"),
    line("2025-03-09T01:59:59-03:30", 2, "Failed password for invalid user <b>x</b> from 192.0.2.8 port 40123 ssh2"),
    line(
      "2025-03-09T03:00:00-02:30",
      3,
      "message repeated 3 times: [ Failed password for root from 192.0.2.7 port 40124 ssh2]"
    ),
    line("2025-03-09T03:20:00-02:30", 4, "Bad password attempt for 'admin' from 198.51.100.9:40125"),
    line("2025-03-09T03:40:00-02:30", 5, "Did not receive identification string from 198.51.100.9 port 40126"),
    line(
      "2025-11-02T00:30:00-02:30",
      6,
      "Accepted publickey for ann from 203.0.113.5 port 40127 ssh2: ED25519 SHA256:x"
    ),
    line(
      "2025-11-02T01:30:00-02:30",
      7,
      "Connection closed by authenticating user root 2001:db8::7 port 40128 [preauth]"
    ),
    line("2025-11-02T01:30:00-03:30", 8, "Failed keyboard-interactive/pam for root from 2001:db8::7 port 40129 ssh2"),
    line("2025-11-02T02:00:00-03:30", 10, "error: PAM: Authentication failure for bob from host.example"),
    line(
      "2025-11-02T02:10:00-03:30",
      11,
      "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.9"
    ),
    line("2025-11-02T04:00:30-03:30", 9, "Failed password for  from 192.0.2.7 port 40130 ssh2")
  ].join("");
}

before(async () => {
  const path = join(folder, "a.sqlite");
  const writing = openStore(path);
  await ingestText(writing, join(folder, "auth.log"), texts.garden, {zone: zones.garden});
  await ingestText(writing, join(folder, "auth.log.1"), rotated, {zone: zones.garden});
  await ingestText(writing, join(folder, "vps.log"), texts.vps, {zone: zones.vps});
  writing.close();
  store = openReader(path);
  log = openPolarsLog(path);
});

after(() => {
  store.close();
  rmSync(folder, {recursive: true, force: true});
});

const stranger = "outcome IN ('failed', 'abandoned')";
const sql = <Row>(text: string): Row[] => store.prepare(text).all() as Row[];

type Timed = {seconds: number; host: keyof typeof zones; outcome: string; times: number};
const timed = (where = "1"): Timed[] =>
  sql(`SELECT unixepoch(time) AS seconds, host, outcome, times FROM attempts WHERE time IS NOT NULL AND ${where}`);

const formats = Object.fromEntries(
  Object.entries(zones).map(([host, timeZone]) => {
    const options = {
      timeZone,
      hourCycle: "h23",
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit"
    } as const;
    return [host, new Intl.DateTimeFormat("en-CA", {...options, year: "numeric", month: "2-digit", day: "2-digit"})];
  })
);

/** What the clock of a host showed: its date, weekday, and hour. */
function clock(seconds: number, host: string): {date: string; weekday: string; hour: string; time: string} {
  const parts = Object.fromEntries(formats[host]!.formatToParts(seconds * 1000).map(({type, value}) => [type, value]));
  const {year, month, day, weekday, hour, minute, second} = parts as Record<string, string>;
  return {date: `${year}-${month}-${day}`, weekday: weekday!, hour: hour!, time: `${hour}:${minute}:${second}`};
}

/** The second of a host's clock as epoch ms of it as if it were UTC. */
const wall = (seconds: number, host: string): number => {
  const {date, time} = clock(seconds, host);
  return Date.parse(`${date}T${time}Z`);
};

const added = (pairs: readonly (readonly [string, number])[]): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const [key, n] of pairs) sums[key] = (sums[key] ?? 0) + n;
  return sums;
};

type Spanned = {host: keyof typeof zones; first: number; last: number; path: string};
const spans = (): Spanned[] =>
  sql(
    `SELECT host.name AS host, first, last, path FROM coverage JOIN host ON host.id = host JOIN source ON source.id = source ORDER BY name, first, source.id`
  );

test("the logs have what the tables must get right", () => {
  const outcomes = new Set(timed().map(({outcome}) => outcome));
  assert.deepEqual([...outcomes].toSorted(), ["abandoned", "accepted", "failed", "probe"]);
  assert.deepEqual(sql("SELECT DISTINCT known FROM attempts ORDER BY 1"), [{known: null}, {known: 0}, {known: 1}]);
  assert.ok(spans().length >= 5, JSON.stringify(spans()));
});

test("the sums and the rate are those of SQL and of the spans of log", async () => {
  const byOutcome = Object.fromEntries(
    sql<{outcome: string; n: number}>("SELECT outcome, sum(times) AS n FROM attempts GROUP BY outcome").map(
      ({outcome, n}) => [outcome, n]
    )
  );
  const [distinct] = sql<{refused: number; addresses: number; names: number}>(
    `SELECT sum(times) AS refused, count(DISTINCT address) AS addresses, count(DISTINCT user) AS names FROM attempts WHERE ${stranger}`
  );
  const days = minutes().reduce((sum, {seconds}) => sum + seconds, 0) / 86_400;
  const {days: found, perDay, ...sums} = await totals(log);
  assert.deepEqual(sums, {...byOutcome, ...distinct, undated: 0});
  assert.ok(Math.abs(found - days) < 1e-9, `${found} and ${days}`);
  assert.ok(Math.abs(perDay! - distinct!.refused / days) < 1e-6);
});

/**
 * The minutes in which a host has log, and how many seconds of each; the sources of a host overlap or are far apart.
 */
function minutes(): {host: string; start: number; seconds: number}[] {
  return Object.keys(zones).flatMap((host) => {
    const own = spans().filter((span) => span.host === host);
    const starts = own.flatMap(({first, last}) => {
      const [from, to] = [Math.floor(first / 60), Math.ceil(last / 60)];
      return Array.from({length: to - from}, (_, i) => (from + i) * 60);
    });
    const covered = (second: number): boolean => own.some(({first, last}) => first <= second && second < last);
    return Array.from(new Set(starts), (start) => {
      const seconds = Array.from({length: 60}, (_, i) => start + i).filter(covered).length;
      return {host, start, seconds};
    });
  });
}

test("attempts and hours of log by weekday and hour are those of the clocks of the hosts", async () => {
  const hour = ({weekday, hour}: {weekday: string; hour: string}): string => `${weekday} ${Number(hour)}`;
  const attempts = added(timed(stranger).map(({seconds, host, times}) => [hour(clock(seconds, host)), times]));
  const covered = added(
    minutes()
      .filter(({seconds}) => seconds > 0)
      .map(({host, start, seconds}) => [hour(clock(start, host)), seconds / 3600])
  );
  const rows = await weekHours(log);
  assert.equal(rows.length, 168);
  for (const [i, row] of rows.entries()) {
    const name = `${["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][Math.floor(i / 24)]} ${i % 24}`;
    assert.deepEqual([row.weekday, row.hour], [Math.floor(i / 24) + 1, i % 24]);
    assert.equal(row.attempts, attempts[name] ?? 0, name);
    assert.ok(Math.abs(row.covered - (covered[name] ?? 0)) < 1e-9, `${name}: ${row.covered} and ${covered[name]}`);
  }
});

test("an hour that the clock skips has no log, one that it repeats has two", async () => {
  const hours = await weekHours(log.where({host: "vps"}));
  const of = (weekday: number, hour: number): number => hours[24 * (weekday - 1) + hour]!.covered;
  assert.equal(of(7, 1), 1 + 2, "Sunday 1:00, once in March, twice in November");
  assert.equal(of(7, 2), 0 + 1, "Sunday 2:00, skipped in March, once in November");
});

test("attempts per day and outcome are those of the clocks of the hosts, and no day is left out", async () => {
  const expected = added(
    timed().map(({seconds, host, outcome, times}) => [`${clock(seconds, host).date} ${outcome}`, times])
  );
  const rows = await attemptsPerDay(log);
  const found = rows.flatMap(({day, ...counts}) =>
    Object.entries(counts).map(([outcome, n]) => [`${new Date(day).toISOString().slice(0, 10)} ${outcome}`, n] as const)
  );
  assert.deepEqual(
    Object.fromEntries(found.filter(([, n]) => n > 0).toSorted()),
    Object.fromEntries(Object.entries(expected).toSorted())
  );
  assert.deepEqual(
    rows.slice(1).filter(({day}, i) => day - rows[i]!.day !== 86_400_000),
    []
  );
  assert.deepEqual([rows[0]!.day, rows.at(-1)!.day], [Date.UTC(2025, 2, 8), Date.UTC(2025, 10, 2)]);
});

test("methods by outcome are those of SQL", async () => {
  const count = (outcome: string): string => `sum(iif(outcome = '${outcome}', times, 0)) AS ${outcome}`;
  const rows = sql<object>(
    `SELECT method, ${count("failed")}, ${count("abandoned")}, ${count("accepted")} FROM attempts WHERE outcome <> 'probe' GROUP BY method`
  );
  const inOrder = (rows: readonly object[]): object[] =>
    rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  const found = await methods(log);
  assert.deepEqual(inOrder(found), inOrder(rows));
  const sizes = found.map(({failed, abandoned}) => failed + abandoned);
  assert.deepEqual(
    sizes,
    sizes.toSorted((a, b) => b - a)
  );
});

test("accounts that exist, that do not, and of which nothing is said, are those of SQL", async () => {
  const rows = sql<{known: number | null}>(
    `SELECT known, sum(times) AS attempts, count(DISTINCT address) AS addresses, count(DISTINCT user) AS names
     FROM attempts WHERE ${stranger} GROUP BY known ORDER BY attempts DESC`
  );
  assert.equal(rows.length, 3);
  assert.deepEqual(
    await accounts(log),
    rows.map(({known, ...counts}) => ({known: known === null ? null : known === 1, ...counts}))
  );
});

test("names and source ports are those of SQL", async () => {
  const names = sql<{known: number | null}>(
    `SELECT user, (SELECT max(known) FROM attempts AS a WHERE a.user IS attempts.user) AS known, sum(times) AS attempts,
       count(DISTINCT address) AS addresses
     FROM attempts WHERE ${stranger} GROUP BY user ORDER BY attempts DESC, user IS NULL, user LIMIT 9`
  );
  assert.deepEqual(
    await topNames(log, {n: 9}),
    names.map((row) => ({...row, known: row.known === null ? null : row.known === 1}))
  );
  const ports = `SELECT port, sum(times) AS attempts FROM attempts WHERE ${stranger} AND port IS NOT NULL GROUP BY port ORDER BY attempts DESC, port`;
  assert.deepEqual(await sourcePorts(log), sql(ports));
});

test("coverage is that of the table, on the clock of each host, by host and by log", async () => {
  const row = ({host, first, last}: Spanned, source: string | null): object => ({
    host,
    source,
    from: wall(first, host),
    to: wall(last, host)
  });
  const of = (file: string): Spanned[] => spans().filter(({path}) => path.endsWith(`/${file}`));
  const expected = [
    ...of("auth.log").map((span) => row(span, null)), // the rotated copy adds nothing to them
    ...["auth.log", "auth.log.1"].flatMap((file) => of(file).map((span) => row(span, file))),
    ...[null, "vps.log"].flatMap((file) => of("vps.log").map((span) => row(span, file)))
  ];
  assert.deepEqual(await coverage(log), expected);
  assert.equal(of("auth.log").length, 2, "the days that are cut out are a gap");
});

test("the gaps of all hosts together are where neither has log", () => {
  const shaded = gaps(log.about.coverage, "UTC");
  const inside = (ms: number): boolean => shaded.some(({from, to}) => from < ms && ms < to);
  for (const {host, start, seconds} of minutes())
    if (seconds === 60) assert.ok(!inside(1000 * (start + 30)), `${host} has log at ${start}`);
  assert.ok(inside(Date.UTC(2025, 2, 24, 12)) && inside(Date.UTC(2025, 5, 1)));
});

test("the zones of all clocks are named, each once", () => {
  const {logs} = log.about;
  assert.equal(zoneNames(logs), "Europe/Berlin, America/St_Johns");
  assert.equal(zoneNames([...logs.slice(0, 1), ...logs.slice(0, 1)]), "Europe/Berlin");
});

test("every line that was read is in the ledger", async () => {
  const count = (text: string): number => text.split("\n").length - 1;
  const again = count(rotated);
  const {read, seen, other} = log.about.ledger;
  assert.equal(read, count(texts.garden) + again + count(texts.vps));
  assert.equal(
    (await lineKinds(log)).reduce((sum, {lines}) => sum + lines, 0),
    read
  );
  const {ledger} = log.about;
  const lost = {about: {ledger: {...ledger, noise: ledger.noise - 1}}};
  await assert.rejects(lineKinds(lost), /lines got lost: the kinds add up to \d+, not to the \d+ read/);
  const foreign = texts.garden.split("\n").filter((line) => !/ (sshd|dropbear)\[/.test(line) && line !== "").length;
  assert.ok(other >= foreign && seen > 0 && seen <= again, `${other} other, ${seen} seen of ${again}`);
});

test("an empty database has empty tables, and attempts without a time are on no day and in no hour", async (t) => {
  const path = join(folder, "empty.sqlite");
  emptyStore(t, path);
  const nothing = openPolarsLog(path);
  const tables = [attemptsPerDay(nothing), methods(nothing), accounts(nothing), coverage(nothing)];
  assert.deepEqual(await Promise.all<unknown>(tables), [[], [], [], []]);
  assert.ok((await weekHours(nothing)).every(({attempts, covered}) => attempts === 0 && covered === 0));
  assert.equal((await totals(nothing)).perDay, null);
  const bare = openPolarsLog(database(t, [{time: null}]));
  const {failed, undated, perDay} = await totals(bare);
  assert.deepEqual([failed, undated, perDay, await attemptsPerDay(bare), await coverage(bare)], [1, 1, null, [], []]);
  assert.ok((await weekHours(bare)).every(({attempts}) => attempts === 0));
  const probed = openPolarsLog(database(t, [{outcome: "probe", method: null}]));
  assert.deepEqual([await methods(probed), await accounts(probed), (await totals(probed)).probe], [[], [], 1]);
});
