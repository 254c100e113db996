import {bitsLeft, peekBits, readBit, readBits, readWord, type Bits} from "./bits.ts";

/** What a block holds: bytes in which four equal ones are followed by the number of more of them. */
export interface Block {
  readonly bytes: Uint8Array;
  /** The checksum that the bytes have when their runs are written out. */
  readonly checksum: number;
}

/** The memory in which blocks are read, one after the other. */
export interface Workspace {
  readonly sorted: Uint8Array;
  /** Sorted places: where the byte stands that follows, and in the lowest 8 bits that byte. */
  readonly next: Uint32Array;
  readonly bytes: Uint8Array;
}

/** Returns the memory for the largest blocks that there are. */
export function createWorkspace(): Workspace {
  const most = 900_000;
  return {sorted: new Uint8Array(most), next: new Uint32Array(most), bytes: new Uint8Array(most)};
}

/**
 * Reads a block of a bzip2 file behind its magic number: Huffman codes, move to front, Burrows-Wheeler transform (as
 * decompress.c of bzip2 1.0.8 does). It has at most `most` bytes, which are in the workspace until the next block is
 * read. Throws where it is no such block.
 */
export function readBlock(bits: Bits, most: number, workspace: Workspace): Block {
  const checksum = readWord(bits);
  if (readBit(bits)) throw new Error("Unsupported: a randomised block"); // bzip2 0.9.0 and older wrote them
  const origin = readBits(bits, 24);
  const used = readUsed(bits);
  const groups = readBits(bits, 3);
  if (used.length === 0 || groups < 2 || groups > 6) throw damaged("no table");
  const selectors = readSelectors(bits, groups);
  const codes = Array.from({length: groups}, () => readCode(bits, used.length + 2));
  const length = readSorted(bits, {used, selectors, codes}, workspace.sorted.subarray(0, most));
  if (origin >= length) throw damaged("no origin");
  return {bytes: unsort(workspace, length, origin), checksum};
}

/** Reads which bytes the block holds: 16 bits for sixteens of them, and 16 for the bytes of each that is there. */
function readUsed(bits: Bits): Uint8Array {
  const sixteens = readBits(bits, 16);
  const used: number[] = [];
  for (let high = 0; high < 16; high += 1) {
    const bytes = (sixteens << high) & 0x8000 ? readBits(bits, 16) : 0;
    for (let low = 0; low < 16; low += 1) if ((bytes << low) & 0x8000) used.push(high * 16 + low);
  }
  return Uint8Array.from(used);
}

/** Each code is used for as many symbols in a row. */
const groupLength = 50;

/** A block of 900,000 bytes needs no more selectors; what some encoders write behind them says nothing. */
const mostSelectors = 18_002;

/** Reads which code each group of symbols has. */
function readSelectors(bits: Bits, groups: number): Uint8Array {
  const count = readBits(bits, 15);
  const selectors = new Uint8Array(count);
  const recent = Array.from({length: groups}, (_, group) => group);
  for (let i = 0; i < count; i += 1) {
    let place = 0;
    for (; readBit(bits); place += 1) if (place + 1 >= groups) throw damaged("no code");
    recent.unshift(...recent.splice(place, 1));
    selectors[i] = recent[0]!;
  }
  return selectors.subarray(0, mostSelectors);
}

const longestCode = 20;

/** A Huffman code whose words are in the order of their lengths. */
interface Code {
  /** The symbols in the order of their words. */
  readonly symbols: Uint16Array;
  /** By length: the first number of 20 bits that begins with no word of this length or a shorter one. */
  readonly ends: Uint32Array;
  /** By length: what the number that a word writes lacks to the place of its symbol. */
  readonly shifts: Int32Array;
}

/** Reads the lengths of a code's words, each as its difference to the one before. */
function readCode(bits: Bits, count: number): Code {
  const lengths = new Uint8Array(count);
  let length = readBits(bits, 5);
  for (let symbol = 0; symbol < count; symbol += 1) {
    while (readBit(bits)) {
      length += readBit(bits) ? -1 : 1;
      if (bitsLeft(bits) < 0) throw damaged("no end");
    }
    if (length < 1 || length > longestCode) throw damaged("no length");
    lengths[symbol] = length;
  }
  return codeOf(lengths);
}

