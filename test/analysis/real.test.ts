import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {topNames} from "../../lib/analysis/names.ts";
import {totals} from "../../lib/analysis/totals.ts";
import {openPolarsLog} from "../../lib/ask/polars/open.ts";
import {refused} from "../../lib/ask/question/where.ts";
import {openSource} from "../../lib/log/source/source.ts";
import {openStore} from "../../lib/store/database.ts";
import {ingest} from "../../lib/store/ingest/ingest.ts";
import {folder} from "../store/logs.ts";

// Real logs, which stay outside of the project, against figures that two other programs agree on.

interface Expected {
  readonly failed: number;
  readonly abandoned: number;
  readonly probes: number;
  readonly accepted: number;
  readonly users: number;
  readonly ips: number;
  readonly top_users: readonly (readonly [string, number])[];
  readonly top_ips: readonly (readonly [string, number])[];
}

const corpora = join(import.meta.dirname, "../../../shared/corpora");
const skip = existsSync(corpora) ? false : "no ../shared/corpora beside the project: real logs are not tried";
if (skip) console.error(skip);

const years = {
  "elastic_examples_auth.log": 2017,
  "gtkcyber_secrepo_auth.log": 2014,
  "beats_secure-rhel7.log": 2017,
  "beats_auth-ubuntu1204.log": 2017
};

for (const [name, year] of Object.entries(years))
  test(`${name} from the log to the frame`, {skip}, async (t) => {
    const path = join(corpora, "real", name);
    const db = join(folder(t), "a.sqlite");
    const store = openStore(db);
    await ingest(store, await openSource(path), {year, zone: "UTC"});
    store.close();
    const log = openPolarsLog(db);
    const wanted = expected(path);
    const {failed, abandoned, probe, accepted, addresses, names} = await totals(log);
    assert.deepEqual(
      {failed, abandoned, probe, accepted, addresses, names},
      {
        failed: wanted.failed,
        abandoned: wanted.abandoned,
        probe: wanted.probes,
        accepted: wanted.accepted,
        addresses: wanted.ips,
        names: wanted.users
      }
    );
    const users = (await topNames(log, {n: 6}))
      .filter(({user}) => user !== null)
      .slice(0, 5)
      .map(({user, attempts}) => [user, attempts]);
    assert.deepEqual(users, wanted.top_users);
    type Row = {readonly address: string | null; readonly attempts: number};
    const ips = await log.where(refused()).tally<Row>(["address"], {top: 6});
    assert.deepEqual(
      ips
        .filter(({address}) => address !== null)
        .slice(0, 5)
        .map(({address, attempts}) => [address, attempts]),
      wanted.top_ips
    );
    const {read, ...kinds} = log.about.ledger;
    assert.equal(
      read,
      Object.values(kinds).reduce((sum, lines) => sum + lines, 0)
    );
  });

function expected(path: string): Expected {
  const digest = createHash("sha256").update(readFileSync(path)).digest("hex");
  const figures = JSON.parse(readFileSync(join(corpora, "expected-real.json"), "utf8")) as Record<string, Expected>;
  return figures[digest]!;
}
