import {marksEnd, newline} from "./event/bytes.ts";

/** How bytes that come in chunks, cut anywhere, are cut into lines. */
export interface Cutter {
  /** Takes the line that starts at a place and ends with a newline, and returns where that stands. */
  readonly take: (bytes: Buffer, start: number) => number;
  /** The start of a line whose end is in a later chunk. */
  rest: Buffer[];
  restBytes: number;
  /** Bytes up to and with the last whole line, and the zeros behind it. */
  consumed: number;
  /** Whether zeros that end a line were read last. */
  afterZeros: boolean;
  /** Zeros behind `rest` of which it is not known yet whether they end the line. */
  zeros: number;
}

/** A line is read up to this many bytes; what follows is skipped (sshd's own lines end at 1 KiB). */
export const longestLine = 1 << 20;

/** Returns a cutter that gives each line to `take`, without the byte order marks of UTF-8 before it. */
export function createCutter(take: Cutter["take"]): Cutter {
  return {take, rest: [], restBytes: 0, consumed: 0, afterZeros: false, zeros: 0};
}

/** So many zeros in the middle of a line are not its text: a name has one at most, and a power cut leaves a block. */
const block = 8;

/**
 * Cuts the next bytes into lines, and keeps what stands behind the last newline. Zeros, which a file system leaves in
 * place of what it could not write before the power went, end the line before them: any number of them at the start or
 * the end of a line, eight or more within one. They are no line themselves, nor is a newline directly behind them. They
 * are looked for once a chunk (memchr: 4 µs in 256 KiB).
 */
export function cut(cutter: Cutter, bytes: Uint8Array): void {
  const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = cutter.zeros > 0 ? goOn(cutter, chunk) : 0;
  for (let zero = chunk.indexOf(0, at), end = 0; zero >= 0; zero = chunk.indexOf(0, end)) {
    end = zerosEnd(chunk, zero);
    const isStart = zero === 0 ? cutter.restBytes === 0 : chunk[zero - 1] === newline;
    const isEnd = isStart || end - zero >= block || chunk[end] === newline;
    if (!isEnd && end < chunk.length) continue;
    cutText(cutter, chunk.subarray(at, zero));
    if (isEnd) endByZeros(cutter, end - zero);
    else cutter.zeros = end - zero;
    at = end;
  }
  cutText(cutter, chunk.subarray(at));
}

/** Takes the bytes behind zeros within a line, with which the last chunk ended, and returns where they end. */
function goOn(cutter: Cutter, chunk: Buffer): number {
  const end = zerosEnd(chunk, 0);
  const zeros = cutter.zeros + end;
  cutter.zeros = 0;
  if (zeros >= block || chunk[end] === newline) endByZeros(cutter, zeros);
  else if (end === chunk.length) cutter.zeros = zeros;
  else keep(cutter, Buffer.alloc(zeros));
  return end;
}

function zerosEnd(chunk: Buffer, start: number): number {
  let end = start;
  while (chunk[end] === 0) end += 1;
  return end;
}

function endByZeros(cutter: Cutter, zeros: number): void {
  cutLast(cutter);
  cutter.consumed += zeros;
  cutter.afterZeros = true;
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
export function restOf({rest, restBytes, zeros}: Cutter): Buffer | null {
  return restBytes > longestLine ? null : Buffer.concat([...rest, Buffer.alloc(zeros)]);
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
  while (at <= stop) at = cutter.take(chunk, marksEnd(chunk, at)) + 1;
  cutter.consumed += at;
  // a copy: the chunk may be filled anew
  if (stop + 1 < chunk.length) keep(cutter, Buffer.from(chunk.subarray(stop + 1)));
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
  cutter.take(line, marksEnd(line, 0));
  return part.length;
}