function codeOf(lengths: Uint8Array): Code {
  const symbols = new Uint16Array(lengths.length);
  const ends = new Uint32Array(longestCode + 1);
  const shifts = new Int32Array(longestCode + 1);
  let word = 0;
  let place = 0;
  for (let length = 1; length <= longestCode; length += 1) {
    shifts[length] = place - word;
    for (let symbol = 0; symbol < lengths.length; symbol += 1)
      if (lengths[symbol] === length) symbols[place++] = symbol;
    word = place - shifts[length]!;
    ends[length] = word << (longestCode - length);
    word <<= 1;
  }
  return {symbols, ends, shifts};
}

function readSymbol(bits: Bits, {symbols, ends, shifts}: Code): number {
  const next = peekBits(bits, longestCode);
  let length = 1;
  while (length <= longestCode && next >= ends[length]!) length += 1;
  if (length > longestCode) throw damaged("no symbol");
  bits.count -= length;
  return symbols[(next >>> (longestCode - length)) + shifts[length]!]!;
}

/** What the symbols of a block mean. */
interface Symbols {
  /** The bytes that the block holds. */
  readonly used: Uint8Array;
  /** Which code each group of symbols has. */
  readonly selectors: Uint8Array;
  readonly codes: readonly Code[];
}

/**
 * Reads the sorted bytes and returns how many they are. The symbols 0 and 1 are the digits of how often the last byte
 * comes again (its lowest digit first, 1 and 2 in place of 0 and 1); the others name a byte by its place among the
 * recent ones.
 */
function readSorted(bits: Bits, {used, selectors, codes}: Symbols, sorted: Uint8Array): number {
  const recent = Uint8Array.from(used);
  const end = used.length + 1;
  let length = 0;
  let weight = 1; // of the next digit
  for (const selector of selectors) {
    if (bitsLeft(bits) < 0) throw damaged("no end");
    const code = codes[selector]!;
    for (let i = 0; i < groupLength; i += 1) {
      const symbol = readSymbol(bits, code);
      if (symbol === end) return length;
      const run = symbol <= 1 ? weight << symbol : 1;
      if (length + run > sorted.length) throw damaged("too many bytes");
      if (symbol <= 1) sorted.fill(recent[0]!, length, length + run);
      else sorted[length] = toFront(recent, symbol - 1);
      weight = symbol <= 1 ? weight << 1 : 1;
      length += run;
    }
  }
  throw damaged("no end");
}

/** Moves a byte to the front of the recent ones, and returns it. */
function toFront(recent: Uint8Array, place: number): number {
  const byte = recent[place]!;
  for (let i = place; i > 0; i -= 1) recent[i] = recent[i - 1]!;
  recent[0] = byte;
  return byte;
}

/** Undoes the Burrows-Wheeler transform; `origin` is the place of the text itself among its sorted rotations. */
function unsort({sorted, next, bytes}: Workspace, length: number, origin: number): Uint8Array {
  const starts = startsOf(sorted, length);
  for (let i = 0; i < length; i += 1) next[starts[sorted[i]!]!++] = (i << 8) | sorted[i]!;
  for (let i = 0, entry = next[origin]!; i < length; i += 1, entry = next[entry >>> 8]!) bytes[i] = entry;
  return bytes.subarray(0, length);
}

/** Returns for each byte how many are smaller. */
function startsOf(bytes: Uint8Array, length: number): Uint32Array {
  const starts = new Uint32Array(257);
  for (let i = 0; i < length; i += 1) starts[bytes[i]! + 1]! += 1;
  for (let byte = 1; byte < 256; byte += 1) starts[byte]! += starts[byte - 1]!;
  return starts;
}

function damaged(problem: string): Error {
  return new Error(`damaged: ${problem}`);
}
