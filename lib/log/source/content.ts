import {skipping, unpacked} from "./compression.ts";
import {packingOf} from "./packing.ts";
import {noteMachine, type Machines} from "./entry.ts";
import {journalLines} from "./journal.ts";
import type {Source} from "./types.ts";

type Chunks = Source["chunks"];

const chunkBytes = 1 << 18;

/** The bytes of a log as they are stored; see {@link reading}. */
export interface Reading {
  /** What the source is called. */
  readonly name: string;
  /**
   * Opens the bytes as they are stored, in pieces of at most so many, from an offset on; all can be in the same memory.
   */
  readonly open: (pieceBytes: number, from?: number) => AsyncIterable<Uint8Array>;
  readonly start: Uint8Array;
  /** Whether it can be opened more than once. */
  readonly again: boolean;
}

/** Returns how the bytes are read, unpacked where they are packed. */
export function reading({name, open, start, again}: Reading): {read: Chunks; problem: Source["problem"]} {
  let damage: string | null = null;
  const packing = packingOf(start);
  const onDamage = (reason: string): void => void (damage = `${name}: ${reason}; what could be read of it is kept`);
  const read: Chunks = packing
    ? (from, onRead) => skipping(unpacked(packing, open, {again, onRead, onDamage}), from)
    : (from, onRead) => counted(open(chunkBytes, from), from, onRead);
  return {read, problem: () => damage};
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  from: number,
  onRead?: (bytes: number) => void
): AsyncIterable<Uint8Array> {
  let read = from;
  for await (const chunk of chunks) {
    yield chunk;
    onRead?.((read += chunk.length));
  }
}

/**
 * Returns how the lines of a journal's entries are read, given how their JSON is; machine ids go to `machines` by host.
 */
export function asLines(read: Chunks, machines: Machines): Chunks {
  return (from, onRead) =>
    skipping(
      journalLines(read(0, onRead), (entry) => noteMachine(machines, entry)),
      from
    );
}

/** Returns the first bytes, at most as many as asked for. */
export async function firstBytes(chunks: AsyncIterable<Uint8Array>, bytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) {
    parts.push(Buffer.from(chunk.subarray(0, bytes))); // the next chunk can be in the same memory
    if (total(parts) >= bytes) break;
  }
  return Buffer.concat(parts).subarray(0, bytes);
}

/** Returns how many bytes chunks hold together. */
export function total(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, {length}) => sum + length, 0);
}
