import {existsSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import type {TestContext} from "node:test";
import {demoLog, type DemoOptions} from "../../lib/demo/log.ts";
import {openPolarsLog} from "../../lib/ask/polars/open.ts";
import type {Log} from "../../lib/ask/question/log.ts";
import {openSource} from "../../lib/log/source/source.ts";
import {openReader, openStore} from "../../lib/store/database.ts";
import {ingest} from "../../lib/store/ingest/ingest.ts";
import {folder} from "../store/logs.ts";

process.env.KNOCKBOOK_CACHE = "off";

/** A database as the analyses see it, and as SQL does. */
export interface Both {
  readonly path: string;
  readonly log: Log;
  sql<Row>(text: string, ...values: unknown[]): Row[];
}

/** The rows of the view `attempts` that analyses count. */
export const stranger = "outcome IN ('failed', 'abandoned')";

/** Returns the database of a made-up log. */
export async function demoDatabase(t: TestContext, options: DemoOptions): Promise<Both> {
  const path = join(folder(t), "demo.log");
  writeFileSync(path, Buffer.concat([...demoLog(options)]));
  return open(t, path, {year: 2025, demo: true});
}

const real = join(import.meta.dirname, "../../../shared/corpora/real");

/** False where the real logs are beside the project; else the reason for `skip`, loudly on stderr too. */
export const noRealLogs = existsSync(real) ? false : "no ../shared/corpora beside the project: real logs are not tried";
if (noRealLogs) console.error(noRealLogs);

/** Returns the database of a real log, which stays outside of the project. */
export async function realDatabase(t: TestContext, name: string, year: number): Promise<Both> {
  return open(t, join(real, name), {year, demo: false});
}

async function open(t: TestContext, path: string, options: {year: number; demo: boolean}): Promise<Both> {
  const db = join(folder(t), "a.sqlite");
  const writing = openStore(db);
  await ingest(writing, await openSource(path), {zone: "UTC", ...options});
  writing.close();
  const store = openReader(db);
  t.after(() => store.close());
  return {
    path: db,
    log: openPolarsLog(db),
    sql: <Row>(text: string, ...values: unknown[]) => store.prepare(text).all(values) as Row[]
  };
}
