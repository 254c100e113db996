import assert from "node:assert/strict";
import {test, type TestContext} from "node:test";
import {openLog} from "../../lib/ask/open.ts";
import {database} from "./attempts.ts";

// What the environment says of the log that a notebook opens: which database, and which part of it.

/** Sets variables of the environment for the time of a test. */
function setEnv(t: TestContext, env: Readonly<Record<string, string>>): void {
  const before = {...process.env};
  Object.assign(process.env, env);
  t.after(() => {
    for (const name of Object.keys(env)) delete process.env[name];
    Object.assign(process.env, before);
  });
}

const attempts = [{}, {user: "admin"}, {host: "nas"}, {time: null}];

test("the log is that of the database that is named, the whole of it", async (t) => {
  const path = database(t, attempts);
  setEnv(t, {KNOCKBOOK_DB: path, KNOCKBOOK_WHERE: ""});
  for (const log of [await openLog(), await openLog(path)]) {
    assert.deepEqual(await log.tally([]), [{attempts: 4}]);
    assert.deepEqual(log.about.hosts, ["nas", "pi"]);
  }
});

test("the log is the part that the environment says, whatever its database is named by", async (t) => {
  const path = database(t, attempts);
  setEnv(t, {KNOCKBOOK_DB: path, KNOCKBOOK_WHERE: JSON.stringify({host: ["pi"], time: {from: 0}})});
  for (const log of [await openLog(), await openLog(path)]) {
    assert.deepEqual(await log.tally(["user"]), [
      {user: "admin", attempts: 1},
      {user: "root", attempts: 1}
    ]);
    assert.deepEqual(log.about.hosts, ["pi"]);
  }
});

for (const [text, error] of [
  ["{host: 'pi'}", /^Error: invalid KNOCKBOOK_WHERE; not JSON: \{host: 'pi'\}$/],
  ['{"host":"elms"}', /^Error: no host elms in the database; it has nas, pi$/],
  ['{"hosts":"pi"}', /^Error: no such column; not one of time, host, .*: hosts$/],
  [
    '{"time":{"from":"2025-03-01"}}',
    /^Error: invalid time; times are epoch milliseconds of UTC, so write 1740787200000: 2025-03-01$/
  ]
] as const)
  test(`what is no condition is refused: ${text}`, async (t) => {
    setEnv(t, {KNOCKBOOK_WHERE: text});
    await assert.rejects(openLog(database(t, attempts)), error);
  });

test("a missing database says what to do, also where there is a condition", async (t) => {
  setEnv(t, {KNOCKBOOK_DB: "none.sqlite", KNOCKBOOK_WHERE: '{"host":"pi"}'});
  await assert.rejects(openLog(), /no database at none.sqlite; run npm start first/);
});
