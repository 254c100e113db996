import {ReadableStream} from "node:stream/web";
import {createGunzip} from "node:zlib";
import {bunzip2} from "./bzip2.ts";
import {through} from "./node-zlib.ts";
import type {Packing} from "./packing.ts";
import {zstdFrames} from "./zstd.ts";

/**
 * Yields what a packed log holds, and throws where it is damaged; what was made of the piece before that may be lost.
 */
export type Unpacker = (pieces: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

/** The unpackers: node's own, and libraries that are only loaded when they are needed. */
export const unpackers: Record<Packing, Unpacker> = {
  gzip: (pieces) => through(createGunzip({chunkSize: 1 << 18}), pieces),
  zstd: zstdFrames,
  xz: unxz,
  bzip2: bunzip2
};

/** The library reads one xz file at a time: a second one waits until the first is read or left. */
async function* unxz(pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const {default: xz} = await import("xz-decompress");
  yield* new xz.XzReadableStream(ReadableStream.from(pieces) as globalThis.ReadableStream<Uint8Array>);
}
