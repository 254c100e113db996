import assert from "node:assert/strict";
import {utimesSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {Readable} from "node:stream";
import {test} from "node:test";
import {gzipSync, zstdCompressSync} from "node:zlib";
import {isAtRest, lengthOf} from "../../lib/log/source/end.ts";
import {openSource} from "../../lib/log/source/source.ts";
import {streamed} from "../../lib/log/source/stream.ts";
import {folder, refused} from "../store/logs.ts";

const json = '{"MESSAGE":"a"}\n';

const files: readonly (readonly [what: string, content: string | Buffer, length: number | null])[] = [
  ["plain", refused, refused.length],
  ["empty", "", 0],
  ["gzip", gzipSync(refused), refused.length],
  ["gzip in two members, of which only the last tells", Buffer.concat([gzipSync(refused), gzipSync("a\n")]), 2],
  ["zstd, which need not tell", zstdCompressSync(refused), null]
];

for (const [what, content, length] of files)
  test(`the length of a log that is not unpacked: ${what}`, async (t) => {
    const path = join(folder(t), "log");
    writeFileSync(path, content);
    const source = await openSource(path);
    const offsets = [0, 1, 2, refused.length - 1, refused.length, refused.length + 2 ** 32];
    for (const offset of offsets)
      assert.equal(await source.endsAt(offset), offset === length || isBeyond(what, offset), `${offset}`);
  });

/** gzip tells the lowest 32 bits of the length: a log of more than 4 GiB is taken for as long as it was. */
function isBeyond(what: string, offset: number): boolean {
  return what === "gzip" && offset === refused.length + 2 ** 32;
}

test("a journal's export does not end where its lines do", async (t) => {
  const path = join(folder(t), "log");
  writeFileSync(path, json);
  assert.equal(await (await openSource(path)).endsAt(json.length), false);
});

test("a file cut to less than gzip's end has no length", async (t) => {
  const path = join(folder(t), "log");
  writeFileSync(path, "\x1f\x8b");
  assert.equal(await lengthOf(path, "gzip", 0), null);
});

test("a file is whole when it is packed or has not changed for an hour, a stream when it has ended", async (t) => {
  const path = join(folder(t), "log");
  const settled = async (content: string | Buffer, ago: number): Promise<boolean> => {
    writeFileSync(path, content);
    const time = Date.now() / 1000 - ago;
    utimesSync(path, time, time);
    return (await openSource(path)).isSettled();
  };
  assert.deepEqual(
    [await settled(refused, 3500), await settled(refused, 3700), await settled(refused, -9999)],
    [false, true, false]
  );
  assert.equal(await settled(gzipSync(refused), 0), true);
  assert.equal(await streamed("-", Readable.from([Buffer.from(refused)])).isSettled(), true);
  assert.equal(await isAtRest(join(folder(t), "none")), false);
});

test("a packed file has a version, that changes with its size and its time", async (t) => {
  const path = join(folder(t), "log");
  const versions: (string | null)[] = [];
  for (const [content, time] of [
    [gzipSync(refused), 1],
    [gzipSync(refused), 2],
    [gzipSync("a\n"), 2],
    [json, 1],
    [refused, 1]
  ] as const) {
    writeFileSync(path, content);
    utimesSync(path, time, time);
    versions.push((await openSource(path)).version);
  }
  assert.equal(new Set(versions).size, 5);
  assert.deepEqual(
    versions.map((version) => version === null),
    [false, false, false, false, true]
  );
});
