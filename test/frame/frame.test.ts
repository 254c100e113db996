import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import pl from "nodejs-polars";
import {loadAttempts} from "../../lib/frame/load.ts";
import {refused as refusedOnes, rowsOf, tally} from "../../lib/frame/tally.ts";
import {abandoned, emptyStore, folder, ingestText, refused} from "../store/logs.ts";
import type {TestContext} from "node:test";

const dtypes = {
  ...{time: "Datetime(ms,UTC)", day: "Date", week: "Date", hour: "Int8"},
  ...{
    host: "Categorical",
    user: "Categorical",
    address: "Categorical",
    rhost: "Categorical",
    method: "Categorical",
    outcome: "Categorical"
  },
  ...{known: "Bool", port: "Int32", times: "Int64", connection: "Int64"}
};

type Row = {time: number; day: number; week: number; hour: number};

async function database(t: TestContext, text: string, zone = "UTC"): Promise<string> {
  const path = join(folder(t), "a.sqlite");
  await ingestText(emptyStore(t, path), join(folder(t), "auth.log"), text, {zone});
  return path;
}

test("the frame has fixed types, also when it is empty", async (t) => {
  for (const text of [refused + abandoned, "Mar  1 11:05:01 pi CRON[77]: (root) CMD (true)\n"]) {
    const {frame} = loadAttempts(await database(t, text));
    const found = Object.fromEntries(
      Object.entries(frame.schema).map(([name, type]) => [name, String(type).replace(/^DataType\((.*)\)$/, "$1")])
    );
    assert.deepEqual(found, dtypes);
  }
});

test("the frame holds what the view holds", async (t) => {
  const {frame} = loadAttempts(await database(t, refused + abandoned));
  const columns = ["time", "user", "known", "port", "method", "outcome", "times"];
  assert.deepEqual(
    rowsOf<Row>(frame.select(...columns)).map((row) => Object.values(row)),
    [
      [Date.parse("2025-03-01T10:00:02Z"), "root", true, 40122, "password", "failed", 1],
      [Date.parse("2025-03-01T10:05:00Z"), "admin", false, 50001, null, "abandoned", 1]
    ]
  );
});

test("days, weeks and hours are those of the host's clock, through the change to summer time", async (t) => {
  const at = (stamp: string, pid: number): string =>
    `${stamp} pi sshd[${pid}]: Failed password for root from 192.0.2.7 port ${pid} ssh2\n`;
  const text =
    at("Mar 29 23:30:00", 1) + at("Mar 30 01:59:59", 2) + at("Mar 30 03:00:00", 3) + at("Mar 31 00:10:00", 4);
  const {frame} = loadAttempts(await database(t, text, "Europe/Berlin"));
  const iso = (ms: number, end: number): string => new Date(ms).toISOString().slice(0, end);
  assert.deepEqual(
    rowsOf<Row>(frame).map((row) => [iso(row.time, 19), iso(row.day, 10), iso(row.week, 10), row.hour]),
    [
      ["2025-03-29T22:30:00", "2025-03-29", "2025-03-24", 23],
      ["2025-03-30T00:59:59", "2025-03-30", "2025-03-24", 1],
      ["2025-03-30T01:00:00", "2025-03-30", "2025-03-24", 3],
      ["2025-03-30T22:10:00", "2025-03-31", "2025-03-31", 0]
    ]
  );
});

const sample = pl.DataFrame([
  pl.Series("user", ["b", "a", null, "b", "c", null], pl.Utf8).cast(pl.Categorical),
  pl.Series("address", ["192.0.2.1", "192.0.2.2", "192.0.2.1", "192.0.2.3", null, "192.0.2.1"], pl.Utf8),
  pl.Series("outcome", ["failed", "failed", "failed", "abandoned", "probe", "accepted"], pl.Utf8),
  pl.Series("times", Int32Array.from([1, 2, 1, 1, 2_000_000_000, 1]), pl.Int32).cast(pl.Int64)
]);

test("tally sums times, largest first, ties by the columns, nulls a group of their own and last", () => {
  assert.deepEqual(rowsOf(tally(sample, ["user"])), [
    {user: "c", attempts: 2_000_000_000},
    {user: "a", attempts: 2},
    {user: "b", attempts: 2},
    {user: null, attempts: 2}
  ]);
});

test("tally counts distinct addresses and names, on request", () => {
  const [b] = rowsOf<object>(
    tally(sample, ["user"], {where: pl.col("user").eq(pl.lit("b")), measures: ["addresses", "attempts", "names"]})
  );
  assert.deepEqual(b, {user: "b", addresses: 2, attempts: 2, names: 1});
});

test("tally keeps the top groups, and filters", () => {
  assert.deepEqual(rowsOf(tally(sample, ["user"], {where: refusedOnes(), top: 1})), [{user: "a", attempts: 2}]);
});

test("tally without columns counts all, beyond 2^31", () => {
  assert.deepEqual(rowsOf(tally(sample, [])), [{attempts: 2_000_000_006}]);
});

test("a missing database says what to do", () => {
  assert.throws(() => loadAttempts("none.sqlite"), /no database at none.sqlite; run npm start first/);
});
