import assert from "node:assert/strict";
import {execFile} from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  utimesSync,
  truncateSync,
  writeFileSync
} from "node:fs";
import {homedir} from "node:os";
import {dirname, join} from "node:path";
import {test} from "node:test";
import {promisify} from "node:util";
import Database from "better-sqlite3";
import pl from "nodejs-polars";
import {openCache} from "../../lib/ask/polars/cache.ts";
import {fingerprint} from "../../lib/ask/polars/fingerprint.ts";
import {entriesIn} from "../../lib/ask/polars/cache-files.ts";
import {openPolarsLog} from "../../lib/ask/polars/open.ts";
import {cacheFolder} from "../../lib/base/cache-folder.ts";
import {openStore, reading} from "../../lib/store/database.ts";
import {folder} from "../store/logs.ts";
import {database, rowsOf, usual} from "./attempts.ts";

const attempts = [usual, {...usual, user: "Zo\u00eb's secret", address: "2001:db8::7"}, {...usual, user: null}];

/** Returns the attempts of a database, read with a cache in a folder. */
async function load(path: string, cache: string): Promise<object[]> {
  process.env.KNOCKBOOK_CACHE = cache;
  try {
    return rowsOf(await openPolarsLog(path).frame());
  } finally {
    process.env.KNOCKBOOK_CACHE = "off";
  }
}

const isKept = (path: string, cache: string): boolean => reading(path, (store) => !!openCache(store, cache)?.read());
const files = (cache: string): string[] => readdirSync(cache);

test("what was read is kept, for its user only, and read again", async (t) => {
  const [path, cache] = [database(t, attempts), join(folder(t), "new", "cache")];
  assert.ok(!isKept(path, cache));
  const first = await load(path, cache);
  assert.ok(isKept(path, cache));
  assert.deepEqual(await load(path, cache), first);
  assert.equal(statSync(cache).mode & 0o777, 0o700);
  assert.equal(files(cache).length, 1);
  assert.equal(statSync(join(cache, files(cache)[0]!)).mode & 0o777, 0o600);
});

test("no word leaves the database", async (t) => {
  const [path, cache] = [database(t, attempts), folder(t)];
  await load(path, cache);
  const content = readFileSync(join(cache, files(cache)[0]!));
  for (const word of ["secret", "2001:db8", "192.0.2.7", "root", "password", "a.sqlite"])
    assert.ok(!content.includes(word) && !files(cache)[0]!.includes(word), word);
  assert.ok(readFileSync(path).includes("secret")); // so this test would see it
});

test("a copy and a moved database have the same cache, a changed one another, and the old one goes", async (t) => {
  const [path, cache] = [database(t, attempts), folder(t)];
  await load(path, cache);
  const copy = join(folder(t), "copy.sqlite");
  copyFileSync(path, copy);
  assert.ok(isKept(copy, cache));
  const [before] = files(cache);
  const store = openStore(path);
  store.exec("UPDATE attempt SET times = 7 WHERE id = 1"); // as many bytes as before
  store.close();
  assert.ok(!isKept(path, cache));
  assert.deepEqual(
    (await load(path, cache)).map((row) => (row as {times: number}).times),
    [7, 1, 1]
  );
  assert.equal(files(cache).length, 1);
  assert.notEqual(files(cache)[0], before);
  const moved = join(dirname(path), "moved.sqlite");
  renameSync(path, moved);
  assert.ok(isKept(moved, cache));
});

test("a write while the file is looked at is noticed", (t) => {
  const [path, cache] = [database(t, attempts), folder(t)];
  const writer = new Database(path);
  reading(path, (store) => {
    const pragma = store.pragma.bind(store);
    let asked = 0;
    store.pragma = (name, options) => {
      // just before the second
      if (name === "data_version" && ++asked === 2) writer.exec("UPDATE attempt SET times = 2");
      return pragma(name, options);
    };
    assert.equal(openCache(store, cache), null);
  });
  writer.close();
});

test("while the cache is open, nobody writes to the database", (t) => {
  const [path, cache] = [database(t, attempts), folder(t)];
  const writer = new Database(path, {timeout: 0});
  reading(path, (store) => {
    assert.ok(openCache(store, cache));
    assert.throws(() => writer.exec("UPDATE attempt SET times = 2"), /locked/);
  });
  writer.exec("UPDATE attempt SET times = 2");
  writer.close();
});

test("a database that keeps a part of its content in a second file is not kept", async (t) => {
  const [path, cache] = [database(t, attempts), folder(t)];
  const writer = new Database(path);
  writer.pragma("journal_mode = WAL");
  writer.exec("UPDATE attempt SET times = 2");
  assert.deepEqual(
    (await load(path, cache)).map((row) => (row as {times: number}).times),
    [2, 2, 2]
  );
  assert.deepEqual(files(cache), []);
  writer.close();
});

