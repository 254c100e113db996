import assert from "node:assert/strict";
import {mkdir, mkdtemp, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, test} from "node:test";
import {writePages} from "../../lib/report/write.ts";

let folder = "";
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "knockbook-write-"))));
afterEach(() => rm(folder, {recursive: true, force: true}));

test("pages are written, folders made, nothing else left", async () => {
  const [a, b] = [join(folder, "new", "a.html"), join(folder, "new", "b.html")];
  await writePages([
    [a, "A"],
    [b, "B"]
  ]);
  assert.deepEqual(await readdir(join(folder, "new")), ["a.html", "b.html"]);
  assert.equal(await readFile(b, "utf8"), "B");
});

test("when one page cannot be written, all old ones stay as they were", async () => {
  const [a, b] = [join(folder, "a.html"), join(folder, "b.html")];
  await writeFile(a, "old");
  await mkdir(`${b}.${process.pid}.tmp`);
  await assert.rejects(
    writePages([
      [a, "new"],
      [b, "new"]
    ])
  );
  assert.equal(await readFile(a, "utf8"), "old");
});
