import {unpackCommands, type Packing} from "./packing.ts";
import {unpackers} from "./unpackers.ts";

/** Opens a packed log anew, from its first byte, in pieces of at most so many bytes; all can be in the same memory. */
export type Packed = (pieceBytes: number) => AsyncIterable<Uint8Array>;

/** How a packed log is read: see {@link unpacked}. */
export interface UnpackOptions {
  /** Whether the log can be opened a second time; a stream can not. */
  readonly again: boolean;
  /** Hears how many packed bytes were read so far. */
  readonly onRead?: (bytes: number) => void;
  /** Hears why nothing more could be read of a log that is damaged. */
  readonly onDamage: (reason: string) => void;
}

/** Pieces are small, as one can unpack to a thousand times its size. */
const pieceBytes = 1 << 13;

/**
 * Yields what a packed log holds: all of its members, streams or frames. Damage ends it early: everything before the
 * damage is yielded all the same. Unpackers drop what they made of the piece in which they fail; so the log is then
 * opened again and that piece is given byte by byte.
 */
export async function* unpacked(
  packing: Packing,
  open: Packed,
  {again, onRead, onDamage}: UnpackOptions
): AsyncIterable<Uint8Array> {
  const progress = {read: 0, before: 0};
  let made = 0;
  try {
    for await (const chunk of unpack(packing, noting(open(pieceBytes), progress, onRead))) {
      made += chunk.length;
      yield chunk;
    }
  } catch (error) {
    if (isSystemError(error)) throw error;
    const reason = damageOf(packing, error);
    if (again && reason.lost) yield* untilError(skipping(finely(packing, open, progress.before), made));
    onDamage(reason.text);
  }
}

/** Yields what follows the first so many bytes. */
export async function* skipping(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  bytes: number
): AsyncIterable<Uint8Array> {
  let left = bytes;
  for await (const chunk of chunks) {
    if (left < chunk.length) yield left > 0 ? chunk.subarray(left) : chunk;
    left = Math.max(0, left - chunk.length);
  }
}

/** Yields what an unpacker makes of pieces, and closes these: not every unpacker does when it fails or is left. */
async function* unpack(packing: Packing, pieces: AsyncGenerator<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* unpackers[packing](pieces);
  } finally {
    await pieces.return(undefined);
  }
}

async function* noting(
  pieces: AsyncIterable<Uint8Array>,
  progress: {read: number; before: number},
  onRead: (bytes: number) => void = () => undefined
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    progress.before = progress.read;
    progress.read += piece.length;
    yield Buffer.from(piece); // unpackers may keep it
    onRead(progress.read);
  }
}

/** Yields pieces as they are up to some bytes, and then byte by byte. */
async function* inBytes(pieces: AsyncIterable<Uint8Array>, from: number): AsyncGenerator<Uint8Array> {
  let at = 0;
  for await (const piece of pieces) {
    const kept = Buffer.from(piece);
    if (at < from) yield kept;
    else for (let i = 0; i < kept.length; i += 1) yield kept.subarray(i, i + 1);
    at += piece.length;
  }
}

async function* untilError(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    if (isSystemError(error)) throw error;
  }
}

/** Whether the disk and not the content is what failed. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}

/** Returns what a packed log holds, read byte by byte from an offset on. */
function finely(packing: Packing, open: Packed, from: number): AsyncIterable<Uint8Array> {
  return unpack(packing, inBytes(open(pieceBytes), from));
}

const early = /^unexpected end of file|error code 8$|ended prematurely/;
const foreign = /error code [46]$|Unsupported|memory|Cannot find (?:package|module)/i;

/** Returns what is wrong, in words, and whether the unpacker has lost what it made last. */
function damageOf(packing: Packing, error: unknown): {text: string; lost: boolean} {
  const message = error instanceof Error ? error.message : String(error);
  if (early.test(message)) return {text: `its ${packing} data ends too early`, lost: false};
  if (foreign.test(message))
    return {text: `its ${packing} data is of a rare kind; unpack it with ${unpackCommands[packing]}`, lost: false};
  return {text: `its ${packing} data is damaged or followed by something else`, lost: packing !== "bzip2"};
}
