import {skipping} from "./compression.ts";
import {asLines, reading, total} from "./content.ts";
import type {Machines} from "./entry.ts";
import {isJournalText} from "./journal.ts";
import {magicBytes} from "./packing.ts";
import type {Source} from "./types.ts";

/** Returns a source that can be read only once: standard input, or a pipe with a name. */
export function streamed(name: string, stream: AsyncIterable<Buffer>): Source {
  let problem: Source["problem"] = () => null;
  let isJournal = false;
  const machines: Machines = new Map();
  const text = createReader(async function* () {
    const packed = createReader(() => stream);
    const start = await packed.peek(magicBytes);
    const opened = reading({name, open: () => packed.all(), start, again: false});
    problem = opened.problem;
    const unpacked = createReader(() => opened.read(0));
    isJournal = isJournalText(await unpacked.peek(2), name);
    yield* isJournal ? asLines(() => unpacked.all(), machines)(0) : unpacked.all();
  });
  return {
    name,
    size: null,
    modified: null,
    version: null,
    head: text.peek,
    chunks: (from) => skipping(text.all(), from),
    problem: () => problem(),
    medium: () => (isJournal ? "journal" : "files"),
    machines: () => machines,
    endsAt: async () => false,
    isSettled: async () => true
  };
}

interface Reader {
  /** Returns the first bytes without taking them. */
  peek(bytes: number): Promise<Buffer>;
  /** Yields all that was not taken yet. */
  all(): AsyncIterable<Uint8Array>;
}

function createReader(open: () => AsyncIterable<Uint8Array>): Reader {
  let input: AsyncIterator<Uint8Array> | undefined;
  const start: Uint8Array[] = [];
  const next = (): Promise<IteratorResult<Uint8Array>> => (input ??= open()[Symbol.asyncIterator]()).next();
  return {
    async peek(bytes) {
      for (let length = total(start); length < bytes; length = total(start)) {
        const {value, done} = await next();
        if (done) break;
        start.push(Buffer.from(value)); // the next one can be in the same memory
      }
      return Buffer.concat(start).subarray(0, bytes);
    },
    async *all() {
      for (const chunk of start.splice(0)) yield chunk;
      for (let chunk = await next(); !chunk.done; chunk = await next()) yield chunk.value;
    }
  };
}
