import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";

import {debuts, newNames} from "../../lib/analysis/new-names.ts";
import {shown} from "../../lib/analysis/suspicion.ts";
import {openPolarsLog} from "../../lib/ask/polars/open.ts";
import {database} from "../ask/attempts.ts";
import {emptyStore, folder, ingestText} from "../store/logs.ts";
import {demoDatabase, noRealLogs, realDatabase, stranger, type Both} from "./databases.ts";

// Each table against SQL over the view `attempts`.

const WEEK = 7 * 864e5;
const named = `FROM attempts WHERE ${stranger} AND user IS NOT NULL AND time IS NOT NULL`;
const monday = (time: string): string => `date(${time}, 'weekday 0', '-6 days')`;
const date = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

function freshInSql({sql}: Both): Record<string, number> {
  const rows = sql<{week: string; fresh: number}>(
    `SELECT week, count(*) AS fresh FROM (SELECT ${monday("min(time)")} AS week ${named} GROUP BY user) GROUP BY week`
  );
  return Object.fromEntries(rows.map(({week, fresh}) => [week, fresh]));
}

async function checkNewNames(both: Both): Promise<void> {
  const rows = await newNames(both.log);
  const fresh = rows.filter((row) => row.fresh > 0).map((row) => [date(row.from), row.fresh]);
  assert.deepEqual(Object.fromEntries(fresh), freshInSql(both));
  rows.forEach((row, i) => {
    assert.equal(row.to, row.from + WEEK);
    assert.equal(row.from, rows[0]!.from + i * WEEK, "no week is left out");
    assert.equal(row.seen, row.fresh + (rows[i - 1]?.seen ?? 0));
  });
  const [all] = both.sql<{names: number}>(`SELECT count(DISTINCT user) AS names ${named}`);
  assert.equal(rows.at(-1)!.seen, all!.names);
}

test("new names by week are those of SQL", async (t) => {
  await checkNewNames(await demoDatabase(t, {start: "2025-02-20", end: "2025-05-10"}));
});

test("new names of a real log are those of SQL", {skip: noRealLogs}, async (t) => {
  await checkNewNames(await realDatabase(t, "gtkcyber_secrepo_auth.log", 2014));
});

test("debuts are the names that SQL finds most tried in the eight weeks from their first on", async (t) => {
  const {log, sql} = await demoDatabase(t, {start: "2025-02-20", end: "2025-08-10"});
  const rows = await debuts(log, {n: 12});
  const wanted = sql<{user: string; first: string}>(
    `WITH week AS (SELECT user, ${monday("time")} AS week, sum(times) AS n ${named} GROUP BY 1, 2),
     name AS (SELECT user, min(week) AS first FROM week GROUP BY user)
     SELECT week.user AS user, first FROM week JOIN name USING (user)
     WHERE first >= date('2025-02-17', '+28 days') AND week < date(first, '+56 days')
     GROUP BY week.user ORDER BY sum(n) DESC, week.user LIMIT 12`
  );
  const firsts = rows.filter(({first}) => first).map(({user, from}) => ({user, first: date(from)}));
  const byUser = (a: {user: string}, b: {user: string}): number => (a.user < b.user ? -1 : 1);
  const shownOnes = wanted.map(({user, first}) => ({user: shown(user).user, first}));
  assert.deepEqual(firsts.toSorted(byUser), shownOnes.toSorted(byUser));
  assert.deepEqual(
    firsts.map(({first}) => first),
    firsts.map(({first}) => first).toSorted()
  );
  const weeks = sql<{user: string; week: string; attempts: number}>(
    `SELECT user, ${monday("time")} AS week, sum(times) AS attempts ${named} GROUP BY 1, 2`
  );
  const key = (user: string, week: string): string => JSON.stringify([user, week]);
  const attempts = new Map(weeks.map((row) => [key(shown(row.user).user, row.week), row.attempts]));
  for (const row of rows) assert.equal(row.attempts, attempts.get(key(row.user, date(row.from))));
  const users = new Set(wanted.map(({user}) => user));
  assert.deepEqual([...new Set(rows.map(({rank}) => rank))], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  assert.equal(rows.length, weeks.filter(({user}) => users.has(user)).length);
});

const at = (text: string): number => Date.parse(`${text}Z`) / 1000;

test("the week is that of the host's clock, and no two names that differ in a byte are one", async (t) => {
  const path = database(
    t,
    [
      {user: "root", time: at("2025-03-02T23:30")}, // Monday the 3rd in Berlin
      {user: "Root", time: at("2025-03-09T22:59")},
      {user: "", time: at("2025-03-09T23:00")},
      {user: null, time: at("2025-03-20T10:00")},
      {user: "josé", time: at("2025-03-20T10:00")},
      {user: "jose\u0301", time: at("2025-03-20T10:00")},
      {user: "late", time: null},
      {user: "in", time: at("2025-03-20T10:00"), outcome: "accepted"}
    ],
    {pi: "Europe/Berlin"}
  );
  const rows = await newNames(openPolarsLog(path));
  assert.deepEqual(
    rows.map((row) => [date(row.from), row.fresh, row.seen]),
    [
      ["2025-03-03", 2, 2],
      ["2025-03-10", 1, 3],
      ["2025-03-17", 2, 5]
    ]
  );
});

test("the names of the first four weeks made no debut, and a log without names has no week", async (t) => {
  const path = database(t, [
    {user: "old", time: at("2025-03-03T10:00")},
    {user: "old", time: at("2025-05-03T10:00")},
    {user: "fourth week", time: at("2025-03-30T23:59")},
    {user: "fifth week", time: at("2025-03-31T00:00"), times: 3},
    {user: "Summer2024!", time: at("2025-05-03T10:00")}
  ]);
  const rows = await debuts(openPolarsLog(path));
  assert.deepEqual(
    rows.map(({user, attempts, first, secret}) => ({user, attempts, first, secret})),
    [
      {user: "fifth week", attempts: 3, first: true, secret: false},
      {user: "S… (11)", attempts: 1, first: true, secret: true}
    ]
  );
  const empty = openPolarsLog(database(t, [{user: null}]));
  assert.deepEqual([await newNames(empty), await debuts(empty)], [[], []]);
});

test("a log of more than two years is counted by month", async (t) => {
  const line = (date: string, user: string, port: number): string =>
    `${date}T10:00:00+00:00 pi sshd[${port}]: Failed password for invalid user ${user} from 192.0.2.7 port ${port} ssh2\n`;
  const path = join(folder(t), "a.sqlite");
  const text = line("2022-01-31", "a", 1) + line("2022-03-01", "a", 2) + line("2024-02-29", "b", 3);
  await ingestText(emptyStore(t, path), join(folder(t), "auth.log"), text);
  const rows = await newNames(openPolarsLog(path));
  assert.equal(rows.length, 26);
  assert.deepEqual(
    [rows[0], rows[1], rows.at(-1)].map((row) => [date(row!.from), date(row!.to), row!.fresh, row!.seen]),
    [
      ["2022-01-01", "2022-02-01", 1, 1],
      ["2022-02-01", "2022-03-01", 0, 1],
      ["2024-02-01", "2024-03-01", 1, 2]
    ]
  );
  const [debut] = await debuts(openPolarsLog(path));
  assert.deepEqual([debut!.user, date(debut!.from)], ["b", "2024-02-01"]);
});
