import {createReadStream} from "node:fs";
import {open, stat} from "node:fs/promises";
import {createGunzip} from "node:zlib";

/** Where log bytes come from: a file, a compressed file, or standard input. */
export interface Source {
  /** The path as it was given, or "-". */
  readonly name: string;
  /** Bytes to read from the disk, compressed or not; null when that cannot be known. */
  readonly size: number | null;
  /** Time of the last change in epoch seconds; null for standard input. */
  readonly modified: number | null;
  /** Returns the first bytes of the log, at most as many as asked for; fewer only when the log is shorter. */
  head(bytes: number): Promise<Uint8Array>;
  /** Yields the log's bytes from an offset on, in chunks; `onRead` hears how many bytes of `size` were read so far. */
  chunks(from: number, onRead?: (bytes: number) => void): AsyncIterable<Uint8Array>;
}

const chunkBytes = 1 << 20;

/**
 * Returns the source at a path; "-" is standard input. Compression is told by the first bytes, not by the name: gzip is
 * read, for others the error names the command that unpacks them. Throws when there is no such file or it may not be read.
 */
export async function openSource(path: string): Promise<Source> {
  if (path === "-") return standardInput();
  const {size, mtimeMs, start} = await probe(path);
  const file = {name: path, size, modified: Math.floor(mtimeMs / 1000)};
  const packed = compressions.find(({magic}) => start.subarray(0, magic.length).equals(magic));
  if (packed?.unpack)
    throw new Error(`${path} is compressed; unpack it into the command: ${packed.unpack} ${path} | … -`);
  const chunks = packed ? gunzipped(path) : plain(path);
  return {...file, chunks, head: (bytes) => firstBytes(chunks(0), bytes)};
}

const compressions: readonly {magic: Buffer; unpack?: string}[] = [
  {magic: Buffer.from([0x1f, 0x8b])},
  {magic: Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]), unpack: "xz -dc"},
  {magic: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), unpack: "zstd -dc"},
  {magic: Buffer.from("BZh"), unpack: "bzip2 -dc"}
];

async function probe(path: string): Promise<{size: number; mtimeMs: number; start: Buffer}> {
  try {
    const info = await stat(path);
    if (info.isDirectory()) throw new Error(`${path} is a folder; name the log files in it`);
    await using file = await open(path);
    const {buffer, bytesRead} = await file.read(Buffer.alloc(6), 0, 6, info.isFile() ? 0 : null);
    return {size: info.size, mtimeMs: info.mtimeMs, start: buffer.subarray(0, bytesRead)};
  } catch (error) {
    throw new Error(readAdvice(path, error), {cause: error});
  }
}

/** Returns what to do about a log that cannot be read, as one line. */
export function readAdvice(path: string, error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "ENOENT") return `no log at ${path}; check the name (logs are usually under /var/log)`;
  if (code === "EACCES" || code === "EPERM")
    return `${path} may not be read; run: sudo usermod -aG adm $USER (then log in again), or pipe it: sudo cat ${path} | npm run knockbook -- ingest -`;
  return error instanceof Error ? error.message : String(error);
}

function plain(path: string): Source["chunks"] {
  return async function* (from, onRead) {
    let read = from;
    for await (const chunk of createReadStream(path, {
      start: from,
      highWaterMark: chunkBytes
    }) as AsyncIterable<Buffer>) {
      yield chunk;
      onRead?.((read += chunk.length));
    }
  };
}

function gunzipped(path: string): Source["chunks"] {
  return async function* (from, onRead) {
    const file = createReadStream(path, {highWaterMark: chunkBytes});
    const unpacked = file.pipe(createGunzip({chunkSize: chunkBytes}));
    file.on("error", (error) => unpacked.destroy(error));
    for await (const chunk of skipping(unpacked, from)) {
      yield chunk;
      onRead?.(file.bytesRead);
    }
  };
}

function standardInput(): Source {
  let start: Buffer[] = [];
  const input = process.stdin[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  async function head(bytes: number): Promise<Uint8Array> {
    while (start.reduce((sum, chunk) => sum + chunk.length, 0) < bytes) {
      const {value, done} = await input.next();
      if (done) break;
      start.push(value);
    }
    return Buffer.concat(start).subarray(0, bytes);
  }
  async function* all(): AsyncIterable<Buffer> {
    yield* start;
    start = [];
    for (let next = await input.next(); !next.done; next = await input.next()) yield next.value;
  }
  return {name: "-", size: null, modified: null, head, chunks: (from) => skipping(all(), from)};
}

async function* skipping(chunks: AsyncIterable<Buffer>, bytes: number): AsyncIterable<Buffer> {
  let left = bytes;
  for await (const chunk of chunks) {
    if (left < chunk.length) yield left > 0 ? chunk.subarray(left) : chunk;
    left = Math.max(0, left - chunk.length);
  }
}

async function firstBytes(chunks: AsyncIterable<Uint8Array>, bytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    if ((length += chunk.length) >= bytes) break;
  }
  return Buffer.concat(parts).subarray(0, bytes);
}
