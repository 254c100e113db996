import assert from "node:assert/strict";
import {join} from "node:path";
import {test} from "node:test";
import {readSummary} from "../../lib/store/status/summary.ts";
import {abandoned, emptyStore, folder, ingestText, refused} from "./logs.ts";

const marks = "-- Boot 0123456789abcdef --\n\nMar  1 09:00:00 CRON[7]: (root) CMD (true)\n";

test("marks before the first line that names its host are that host's, in one run or two", async (t) => {
  const here = folder(t);
  const [once, twice] = [emptyStore(t), emptyStore(t)];
  await ingestText(once, join(here, "a.log"), marks + refused);
  await ingestText(twice, join(here, "b.log"), marks);
  assert.deepEqual(
    readSummary(twice).hosts.map(({host, lines}) => [host, lines.read, lines.other]),
    [[null, 3, 3]]
  );
  await ingestText(twice, join(here, "b.log"), marks + refused);
  const [one, other] = [once, twice].map((store) => readSummary(store).hosts);
  assert.deepEqual(one, other);
  assert.deepEqual(
    one!.map(({host, lines, log}) => [host, lines.read, lines.other, log?.from]),
    [["pi", 6, 3, Date.UTC(2025, 2, 1, 9) / 1000]]
  );
});

test("the unnamed host stays while another log has lines of it", async (t) => {
  const [here, store] = [folder(t), emptyStore(t)];
  await ingestText(store, join(here, "other.log"), abandoned.replaceAll(" pi ", " "));
  await ingestText(store, join(here, "a.log"), marks);
  await ingestText(store, join(here, "a.log"), marks + refused);
  const hosts = readSummary(store).hosts.map(({host, lines}) => [host, lines.read, lines.other]);
  assert.deepEqual(hosts, [
    [null, 3, 1],
    ["pi", 6, 3]
  ]);
});

test("a last line without an end that names no host counts once", async (t) => {
  const [here, store] = [folder(t), emptyStore(t)];
  await ingestText(store, join(here, "a.log"), "-- Reboot --\n-- cursor: s=01");
  await ingestText(store, join(here, "a.log"), `-- Reboot --\n-- cursor: s=0123\n${refused}`);
  assert.deepEqual(
    readSummary(store).hosts.map(({host, lines}) => [host, lines.read, lines.other]),
    [["pi", 5, 2]]
  );
});
