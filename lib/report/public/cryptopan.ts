import {createCipheriv} from "node:crypto";

/** Returns the pseudonym of an address. Both are 4 or 16 bytes. */
export type Pseudonym = (address: readonly number[]) => number[];

const block = 16; // bytes that AES encrypts at once

/**
 * Returns the function that gives addresses their pseudonyms under a key of 32 bytes, by Crypto-PAn (Xu, Fan, Ammar,
 * Moon: “Prefix-Preserving IP Address Anonymization”, ICNP 2002). Two addresses that share their first n bits, and no
 * more, have pseudonyms that share their first n bits, and no more. Each bit is flipped or not by a bit of AES over the
 * bits before it and a padding. The first half of the key is the key of AES; the second half makes the padding. An IPv6
 * address is treated like an IPv4 address, with 128 bits. Throws for a key of another length.
 */
export function cryptoPan(key: Uint8Array): Pseudonym {
  if (key.length !== 2 * block) throw new Error(`invalid key; not 32 bytes: ${key.length}`);
  const cipher = createCipheriv("aes-128-ecb", key.subarray(0, block), null);
  const padding = cipher.update(key.subarray(block));
  return (address) => {
    const bits = 8 * address.length;
    const inputs = Buffer.alloc(bits * block);
    for (let bit = 0; bit < bits; bit++) writeInput(inputs.subarray(bit * block), address, {bits: bit, padding});
    const outputs = cipher.update(inputs);
    return address.map((byte, i) => byte ^ flips(outputs, 8 * i));
  };
}

interface Prefix {
  readonly bits: number;
  readonly padding: Buffer;
}

/** Writes a block that AES encrypts: the first `bits` bits of an address, and the padding from there on. */
function writeInput(input: Buffer, address: readonly number[], {bits, padding}: Prefix): void {
  padding.copy(input);
  const whole = bits >> 3;
  for (let i = 0; i < whole; i++) input[i] = address[i]!;
  const mask = 0xff00 >> (bits & 7); // of the bits that come from the address
  if (bits & 7) input[whole] = (address[whole]! & mask) | (padding[whole]! & ~mask);
}

/** Returns the first bits of eight encrypted blocks as a byte; they begin at the block number `first`. */
function flips(outputs: Buffer, first: number): number {
  let byte = 0;
  for (let bit = first; bit < first + 8; bit++) byte = (byte << 1) | (outputs[bit * block]! >> 7);
  return byte;
}
