/** Bytes that are read bit by bit, the highest bit of each first, as bzip2 writes them. */
export interface Bits {
  bytes: Buffer;
  /** Where the next byte stands that was not taken into `held`. */
  at: number;
  /** The last `count` bits of it were taken from the bytes and not yet read. */
  held: number;
  count: number;
}

/** Returns the bits of bytes. Behind their end follow zeros without an end; see {@link bitsLeft}. */
export function bitsOf(bytes: Buffer): Bits {
  return {bytes, at: 0, held: 0, count: 0};
}

/** Returns the next bits as a number without reading them; 24 at most. */
export function peekBits(bits: Bits, count: number): number {
  while (bits.count < count) {
    bits.held = (bits.held << 8) | (bits.at < bits.bytes.length ? bits.bytes[bits.at]! : 0);
    bits.at += 1;
    bits.count += 8;
  }
  return (bits.held >>> (bits.count - count)) & ((1 << count) - 1);
}

/** Reads the next bits as a number; 24 at most. */
export function readBits(bits: Bits, count: number): number {
  const number = peekBits(bits, count);
  bits.count -= count;
  return number;
}

/** Reads four bytes as a number from 0 on. */
export function readWord(bits: Bits): number {
  const high = readBits(bits, 16);
  return high * 0x1_0000 + readBits(bits, 16);
}

/** Reads one bit. */
export function readBit(bits: Bits): boolean {
  return readBits(bits, 1) === 1;
}

/** Returns how many bits were not read yet; fewer than 0 where more were read than there are. */
export function bitsLeft({bytes, at, count}: Bits): number {
  return (bytes.length - at) * 8 + count;
}

/** Reads the bits up to the next whole byte. */
export function skipToByte(bits: Bits): void {
  bits.count -= bits.count & 7;
}