const damages: Readonly<Record<string, (path: string) => void>> = {
  "cut off": (path) => truncateSync(path, statSync(path).size - 1),
  "cut to nothing": (path) => truncateSync(path, 0),
  garbage: (path) => writeFileSync(path, Buffer.alloc(statSync(path).size, "garbage")),
  "one bit is another": (path) => {
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(path, bytes);
  }
};

for (const [name, damage] of Object.entries(damages))
  test(`a damaged file of the cache is dropped, and made anew: ${name}`, async (t) => {
    const [path, cache] = [database(t, attempts), folder(t)];
    const first = await load(path, cache);
    const file = join(cache, files(cache)[0]!);
    damage(file);
    assert.ok(!isKept(path, cache));
    assert.deepEqual(files(cache), []);
    assert.deepEqual(await load(path, cache), first);
    assert.ok(isKept(path, cache));
  });

test("a whole file with other columns is dropped", async (t) => {
  const [path, cache] = [database(t, attempts), folder(t)];
  const first = await load(path, cache);
  const [entry] = entriesIn(cache) as [ReturnType<typeof entriesIn>[number]];
  pl.DataFrame({clockId: [1, 2, 3]}).writeIPC(entry.path, {compression: "zstd"});
  renameSync(entry.path, entry.path.replace(entry.file, fingerprint(entry.path).slice(0, 32)));
  assert.deepEqual(await load(path, cache), first);
  assert.equal(files(cache).length, 1);
  assert.ok(isKept(path, cache));
});

test("where nothing can be kept, attempts are read all the same", async (t) => {
  const path = database(t, attempts);
  const expected = await load(path, "off");
  assert.equal(expected.length, 3);
  const [file, closed] = [join(folder(t), "file"), join(folder(t), "closed")];
  writeFileSync(file, "");
  assert.deepEqual(await load(path, join(file, "cache")), expected); // below a file there can be no folder
  mkdirSync(closed);
  chmodSync(closed, 0o500);
  assert.deepEqual(await load(path, closed), expected);
  chmodSync(closed, 0o700);
  assert.deepEqual(await load(path, "/dev/full"), expected);
});

test("the longest unused files go when there are more than eight, and drafts of stopped runs", async (t) => {
  const cache = folder(t);
  const paths = Array.from({length: 9}, (_, i) => database(t, [{...usual, times: i + 1}]));
  const hour = Date.now() / 1000 - 3600;
  for (const [i, path] of paths.slice(0, 8).entries()) {
    await load(path, cache);
    for (const {path: file} of entriesIn(cache))
      if (statSync(file).mtimeMs > (hour + 60) * 1000) utimesSync(file, hour + i, hour + i);
  }
  for (const [name, age] of Object.entries({"draft-0a.ipc": 7200, "draft-0b.ipc": 60, "notes.txt": 7200})) {
    writeFileSync(join(cache, name), "");
    utimesSync(join(cache, name), Date.now() / 1000 - age, Date.now() / 1000 - age);
  }
  await load(paths[0]!, cache); // used: now it is not the longest unused one
  await load(paths[8]!, cache);
  assert.deepEqual(
    paths.map((path) => isKept(path, cache)),
    [true, false, ...Array<boolean>(7).fill(true)]
  );
  assert.deepEqual(
    files(cache)
      .filter((name) => !/^[0-9a-f-]+\.ipc$/.test(name))
      .toSorted(),
    ["draft-0b.ipc", "notes.txt"]
  );
});

test("several processes at once read the same, leave one whole file, and polars has nothing to complain of", async (t) => {
  const many = Array.from({length: 300}, () => usual);
  const [path, cache] = [database(t, many), folder(t)];
  const env = {...process.env, KNOCKBOOK_CACHE: cache};
  const run = (): Promise<{stdout: string; stderr: string}> =>
    promisify(execFile)(process.execPath, [join(import.meta.dirname, "reader.ts"), path], {env});
  const row = {user: "root", hour: 10, attempts: 300, addresses: 1, first: usual.time! * 1000};
  for (const {stdout, stderr} of await Promise.all([run(), run(), run()])) {
    assert.equal(stdout, `${JSON.stringify([row, 300])}\n`.repeat(20));
    assert.equal(stderr, ""); // a word there makes a notebook fail
  }
  assert.equal(files(cache).length, 1);
  assert.ok(isKept(path, cache));
});

test("the folder is that of the user's caches, another one, or none", () => {
  const usualFolder =
    process.platform === "darwin"
      ? join(homedir(), "Library", "Caches", "knockbook")
      : join(homedir(), ".cache", "knockbook");
  assert.equal(cacheFolder({}), usualFolder);
  assert.equal(cacheFolder({KNOCKBOOK_CACHE: "off"}), null);
  assert.equal(cacheFolder({KNOCKBOOK_CACHE: "/x/y", XDG_CACHE_HOME: "/z"}), "/x/y");
  if (process.platform === "darwin") return;
  assert.equal(cacheFolder({XDG_CACHE_HOME: "/z"}), "/z/knockbook");
  assert.equal(cacheFolder({XDG_CACHE_HOME: "relative"}), usualFolder); // the specification says to ignore it
});
