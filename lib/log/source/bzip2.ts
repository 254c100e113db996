import {bitsLeft, bitsOf, readBits, readWord, skipToByte, type Bits} from "./bits.ts";
import {createWorkspace, readBlock, type Block, type Workspace} from "./bzip2-block.ts";

/**
 * Yields what the streams of a bzip2 file hold, one after the other. One block is held at a time (900,000 bytes before
 * its runs are written out), and nothing of it is given before its checksum was right. All chunks are in the same
 * memory: with a new one for each, a file of zeros takes 60 MB more. Throws where the file ends within a stream, is
 * damaged, or goes on with something else.
 */
export async function* bunzip2(pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const bits = bitsOf(Buffer.alloc(0));
  const source = pieces[Symbol.asyncIterator]();
  const stream: Stream = {blockBytes: 0, checksum: 0, workspace: createWorkspace(), chunk: Buffer.alloc(chunkBytes)};
  for (await fill(bits, source); bitsLeft(bits) > 0 || stream.blockBytes > 0; await fill(bits, source)) {
    const block = whole(bits, () => readPart(bits, stream));
    if (block) yield* writtenOut(block.bytes, stream.chunk);
  }
}

const chunkBytes = 1 << 16;

/** No block takes more: 18,002 groups of 50 symbols of at most 20 bits, and what stands before them. */
const mostBytes = 2_500_000;

/** Takes in as many bytes as a block can have; fewer only where the file ends. */
async function fill(bits: Bits, source: AsyncIterator<Uint8Array>): Promise<void> {
  if (bits.bytes.length - bits.at >= mostBytes) return;
  const parts = [bits.bytes.subarray(bits.at)];
  for (let length = parts[0]!.length; length < 2 * mostBytes;) {
    const {value, done} = await source.next();
    if (done) break;
    parts.push(Buffer.from(value.buffer, value.byteOffset, value.length));
    length += value.length;
  }
  if (parts.length === 1) return; // the file has ended
  bits.bytes = Buffer.concat(parts);
  bits.at = 0;
}

interface Stream {
  /** How many bytes a block can have; 0 outside of a stream. */
  blockBytes: number;
  /** The checksum of its blocks so far. */
  checksum: number;
  readonly workspace: Workspace;
  /** Where the bytes of a block are written out. */
  readonly chunk: Buffer;
}

const blockStart = [0x314159, 0x265359];
const streamEnd = [0x177245, 0x385090];

/** Reads the header of a stream, a block, or the end of a stream; returns the block. */
function readPart(bits: Bits, stream: Stream): Block | null {
  if (stream.blockBytes === 0) return readHeader(bits, stream);
  const magic = [readBits(bits, 24), readBits(bits, 24)];
  if (isSame(magic, streamEnd)) return readEnd(bits, stream);
  if (!isSame(magic, blockStart)) throw new Error("damaged: no block");
  const block = readBlock(bits, stream.blockBytes, stream.workspace);
  if (checksumOf(block, stream.chunk) !== block.checksum) throw new Error("damaged: wrong checksum of a block");
  stream.checksum = ((stream.checksum << 1) | (stream.checksum >>> 31)) ^ block.checksum;
  return block;
}

function readHeader(bits: Bits, stream: Stream): null {
  const magic = readBits(bits, 24);
  const level = readBits(bits, 8) - 0x30;
  if (magic !== 0x425a68 || level < 1 || level > 9) throw new Error("damaged: no stream"); // BZh
  stream.blockBytes = level * 100_000;
  stream.checksum = 0;
  return null;
}

/** Reads a stream's checksum, and the bits that fill up its last byte. */
function readEnd(bits: Bits, stream: Stream): null {
  if (readWord(bits) !== stream.checksum >>> 0) throw new Error("damaged: wrong checksum of a stream");
  skipToByte(bits);
  stream.blockBytes = 0;
  return null;
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

/**
 * Returns what is read of some bits; throws where these end before it: what was read behind their end is not in the
 * file.
 */
function whole<T>(bits: Bits, read: () => T): T {
  try {
    const value = read();
    if (bitsLeft(bits) >= 0) return value;
  } catch (error) {
    if (bitsLeft(bits) >= 0) throw error;
  }
  throw new Error("unexpected end of file");
}

/**
 * Yields the bytes of a block with their runs written out: the byte behind four equal ones says how many more there
 * are. All chunks are in the same memory.
 */
function* writtenOut(bytes: Uint8Array, chunk: Buffer): Iterable<Uint8Array> {
  let end = 0;
  let equal = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    if (end + 256 > chunk.length) {
      yield chunk.subarray(0, end);
      end = 0;
    }
    const byte = bytes[i]!;
    if (equal === 4) {
      chunk.fill(bytes[i - 1]!, end, end + byte);
      end += byte;
      equal = 0;
    } else {
      equal = equal > 0 && byte === bytes[i - 1] ? equal + 1 : 1;
      chunk[end++] = byte;
    }
  }
  if (end > 0) yield chunk.subarray(0, end);
}

/** Of the polynomial 04c11db7, the highest bit first. */
const table = Uint32Array.from({length: 256}, (_, byte) => {
  let word = byte << 24;
  for (let i = 0; i < 8; i += 1) word = word < 0 ? (word << 1) ^ 0x04c11db7 : word << 1;
  return word;
});

function checksumOf({bytes}: Block, memory: Buffer): number {
  let sum = -1;
  for (const chunk of writtenOut(bytes, memory))
    for (let i = 0; i < chunk.length; i += 1) sum = (sum << 8) ^ table[(sum >>> 24) ^ chunk[i]!]!;
  return ~sum >>> 0;
}
