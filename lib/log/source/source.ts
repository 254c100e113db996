import {createReadStream} from "node:fs";
import {open, stat} from "node:fs/promises";
import {installation} from "../../base/installation.ts";
import {magicBytes, packingOf} from "./compression.ts";
import {asLines, firstBytes, reading} from "./content.ts";
import type {Machines} from "./entry.ts";
import {isJournalText} from "./journal.ts";
import {isJournalFile, journalOf} from "./journal-live.ts";
import {isAtRest, lengthOf} from "./end.ts";
import {streamed} from "./stream.ts";

/** Where log bytes come from: a file, plain or packed, a journal, or a stream. */
export interface Source {
  /** The path as it was given, "-", or "journal". */
  readonly name: string;
  /** Bytes to read from the disk, compressed or not; null when that cannot be known. */
  readonly size: number | null;
  /** Time of the last change in epoch seconds; null for what has none. */
  readonly modified: number | null;
  /** Returns the first bytes of the log, at most as many as asked for; fewer only when the log is shorter. */
  head(bytes: number): Promise<Uint8Array>;
  /**
   * Yields the log's bytes from an offset on, in chunks; `onRead` hears how many bytes of `size` were read so far. The next chunk
   * can be in the same memory: keep a copy of what must be kept.
   */
  chunks(from: number, onRead?: (bytes: number) => void): AsyncIterable<Uint8Array>;
  /** Returns what is wrong with the log, in a line, once its chunks were read: null, or why some of it could not be. */
  problem(): string | null;
  /** Returns whether syslog wrote the log, or journald; known once the head was read. */
  medium(): "files" | "journal";
  /** Returns the machine ids (machine-id(5)) of each host whose lines were read and gave one: those of a journal do. */
  machines(): ReadonlyMap<string, ReadonlySet<string>>;
  /** Differs after a change of a file that must be read from its first byte, as it is packed; null for other logs. */
  readonly version: string | null;
  /** Returns whether the log ends at an offset; false also where only reading it can tell. */
  endsAt(offset: number): Promise<boolean>;
  /** Returns whether a log that was read to its end is a whole one: a packed file, a stream, or a file that rests for an hour. */
  isSettled(): Promise<boolean>;
  /** Only of systemd's own journal, which is read on from a cursor and not from an offset. */
  readonly journal?: LiveJournal;
}

/** Systemd's journal as it grows; its `chunks` go on after the entry that `resume` names, and pay no heed to the offset. */
export interface LiveJournal {
  /**
   * Takes what `position` returned at the end of the last run. Returns whether the entry there is still in the journal; if not,
   * all lines since its second are read again, and are to be taken for another copy of the log.
   */
  resume(position: string): Promise<boolean>;
  /** Returns the place of the last entry that was read, or of the one to resume at; null when there is none. */
  position(): string | null;
  /** Returns the spans of time that the journal covers: each boot's first and last entry of any program, in epoch seconds. */
  coverage(): Promise<readonly {host: string; from: number; to: number}[]>;
}

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
 * Yields a file's bytes as they are stored; it is opened when the first of them are asked for. All pieces are read into one
 * buffer: with a new one for each, a long log takes 90 MB more.
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
