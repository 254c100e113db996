import assert from "node:assert/strict";
import {test} from "node:test";

import {dictionaries} from "../../lib/analysis/name-lists.ts";
import {steps} from "../../lib/analysis/steps.ts";
import {shown} from "../../lib/analysis/suspicion.ts";
import {createCrowd, type Bot} from "../../lib/demo/bots.ts";
import {createHosts, readNetworks} from "../../lib/demo/networks.ts";
import {createStage} from "../../lib/demo/stage.ts";
import {openPolarsLog} from "../../lib/ask/polars/open.ts";
import {database, type Attempt} from "../ask/attempts.ts";
import {demoDatabase, noRealLogs, realDatabase, stranger, type Both} from "./databases.ts";

// The dictionaries of two logs against SQL over the view `attempts`, and those of the made-up one against the lists
// that its bots were given.

const year = {from: Date.UTC(2025, 0, 1) / 1000, to: Date.UTC(2026, 0, 1) / 1000};
const half = {start: "2025-01-01", end: "2025-07-01"};
const iso = (ms: number): string => new Date(ms).toISOString().replace(".000", "");

type Tries = ReadonlyMap<string, readonly {user: string; first: string}[]>;

/** The first tries of each address, by time; those of the same second by name. */
function triesInSql({sql}: Both): Tries {
  const rows = sql<{address: string; user: string; first: string}>(
    `SELECT address, user, min(time) AS first FROM attempts
     WHERE ${stranger} AND address IS NOT NULL AND user IS NOT NULL AND time IS NOT NULL
     GROUP BY address, user ORDER BY first, user`
  );
  return Map.groupBy(rows, ({address}) => address);
}

async function checkDictionaries(both: Both): Promise<void> {
  const found = await dictionaries(both.log);
  const tries = triesInSql(both);
  const [all] = both.sql<object>(
    `SELECT count(DISTINCT address) AS addresses, sum(times) AS attempts FROM attempts WHERE ${stranger}`
  );
  const compared = [...tries.values()].filter((names) => names.length >= 3).length;
  assert.deepEqual({...all, compared}, {addresses: found.addresses, attempts: found.attempts, compared});
  assert.equal(found.compared, compared);
  assert.ok(found.dictionaries.length > 0);
  found.dictionaries.forEach(({id, names, addresses, members, list, attempts, first, last, inOrder}, i) => {
    assert.equal(id, i + 1);
    assert.deepEqual([addresses, names], [members.length, list.length]);
    assert.ok(addresses > 1 && (i === 0 || addresses <= found.dictionaries[i - 1]!.addresses));
    const [sums] = both.sql<object>(
      `SELECT sum(times) AS attempts, min(time) AS first, max(time) AS last FROM attempts
       WHERE ${stranger} AND address IN (${members.map(() => "?").join()})`,
      ...members
    );
    assert.deepEqual({attempts, first: iso(first), last: iso(last)}, {...sums});
    const [longest] = members;
    assert.ok(isWalk(list, tries.get(longest!)!), `the names of dictionary ${id} are not those of its first address`);
    assert.ok(members.every((address) => tries.get(address)!.length <= names));
    assert.equal(inOrder.toFixed(9), orderInSql(longest!, members, tries).toFixed(9));
  });
  const members = found.dictionaries.flatMap(({members}) => members);
  assert.equal(new Set(members).size, members.length, "an address is in one dictionary only");
}

/** Whether names, as they are shown, are just those of an address, and none was tried before the one above it. */
function isWalk(names: readonly {user: string}[], tries: readonly {user: string; first: string}[]): boolean {
  const first = new Map(tries.map((row) => [shown(row.user).user, row.first]));
  const times = names.map(({user}) => first.get(user) ?? "never");
  return names.length === tries.length && times.every((time, i) => i === 0 || times[i - 1]! <= time);
}

/** The common names of all addresses with the longest walk that come in its order: plain and slow. */
function orderInSql(longest: string, addresses: readonly string[], tries: Tries): number {
  const place = new Map(tries.get(longest)!.map(({user, first}) => [user, first]));
  let [common, inOrder] = [0, 0];
  for (const address of addresses.filter((one) => one !== longest)) {
    const both = tries.get(address)!.filter(({user}) => place.has(user));
    const best: number[] = [];
    both.forEach(({user, first}, i) => {
      const before = both.slice(0, i).map((one, j) => {
        return one.first < first && place.get(one.user)! < place.get(user)! ? best[j]! : 0;
      });
      best.push(1 + Math.max(0, ...before));
    });
    common += both.length;
    inOrder += Math.max(0, ...best);
  }
  return inOrder / common;
}

/** What the bots of the made-up log do, by address. */
function botsByAddress(): ReadonlyMap<string, Bot> {
  const {random, names} = createStage(1);
  const hosts = createHosts(readNetworks(), random);
  const holiday = hosts.find(({country}) => country === "IT")!;
  const crowd = createCrowd(
    hosts.filter((host) => host !== holiday),
    names,
    random
  );
  const bots = new Map<string, Bot>();
  for (let hour = year.from; hour < year.to; hour += 3600)
    for (const bot of crowd.debuts(hour)) bots.set(bot.address, bot);
  return bots;
}

