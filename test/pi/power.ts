import assert from "node:assert/strict";
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from "node:fs";
import {basename, dirname, join} from "node:path";
import {contentOf, errorOf, run, type Content} from "../store/run.ts";

// Power loss, replayed. What a run writes is recorded by strace, and disks are made on which it stopped somewhere: what
// was synced is there; of what was not, some is, some is not, and some only by halves, in any order (as ALICE does,
// Pillai et al., OSDI 2014). A kill does not show this: the kernel still writes all that a killed process wrote.

/** What is done to the files of a folder; a file is told by its name, `""` is the folder itself. */
export type Call =
  | {readonly kind: "create" | "unlink" | "sync"; readonly file: string}
  | {readonly kind: "truncate"; readonly file: string; readonly size: number}
  | {readonly kind: "write"; readonly file: string; readonly at: number; readonly bytes: Buffer};

/** A file of a disk, with what is on its way to it. */
interface File {
  bytes: Buffer;
  waiting: Call[];
}

/** Files by name, as a disk holds them after a power loss. */
export type Disk = ReadonlyMap<string, Buffer>;

/** Runs `knockbook` on a database and returns what it did to the database's folder. */
export async function recorded(db: string, args: readonly string[]): Promise<Call[]> {
  const [folder, trace] = [dirname(db), join(dirname(db), "..", "trace")];
  const paths = [folder, db, `${db}-journal`].flatMap((path) => ["-P", path]);
  const options = ["-f", "-qq", "-y", "-xx", "-s", "1000000", "-e", `trace=${calls}`, "-e", "signal=none", "-o", trace];
  assert.deepEqual(errorOf(await run(args, ["strace", ...options, ...paths])), {code: 0, err: ""});
  return readFileSync(trace, "latin1")
    .trimEnd()
    .split("\n")
    .flatMap((line) => callOf(line, folder));
}

const calls = "openat,pwrite64,ftruncate,fsync,fdatasync,unlink,close,?write,?pwritev,?fallocate,?rename,?unlinkat";

/** Returns the call of a line of a trace; none for those that change nothing. Throws for what it does not know. */
function callOf(line: string, folder: string): Call[] {
  const plain = (hex: string): string => Buffer.from(hex.replaceAll("\\x", ""), "hex").toString("latin1");
  const [, name, rest] = /^\d+ +(\w+)\((.*)$/.exec(line) ?? [];
  const path = plain(/^(?:\d+<|AT_FDCWD<[^>]*>, "|")((?:\\x[\da-f]{2})+)/.exec(rest ?? "")?.[1] ?? "");
  const file = path === folder ? "" : basename(path);
  if (name === "close" || (name === "openat" && !line.includes("O_CREAT"))) return [];
  if (name === "openat") return [{kind: "create", file}];
  if (name === "unlink") return [{kind: "unlink", file}];
  if (name === "fsync" || name === "fdatasync") return [{kind: "sync", file}];
  if (name === "ftruncate") return [{kind: "truncate", file, size: Number(/, (\d+)\)/.exec(line)![1])}];
  const [, hex, length, at] = /, "([^"]*)", (\d+), (\d+)\) += \2$/.exec(line) ?? [];
  assert.ok(
    name === "pwrite64" && hex?.length === 4 * Number(length),
    `a call that is not known: ${line.slice(0, 200)}`
  );
  return [{kind: "write", file, at: Number(at), bytes: Buffer.from(hex.replaceAll("\\x", ""), "hex")}];
}

/**
 * Returns the files of a folder after the power was lost when the first of some calls had been made. `keeps` says of
 * each part of what was not synced whether it had come to the disk: of names, those up to some point in their order; of
 * writes, any sector of 512 bytes.
 */
export function lost(before: Disk, made: readonly Call[], keeps: () => boolean): Disk {
  const names = new Map<string, File>(
    [...before].map(([name, bytes]) => [name, {bytes: Buffer.from(bytes), waiting: []}])
  );
  const disk = new Map(names);
  let changes: (() => void)[] = []; // of names, not synced yet
  for (const call of made) {
    const file = names.get(call.file);
    if (call.kind === "create" && !file) {
      const fresh: File = {bytes: Buffer.alloc(0), waiting: []};
      names.set(call.file, fresh);
      changes.push(() => disk.set(call.file, fresh));
    } else if (call.kind === "unlink") {
      names.delete(call.file);
      changes.push(() => disk.delete(call.file));
    } else if (call.kind === "sync" && call.file === "") {
      for (const change of changes) change();
      changes = [];
    } else if (call.kind === "sync") {
      for (const one of file!.waiting) apply(file!, one, () => true);
      file!.waiting = [];
    } else if (call.kind !== "create") file!.waiting.push(call);
  }
  for (const change of changes) {
    if (!keeps()) break;
    change();
  }
  for (const file of disk.values()) for (const call of file.waiting) apply(file, call, keeps);
  return new Map([...disk].map(([name, {bytes}]) => [name, bytes]));
}

const sector = 512;

/** Does a call to a file, or those parts of it that are kept. */
function apply(file: File, call: Call, keeps: () => boolean): void {
  if (call.kind === "truncate" && keeps()) file.bytes = grown(file.bytes, call.size).subarray(0, call.size);
  if (call.kind !== "write") return;
  const kept = sectorsOf(call.at, call.at + call.bytes.length).filter(keeps);
  file.bytes = grown(file.bytes, kept.at(-1)?.[1] ?? 0);
  for (const [from, to] of kept) call.bytes.copy(file.bytes, from, from - call.at, to - call.at);
}

function sectorsOf(start: number, end: number): [from: number, to: number][] {
  const sectors: [number, number][] = [];
  for (let from = start; from < end; from = sectors.at(-1)![1])
    sectors.push([from, Math.min(end, from - (from % sector) + sector)]);
  return sectors;
}

/** Returns bytes that have at least a length: what was never written is zero. */
function grown(bytes: Buffer, length: number): Buffer {
  return bytes.length >= length ? bytes : Buffer.concat([bytes], length);
}

/** Returns the files of a folder. */
export function diskOf(folder: string): Disk {
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
}

/**
 * Puts a disk in the place of a folder, and asserts that the database on it is sound and one of some contents, or not
 * there yet; and that the next run ends with the last of them. Returns the index of the content, -1 for none.
 */
export async function survives(
  db: string,
  disk: Disk,
  contents: readonly Content[],
  args: readonly string[]
): Promise<number> {
  rmSync(dirname(db), {recursive: true, force: true});
  mkdirSync(dirname(db));
  for (const [name, bytes] of disk) writeFileSync(join(dirname(db), name), bytes);
  const found = contentAfter(db);
  const index = contents.findIndex((one) => JSON.stringify(one) === JSON.stringify(found));
  assert.ok(found === null || index >= 0, `a content that never was: ${JSON.stringify(found)}`);
  for (const [name, bytes] of disk) writeFileSync(join(dirname(db), name), bytes); // as looking recovers it
  assert.deepEqual(errorOf(await run(args)), {code: 0, err: ""});
  assert.deepEqual(contentOf(db), contents.at(-1));
  assert.deepEqual(readdirSync(dirname(db)), [basename(db)]);
  return index;
}

function contentAfter(db: string): Content | null {
  if (!existsSync(db) || statSync(db).size === 0) return null;
  try {
    return contentOf(db);
  } catch (error) {
    if (String(error).includes("no database at")) return null; // it was being made
    throw error;
  }
}
