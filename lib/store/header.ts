import {closeSync, existsSync, openSync, readSync, statSync} from "node:fs";
import {notOurs} from "./errors.ts";
import {applicationId} from "./schema.ts";

/**
 * Throws for a folder, and for a file of another program. SQLite must not open such a file: it would finish what the
 * program left undone, and take a file of one byte for an empty database.
 */
export function refuseForeign(path: string): void {
  const there = statSync(path, {throwIfNoEntry: false});
  if (!there) return;
  if (there.isDirectory()) throw new Error(`${path} is a folder; name a file in it`);
  const header = Buffer.alloc(100);
  let bytes = 0;
  try {
    const file = openSync(path, "r");
    bytes = readSync(file, header);
    closeSync(file);
  } catch {
    return; // it may not be read, and SQLite says so
  }
  const isOurs = header.subarray(0, 16).equals(magic) && header.readUInt32BE(68) === applicationId;
  if (bytes > 0 && !isOurs && !isUnborn(header, path)) throw notOurs(path);
}

/**
 * Whether the power was lost while a database was made: its header never reached the disk, and SQLite takes back the
 * rest.
 */
function isUnborn(header: Buffer, path: string): boolean {
  return header.every((byte) => byte === 0) && existsSync(`${path}-journal`);
}

/** The first bytes of a database; its `application_id` stands at 68 (SQLite's file format, 1.3). */
const magic = Buffer.from("SQLite format 3\0");
