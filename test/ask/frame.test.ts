import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import fc from "fast-check";
import pl from "nodejs-polars";
import {flat} from "../../lib/ask/polars/flat.ts";
import {keptOf} from "../../lib/ask/polars/kept.ts";
import {openPolarsLog} from "../../lib/ask/polars/open.ts";
import {readRows, rowSchema} from "../../lib/ask/polars/rows.ts";
import {distinct, extend, type Frame} from "../../lib/ask/polars/star.ts";
import {tallyRows} from "../../lib/ask/polars/tally.ts";
import {readDictionaries, readZones} from "../../lib/ask/polars/words.ts";
import {reading} from "../../lib/store/database.ts";
import {abandoned, emptyStore, folder, ingestText, refused} from "../store/logs.ts";
import {anyAttempts, anyZones, database, rowsOf, usual} from "./attempts.ts";
import {times} from "../scope.ts";

const types = {
  time: "Datetime(ms,UTC)",
  host: "String",
  user: "String",
  known: "Bool",
  address: "String",
  rhost: "String",
  port: "Int32",
  method: "String",
  outcome: "String",
  times: "Int64",
  connection: "Int64"
};
const clockTypes = {day: "Date", week: "Date", month: "Date", weekday: "Int8", hour: "Int8"};

/** Returns what a log of polars is made of. */
function frameOf(path: string): Frame {
  return reading(path, (store) => {
    const zones = readZones(store);
    const rows = readRows(store, zones);
    return {rows, dictionaries: readDictionaries(store, rows, zones)};
  });
}

test("the columns have fixed types, also where there is no attempt or only null", async (t) => {
  const none = {time: null, user: null, known: null, address: null, rhost: null, port: null, method: null};
  for (const attempts of [[usual], [], [none]]) {
    const path = database(t, attempts);
    assert.deepEqual(named(frameOf(path).rows.schema), named(rowSchema));
    const log = openPolarsLog(path);
    assert.deepEqual(named((await log.frame()).schema), types);
    assert.deepEqual(named((await log.frame({columns: Object.keys(clockTypes)})).schema), clockTypes);
  }
});

test("the frame holds what was ingested", async (t) => {
  const path = join(folder(t), "a.sqlite");
  const store = emptyStore(t, path);
  await ingestText(store, join(folder(t), "auth.log"), refused + abandoned);
  const columns = ["time", "user", "known", "port", "method", "outcome", "times"];
  assert.deepEqual(
    rowsOf<object>(await openPolarsLog(path).frame({columns})).map((row) => Object.values(row)),
    [
      [Date.parse("2025-03-01T10:00:02Z"), "root", true, 40122, "password", "failed", 1],
      [Date.parse("2025-03-01T10:05:00Z"), "admin", false, 50001, null, "abandoned", 1]
    ]
  );
});

const asStored = `
SELECT 1000 * time AS time, nullif(host.name, '') AS host, user.name AS user, known, address, rhost, port, method,
  outcome, times, attempt.id - back AS connection
FROM attempt JOIN verdict ON verdict.id = verdict JOIN host ON host.id = host
LEFT JOIN user ON user.id = user LEFT JOIN origin ON origin.id = origin ORDER BY attempt.id`;

test("the frame holds any attempts as SQL reads them, in the order of their ids", async (t) => {
  await fc.assert(
    fc.asyncProperty(anyAttempts, async (attempts) => {
      const path = database(t, attempts, anyZones);
      const stored = reading(path, (store) => store.prepare(asStored).all()) as {known: number | null}[];
      const expected = stored.map((row) => ({...row, known: row.known === null ? null : row.known === 1}));
      assert.equal(expected.length, attempts.length);
      assert.deepEqual(rowsOf(await openPolarsLog(path).frame()), expected);
    }),
    {seed: 20250301, numRuns: times(40)}
  );
});

test("each text is there once, and what is known of it stands beside each attempt with it", (t) => {
  const attempts = ["192.0.2.8", "192.0.2.7", null, "192.0.2.8"].map((address, i) => ({
    address,
    rhost: `${i % 2}.invalid`
  }));
  const frame = frameOf(database(t, attempts));
  assert.deepEqual(distinct(frame, "address"), ["192.0.2.7", "192.0.2.8"], "in the order of the words");
  const table = pl.DataFrame([
    pl.Series("country", ["US", "FR"], pl.String).cast(pl.Categorical),
    pl.Series("latitude", [null, 48.5], pl.Float64)
  ]);
  const extended = extend(frame, "address", table);
  const columns = ["address", "country", "latitude"];
  assert.deepEqual(
    rowsOf<object>(flat(extended, {columns, kept: new Map()})).map((row) => Object.values(row)),
    [
      ["192.0.2.8", "FR", 48.5],
      ["192.0.2.7", "US", null],
      [null, null, null],
      ["192.0.2.8", "FR", 48.5]
    ]
  );
  const counted = tallyRows(extended, ["country"], {measures: ["addresses", "attempts"], kept: new Map()});
  assert.deepEqual(counted, [
    {country: "FR", addresses: 1, attempts: 2},
    {country: "US", addresses: 1, attempts: 1},
    {country: null, addresses: 0, attempts: 1}
  ]);
  const again = extend(extended, "address", pl.DataFrame([pl.Series("country", ["CH", "DE"], pl.String)]));
  const kept = keptOf(again, [["country", {not: null}]]);
  assert.deepEqual(rowsOf(flat(again, {columns, kept})), [
    {address: "192.0.2.8", country: "DE", latitude: 48.5},
    {address: "192.0.2.7", country: "CH", latitude: null},
    {address: "192.0.2.8", country: "DE", latitude: 48.5}
  ]);
});

test("a frame has as many rows as are asked for, the first ones", async (t) => {
  const log = openPolarsLog(database(t, [usual, {user: "admin"}, {user: "root", times: 3}]));
  const times = async (rows?: number): Promise<unknown[]> =>
    rowsOf<{times: number}>(await log.where({user: "root"}).frame({rows})).map((row) => row.times);
  assert.deepEqual([await times(), await times(1), await times(0), await times(9)], [[1, 3], [1], [], [1, 3]]);
});

test("a column that is not there is named, with those that are", async (t) => {
  const path = database(t, [usual]);
  const frame = frameOf(path);
  const known = /no such column; not one of .*user.*: country$/;
  assert.throws(() => tallyRows(frame, ["country"], {kept: new Map()}), known);
  assert.throws(() => flat(frame, {columns: ["country"], kept: new Map()}), known);
  assert.throws(() => keptOf(frame, [["country", null]]), known);
  const log = openPolarsLog(path);
  for (const name of ["county", "userId", "times"])
    await assert.rejects(log.tally([name]), new RegExp(`^Error: no such column; not one of .*user.*: ${name}$`));
  await assert.rejects(log.frame({columns: ["user", "userId"]}), /: userId$/);
});

test("a missing database says what to do", () => {
  assert.throws(() => openPolarsLog("none.sqlite"), /no database at none.sqlite; run npm start first/);
});

function named(schema: Readonly<Record<string, unknown>>): Record<string, string> {
  const name = (type: unknown): string => String(type).replace(/^DataType\((.*)\)$/, "$1");
  return Object.fromEntries(Object.entries(schema).map(([column, type]) => [column, name(type)]));
}
