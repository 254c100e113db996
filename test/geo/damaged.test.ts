import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import {chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, describe, it} from "node:test";
import {gzipSync} from "node:zlib";
import {shared, skip} from "./shared.ts";

const folder = mkdtempSync(join(tmpdir(), "knockbook-geo-"));
after(() => rmSync(folder, {recursive: true}));

interface Answer {
  readonly error?: string;
  readonly countries: readonly (string | null)[];
  readonly networks: readonly unknown[];
}

/** Returns what came of each file; none for those from the first one on that hangs or crashes. */
function answers(paths: readonly string[]): Map<string, Answer> {
  const args = [join(import.meta.dirname, "open.ts"), ...paths];
  const {stdout} = spawnSync(process.execPath, args, {timeout: 30_000, encoding: "utf8"});
  const lines = stdout.split("\n").slice(0, -1);
  return new Map(lines.map((line, i) => [paths[i]!, JSON.parse(line) as Answer]));
}

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** An error for a person: one line that names the file and says what to do. */
function assertHelpful(answer: Answer | undefined, path: string): void {
  assert.ok(answer, `hang or crash: ${path}`);
  assert.ok(answer.error?.includes(path), answer.error);
  assert.match(answer.error!, /^[a-z].*run npm start.*KNOCKBOOK_GEO$/);
}

describe("a bad geo database gives an error or a null, never a hang or a crash", {skip}, () => {
  if (skip) return;
  const files = readdirSync(shared("bad-data")).filter((name) => name.endsWith(".mmdb"));
  const paths = files.map((file) => shared(join("bad-data", file)));
  const found = answers(paths);
  for (const [i, path] of paths.entries()) {
    it(files[i]!, () => {
      const answer = found.get(path);
      if (answer?.error === undefined)
        assert.ok([...answer!.countries, ...answer!.networks].every((value) => value === null));
      else assertHelpful(answer, path);
    });
  }
});

describe("a damaged copy of a good geo database", {skip}, () => {
  if (skip) return;
  const good = readFileSync(shared("GeoLite2-City-Test.mmdb"));

  it("is refused when its end is missing", () => {
    const path = write("cut.mmdb", good.subarray(0, good.length >> 1));
    assertHelpful(answers([path]).get(path), path);
  });

  it("gives an error or some places when bytes in it are wrong", () => {
    const paths = Array.from({length: 16}, (_, i) => {
      const from = Math.floor((good.length * i) / 16);
      return write(`holes-${i}.mmdb`, Buffer.from(good).fill(0xff, from, from + 200));
    });
    const found = answers(paths);
    assert.equal(found.size, paths.length);
    for (const [path, answer] of found) if (answer.error !== undefined) assertHelpful(answer, path);
  });
});

describe("what is no geo database gives one line that says what to do", () => {
  const paths = [
    write("text.mmdb", "nothing of the kind\n"),
    write("empty.mmdb", ""),
    write("zip.mmdb", gzipSync("x")),
    folder,
    join(folder, "none.mmdb")
  ];
  const found = answers(paths);
  for (const path of paths) {
    it(path.slice(folder.length + 1) || "a folder", () => assertHelpful(found.get(path), path));
  }

  it("a file that may not be read", {skip: process.getuid?.() === 0 ? "root may read everything" : false}, () => {
    const path = write("locked.mmdb", "x");
    chmodSync(path, 0);
    assertHelpful(answers([path]).get(path), path);
  });
});
