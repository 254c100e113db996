import assert from "node:assert/strict";
import {execFileSync, spawnSync} from "node:child_process";
import {randomBytes} from "node:crypto";
import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {test, type TestContext} from "node:test";
import fc from "fast-check";
import {bunzip2} from "../../lib/log/source/bzip2.ts";
import {openSource} from "../../lib/log/source/source.ts";
import {folder} from "../store/logs.ts";

/** Returns what the tool makes of bytes, or skips the test where it is missing. */
function bzip2(t: TestContext, content: Uint8Array, level = "-9"): Buffer {
  const {stdout, error} = spawnSync("bzip2", ["-c", level], {input: content, maxBuffer: 1 << 28});
  if (error) t.skip("bzip2 is not installed: nothing was tested");
  return stdout;
}

/** Returns what is read of a file that comes in pieces, and the message of its error. */
async function read(bytes: Buffer, pieceBytes = 1 << 13): Promise<{content: Buffer; error: string | null}> {
  const made: Uint8Array[] = [];
  let error: string | null = null;
  try {
    for await (const chunk of bunzip2(pieces(bytes, pieceBytes))) made.push(Buffer.from(chunk));
  } catch (thrown) {
    error = (thrown as Error).message;
  }
  return {content: Buffer.concat(made), error};
}

async function* pieces(bytes: Buffer, length: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

const whole = (content: Buffer): {content: Buffer; error: string | null} => ({content, error: null});

test("what bzip2 packs is read, whatever it is", async (t) => {
  const contents: Record<string, Buffer> = {
    nothing: Buffer.alloc(0),
    "one byte": Buffer.from("a"),
    "a run that a block begins and ends with": Buffer.concat([Buffer.alloc(300), randomBytes(9), Buffer.alloc(3)]),
    "runs of three to six": Buffer.from("aaabbbbcccccdddddd".repeat(999)),
    "runs of 255 to 262": Buffer.concat([255, 256, 257, 258, 259, 260, 261, 262].map((n) => Buffer.alloc(n, n))),
    "one text many times, which sorts slowly": Buffer.from("ab".repeat(200_000)),
    "all bytes, none twice in a row": Buffer.from(Array.from({length: 700_000}, (_, i) => (i * 7 + (i >> 8)) & 255)),
    "blocks of noise": randomBytes(2_000_003)
  };
  for (const [name, content] of Object.entries(contents))
    for (const level of ["-1", "-9"])
      assert.deepEqual(await read(bzip2(t, content, level)), whole(content), `${name}, ${level}`);
});

test("any bytes that bzip2 packs are read, cut into pieces anywhere", async (t) => {
  const part = fc.oneof(
    fc.uint8Array({maxLength: 300}),
    fc.tuple(fc.nat(255), fc.nat(1200)).map(([byte, times]) => new Uint8Array(times).fill(byte))
  );
  await fc.assert(
    fc.asyncProperty(fc.array(part, {maxLength: 12}), fc.integer({min: 1, max: 99}), async (parts, pieceBytes) => {
      const content = Buffer.concat(parts);
      assert.deepEqual(await read(bzip2(t, content), pieceBytes), whole(content));
    }),
    {seed: 3, numRuns: 60}
  );
});

test("a file that is cut off anywhere ends too early, and nothing wrong is read of it", async (t) => {
  const content = Buffer.from("Invalid user admin from 192.0.2.1\n".repeat(20));
  const bytes = Buffer.concat([bzip2(t, content), bzip2(t, content, "-1")]);
  const both = Buffer.concat([content, content]);
  const first = bzip2(t, content).length;
  for (let end = 1; end < bytes.length; end += 1) {
    const {content: got, error} = await read(bytes.subarray(0, end));
    assert.equal(error, end === first ? null : "unexpected end of file", `${end} bytes`);
    assert.ok(both.subarray(0, got.length).equals(got) && got.length >= (end >= first ? content.length : 0));
  }
});

test("no damaged bit goes unnoticed, and nothing wrong is read", async (t) => {
  const content = Buffer.from("Failed password for root from 192.0.2.1 port 40022 ssh2\n".repeat(9));
  const bytes = bzip2(t, content);
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const damaged = Buffer.from(bytes);
    damaged[bit >> 3]! ^= 0x80 >> (bit & 7);
    const {content: got, error} = await read(damaged);
    const isHarmless = error === null && got.equals(content); // the size of blocks, and bits that fill up the last byte
    assert.ok(isHarmless || (error !== null && (got.length === 0 || got.equals(content))), `bit ${bit}: ${error}`);
  }
});

