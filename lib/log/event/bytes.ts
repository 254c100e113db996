// What the readers of raw bytes share. None of them allocates, for they run on every line of a log.

export const newline = 10;
export const space = 0x20;
export const colon = 0x3a;
export const dash = 0x2d;
export const dot = 0x2e;
const zero = 0x30;

/** Returns the bytes of an ASCII text. */
export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** Whether a text stands at a place. */
export function same(bytes: Uint8Array, start: number, text: Uint8Array): boolean {
  for (let i = 0; i < text.length; i += 1) if (bytes[start + i] !== text[i]) return false;
  return true;
}

/** Returns where a text goes on behind the byte order marks of UTF-8 at a place; the place itself without any. */
export function marksEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) at += 3;
  return at;
}

/** Whether a byte is a digit. */
export function isDigit(byte: number): boolean {
  return byte >= zero && byte <= 0x39;
}

/** Whether a byte is a letter, a digit, or one of `-._`. */
export function isWord(byte: number): boolean {
  const letter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
  return letter || isDigit(byte) || byte === dash || byte === dot || byte === 0x5f;
}

/** Returns the number that two digits write, or NaN. */
export function number2(bytes: Uint8Array, at: number): number {
  return 10 * digit(bytes, at) + digit(bytes, at + 1);
}

/** Returns the number that the digits between two places write, or -1 where a byte is none or there are none. */
export function integer(bytes: Uint8Array, start: number, end: number): number {
  if (start >= end) return -1;
  let number = 0;
  for (let i = start; i < end; i += 1) {
    if (!isDigit(bytes[i]!)) return -1;
    number = number * 10 + bytes[i]! - zero;
  }
  return number;
}

/** Returns the first place from a start on that holds no digit. */
export function digitsEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (isDigit(bytes[at]!)) at += 1;
  return at;
}

/** Returns the number that a digit writes, or NaN. */
export function digit(bytes: Uint8Array, at: number): number {
  return isDigit(bytes[at]!) ? bytes[at]! - zero : NaN;
}
