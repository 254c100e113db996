import assert from "node:assert/strict";
import {appendFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {Readable} from "node:stream";
import {text} from "node:stream/consumers";
import {test, type TestContext} from "node:test";
import {gzipSync} from "node:zlib";
import fc from "fast-check";
import {openSource} from "../../lib/log/source/source.ts";
import {streamed} from "../../lib/log/source/stream.ts";
import {readLedger} from "../../lib/store/status/about.ts";
import {ingest} from "../../lib/store/ingest/ingest.ts";
import {times} from "../scope.ts";
import {emptyStore, folder, rows} from "../store/logs.ts";
import {entry} from "./journals.ts";

/** Returns a line of a refused password; each has its own port. */
function line(i: number): string {
  const stamp = `Mar  1 10:${String(Math.floor(i / 60)).padStart(2, "0")}:${String(i % 60).padStart(2, "0")}`;
  return `${stamp} pi sshd[${100 + i}]: Failed password for müller from 192.0.2.7 port ${40_000 + i} ssh2\n`;
}

const lines = (from: number, to: number): string => Array.from({length: to - from}, (_, i) => line(from + i)).join("");
const plain = lines(0, 200);
const mark = "\xef\xbb\xbf";
const utf8 = (content: string): Buffer => Buffer.from(content, "utf8");
const utf16le = (content: string): Buffer => Buffer.from(content, "utf16le");
const utf16be = (content: string): Buffer => utf16le(content).swap16();
const zeros = (bytes: number): Buffer => Buffer.alloc(bytes);

/** Logs that hold the same lines. */
const forms: readonly (readonly [what: string, bytes: Buffer])[] = [
  ["UTF-8", utf8(plain)],
  ["UTF-8 with a mark", utf8(`\ufeff${plain}`)],
  ["zeros, then a mark", Buffer.concat([zeros(3), utf8(`\ufeff${plain}`)])],
  ["more zeros than are looked at", Buffer.concat([zeros(200_001), utf8(plain)])],
  ["zeros and a newline", Buffer.concat([zeros(4096), utf8(`\n${plain}`)])],
  ["UTF-16LE with a mark", utf16le(`\ufeff${plain}`)],
  ["UTF-16BE with a mark", utf16be(`\ufeff${plain}`)],
  ["UTF-16LE without one", utf16le(plain)],
  ["UTF-16BE without one", utf16be(plain)],
  ["carriage returns", utf8(plain.replaceAll("\n", "\r"))]
];

function file(t: TestContext, bytes: Uint8Array): string {
  const path = join(folder(t), "log");
  writeFileSync(path, bytes);
  return path;
}

async function content(path: string): Promise<string> {
  return text((await openSource(path)).chunks(0) as AsyncIterable<Buffer>);
}

/** Returns bytes in pieces, as a pipe brings them. */
function piped(bytes: Buffer, size: number): Readable {
  return Readable.from(
    Array.from({length: Math.ceil(bytes.length / size)}, (_, i) => bytes.subarray(i * size, (i + 1) * size))
  );
}

for (const [what, bytes] of forms) {
  test(`${what}: its text is that of the plain log`, async (t) => {
    assert.equal(await content(file(t, bytes)), plain, "a file");
    assert.equal(await content(file(t, gzipSync(bytes))), plain, "packed");
    for (const size of [1 << 16, 777])
      assert.equal(await text(streamed("-", piped(bytes, size)).chunks(0) as AsyncIterable<Buffer>), plain, "a stream");
    assert.equal(await text(streamed("-", piped(gzipSync(bytes), 100)).chunks(0) as AsyncIterable<Buffer>), plain);
  });

  test(`${what}: an offset, the head and the end are those of its text`, async (t) => {
    const path = file(t, bytes);
    const source = await openSource(path);
    const utf8Bytes = utf8(plain);
    assert.equal(Buffer.from(await source.head(4096)).toString(), utf8Bytes.subarray(0, 4096).toString());
    assert.equal(await text(source.chunks(5000) as AsyncIterable<Buffer>), utf8Bytes.toString("utf8", 5000));
    const isLong = what.startsWith("UTF-16"); // only reading it can tell
    assert.equal(await source.endsAt(utf8Bytes.length), !isLong);
    assert.equal(await source.endsAt(utf8Bytes.length - 1), false);
    assert.equal(source.version === null, !isLong);
  });
}

/** Returns the rows and the ledger of a log that was read whole, or first up to some bytes. */
async function readIn(t: TestContext, bytes: Buffer, cuts: readonly number[]): Promise<unknown> {
  const store = emptyStore(t);
  const path = file(t, Buffer.alloc(0));
  for (const end of [...cuts, bytes.length]) {
    writeFileSync(path, bytes.subarray(0, end));
    await ingest(store, await openSource(path), {zone: "UTC", year: 2025});
  }
  return [rows(store), readLedger(store)];
}

/** Logs whose lines stand between zeros and marks, and a journal's JSON. */
const broken: readonly (readonly [what: string, bytes: Buffer])[] = [
  [
    "zeros before a whole line and within one",
    Buffer.concat([utf8(lines(0, 3)), zeros(5), utf8(lines(3, 5).slice(0, -30)), zeros(9), utf8(lines(5, 8)), zeros(7)])
  ],
  ["zeros first, marks between", Buffer.concat([zeros(9), utf8(`\ufeff${lines(0, 3)}\ufeff${lines(3, 6)}`)])],
  ["carriage returns and newlines", utf8(lines(0, 8).replaceAll("\n", "\r\n"))],
  ["UTF-16LE", utf16le(`\ufeff${lines(0, 8)}`)],
  ["UTF-16BE", utf16be(`\ufeff${lines(0, 8)}`)],
  [
    "a journal in JSON between blanks and zeros",
    utf8(
      [0, 1, 2, 3]
        .map(
          (i) =>
            `${i ? "\n " : ""}\ufeff${JSON.stringify(entry(i, `Failed password for root from 192.0.2.7 port ${i} ssh2`))}\r\n\0\0`
        )
        .join("")
    )
  ]
];

for (const [what, bytes] of broken)
  test(`a log read in several runs, cut anywhere, is read as in one: ${what}`, async (t) => {
    const whole = await readIn(t, bytes, []);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), {maxLength: 3}), async (cuts) =>
        assert.deepEqual(
          await readIn(
            t,
            bytes,
            cuts.toSorted((a, b) => a - b)
          ),
          whole
        )
      ),
      {numRuns: times(60)}
    );
  });

