import {constants, zstdCompressSync, zstdDecompressSync} from "node:zlib";
import {columns, countLines, createDictionary, createLines, type Lines} from "./lines.ts";
import {daySeconds} from "../../base/time.ts";

/** Columns whose values are near those of the line before: the difference is kept. */
const differences: ReadonlySet<string> = new Set(["second", "pid", "port"]);

/** With a checksum, which tells when a disk has changed a byte. */
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
  let bytes: Buffer = Buffer.allocUnsafe(4 + head.length + columns.length * length); // it can grow
  let at = bytes.writeUInt32LE(head.length);
  at += head.copy(bytes, at);
  for (const column of columns) {
    bytes = withRoom(bytes, at, longest * length);
    at += write(bytes.subarray(at), lines[column].subarray(0, length), {asDifferences: differences.has(column)});
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
 * Returns the lines from the bytes that {@link pack} returned. Throws when these are damaged or forged: every index is
 * one of a text that is there, every second one of the day, and no more than 256 MiB are unpacked.
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

/** Unpacked bytes of a day of about twenty million lines, which a Pi could not pack. */
const mostBytes = 2 ** 28;

function linesIn(bytes: Buffer): Lines {
  let at = 4 + bytes.readUInt32LE();
  const {length, forms, words} = JSON.parse(bytes.toString("utf8", 4, at)) as Head;
  if (![...forms, ...words].every((text) => typeof text === "string")) throw new Error("a word is no text");
  if (!(Number.isInteger(length) && length >= 0 && length * columns.length <= bytes.length))
    throw new Error(`too few bytes for ${length} lines`);
  const lines = {...createLines(Math.max(1, length)), length};
  for (const column of columns)
    at += read(bytes.subarray(at), lines[column].subarray(0, length), {asDifferences: differences.has(column)});
  if (at > bytes.length) throw new Error("its end is missing");
  const all = {...lines, forms: createDictionary(forms), words: createDictionary(words)};
  refuseUnsound(all);
  return all;
}

/** Columns in which -1 stands for a value that the form has, or for none. */
const canLack: ReadonlySet<string> = new Set(["pid", "user", "ip", "port", "times"]);

/** Throws for values that no line has: an index without a text, a second beyond the day, too many equal lines. */
function refuseUnsound(lines: Lines): void {
  const forms = lines.forms.texts.length;
  const words = lines.words.texts.length;
  const ends: Readonly<Record<string, number>> = {second: daySeconds, form: forms, user: words, ip: words};
  for (const column of columns) {
    const least = canLack.has(column) ? -1 : 0;
    const most = (ends[column] ?? 2 ** 31) - 1;
    const values = lines[column];
    for (let i = 0; i < lines.length; i += 1)
      if (values[i]! < least || values[i]! > most) throw new Error(`a ${column} of ${values[i]}`);
  }
  if (countLines(lines) > mostLines) throw new Error("too many equal lines");
}

/** For this number of lines in a day, sshd would need seven hundred connections a second. */
const mostLines = 2 ** 26;

/** How the values of a column are kept. */
interface Form {
  readonly asDifferences: boolean;
}

/** Writes values to the start of bytes, and returns how many bytes they take. */
function write(bytes: Uint8Array, values: Int32Array, {asDifferences}: Form): number {
  let at = 0;
  let before = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = (values[i]! - before) | 0;
    if (asDifferences) before = values[i]!;
    let rest = ((value << 1) ^ (value >> 31)) >>> 0;
    for (; rest > 0x7f; rest >>>= 7) bytes[at++] = (rest & 0x7f) | 0x80;
    bytes[at++] = rest;
  }
  return at;
}

/** Reads values from the start of bytes, and returns how many bytes they take: more than there are if some lack. */
function read(bytes: Uint8Array, values: Int32Array, {asDifferences}: Form): number {
  let at = 0;
  let before = 0;
  for (let i = 0; i < values.length; i += 1) {
    let rest = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0; // 0 behind the end
      rest |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    values[i] = (before + ((rest >>> 1) ^ -(rest & 1))) | 0;
    if (asDifferences) before = values[i]!;
  }
  return at;
}
