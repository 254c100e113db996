import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import {chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, describe, it} from "node:test";
import {gzipSync} from "node:zlib";
import {createRandom} from "../../lib/demo/random.ts";
import {countryName} from "../../lib/geo/countries.ts";
import {bombs} from "./bombs.ts";
import {mmdb} from "./mmdb.ts";
import type {Answer} from "./open.ts";
import {firstAddress, sharedRecords, shared, skip} from "./shared.ts";

const folder = mkdtempSync(join(tmpdir(), "knockbook-geo-"));
after(() => rmSync(folder, {recursive: true}));

const some = ["1.1.1.1", "8.8.8.8", "81.2.69.160", "128.0.0.1", "223.255.255.254", "2001:218::1", "2a02:ffff::1", ""];
const addresses = write("addresses.json", JSON.stringify(some));

/**
 * Returns what came of each file, opened in one process with a small heap and 20 s of time; none for those from the
 * first one on that hangs or crashes.
 */
function answers(paths: readonly string[], list = addresses): Map<string, Answer> {
  const args = ["--max-old-space-size=64", join(import.meta.dirname, "open.ts"), list, ...paths];
  const {stdout} = spawnSync(process.execPath, args, {timeout: 20_000, encoding: "utf8", maxBuffer: 1e9});
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
  assert.match(answer.error!, /^[a-z].*run npm start.*KNOCKBOOK_GEO$/); // without s: the dot matches no line break
}

/** A bad file gives an error or nothing, in little memory: the process alone takes 100 MB. */
function assertHarmless(answer: Answer | undefined, path: string): void {
  assert.ok(answer, `hang or crash: ${path}`);
  assert.ok(answer.rssBytes < 2e8, `${answer.rssBytes} bytes`);
  if (answer.error !== undefined) return assertHelpful(answer, path);
  for (const place of answer.places) assert.equal(place.country, null);
  for (const network of answer.networks) assert.equal(network, null);
}

describe("a file of bad-data gives an error or a null, never a hang, a crash or much memory", {skip}, () => {
  if (skip) return;
  const files = readdirSync(shared("bad-data")).filter((name) => name.endsWith(".mmdb"));
  assert.ok(files.length >= 21);
  for (const file of files) {
    it(file, () => {
      const path = shared(join("bad-data", file));
      assertHarmless(answers([path]).get(path), path);
    });
  }
});

describe("a record that would take all memory or time gives nothing", () => {
  for (const [name, record] of Object.entries(bombs)) {
    it(name, () => {
      const path = write("bomb.mmdb", mmdb({type: "GeoLite2-City", networks: {"128.0.0.0/8": record}}));
      assertHarmless(answers([path]).get(path), path);
    });
  }
});

describe("a damaged copy of a good geo database", {skip}, () => {
  if (skip) return;
  const good = readFileSync(shared("GeoLite2-City-Test.mmdb"));
  const everywhere = Object.keys(sharedRecords("GeoLite2-City-Test")).map(firstAddress);
  const list = write("everywhere.json", JSON.stringify(everywhere));

  it("is refused when its end is missing", () => {
    const path = write("cut.mmdb", good.subarray(0, good.length >> 1));
    assertHelpful(answers([path]).get(path), path);
  });

  it("gives an error, nothing or a whole place when bytes in it are wrong", (t) => {
    const random = createRandom(7);
    const paths = Array.from({length: 300}, (_, i) => {
      const bytes = Buffer.from(good);
      const from = i % 3 === 0 ? good.length - 300 : 0; // each third in what it says of itself
      for (let n = 1 + random.below(4); n > 0; n--) bytes[from + random.below(good.length - from)] = random.below(256);
      return write(`wrong-${i}.mmdb`, bytes);
    });
    const found = answers(paths, list);
    assert.equal(found.size, paths.length, `hang or crash: case ${found.size}`);
    for (const [path, answer] of found) {
      assert.ok(answer.rssBytes < 2.5e8, `${path}: ${answer.rssBytes} bytes`);
      if (answer.error !== undefined) assertHelpful(answer, path);
      else for (const place of answer.places) assertWhole(place);
    }
    const refused = [...found.values()].filter(({error}) => error !== undefined).length;
    t.diagnostic(`${refused} of ${paths.length} refused`);
    assert.ok(refused > 0 && refused < paths.length);
  });
});

function assertWhole({
  country,
  countryName: name,
  latitude,
  longitude,
  city,
  precision
}: Answer["places"][number]): void {
  if (country === null) return assert.deepEqual([name, city, latitude, precision], [null, null, null, "none"]);
  assert.equal(countryName(country), name);
  assert.equal(latitude === null, longitude === null);
  assert.ok(Math.abs(latitude ?? 0) <= 90 && Math.abs(longitude ?? 0) <= 180);
  assert.equal(precision === "city", city !== null);
}

describe("what is no geo database gives one line that says what to do", () => {
  const noGeo = mmdb({type: "GeoIP2\nAnonymous", networks: {}});
  const paths = [
    write("text.mmdb", "nothing of the kind\n"),
    write("empty.mmdb", ""),
    write("zip.mmdb", gzipSync("x")),
    write("other.mmdb", noGeo),
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