test("zeros in a log lose no line but the one that they cut", async (t) => {
  const store = emptyStore(t);
  const [whole] = broken[0]!.slice(1) as [Buffer];
  await ingest(store, await openSource(file(t, whole)), {zone: "UTC", year: 2025});
  const ports = store.prepare("SELECT port FROM attempts ORDER BY 1").pluck().all();
  assert.deepEqual(ports, [40_000, 40_001, 40_002, 40_003, 40_005, 40_006, 40_007]);
});

test("two logs that begin with zeros are two logs", async (t) => {
  const store = emptyStore(t);
  const path = file(t, Buffer.concat([zeros(9000), utf8(lines(0, 3))]));
  const other = file(t, Buffer.concat([zeros(9000), utf8(lines(3, 6))]));
  for (const log of [path, other, path, other]) await ingest(store, await openSource(log), {zone: "UTC", year: 2025});
  assert.equal(store.prepare("SELECT sum(times) FROM attempts").pluck().get(), 6);
  appendFileSync(path, lines(6, 7));
  const {lines: read} = await ingest(store, await openSource(path), {zone: "UTC", year: 2025});
  assert.equal(read, 1);
});

test("a carriage return in a name makes no line where newlines do", async (t) => {
  const forged = `x\r${line(1)}`;
  for (const log of [`${line(0)}${forged}`, `${forged}${line(0)}`])
    assert.equal(await content(file(t, utf8(log))), log);
});

