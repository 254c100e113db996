import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import fc from "fast-check";
import pl from "nodejs-polars";
import {distinct, extend} from "../../lib/ask/polars/star.ts";
import {flat} from "../../lib/ask/polars/flat.ts";
import {loadAttempts} from "../../lib/ask/polars/load.ts";
import {rowSchema} from "../../lib/ask/polars/rows.ts";
import {rowsOf} from "../../lib/ask/polars/plain.ts";
import {tally} from "../../lib/ask/polars/tally.ts";
import {reading} from "../../lib/store/database.ts";
import {abandoned, emptyStore, folder, ingestText, refused} from "../store/logs.ts";
import {anyAttempts, anyZones, database, usual} from "./attempts.ts";
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

test("the columns have fixed types, also where there is no attempt or only null", (t) => {
  const none = {time: null, user: null, known: null, address: null, rhost: null, port: null, method: null};
  for (const attempts of [[usual], [], [none]]) {
    const {frame} = loadAttempts(database(t, attempts));
    assert.deepEqual(named(frame.rows.schema), named(rowSchema));
    assert.deepEqual(named(flat(frame).schema), types);
    assert.deepEqual(named(flat(frame, {columns: Object.keys(clockTypes)}).schema), clockTypes);
  }
});

test("the frame holds what was ingested", async (t) => {
  const path = join(folder(t), "a.sqlite");
  const store = emptyStore(t, path);
  await ingestText(store, join(folder(t), "auth.log"), refused + abandoned);
  const columns = ["time", "user", "known", "port", "method", "outcome", "times"];
  assert.deepEqual(
    rowsOf<object>(flat(loadAttempts(path).frame, {columns})).map((row) => Object.values(row)),
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

test("the frame holds any attempts as SQL reads them, in the order of their ids", (t) => {
  fc.assert(
    fc.property(anyAttempts, (attempts) => {
      const path = database(t, attempts, anyZones);
      const stored = reading(path, (store) => store.prepare(asStored).all()) as {known: number | null}[];
      const expected = stored.map((row) => ({...row, known: row.known === null ? null : row.known === 1}));
      assert.equal(expected.length, attempts.length);
      assert.deepEqual(rowsOf(flat(loadAttempts(path).frame)), expected);
    }),
    {seed: 20250301, numRuns: times(40)}
  );
});

test("each text is there once, and what is known of it stands beside each attempt with it", (t) => {
  const attempts = ["192.0.2.8", "192.0.2.7", null, "192.0.2.8"].map((address, i) => ({
    address,
    rhost: `${i % 2}.invalid`
  }));
  const {frame} = loadAttempts(database(t, attempts));
  assert.deepEqual(distinct(frame, "address"), ["192.0.2.8", "192.0.2.7"]);
  const table = pl.DataFrame([
    pl.Series("country", ["FR", "US"], pl.String).cast(pl.Categorical),
    pl.Series("latitude", [48.5, null], pl.Float64)
  ]);
  const extended = extend(frame, "address", table);
  const columns = ["address", "country", "latitude"];
  assert.deepEqual(
    rowsOf<object>(flat(extended, {columns})).map((row) => Object.values(row)),
    [
      ["192.0.2.8", "FR", 48.5],
      ["192.0.2.7", "US", null],
      [null, null, null],
      ["192.0.2.8", "FR", 48.5]
    ]
  );
  assert.deepEqual(rowsOf(tally(extended, ["country"], {measures: ["addresses", "attempts"]})), [
    {country: "FR", addresses: 1, attempts: 2},
    {country: "US", addresses: 1, attempts: 1},
    {country: null, addresses: 0, attempts: 1}
  ]);
  const again = extend(extended, "address", pl.DataFrame([pl.Series("country", ["DE", "CH"], pl.String)]));
  assert.deepEqual(rowsOf(flat(again, {columns, where: {country: {not: null}}})), [
    {address: "192.0.2.8", country: "DE", latitude: 48.5},
    {address: "192.0.2.7", country: "CH", latitude: null},
    {address: "192.0.2.8", country: "DE", latitude: 48.5}
  ]);
});

test("a column that is not there is named, with those that are", (t) => {
  const {frame} = loadAttempts(database(t, [usual]));
  assert.throws(() => tally(frame, ["country"]), /no such column; not one of .*user.*: country$/);
  assert.throws(() => tally(frame, ["userId"]), /: userId$/);
});

test("a missing database says what to do", () => {
  assert.throws(() => loadAttempts("none.sqlite"), /no database at none.sqlite; run npm start first/);
});

function named(schema: Readonly<Record<string, unknown>>): Record<string, string> {
  const name = (type: unknown): string => String(type).replace(/^DataType\((.*)\)$/, "$1");
  return Object.fromEntries(Object.entries(schema).map(([column, type]) => [column, name(type)]));
}
