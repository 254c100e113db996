/**
 * Returns the text that sshd meant by a field of one of its own lines, given one character per byte. What vis(3) wrote
 * as octal is decoded where the bytes are UTF-8, and a doubled backslash becomes one; bytes that are no UTF-8 and
 * control characters stand as `\ooo` (newline and tab as sshd writes them, `\n` and `\t`). The flags are those of
 * OpenSSH's log.c.
 */
export function decodeVis(field: string): string {
  return plain.test(field) ? field : shown(unescaped(Buffer.from(field, "latin1")));
}

/** Returns the text of a field that nobody escaped, as PAM writes it, with the same signs for what cannot be shown. */
export function decodeRaw(field: string): string {
  return plain.test(field) ? field : shown(Buffer.from(field, "latin1"));
}

const plain = /^[^\\\x00-\x1f\x7f-\xff]*$/;
const backslash = 0x5c;
const zero = 0x30;

/** Returns the bytes that vis(3) was given; they take the place of what it made of them. */
function unescaped(bytes: Buffer): Buffer {
  let end = 0;
  for (let at = 0; at < bytes.length; end += 1) {
    const byte = bytes[at]!;
    const octal = byte === backslash ? octalAt(bytes, at + 1) : -1;
    bytes[end] = octal < 0 ? byte : octal;
    at += octal >= 0 ? 4 : byte === backslash && bytes[at + 1] === backslash ? 2 : 1;
  }
  return bytes.subarray(0, end);
}

/** Returns the byte that three octal digits write, or -1 where there are none. */
function octalAt(bytes: Buffer, at: number): number {
  const first = bytes[at]! - zero;
  const second = bytes[at + 1]! - zero;
  const third = bytes[at + 2]! - zero;
  const isOctal = first >= 0 && first <= 3 && second >= 0 && second <= 7 && third >= 0 && third <= 7;
  return isOctal ? (first << 6) | (second << 3) | third : -1;
}

/** Returns bytes as text: UTF-8 where they are, the signs for the others. */
function shown(bytes: Buffer): string {
  const text = Buffer.allocUnsafe(4 * bytes.length); // a sign takes four bytes at most
  let end = 0;
  for (let at = 0; at < bytes.length;) {
    const length = characterBytes(bytes, at);
    if (length === 0) end = sign(text, end, bytes[at++]!);
    for (let i = 0; i < length; i += 1) text[end++] = bytes[at++]!;
  }
  return text.toString("utf8", 0, end);
}

/**
 * Returns how many bytes the character takes that stands there, or 0 where it is a control character or no UTF-8: what
 * is overlong, a surrogate, or beyond U+10FFFF is none (RFC 3629).
 */
function characterBytes(bytes: Buffer, at: number): number {
  const byte = bytes[at]!;
  if (byte < 0x80) return byte >= 0x20 && byte !== 0x7f ? 1 : 0;
  const length =
    byte >= 0xc2 && byte <= 0xdf ? 2 : byte >= 0xe0 && byte <= 0xef ? 3 : byte >= 0xf0 && byte <= 0xf4 ? 4 : 0;
  for (let i = 1; i < length; i += 1) if (!isContinuation(bytes[at + i])) return 0;
  const second = bytes[at + 1]!;
  // before U+00A0 are the C1 controls
  const least = byte === 0xc2 ? 0xa0 : byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
  const most = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
  return length > 0 && second >= least && second <= most ? length : 0;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte <= 0xbf;
}

/** Writes the sign of a byte and returns where it ends. */
function sign(text: Buffer, at: number, byte: number): number {
  text[at] = backslash;
  if (byte === 0x0a || byte === 0x09) {
    text[at + 1] = byte === 0x0a ? 0x6e : 0x74; // n, t
    return at + 2;
  }
  text[at + 1] = zero + (byte >> 6);
  text[at + 2] = zero + ((byte >> 3) & 7);
  text[at + 3] = zero + (byte & 7);
  return at + 4;
}
