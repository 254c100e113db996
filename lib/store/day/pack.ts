import {constants, zstdCompressSync, zstdDecompressSync} from "node:zlib";
import {columns, countLines, createDictionary, createLines, type Lines} from "./lines.ts";
import {daySeconds} from "../../base/time.ts";

/** Columns whose values are near those of the line before: the difference is kept. */
const differences: ReadonlySet<string> = new Set(["second", "pid", "port"]);

/** A checksum tells when a disk has changed a byte of them. */
const params = {[constants.ZSTD_c_checksumFlag]: 1, [constants.ZSTD_c_compressionLevel]: 1};

interface Head {
  readonly length: number;
  readonly forms: string[];
  readonly words: string[];
}

/**
 * Returns lines as bytes, compressed by zstd: the length of a head (four bytes, little endian), the head as JSON, then
 * column by column the values as variable-length integers (zigzag, seven bits a byte, as in Protocol Buffers).
 */
export function pack(lines: Lines): Buffer {
  const {length, forms, words} = lines;
  const head = Buffer.from(JSON.stringify({length, forms: forms.texts, words: words.texts} satisfies Head));
  let bytes: Buffer = Buffer.allocUnsafe(4 + head.length + columns.length * length); // it grows; most values take a byte
  let at = bytes.writeUInt32LE(head.length);
  at += head.copy(bytes, at);
  for (const column of columns) {
    bytes = withRoom(bytes, at, longest * length);
    at = write(bytes, at, lines[column].subarray(0, length), differences.has(column));
  }
  return zstdCompressSync(bytes.subarray(0, at), {params});
}

/** Bytes of the longest value. */
const longest = 5;

function withRoom(bytes: Buffer, at: number, room: number): Buffer {
  if (at + room <= bytes.length) return bytes;
  const longer = Buffer.allocUnsafe(at + room);
  bytes.copy(longer, 0, 0, at);
  return longer;
}

/**
 * Returns the lines that {@link pack} made bytes of. Throws when they are damaged, also when only a machine that lies can
 * have made them: no value stands for what is not there, and no more is unpacked than fits into memory.
 */
export function unpack(packed: Uint8Array): Lines {
  try {
    return linesIn(zstdDecompressSync(packed, {maxOutputLength: mostBytes}));
  } catch (cause) {
    throw new Error(
      "the lines of a day are damaged; restore a copy of the database, or ingest the logs into a new one",
      {cause}
    );
  }
}

/** A day of twenty million lines has as many; a Pi could not pack it. */
const mostBytes = 2 ** 28;

function linesIn(bytes: Buffer): Lines {
  let at = 4 + bytes.readUInt32LE();
  const {length, forms, words} = JSON.parse(bytes.toString("utf8", 4, at)) as Head;
  if (![...forms, ...words].every((text) => typeof text === "string")) throw new Error("a word is no text");
  if (!(Number.isInteger(length) && length >= 0 && length * columns.length <= bytes.length))
    throw new Error(`too few bytes for ${length} lines`);
  const lines = {...createLines(Math.max(1, length)), length};
  for (const column of columns) at = read(bytes, at, lines[column].subarray(0, length), differences.has(column));
  if (at > bytes.length) throw new Error("its end is missing");
  const all = {...lines, forms: createDictionary(forms), words: createDictionary(words)};
  refuseUnsound(all);
  return all;
}

/** Columns in which -1 stands for a value that the form has, or that is not there. */
const canLack: ReadonlySet<string> = new Set(["pid", "user", "ip", "port", "times"]);

/** Throws for values that no line has: indices of texts that are not there, seconds of other days, a flood of equal lines. */
function refuseUnsound(lines: Lines): void {
  const [forms, words] = [lines.forms.texts.length, lines.words.texts.length];
  const ends: Readonly<Record<string, number>> = {second: daySeconds, form: forms, user: words, ip: words};
  for (const column of columns) {
    const [least, most] = [canLack.has(column) ? -1 : 0, (ends[column] ?? 2 ** 31) - 1];
    const values = lines[column];
    for (let i = 0; i < lines.length; i += 1)
      if (values[i]! < least || values[i]! > most) throw new Error(`a ${column} of ${values[i]}`);
  }
  if (countLines(lines) > mostLines) throw new Error("too many equal lines");
}

/** As many lines of one day would take sshd seven hundred connections in each second. */
const mostLines = 2 ** 26;

function write(bytes: Uint8Array, start: number, values: Int32Array, isDifference: boolean): number {
  let at = start;
  let before = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = (values[i]! - before) | 0;
    if (isDifference) before = values[i]!;
    let rest = ((value << 1) ^ (value >> 31)) >>> 0;
    for (; rest > 0x7f; rest >>>= 7) bytes[at++] = (rest & 0x7f) | 0x80;
    bytes[at++] = rest;
  }
  return at;
}

function read(bytes: Uint8Array, start: number, values: Int32Array, isDifference: boolean): number {
  let at = start;
  let before = 0;
  for (let i = 0; i < values.length; i += 1) {
    let rest = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0; // behind the end: the caller sees that it was passed
      rest |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    values[i] = (before + ((rest >>> 1) ^ -(rest & 1))) | 0;
    if (isDifference) before = values[i]!;
  }
  return at;
}
