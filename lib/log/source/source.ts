import {createReadStream} from "node:fs";
import {open, stat} from "node:fs/promises";
import {installation} from "../../base/installation.ts";
import {magicBytes, packingOf} from "./packing.ts";
import {asLines, firstBytes, reading} from "./content.ts";
import type {Machines} from "./entry.ts";
import {isJournalText} from "./journal.ts";
import {isJournalFile, journalOf} from "./journal-live.ts";
import {isAtRest, lengthOf} from "./end.ts";
import {streamed} from "./stream.ts";
import type {Source} from "./types.ts";

export type {Source} from "./types.ts";

/**
 * Returns the source of a name: a path, "-" for standard input, `journal` for systemd's, `journal:PATH` for a journal's
 * folder, file or export. gzip, xz, zstd and bzip2 are told by the first bytes; so is a journal exported as JSON, whose
 * entries become lines as syslog writes them. Throws when there is no such thing or it may not be read.
 */
export async function openSource(name: string): Promise<Source> {
  if (name === "-") return streamed(name, process.stdin);
  if (/^journal(?::|$)/.test(name)) return (await journalOf(name)) ?? openSource(name.slice("journal:".length));
  const {size, mtimeMs, isFile, start} = await probe(name);
  const packing = packingOf(start);
  if (!isFile) return streamed(name, createReadStream(name));
  if (isJournalFile(start)) return openSource(`journal:${name}`);
  const {read, problem} = reading({
    name,
    open: (pieceBytes, from) => pieces(name, pieceBytes, from),
    start,
    again: true
  });
  const machines: Machines = new Map();
  const isJournal = isJournalText(packing ? await firstBytes(read(0), 2) : start, name);
  const chunks = isJournal ? asLines(read, machines) : read;
  return {
    name,
    size,
    modified: Math.floor(mtimeMs / 1000),
    head: (bytes) => firstBytes(chunks(0), bytes),
    chunks,
    problem,
    medium: () => (isJournal ? "journal" : "files"),
    machines: () => machines,
    version: packing || isJournal ? `${size} ${mtimeMs}` : null,
    endsAt: async (offset) => !isJournal && offset === (await lengthOf(name, packing, offset)),
    isSettled: async () => packing !== null || (await isAtRest(name))
  };
}

interface Opened {
  size: number;
  mtimeMs: number;
  isFile: boolean;
  /** The first bytes; none of what can be read only once. */
  start: Uint8Array;
}

async function probe(path: string): Promise<Opened> {
  try {
    const info = await stat(path);
    if (info.isDirectory()) throw new Error(`${path} is a folder; name the log files in it`);
    const {size, mtimeMs} = info;
    if (!info.isFile()) return {size, mtimeMs, isFile: false, start: new Uint8Array()};
    await using file = await open(path);
    const {buffer, bytesRead} = await file.read(Buffer.alloc(magicBytes), 0, magicBytes, 0);
    return {size, mtimeMs, isFile: true, start: buffer.subarray(0, bytesRead)};
  } catch (error) {
    throw new Error(readAdvice(path, error), {cause: error});
  }
}

/** Returns what to do about a log that cannot be read, as one line. */
export function readAdvice(path: string, error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "ENOENT") return `no log at ${path}; check the name (logs are usually under /var/log)`;
  if (code === "EACCES" || code === "EPERM")
    return `${path} may not be read; run: sudo usermod -aG adm $USER (then log in again), or pipe it: sudo cat ${path} | ${installation.call} ingest -`;
  return error instanceof Error ? error.message : String(error);
}

/**
 * Yields a file's bytes as they are stored; it is opened when the first of them are asked for. All pieces are read into
 * one buffer: with a new one for each, a long log takes 90 MB more.
 */
async function* pieces(path: string, pieceBytes: number, from = 0): AsyncIterable<Buffer> {
  await using file = await open(path);
  const buffer = Buffer.allocUnsafeSlow(pieceBytes);
  for (let at = from; ;) {
    const {bytesRead} = await file.read(buffer, 0, pieceBytes, at);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}
