import {createHash, randomUUID} from "node:crypto";
import {closeSync, openSync, realpathSync, renameSync, utimesSync} from "node:fs";
import {isDeepStrictEqual} from "node:util";
import pl from "nodejs-polars";
import {cacheFolder} from "../../base/cache-folder.ts";
import type {Store} from "../../store/database.ts";
import {beginWithFingerprint, fingerprint} from "./fingerprint.ts";
import {discard, draftPath, entriesIn, entryPath, tidy, type Entry} from "./cache-files.ts";
import {rowSchema} from "./rows.ts";

/** The rows of one state of a database, kept from run to run. */
export interface Cache {
  /** Returns the rows, or null when they are not there; a damaged file is removed. */
  read(): pl.DataFrame | null;
  /** Keeps rows, in place of those of earlier states. Does nothing where that is not possible. */
  write(rows: pl.DataFrame): void;
}

/** Raised whenever rows come to mean something else. */
const format = 1;

/**
 * Returns the cache for what a database holds, and begins a transaction in which it stays so; null where nothing can be
 * kept. A file of it is Arrow IPC and holds ids and numbers only: no name and no address leaves the database. It is
 * found by the content of the database, so that a copy of the database has the same one.
 */
export function openCache(store: Store, folder = cacheFolder()): Cache | null {
  const print = folder === null ? null : beginWithFingerprint(store);
  if (folder === null || print === null) return null;
  const [place, content] = [sha256(realpathSync(store.name), 16), sha256(`${format} ${print}`, 32)];
  return {
    read() {
      const entries = entriesIn(folder).filter((entry) => entry.content === content);
      return entries.map(read).find((rows) => rows !== null) ?? null;
    },
    write: (rows) => write(rows, folder, {place, content})
  };
}

/** Returns the rows of a file, or null, and removes it, unless it is as it was written. */
function read({path, file}: Entry): pl.DataFrame | null {
  try {
    if (fingerprint(path).slice(0, file.length) !== file) throw new Error(`damaged: ${path}`);
    const rows = pl.scanIPC(path).collectSync(); // on all cores; readIPC takes one
    if (!isDeepStrictEqual(types(rows.schema), types(rowSchema))) throw new Error(`other columns: ${path}`);
    const now = new Date();
    utimesSync(path, now, now);
    return rows;
  } catch {
    discard(path);
    return null;
  }
}

function types(schema: Readonly<Record<string, unknown>>): [string, string][] {
  return Object.entries(schema).map(([name, type]) => [name, String(type)]);
}

/** Writes a file under another name first: whoever reads meanwhile, or writes the same, sees a whole one. */
function write(rows: pl.DataFrame, folder: string, of: Pick<Entry, "place" | "content">): void {
  let draft: string | null = null;
  try {
    draft = draftPath(folder, randomUUID());
    closeSync(openSync(draft, "wx", 0o600)); // only for its user: when somebody knocks is told by it
    rows.writeIPC(draft, {compression: "zstd"});
    const entry = {...of, file: fingerprint(draft).slice(0, 32)};
    renameSync(draft, entryPath(folder, entry));
    tidy(folder, entry);
  } catch {
    if (draft) discard(draft); // a full disk, a folder of somebody else: the next run reads the database again
  }
}

function sha256(text: string, digits: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, digits);
}