const failed = "Failed password for root from 192.0.2.7 port 40122 ssh2";
const object = JSON.stringify(entry(0, failed));
const read = `2025-03-01T10:00:00.250000Z pi sshd[41]: ${failed}`;

/** Exports of journals, and the lines that are read of them. */
const exports: readonly (readonly [what: string, content: string | Buffer, lines: string])[] = [
  ["json", `${object}\n${object}\n`, `${read}\n${read}\n`],
  ["json behind a mark and empty lines", `\ufeff\n\r\n\n${object}\r\n\r\n`, `${read}\n`],
  ["json behind blanks", ` \t${object}\n\t ${object}`, `${read}\n${read}`],
  ["json of two files with marks", `\ufeff${object}\n\ufeff${object}\n`, `${read}\n${read}\n`],
  ["json behind zeros", `\0\0${object}\n{"MES\0\0${object}\n`, `${read}\n{"MES\n${read}\n`],
  ["json-sse", `data: ${object}\n\ndata: ${object}\n\n`, `${read}\n${read}\n`],
  ["json-seq", `\x1e${object}\n\x1e${object}\n`, `${read}\n${read}\n`],
  ["json in UTF-16", utf16le(`\ufeff${object}\r\n${object}\r\n`), `${read}\n${read}\n`],
  ["a line that is no entry stays", `${object}\n{"a":1}\nx\n`, `${read}\n{"a":1}\nx\n`]
];

for (const [what, bytes, expected] of exports)
  test(`a journal as ${what}`, async (t) => {
    const path = file(t, Buffer.from(bytes));
    assert.equal((await openSource(path)).medium(), "journal");
    assert.equal(await content(path), expected);
    assert.equal(await content(file(t, gzipSync(bytes))), expected, "packed");
    const source = streamed("-", piped(Buffer.from(bytes), 50));
    assert.equal(await text(source.chunks(0) as AsyncIterable<Buffer>), expected, "a stream");
  });

test("the JSON of a container is no journal", async (t) => {
  const log = `{"log":"${failed}\\r\\n","stream":"stderr","time":"2025-03-01T10:00:00.1Z"}\n`;
  const source = await openSource(file(t, utf8(log)));
  assert.equal(source.medium(), "files");
  assert.equal(await text(source.chunks(0) as AsyncIterable<Buffer>), log);
});

test("a zero in an entry begins no line", async (t) => {
  const message = `x\0Mar  1 10:00:00 pi sshd[1]: ${failed}`;
  const fields = [entry(0, message), entry(0, "", {MESSAGE: [...Buffer.from(message)] as unknown as string})];
  const shown = `2025-03-01T10:00:00.250000Z pi sshd[41]: x\\000Mar  1 10:00:00 pi sshd[1]: ${failed}\n`;
  assert.equal(await content(file(t, utf8(fields.map((one) => `${JSON.stringify(one)}\n`).join("")))), shown + shown);
});

test("lines of a stream are read as they come", async () => {
  const held = Promise.withResolvers<void>();
  async function* slowly(): AsyncIterable<Buffer> {
    yield utf8(line(0));
    await held.promise;
    yield utf8(line(1));
  }
  const chunks = streamed("-", slowly()).chunks(0)[Symbol.asyncIterator]();
  assert.equal(Buffer.from((await chunks.next()).value as Uint8Array).toString(), line(0));
  held.resolve();
  assert.equal(Buffer.from((await chunks.next()).value as Uint8Array).toString(), line(1));
});

test("a mark that is cut by a chunk, and half a character at the end, are left out", async () => {
  const sizes = [1, 2, 3, 5];
  for (const size of sizes) {
    const marked = streamed("-", piped(Buffer.from(`${mark}${line(0)}`, "latin1"), size));
    assert.match(await text(marked.chunks(0) as AsyncIterable<Buffer>), /Mar  1[^]*ssh2\n$/);
    const cut = streamed("-", piped(Buffer.concat([utf16le(`\ufeff${line(0)}`), Buffer.of(0x4d)]), size));
    assert.equal(await text(cut.chunks(0) as AsyncIterable<Buffer>), line(0));
  }
});