test("the dictionaries of the made-up log are those of SQL, and the lists of its bots", async (t) => {
  const both = await demoDatabase(t, half);
  await checkDictionaries(both);
  const bots = botsByAddress();
  const listOf = (address: string): unknown => {
    const bot = bots.get(address);
    return bot && ["list", "keys", "hostile"].includes(bot.habit) ? bot.list : null;
  };
  const found = (await dictionaries(both.log)).dictionaries.filter(({names}) => names >= 8);
  for (const {id, members} of found)
    assert.equal(new Set(members.map(listOf)).size, 1, `dictionary ${id} is of one list`);
  const walkers = [...triesInSql(both)].filter(([address, names]) => names.length >= 8 && listOf(address));
  const shared = [...Map.groupBy(walkers, ([address]) => listOf(address)).values()].filter((group) => group.length > 1);
  const wanted = shared.reduce((sum, group) => sum + group.length, 0);
  const size = found.reduce((sum, {addresses}) => sum + addresses, 0);
  assert.ok(size >= 0.85 * wanted, `${size} of ${wanted} addresses with a list are found`);
  assert.ok(wanted > 100, String(wanted));
});

test("the dictionaries of a real log are those of SQL", {skip: noRealLogs}, async (t) => {
  const both = await realDatabase(t, "gtkcyber_secrepo_auth.log", 2014);
  await checkDictionaries(both);
  assert.deepEqual(
    (await dictionaries(both.log)).dictionaries.map(({addresses, names}) => [addresses, names]),
    [
      [6, 3],
      [2, 47]
    ]
  );
});

test("the steps through a dictionary are those of SQL", async (t) => {
  const both = await demoDatabase(t, half);
  const [dictionary] = (await dictionaries(both.log)).dictionaries;
  const rows = await steps(both.log, dictionary!, {n: 3, places: 10});
  const tries = triesInSql(both);
  const listed = dictionary!.list.map(({user}) => user);
  for (const {address, step, place} of rows)
    assert.equal(tries.get(address)!.findIndex(({user}) => shown(user).user === listed[place - 1]) + 1, step);
  assert.ok(rows.every(({step, place}) => step <= 10 && place <= 10));
  assert.equal(new Set(rows.map(({address}) => address)).size, 3);
  assert.deepEqual(await steps(both.log, {members: []}), []);
});

/** The tries of an address, a minute apart. */
const visit = (address: string, ...users: (string | null)[]): Partial<Attempt>[] =>
  users.map((user, i) => ({address, user, time: 1_740_000_000 + 60 * i}));

const hostile = [
  "Summer2024!",
  "",
  "<b>",
  "\u202eroot",
  "=1+1",
  "a".repeat(10_000),
  "root",
  "Root",
  "josé",
  "jose\u0301",
  "__proto__"
];

test("hostile names are names like others, and what differs in a byte is another name", async (t) => {
  const path = database(t, [...visit("192.0.2.1", ...hostile), ...visit("192.0.2.2", ...hostile)]);
  const [dictionary, ...others] = (await dictionaries(openPolarsLog(path))).dictionaries;
  assert.deepEqual(others, []);
  assert.deepEqual(
    dictionary!.list.map(({user}) => user),
    ["S… (11)", ...hostile.slice(1)]
  );
  assert.deepEqual(dictionary!.members, ["192.0.2.1", "192.0.2.2"]);
  assert.equal(dictionary!.inOrder, 1);
});

test("two names, no name, no address, no time and a login make no dictionary", async (t) => {
  const path = database(t, [
    ...visit("192.0.2.1", "a", "b", null),
    ...visit("192.0.2.2", "a", "b"),
    ...["a", "b", "c"].map((user) => ({user, address: null})),
    ...["192.0.2.3", "192.0.2.4"].flatMap((address) => ["a", "b", "c"].map((user) => ({user, address, time: null}))),
    ...["192.0.2.5", "192.0.2.6"].flatMap((address) =>
      visit(address, "a", "b", "c").map((row) => ({...row, outcome: "accepted"}))
    )
  ]);
  assert.deepEqual(await dictionaries(openPolarsLog(path)), {
    dictionaries: [],
    compared: 0,
    addresses: 4,
    attempts: 14
  });
  assert.deepEqual(await dictionaries(openPolarsLog(database(t, []))), {
    dictionaries: [],
    compared: 0,
    addresses: 0,
    attempts: 0
  });
});

test("the first and last moments are those of the host's clock", async (t) => {
  const path = database(
    t,
    ["192.0.2.1", "192.0.2.2"].flatMap((address) => visit(address, "a", "b", "c")),
    {pi: "Asia/Tokyo"}
  );
  const [dictionary] = (await dictionaries(openPolarsLog(path))).dictionaries;
  assert.deepEqual([iso(dictionary!.first), iso(dictionary!.last)], ["2025-02-20T06:20:00Z", "2025-02-20T06:22:00Z"]);
});
