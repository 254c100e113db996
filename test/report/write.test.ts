import assert from "node:assert/strict";
import {mkdtemp, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, test} from "node:test";
import {writeFiles} from "../../lib/report/write.ts";

let folder = "";
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "knockbook-write-"))));
afterEach(() => rm(folder, {recursive: true, force: true}));

const made = async (draft: string): Promise<void> => writeFile(draft, "M");

test("files are written or made, folders too, nothing else left", async () => {
  const [a, b] = [join(folder, "new", "a.html"), join(folder, "new", "b.pdf")];
  await writeFiles([
    {path: a, content: "A"},
    {path: b, content: made}
  ]);
  assert.deepEqual(await readdir(join(folder, "new")), ["a.html", "b.pdf"]);
  assert.deepEqual([await readFile(a, "utf8"), await readFile(b, "utf8")], ["A", "M"]);
});

test("a draft is there, under a name of its own, while it is checked", async () => {
  const a = join(folder, "a.html");
  await writeFile(a, "old");
  const check = async ([draft]: readonly string[]): Promise<void> => {
    assert.equal(await readFile(draft!, "utf8"), "new");
    assert.match(draft!, /\.html$/);
    assert.equal(await readFile(a, "utf8"), "old");
  };
  await writeFiles([{path: a, content: "new"}], check);
  assert.equal(await readFile(a, "utf8"), "new");
});

const refused = async (): Promise<void> => {
  throw new Error("refused");
};

for (const [what, broken, check] of [
  ["one file cannot be made", refused, undefined],
  ["the check refuses them", made, refused]
] as const)
  test(`when ${what}, all old ones stay as they were and no draft is left`, async () => {
    const [a, b] = [join(folder, "a.html"), join(folder, "b.html")];
    await writeFile(a, "old");
    const files = [
      {path: a, content: "new"},
      {path: b, content: broken}
    ];
    await assert.rejects(writeFiles(files, check), /refused/);
    assert.deepEqual(await readdir(folder), ["a.html"]);
    assert.equal(await readFile(a, "utf8"), "old");
  });

test("a folder that cannot be written to leaves the old files", async () => {
  const a = join(folder, "a.html");
  await writeFile(a, "old");
  await writeFile(join(folder, "taken"), "");
  const files = [
    {path: a, content: "new"},
    {path: join(folder, "taken", "b.html"), content: "new"}
  ];
  await assert.rejects(writeFiles(files), /EEXIST|ENOTDIR/);
  assert.equal(await readFile(a, "utf8"), "old");
});
