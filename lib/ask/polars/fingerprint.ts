import {createHash} from "node:crypto";
import {closeSync, openSync, readSync} from "node:fs";
import {crc32} from "node:zlib";
import type {Store} from "../../store/database.ts";

/**
 * Returns the fingerprint of the file of a database, and begins a transaction: while it lasts, the database holds just
 * that. Null when another process wrote to it meanwhile, or when it keeps a part of its content in a second file.
 */
export function beginWithFingerprint(store: Store): string | null {
  // another one after each change by others
  const version = (): unknown => store.pragma("data_version", {simple: true});
  const isWhole = store.pragma("journal_mode", {simple: true}) !== "wal";
  const before = version();
  // before the transaction: the first descriptor of the file that this process closes ends its locks on it
  const print = isWhole ? fingerprint(store.name) : null;
  store.exec("BEGIN");
  return version() === before ? print : null;
}

const pieceBytes = 2 ** 20;

/**
 * Returns a fingerprint of what a file holds, in 64 hexadecimal digits: the SHA-256 of the CRC-32 of each MiB. It tells
 * chance apart, not an opponent, at 4 GB/s. A database that was written to differs in its header too (its change
 * counter).
 */
export function fingerprint(path: string): string {
  const [hash, piece] = [createHash("sha256"), Buffer.allocUnsafe(pieceBytes)];
  const file = openSync(path, "r");
  try {
    for (let bytes = readSync(file, piece); bytes > 0; bytes = readSync(file, piece))
      hash.update(`${bytes} ${crc32(piece.subarray(0, bytes))},`);
  } finally {
    closeSync(file);
  }
  return hash.digest("hex");
}
