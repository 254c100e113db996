import {createReadStream} from "node:fs";
import {open, stat} from "node:fs/promises";
import {installation} from "../../base/installation.ts";
import {firstBytes, reading} from "./content.ts";
import {isAtRest, lengthOf} from "./end.ts";
import type {Machines} from "./entry.ts";
import {formBytes, formOf, inForm} from "./form.ts";
import {isJournalFile, journalOf} from "./journal-live.ts";
import {leadOf} from "./lead.ts";
import {packingOf} from "./packing.ts";
import {streamed} from "./stream.ts";
import type {Source} from "./types.ts";

export type {Source} from "./types.ts";

/**
 * Returns the source of a name: a path, "-" for standard input, `journal` for systemd's, `journal:PATH` for a journal's
 * folder, file or export. gzip, xz, zstd, bzip2 and UTF-16 are told by the first bytes; so is a journal exported as
 * JSON, whose entries become lines as syslog writes them. Throws when there is no such thing, when it may not be read,
 * and for what is no log: an archive, a binary file.
 */
export async function openSource(name: string): Promise<Source> {
  if (name === "-") return openStream(name, process.stdin);
  if (/^journal(?::|$)/.test(name)) return (await journalOf(name)) ?? openSource(name.slice("journal:".length));
  const file = await probe(name);
  if (!file.isFile) return openStream(name, createReadStream(name));
  return isJournalFile(file.start) ? openSource(`journal:${name}`) : openFile(name, file);
}

/** Returns the source of what can be read only once, with its first bytes read: what is no log is refused here. */
async function openStream(name: string, stream: AsyncIterable<Buffer>): Promise<Source> {
  const source = streamed(name, stream);
  await source.head(1);
  return source;
}

async function openFile(name: string, {size, mtimeMs, lead, start}: Opened): Promise<Source> {
  const packing = packingOf(start);
  const {read, problem} = reading({
    name,
    open: (pieceBytes, from = 0) => pieces(name, pieceBytes, lead + from),
    start,
    again: true
  });
  const form = formOf(packing ? await firstBytes(read(0), formBytes) : start, {name, packing});
  const machines: Machines = new Map();
  const chunks = inForm(read, form, machines);
  const {encoding, hasLead, isJournal} = form;
  const isMade = encoding !== null || hasLead || isJournal; // its bytes are not those of the file, nor of its pack
  return {
    name,
    size,
    modified: Math.floor(mtimeMs / 1000),
    head: (bytes) => firstBytes(chunks(0), bytes),
    chunks,
    problem,
    medium: () => (isJournal ? "journal" : "files"),
    machines: () => machines,
    version: packing || isMade ? `${size} ${mtimeMs}` : null,
    endsAt: async (offset) => !isMade && lead + offset === (await lengthOf(name, packing, lead + offset)),
    isSettled: async () => packing !== null || (await isAtRest(name))
  };
}

interface Opened {
  size: number;
  mtimeMs: number;
  isFile: boolean;
  /** How many first bytes say nothing. */
  lead: number;
  /** The first bytes behind these; none of what can be read only once. */
  start: Buffer;
}

async function probe(path: string): Promise<Opened> {
  try {
    const info = await stat(path);
    if (info.isDirectory()) throw new Error(`${path} is a folder; name the log files in it`);
    const {size, mtimeMs} = info;
    if (!info.isFile()) return {size, mtimeMs, isFile: false, lead: 0, start: Buffer.alloc(0)};
    await using file = await open(path);
    const lead = await leadOf(file);
    const {buffer, bytesRead} = await file.read(Buffer.alloc(formBytes), 0, formBytes, lead);
    return {size, mtimeMs, isFile: true, lead, start: buffer.subarray(0, bytesRead)};
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
