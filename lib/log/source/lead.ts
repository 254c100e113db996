import type {FileHandle} from "node:fs/promises";
import {marksEnd, newline} from "../event/bytes.ts";
import {encodingOf} from "./encoding.ts";

/**
 * Returns how many first bytes of a log say nothing: the zeros of a power cut, or of a log that was emptied while its
 * writer went on at its old place (logrotate's copytruncate), with the newline behind them, and byte order marks of
 * UTF-8. A log is known by the bytes that follow.
 */
export function leadIn(bytes: Uint8Array): number {
  let at = 0;
  while (bytes[at] === 0) at += 1;
  if (at > 0 && bytes[at] === newline) at += 1;
  return marksEnd(bytes, at);
}

/** Bytes that are read at once. */
const pieceBytes = 1 << 16;

/** Returns how many first bytes of a file say nothing; see {@link leadIn}. */
export async function leadOf(file: FileHandle): Promise<number> {
  const piece = Buffer.alloc(pieceBytes);
  const read = async (at: number): Promise<Buffer> =>
    piece.subarray(0, (await file.read(piece, 0, pieceBytes, at)).bytesRead);
  let at = 0;
  let bytes = await read(at);
  if (encodingOf(bytes) !== null) return 0;
  for (; bytes.length > 0 && isZero(bytes); bytes = await read(at)) at += bytes.length;
  return at + leadIn(bytes);
}

const zeros = Buffer.alloc(pieceBytes);

function isZero(bytes: Buffer): boolean {
  return bytes[0] === 0 && bytes.equals(zeros.subarray(0, bytes.length));
}

/** Yields a log without the first bytes that say nothing. */
export async function* withoutLead(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let isLead = true;
  for await (const chunk of chunks) {
    const from: number = isLead ? leadIn(chunk) : 0;
    isLead &&= from === chunk.length;
    if (from < chunk.length) yield from > 0 ? chunk.subarray(from) : chunk;
  }
}
