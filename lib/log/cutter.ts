import {newline} from "./event/bytes.ts";

/** How bytes that come in chunks, cut anywhere, are cut into lines. */
export interface Cutter {
  /** Takes the line that starts at a place and ends with a newline, and returns where that stands. */
  readonly take: (bytes: Buffer, start: number) => number;
  /** The start of a line whose end is in a later chunk. */
  rest: Buffer[];
  restBytes: number;
  /** Bytes up to and with the last whole line. */
  consumed: number;
}

/** A line is read up to this many bytes; what follows is skipped (sshd's own lines end at 1 KiB). */
export const longestLine = 1 << 20;

/** Returns a cutter that gives each line to `take`. */
export function createCutter(take: Cutter["take"]): Cutter {
  return {take, rest: [], restBytes: 0, consumed: 0};
}

/** Cuts the next bytes into lines, and keeps what stands behind the last newline. */
export function cut(cutter: Cutter, bytes: Uint8Array): void {
  const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const stop = chunk.lastIndexOf(newline);
  const isContinued = stop >= 0 && cutter.restBytes > 0;
  let at = isContinued ? endRest(cutter, chunk.subarray(0, chunk.indexOf(newline) + 1)) : 0;
  while (at <= stop) at = cutter.take(chunk, at) + 1;
  cutter.consumed += at;
  // a copy: the chunk may be filled anew
  if (stop + 1 < chunk.length) keep(cutter, Buffer.from(chunk.subarray(stop + 1)));
}

/** Takes a last line that has no end. */
export function cutLast(cutter: Cutter): void {
  if (cutter.restBytes > 0) endRest(cutter, Buffer.of(newline));
}

/** Returns the line that has no end yet; null where it is longer than any line is read. */
export function restOf({rest, restBytes}: Cutter): Buffer | null {
  return restBytes > longestLine ? null : Buffer.concat(rest);
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
  cutter.take(line, 0);
  return part.length;
}
