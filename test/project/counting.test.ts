import assert from "node:assert/strict";
import {globSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";

const root = join(import.meta.dirname, "../..");
const rule = readFileSync(join(root, "docs/counting.md"), "utf8");
const sections = [...rule.matchAll(/^#{2,3} (\d(?:\.\d)?)\b/gm)].map(([, number]) => number!);

const sources = globSync(["{lib,scripts,test,data}/**/*.{ts,mjs,md}", "*.md", "docs/*.md"], {
  cwd: root,
  exclude: (name) => /^(?:node_modules|dist)$/.test(String(name))
}).map((path) => ({path, text: readFileSync(join(root, path), "utf8")}));

test("each section of docs/counting.md that is cited is there", () => {
  const cited = sources.flatMap(({path, text}) =>
    [...text.matchAll(/counting\.md §(\d(?:\.\d)?)/g)].map(([, number]) => ({path, number: number!}))
  );
  assert.ok(cited.length >= 5, `${cited.length} places cite the rule`);
  assert.deepEqual(
    cited.filter(({number}) => !sections.includes(number)),
    []
  );
});

test("the sections of docs/counting.md are numbered without a gap, and those that it names are there", () => {
  const expected = sections.map((number, i) => {
    const [major, minor] = (sections[i - 1] ?? "0").split(".").map(Number) as [number, number?];
    return number.includes(".") ? `${major}.${(minor ?? 0) + 1}` : `${major + 1}`;
  });
  assert.deepEqual(sections, expected);
  for (const [, number] of rule.matchAll(/§(\d(?:\.\d)?)/g)) assert.ok(sections.includes(number!), `§${number}`);
});

test("no comment cites a rule that is not in the repository", () => {
  const name = ["PARSING", "md"].join(".");
  assert.deepEqual(
    sources.filter(({text}) => text.includes(name)).map(({path}) => path),
    []
  );
});
