/**
 * Whether bytes are the start of a tar archive: by the mark that POSIX and GNU put at byte 257, or by the checksum at
 * byte 148 of the older ones. That is the sum of the header's 512 bytes in octal digits, with spaces in place of its
 * own eight.
 * Names are filled up with zeros, of which a log has none.
 */
export function isTar(start: Buffer): boolean {
  if (start.length < 512 || !start.subarray(0, 512).includes(0)) return false;
  return /^ustar(?:\0\d\d| {2}\0)/.test(start.toString("latin1", 257, 265)) || checksumOf(start) === sumOf(start);
}

function checksumOf(header: Buffer): number {
  const digits = /^ *([0-7]{1,7})[ \0]/.exec(header.toString("latin1", 148, 156))?.[1];
  return digits === undefined ? NaN : Number.parseInt(digits, 8);
}

function sumOf(header: Buffer): number {
  let sum = 8 * 0x20;
  for (let i = 0; i < 512; i += 1) if (i < 148 || i >= 156) sum += header[i]!;
  return sum;
}
