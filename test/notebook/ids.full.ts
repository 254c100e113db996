import assert from "node:assert/strict";
import {copyFileSync, writeFileSync} from "node:fs";
import {basename, join} from "node:path";
import {test} from "node:test";
import {demoLog} from "../../lib/demo/log.ts";
import {formatNotebook} from "../../lib/notebook/nbformat.ts";
import {runNotebook} from "../../lib/notebook/run.ts";
import {notebookPaths} from "../../lib/report/make.ts";
import {openSource} from "../../lib/log/source/source.ts";
import {openStore} from "../../lib/store/database.ts";
import {ingest} from "../../lib/store/ingest/ingest.ts";
import {folder} from "../store/logs.ts";
import {permuteIds} from "../store/permuted.ts";

// Run with the compiled lib: node scripts/setup.mjs first.

test("other ids of the same rows change no byte of any notebook", async (t) => {
  const path = join(folder(t), "a.sqlite");
  const other = join(folder(t), "b.sqlite");
  const log = join(folder(t), "auth.log");
  writeFileSync(log, Buffer.concat([...demoLog()]));
  const store = openStore(path);
  await ingest(store, await openSource(log), {year: 2025, zone: "UTC", demo: true});
  store.close();
  copyFileSync(path, other);
  permuteIds(other);
  for (const notebook of notebookPaths()) {
    const run = async (db: string): Promise<string> =>
      formatNotebook(await runNotebook(notebook, {env: {KNOCKBOOK_DB: db, KNOCKBOOK_CACHE: "off"}}));
    assert.ok((await run(path)) === (await run(other)), `${basename(notebook)} differs`);
  }
});
