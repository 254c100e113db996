import {entryLine, type Entry} from "./entry.ts";

/**
 * Whether a log that starts with these two bytes is a journal: entries as JSON objects, a line for each, maybe after
 * the record separator of json-seq. Throws for other forms of a journal.
 */
export function isJournalText(start: Uint8Array, name: string): boolean {
  const isObject = start[0] === brace || start[0] === separator;
  const isExport = start[0] === underscore && start[1] === underscore; // __CURSOR=
  if (isExport || (isObject && start[1] === newline))
    throw new Error(`${name} is a journal in a form that is not read; write it with journalctl -o json`);
  return isObject;
}

const brace = 0x7b;
const separator = 0x1e;
const newline = 0x0a;
const underscore = 0x5f;

/** Entries longer than this are not read; a field of journald's ends at 768 MiB, but sshd's lines at 1 KiB. */
const longestEntry = 1 << 24;

/**
 * Yields a journal's entries as lines like those of auth.log, a line for each, so that all that reads a log reads them
 * too. What is no entry stays as it is. `onEntry` hears of each entry.
 */
export async function* journalLines(
  chunks: AsyncIterable<Uint8Array>,
  onEntry: (entry: Entry) => void = () => undefined
): AsyncIterable<Buffer> {
  let rest: Buffer[] = [];
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    const end = bytes.lastIndexOf(newline);
    if (end < 0) {
      rest = kept(rest, Buffer.from(bytes));
      continue;
    }
    const whole = Buffer.concat([...rest, bytes.subarray(0, end)]);
    yield Buffer.from(`${linesOf(whole, onEntry).join("\n")}\n`, "latin1");
    rest = kept([], Buffer.from(bytes.subarray(end + 1)));
  }
  const last = Buffer.concat(rest);
  if (last.length > 0) yield Buffer.from(lineOf(last, onEntry), "latin1"); // without an end: it may be half an entry
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
    lines.push(lineOf(bytes.subarray(start, end), onEntry));
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

/** Returns the entry that a line of JSON holds, or null when it holds none. */
export function readEntry(line: Buffer): Entry | null {
  const start = line[0] === separator ? 1 : 0;
  if (line[start] !== brace || line.length > longestEntry) return null;
  try {
    const entry = JSON.parse(line.toString("utf8", start)) as Entry;
    return "MESSAGE" in entry || "__REALTIME_TIMESTAMP" in entry ? entry : null;
  } catch {
    return null;
  }
}
