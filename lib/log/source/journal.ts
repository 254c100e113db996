import {marksEnd, newline} from "../event/bytes.ts";
import {entryLine, type Entry} from "./entry.ts";

/**
 * Whether a log that starts with these bytes is a journal: entries as JSON objects, a line for each, maybe after the
 * record separator of json-seq or the `data: ` of json-sse. Throws for other forms of a journal.
 */
export function isJournalText(start: Buffer, name: string): boolean {
  const text = start.toString("latin1", blankEnd(start));
  if (otherForm.test(text))
    throw new Error(`${name} is a journal in a form that is not read; write it with journalctl -o json`);
  return /^(?:data: ?)?\{/.test(text) && !container.test(text);
}

/** What the export format begins with, json-pretty, an array of entries, and `-o verbose`. */
const otherForm =
  /^(?:__[A-Z]|\{\r?\n|\[\s*\{|(?:-- [^\n]{1,200} --\r?\n)?[^\n[\]]{10,80} \[s=[\da-f]{1,32};i=[\da-f]{1,16};b=)/;

/** How docker's json-file begins, of which each line holds a line of a log. */
const container = /^\{"(?:log|stream|attrs)"/;

const brace = 0x7b;

/** Blanks, line ends, zeros and the record separator of json-seq (RFC 7464). */
const blanks = new Set([0x00, 0x09, 0x0a, 0x0d, 0x1e, 0x20]);

/** Returns where a text begins behind blanks, line ends, zeros and byte order marks. */
export function blankEnd(bytes: Uint8Array): number {
  for (let at = 0; ;) {
    const start = marksEnd(bytes, at);
    if (blanks.has(bytes[start]!)) at = start + 1;
    else return start;
  }
}

/** Entries longer than this are not read; a field of journald's ends at 768 MiB, but sshd's lines at 1 KiB. */
const longestEntry = 1 << 24;

/**
 * Yields a journal's entries as lines like those of auth.log, a line for each, so that all that reads a log reads them
 * too. What is no entry stays as it is, and blank lines are left out. Zeros of a power cut end a line. `onEntry` hears
 * of each entry.
 */
export async function* journalLines(
  chunks: AsyncIterable<Uint8Array>,
  onEntry: (entry: Entry) => void = () => undefined
): AsyncIterable<Buffer> {
  let rest: Buffer[] = [];
  for await (const chunk of chunks) {
    const bytes = withoutZeros(chunk);
    const end = bytes.lastIndexOf(newline);
    if (end < 0) {
      rest = kept(rest, Buffer.from(bytes));
      continue;
    }
    const whole = Buffer.concat([...rest, bytes.subarray(0, end)]);
    const lines = linesOf(whole, onEntry);
    if (lines.length > 0) yield Buffer.from(`${lines.join("\n")}\n`, "latin1");
    rest = kept([], Buffer.from(bytes.subarray(end + 1)));
  }
  const last = Buffer.concat(rest);
  if (blankEnd(last) < last.length) yield Buffer.from(lineOf(last, onEntry), "latin1"); // it may be half an entry
}

/** Returns bytes with newlines in place of zeros. */
function withoutZeros(chunk: Uint8Array): Buffer {
  const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
  return bytes.includes(0) ? Buffer.from(bytes.map((byte) => (byte === 0 ? newline : byte))) : bytes;
}

function kept(rest: Buffer[], part: Buffer): Buffer[] {
  const bytes = rest.reduce((sum, {length}) => sum + length, 0);
  return bytes > longestEntry ? rest : [...rest, part];
}

function linesOf(bytes: Buffer, onEntry: (entry: Entry) => void): string[] {
  const lines: string[] = [];
  for (let start = 0; start <= bytes.length;) {
    const found = bytes.indexOf(newline, start);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.subarray(start, end);
    if (blankEnd(line) < line.length) lines.push(lineOf(line, onEntry));
    start = end + 1;
  }
  return lines;
}

function lineOf(bytes: Buffer, onEntry: (entry: Entry) => void): string {
  const entry = readEntry(bytes);
  if (!entry) return bytes.toString("latin1");
  onEntry(entry);
  return entryLine(entry);
}

/** Returns the entry that a line of JSON holds, maybe behind `data: `, or null when it holds none. */
export function readEntry(line: Buffer): Entry | null {
  const start = entryStart(line);
  if (line[start] !== brace || line.length > longestEntry) return null;
  try {
    const entry = JSON.parse(line.toString("utf8", start)) as Entry;
    return "MESSAGE" in entry || "__REALTIME_TIMESTAMP" in entry ? entry : null;
  } catch {
    return null;
  }
}

function entryStart(line: Buffer): number {
  if (line[0] === brace) return 0;
  const start = blankEnd(line);
  const data =
    line[start] === brace ? 0 : (/^data: ?/.exec(line.toString("latin1", start, start + 6))?.[0].length ?? 0);
  return start + data;
}
