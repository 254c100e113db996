import {newline} from "./event/bytes.ts";

/** How bytes that come in chunks, cut anywhere, are cut into lines. */
export interface Cutter {
  /** Takes the line that starts at a place and ends with a newline, and returns where that stands. */
  readonly take: (bytes: Buffer, start: number) => number;
  /** The start of a line whose end is in a later chunk. */
  rest: Buffer[];
  restBytes: number;
  /** Bytes up to and with the last whole line, and the zeros behind it. */
  consumed: number;
  /** Whether the byte that was read last is a zero. */
  afterZeros: boolean;
}

/** A line is read up to this many bytes; what follows is skipped (sshd's own lines end at 1 KiB). */
export const longestLine = 1 << 20;

/** Returns a cutter that gives each line to `take`, without the byte order marks of UTF-8 before it. */
export function createCutter(take: Cutter["take"]): Cutter {
  return {take, rest: [], restBytes: 0, consumed: 0, afterZeros: false};
}

/**
 * Cuts the next bytes into lines, and keeps what stands behind the last newline. Zeros, which a file system leaves in
 * place of what it could not write before the power went, end the line before them. They are no line themselves, nor is
 * a newline directly behind them. They are looked for once a chunk (memchr: 4 µs in 256 KiB).
 */
export function cut(cutter: Cutter, bytes: Uint8Array): void {
  const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  for (let zero = chunk.indexOf(0); zero >= 0; zero = chunk.indexOf(0, at)) {
    cutText(cutter, chunk.subarray(at, zero));
    at = skipZeros(cutter, chunk, zero);
  }
  cutText(cutter, chunk.subarray(at));
}

/**
 * Returns where the next run is to begin: behind the last whole line. Of zeros behind that line the last one is left,
 * so that the next run knows of them.
 */
export function consumedBy({consumed, afterZeros}: Cutter): number {
  return consumed - Number(afterZeros);
}

/** Takes a last line that has no end. */
export function cutLast(cutter: Cutter): void {
  if (cutter.restBytes > 0) endRest(cutter, Buffer.of(newline));
}

/** Returns the line that has no end yet; null where it is longer than any line is read. */
export function restOf({rest, restBytes}: Cutter): Buffer | null {
  return restBytes > longestLine ? null : Buffer.concat(rest);
}

/** Cuts bytes that hold no zero. */
function cutText(cutter: Cutter, text: Buffer): void {
  if (text.length === 0) return;
  const ofZeros = cutter.afterZeros && text[0] === newline ? 1 : 0; // the newline that belongs to them
  cutter.afterZeros = false;
  cutter.consumed += ofZeros;
  cutLines(cutter, text.subarray(ofZeros));
}

function cutLines(cutter: Cutter, chunk: Buffer): void {
  const stop = chunk.lastIndexOf(newline);
  const isContinued = stop >= 0 && cutter.restBytes > 0;
  let at = isContinued ? endRest(cutter, chunk.subarray(0, chunk.indexOf(newline) + 1)) : 0;
  while (at <= stop) at = cutter.take(chunk, textStart(chunk, at)) + 1;
  cutter.consumed += at;
  // a copy: the chunk may be filled anew
  if (stop + 1 < chunk.length) keep(cutter, Buffer.from(chunk.subarray(stop + 1)));
}

/** Ends the line before some zeros, and returns where these end. */
function skipZeros(cutter: Cutter, chunk: Buffer, start: number): number {
  cutLast(cutter);
  let end = start;
  while (chunk[end] === 0) end += 1;
  cutter.consumed += end - start;
  cutter.afterZeros = true;
  return end;
}

/** Returns where a line begins behind its byte order marks: each file that `cat` joined can have one. */
function textStart(bytes: Buffer, start: number): number {
  let at = start;
  while (bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) at += 3;
  return at;
}

function keep(cutter: Cutter, part: Buffer): void {
  if (cutter.restBytes < longestLine) cutter.rest.push(part);
  cutter.restBytes += part.length;
}

/** Takes the line that ends with a part, and returns the part's length. */
function endRest(cutter: Cutter, part: Buffer): number {
  const line = Buffer.concat([...cutter.rest, part]);
  cutter.consumed += cutter.restBytes;
  cutter.rest = [];
  cutter.restBytes = 0;
  cutter.take(line, textStart(line, 0));
  return part.length;
}
