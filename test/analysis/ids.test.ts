import assert from "node:assert/strict";
import {copyFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {locate} from "../../lib/analysis/places.ts";
import {openPolarsLog} from "../../lib/ask/polars/open.ts";
import {demoLog} from "../../lib/demo/log.ts";
import {openStore} from "../../lib/store/database.ts";
import {emptyStore, folder, ingestText} from "../store/logs.ts";
import {permuteIds} from "../store/permuted.ts";
import {analyses} from "./analyses.ts";

process.env.KNOCKBOOK_CACHE = "off";

test("other ids of the same rows change no analysis", async (t) => {
  const path = join(folder(t), "a.sqlite");
  const other = join(folder(t), "b.sqlite");
  const text = Buffer.concat([...demoLog({scale: 0.3})]).toString("latin1");
  await ingestText(emptyStore(t, path), join(folder(t), "auth.log"), text);
  copyFileSync(path, other);
  permuteIds(other);
  await sameAnswers(path, other);
});

test("halves of a log that are read in the other order change no analysis", async (t) => {
  const lines = Buffer.concat([...demoLog({scale: 0.3})])
    .toString("latin1")
    .split(/(?<=\n)/);
  const second = lines.findIndex((line, i) => i > lines.length / 2 && line.slice(0, 15) !== lines[i - 1]!.slice(0, 15));
  const halves = [lines.slice(0, second).join(""), lines.slice(second).join("")];
  const paths = await Promise.all(
    [halves, halves.toReversed()].map(async (texts) => {
      const path = join(folder(t), "a.sqlite");
      const store = openStore(path);
      for (const text of texts)
        await ingestText(store, join(folder(t), text === halves[0] ? "auth.log.1" : "auth.log"), text, {year: 2025});
      store.close();
      return path;
    })
  );
  // they name the files, which lie in two folders
  await sameAnswers(paths[0]!, paths[1]!, {but: ["about", "coverage"]});
});

async function sameAnswers(one: string, other: string, {but = []}: {but?: readonly string[]} = {}): Promise<void> {
  const first = await locate(openPolarsLog(one));
  const second = await locate(openPolarsLog(other));
  for (const [name, ask] of Object.entries(analyses))
    if (!but.includes(name)) assert.equal(JSON.stringify(await ask(first)), JSON.stringify(await ask(second)), name);
}
