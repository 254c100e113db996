import assert from "node:assert/strict";
import {chmodSync, existsSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {keyPath, readKey} from "../../lib/report/public/key.ts";
import {folder} from "../store/logs.ts";

test("a key is made once, for its user alone, and stays", (t) => {
  const path = join(folder(t), "new", "pseudonyms.key");
  const key = readKey(path);
  assert.equal(key.length, 32);
  assert.deepEqual(readKey(path), key);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(statSync(join(path, "..")).mode & 0o777, 0o700);
  assert.notDeepEqual(readKey(join(folder(t), "other.key")), key);
});

test("a key that others may read, and a file without a key, are refused", (t) => {
  const path = join(folder(t), "pseudonyms.key");
  readKey(path);
  chmodSync(path, 0o640);
  assert.throws(() => readKey(path), /^Error: others may read .*pseudonyms\.key; run chmod 600 on it$/);
  writeFileSync(path, "secret");
  chmodSync(path, 0o600);
  assert.throws(() => readKey(path), /^Error: no key of 32 bytes in .*; move the file away, and a new one is made$/);
});

test("the key is kept in the user's configuration", (t) => {
  const before = process.env.XDG_CONFIG_HOME;
  t.after(() => (before === undefined ? delete process.env.XDG_CONFIG_HOME : (process.env.XDG_CONFIG_HOME = before)));
  process.env.XDG_CONFIG_HOME = folder(t);
  assert.equal(keyPath(), join(process.env.XDG_CONFIG_HOME, "knockbook", "pseudonyms.key"));
  assert.equal(existsSync(keyPath()), false);
});