test("random bytes behind a header are damaged or end too early", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({maxLength: 400}), fc.boolean(), async (noise, hasBlock) => {
      const start = hasBlock ? "425a6839314159265359" : "425a6839";
      const {error} = await read(Buffer.concat([Buffer.from(start, "hex"), noise]));
      assert.match(error ?? "", /^damaged|^unexpected end of file|^Unsupported/);
    }),
    {seed: 4, numRuns: 500}
  );
});

test("a block of bzip2 0.9.0, which mixed bytes up, is said to be of a rare kind", async (t) => {
  const bytes = bzip2(t, Buffer.from("a log\n"));
  bytes[14]! |= 0x80; // behind the magic numbers of stream and block, and the block's checksum
  const path = join(folder(t), "auth.log");
  writeFileSync(path, bytes);
  const source = await openSource(path);
  for await (const chunk of source.chunks(0)) assert.fail(`nothing can be read, yet came ${chunk.length} bytes`);
  assert.match(source.problem() ?? "", /of a rare kind; unpack it with bzip2 -dc/);
});

const mebibyte = 1 << 20;

/**
 * Reads a file in a process of its own; returns how many bytes it holds, what is wrong, and the most memory, in MiB.
 */
function readApart(t: TestContext, bytes: Buffer): {bytes: number; problem: string | null; memory: number} {
  const path = join(folder(t), "auth.log");
  writeFileSync(path, bytes);
  const script = `import {openSource} from ${JSON.stringify(join(import.meta.dirname, "../../lib/log/source/source.ts"))};
    const source = await openSource(process.argv[1]);
    let bytes = 0;
    for await (const chunk of source.chunks(0)) bytes += chunk.length;
    const memory = process.resourceUsage().maxRSS / 1024;
    console.log(JSON.stringify({bytes, problem: source.problem(), memory}));`;
  const node = [process.execPath, "--input-type=module", "--eval", script, path];
  // the shell is a small parent: a child's peak begins at its parent's
  return JSON.parse(execFileSync("sh", ["-c", '"$@"; exit', "sh", ...node]).toString());
}

test("memory stays small where a few bytes unpack to many", (t) => {
  const bomb = bzip2(t, Buffer.alloc(200 * mebibyte, "x")); // of zeros nothing would be read
  assert.ok(bomb.length < 300, `${bomb.length} bytes`);
  const cases: Record<string, [bytes: Buffer, made: number, problem: RegExp]> = {
    "two streams": [Buffer.concat([bomb, bomb]), 400, /^null$/],
    "cut off": [bomb.subarray(0, -1), 200, /its bzip2 data ends too early/],
    "damaged in the last block": [Buffer.concat([bomb.subarray(0, -20), Buffer.alloc(20)]), 0, /is damaged/],
    "followed by something else": [Buffer.concat([bomb, Buffer.from("a log\n")]), 200, /is damaged/]
  };
  for (const [name, [bytes, made, problem]] of Object.entries(cases)) {
    const got = readApart(t, bytes);
    assert.match(String(got.problem), problem, name);
    assert.ok(made === 0 ? got.bytes < 200 * mebibyte : got.bytes === made * mebibyte, `${name}: ${got.bytes} bytes`);
    assert.ok(got.memory < 180, `${name}: ${got.memory} MiB`);
    t.diagnostic(`${name}: ${Math.round(got.memory)} MiB`);
  }
});
