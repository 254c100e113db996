import {hasControls} from "./binary.ts";
import {skipping} from "./compression.ts";
import {reading, total} from "./content.ts";
import type {Machines} from "./entry.ts";
import {formBytes, formOf, inForm} from "./form.ts";
import {blankEnd} from "./journal.ts";
import {leadIn} from "./lead.ts";
import {packingOf} from "./packing.ts";
import type {Source} from "./types.ts";

/**
 * Returns a source that can be read only once: standard input, or a pipe with a name. What is no log is refused when
 * its first bytes are asked for.
 */
export function streamed(name: string, stream: AsyncIterable<Buffer>): Source {
  let problem: Source["problem"] = () => null;
  let isJournal = false;
  const machines: Machines = new Map();
  const text = createReader(async function* () {
    const packed = createReader(() => stream);
    const start = await startOf(packed);
    const opened = reading({name, open: () => packed.all(), start, again: false});
    problem = opened.problem;
    const unpacked = createReader(() => opened.read(0));
    try {
      const form = formOf(await startOf(unpacked), {name, packing: packingOf(start)});
      isJournal = form.isJournal;
      yield* inForm(() => unpacked.all(), form, machines)(0);
    } finally {
      await unpacked.close(); // a writer that nobody reads would wait for ever, and so would the next xz file
      await packed.close();
    }
  });
  return {
    name,
    size: null,
    modified: null,
    version: null,
    head: async (bytes) => (await text.peek(bytes)).subarray(0, bytes),
    chunks: (from) => skipping(text.all(), from),
    problem: () => problem(),
    medium: () => (isJournal ? "journal" : "files"),
    machines: () => machines,
    endsAt: async () => false,
    isSettled: async () => true
  };
}

/** Returns first bytes that tell a form, or all. */
async function startOf({peek}: Reader): Promise<Buffer> {
  let start = await peek(1);
  for (let bytes = start.length; start.length >= bytes && !isTelling(start); start = await peek(bytes))
    bytes = Math.max(1, 2 * start.length);
  return start;
}

/** Bytes of a tar archive's first header. */
const headerBytes = 512;

/**
 * Whether first bytes tell a form: a line of text does, so that lines are read as they come, and the mark of a packing;
 * bytes with zeros may be an archive or UTF-16.
 */
function isTelling(start: Buffer): boolean {
  if (start.length >= formBytes || packingOf(start)) return true;
  const isLine = start.includes("\n", blankEnd(start));
  return isLine && (start.length >= headerBytes || !(start.includes(0, leadIn(start)) || hasControls(start)));
}

interface Reader {
  /** Returns first bytes without taking them: at least as many as asked for, fewer only where there are no more. */
  peek(bytes: number): Promise<Buffer>;
  /** Yields all that was not taken yet. */
  all(): AsyncIterable<Uint8Array>;
  /** Lets go of what is read. */
  close(): Promise<void>;
}

function createReader(open: () => AsyncIterable<Uint8Array>): Reader {
  let input: AsyncIterator<Uint8Array> | undefined;
  const start: Uint8Array[] = [];
  const next = (): Promise<IteratorResult<Uint8Array>> => (input ??= open()[Symbol.asyncIterator]()).next();
  const close = async (): Promise<void> => void (await input?.return?.());
  return {
    async peek(bytes) {
      for (let length = total(start); length < bytes;) {
        const {value, done} = await next();
        if (done) break;
        start.push(Buffer.from(value)); // the next one can be in the same memory
        length += value.length;
      }
      return Buffer.concat(start);
    },
    async *all() {
      try {
        for (const chunk of start.splice(0)) yield chunk;
        for (let chunk = await next(); !chunk.done; chunk = await next()) yield chunk.value;
      } finally {
        await close();
      }
    },
    close
  };
}
