import {createZstdDecompress} from "node:zlib";
import {through} from "./node-zlib.ts";

/**
 * Yields what the frames of a zstd file hold (RFC 8878 §3.1). node:zlib stops silently after the first frame and where
 * a file is cut off, so the frames are told apart here, by the sizes in their headers. Throws where the file ends
 * within a frame or holds something else.
 */
export async function* zstdFrames(pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const input = createInput(pieces);
  for (let magic = await input.takeUpTo(4); magic.length > 0; magic = await input.takeUpTo(4)) {
    const number = magic.length === 4 ? magic.readUInt32LE() : 0;
    if (number >>> 4 === skippable) await drop(input);
    else if (number === frame) yield* through(createZstdDecompress(), frameParts(input, magic));
    else throw new Error(magic.length < 4 ? "unexpected end of file" : "no zstd frame");
  }
}

const frame = 0xfd2fb528;
const skippable = 0x184d2a5;

interface Input {
  /** Returns the next bytes, as many as asked for; throws where the file has fewer. */
  take(bytes: number): Promise<Buffer>;
  /** Returns the next bytes, as many as asked for, or fewer at the end of the file. */
  takeUpTo(bytes: number): Promise<Buffer>;
  /** Yields the next bytes in parts. */
  parts(bytes: number): AsyncIterable<Buffer>;
}

/** Yields a frame: its header, its blocks with their headers of three bytes, and its checksum. */
async function* frameParts(input: Input, magic: Buffer): AsyncIterable<Buffer> {
  yield magic;
  const descriptor = await input.take(1);
  yield descriptor;
  yield await input.take(headerBytes(descriptor[0]!));
  for (let last = false; !last;) {
    const header = await input.take(3);
    yield header;
    const value = header.readUIntLE(0, 3);
    last = (value & 1) === 1;
    const isRun = ((value >> 1) & 3) === 1; // one byte, repeated
    yield* input.parts(isRun ? 1 : value >> 3);
  }
  if (descriptor[0]! & 4) yield await input.take(4);
}

/** Returns the length of the rest of a frame's header: window, dictionary and content size. */
function headerBytes(descriptor: number): number {
  const single = (descriptor >> 5) & 1;
  const sizes = [single, 2, 4, 8];
  return 1 - single + [0, 1, 2, 4][descriptor & 3]! + sizes[descriptor >> 6]!;
}

async function drop(input: Input): Promise<void> {
  const size = (await input.take(4)).readUInt32LE();
  for await (const part of input.parts(size)) void part;
}

function createInput(pieces: AsyncIterable<Uint8Array>): Input {
  const source = pieces[Symbol.asyncIterator]();
  let rest = Buffer.alloc(0);

  async function more(): Promise<boolean> {
    const {value, done} = await source.next();
    if (!done) rest = Buffer.concat([rest, value]);
    return !done;
  }

  async function takeUpTo(bytes: number): Promise<Buffer> {
    while (rest.length < bytes) if (!(await more())) break;
    const taken = rest.subarray(0, bytes);
    rest = rest.subarray(taken.length);
    return taken;
  }

  async function take(bytes: number): Promise<Buffer> {
    const taken = await takeUpTo(bytes);
    if (taken.length < bytes) throw new Error("unexpected end of file");
    return taken;
  }

  async function* parts(bytes: number): AsyncIterable<Buffer> {
    for (let left = bytes; left > 0;) {
      if (rest.length === 0 && !(await more())) throw new Error("unexpected end of file");
      const part = rest.subarray(0, left);
      rest = rest.subarray(part.length);
      left -= part.length;
      yield part;
    }
  }

  return {take, takeUpTo, parts};
}
