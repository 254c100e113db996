import {open, stat} from "node:fs/promises";
import type {Packing} from "./packing.ts";

/** A file that has not changed for so long is not being written any more. */
const restSeconds = 3600;

/** Whether a file has not changed for an hour; one that was taken away, as by rotation, may have. */
export async function isAtRest(path: string): Promise<boolean> {
  const info = await stat(path).catch(() => null);
  return info !== null && (Date.now() - info.mtimeMs) / 1000 > restSeconds;
}

/**
 * Returns how many bytes the log in a file has, as far as the file says so without being unpacked: plain text, and
 * gzip, which writes the length at its end (RFC 1952; its lowest 32 bits: `about` gives the others). Else null.
 */
export async function lengthOf(path: string, packing: Packing | null, about: number): Promise<number | null> {
  if (packing === null) return (await stat(path)).size;
  if (packing !== "gzip") return null;
  await using file = await open(path);
  const {size} = await file.stat();
  const {buffer, bytesRead} = await file.read(Buffer.alloc(4), 0, 4, Math.max(0, size - 4));
  return bytesRead < 4 ? null : about - (about % 2 ** 32) + buffer.readUInt32LE();
}
