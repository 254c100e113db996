import type {Bytes} from "./address.ts";

/** The search tree of a file in MaxMind's format: nodes of two numbers, one for each value of the next bit. */
export interface Tree {
  readonly bytes: Buffer;
  readonly nodeCount: number;
  /** bits of a number: 24, 28 or 32 */
  readonly recordSize: number;
  readonly ipVersion: number;
}

/**
 * Returns what finds the place in the file of an address's record, or null where it has none. maxmind finds it, too,
 * but from text and 2.5 times slower, and does not tell it: with it each record is decoded once, whatever network has
 * it.
 */
export function recordFinder(tree: Tree): (address: Bytes) => number | null {
  const {nodeCount, recordSize, ipVersion} = tree;
  const shift = (nodeCount * recordSize) / 4 - nodeCount; // by the MaxMind DB specification 2.0
  const firstIPv4 = ipVersion === 6 ? walk(tree, Array<number>(12).fill(0), 0) : 0; // IPv4 is ::/96 there
  return (address) => {
    const node = walk(tree, address, address.length === 4 ? firstIPv4 : 0);
    return node > nodeCount ? node + shift : null;
  };
}

/** Follows the bits of an address from a node on; returns the number of a node or, beyond those, of a record. */
function walk(tree: Tree, address: Bytes, start: number): number {
  const {nodeCount} = tree;
  let node = start;
  for (let bit = 0; bit < 8 * address.length && node < nodeCount; bit++)
    node = child(tree, node, (address[bit >> 3]! >> (7 - (bit & 7))) & 1);
  return node;
}

/** Returns the left (0) or right (1) number of a node; with 28 bits, the middle byte has the highest four of both. */
function child({bytes, recordSize}: Tree, node: number, side: number): number {
  const at = (node * recordSize) / 4 + side * (recordSize >> 3);
  if (recordSize === 24) return (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!;
  if (recordSize === 32) return bytes.readUInt32BE(at);
  const low = at + side;
  const high = side === 0 ? bytes[at + 3]! >> 4 : bytes[at]! & 15;
  return (high << 24) | (bytes[low]! << 16) | (bytes[low + 1]! << 8) | bytes[low + 2]!;
}
