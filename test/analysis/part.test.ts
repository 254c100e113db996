import assert from "node:assert/strict";
import {copyFileSync, mkdtempSync, rmSync} from "node:fs";
import {join} from "node:path";
import {after, before, test} from "node:test";
import {tmpdir} from "node:os";
import {locate} from "../../lib/analysis/places.ts";
import {openPolarsLog} from "../../lib/ask/polars/open.ts";
import type {Log} from "../../lib/ask/question/log.ts";
import type {Where} from "../../lib/ask/question/where.ts";
import {demoLog} from "../../lib/demo/log.ts";
import {openGeo, type Geo} from "../../lib/geo/geo.ts";
import {openStore, type Store} from "../../lib/store/database.ts";
import {ingestText} from "../store/logs.ts";
import {analyses} from "./analyses.ts";

process.env.KNOCKBOOK_CACHE = "off";

// Every analysis of a part of a log, against the same analysis of a database from which SQL has deleted all else.

const folder = mkdtempSync(join(tmpdir(), "knockbook-"));
const path = join(folder, "whole.sqlite");
let geo: Geo;
let whole: Log;

before(async () => {
  const store = openStore(path);
  const options = {scale: 0.2, start: "2025-01-01", end: "2025-07-01"};
  const text = Buffer.concat([...demoLog(options)]).toString("latin1");
  await ingestText(store, join(folder, "auth.log"), text);
  store.close();
  geo = await openGeo();
  whole = await locate(openPolarsLog(path), geo);
});

after(() => rmSync(folder, {recursive: true, force: true}));

const [from, to] = ["2025-02-10", "2025-04-21"].map((day) => Date.parse(day) / 1000) as [number, number];

const parts: readonly [where: Where, remove: (store: Store) => void][] = [
  [{country: "CN"}, (store) => keepAddresses(store, (address) => geo.locate(address).country === "CN")],
  [
    {country: {not: ["CN", "US", null]}},
    (store) => keepAddresses(store, (address) => ![null, "US", "CN"].includes(geo.locate(address).country))
  ],
  [{user: "root"}, (store) => keep(store, "user IN (SELECT id FROM user WHERE name = 'root')")],
  [{outcome: "failed"}, (store) => keep(store, "verdict IN (SELECT id FROM verdict WHERE outcome = 'failed')")],
  [{port: {from: 50_000}}, (store) => keep(store, "port >= 50000")],
  [{country: "AQ"}, (store) => keep(store, "FALSE")],
  [
    {time: {from: 1000 * from, to: 1000 * to}},
    (store) => {
      keep(store, `time >= ${from} AND time < ${to}`);
      store.exec(`DELETE FROM coverage WHERE last < ${from} OR first >= ${to}`);
      store.exec(`UPDATE coverage SET first = max(first, ${from}), last = min(last, ${to} - 1)`);
    }
  ]
];

for (const [i, [where, remove]] of parts.entries())
  test(`every analysis can be asked of a part: ${JSON.stringify(where)}`, async () => {
    const other = join(folder, `${i}.sqlite`);
    copyFileSync(path, other);
    const store = openStore(other);
    remove(store);
    store.close();
    const rest = await locate(openPolarsLog(other), geo);
    const part = whole.where(where);
    for (const [name, ask] of Object.entries(analyses))
      assert.deepEqual(await ask(part), await ask(rest), `${name} of ${JSON.stringify(where)}`);
  });

test("a part of a part is where both conditions are met, in either order", async () => {
  const both = whole.where({country: ["CN", "US"]}).where({country: ["US", "FR"]});
  const other = whole.where({country: ["US", "FR"]}).where({country: ["CN", "US"]});
  const [us] = await whole.where({country: "US"}).tally<{attempts: number}>([]);
  assert.ok(us!.attempts > 0);
  for (const log of [both, other]) assert.deepEqual(await log.tally([]), [us]);
});

function keep(store: Store, condition: string): void {
  store.exec(`DELETE FROM attempt WHERE (${condition}) IS NOT TRUE`);
}

function keepAddresses(store: Store, isKept: (address: string) => boolean): void {
  store.function("is_kept", (address) => Number(isKept(String(address))));
  keep(store, "origin IN (SELECT id FROM origin WHERE address IS NOT NULL AND is_kept(address))");
}
