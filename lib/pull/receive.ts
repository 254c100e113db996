import {createWriteStream, statfsSync, statSync} from "node:fs";
import {dirname} from "node:path";
import type {Readable} from "node:stream";
import {pipeline} from "node:stream/promises";
import {createGunzip, createZstdDecompress} from "node:zlib";
import {answerIn, type Answer, type Request} from "./remote.ts";

/** How a copy is received. */
export interface ReceiveOptions extends Pick<Request, "known" | "have"> {
  /** Hears the size of the copy in bytes, and then `onBytes` how many of them have come. */
  readonly onSize?: (bytes: number) => void;
  readonly onBytes?: (bytes: number) => void;
}

/**
 * Reads the answer from the other machine's output, writes the copy behind it into a file, and returns the answer.
 * Returns null when there is no answer to the request, or when less came than it says. Throws when more came, or when
 * there is no room for the copy.
 */
export async function receive(output: Readable, file: string, options: ReceiveOptions): Promise<Answer | null> {
  const {have, known, onSize, onBytes} = options;
  const {answer, rest} = await readAnswer(output);
  if (answer === null) return null;
  if (answer.form === "same") return answer.digest === known ? answer : null;
  if (answer.bytes === 0 || (answer.from !== 0 && answer.from !== have.bytes)) return null;
  refuseTooLarge(file, answer);
  onSize?.(answer.bytes);
  let came = 0;
  let bytes = answer.from;
  async function* packed(): AsyncGenerator<Buffer> {
    yield rest;
    for await (const chunk of output as AsyncIterable<Buffer>) {
      came += chunk.length;
      yield chunk;
    }
  }
  async function* counted(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      onBytes?.(bytes);
      if (bytes > answer!.bytes) throw new Error("more came than was said");
      if (bytes - answer!.from > mostFromNothing + mostPacked * came) throw new Error("it is packed as no copy is");
      yield chunk;
    }
  }
  const unpack = answer.form === "zstd" ? createZstdDecompress() : createGunzip();
  await pipeline(packed, unpack, counted, createWriteStream(file, {flags: answer.from > 0 ? "a" : "w", mode: 0o600}));
  return bytes === answer.bytes ? answer : null;
}

/**
 * A copy is packed to about a third of its size. One that unpacks to more than a hundred times the bytes that came, and
 * these many beside, is made to fill the disk.
 */
const mostPacked = 100;
const mostFromNothing = 2 ** 25;

/** Throws the error of a write to a full disk when there is no room for a copy. */
function refuseTooLarge(file: string, {bytes, from}: Answer): void {
  const {bavail, bsize, blocks} = statfsSync(dirname(file));
  const room = bavail * bsize + (from === 0 ? (statSync(file, {throwIfNoEntry: false})?.size ?? 0) : 0);
  if (blocks > 0 && bytes - from > room)
    throw Object.assign(new Error("no room for the copy"), {code: "ENOSPC", syscall: "write"});
}

/** Bytes that the start files of a shell may print before the answer. */
const longestTalk = 65_536;

async function readAnswer(output: Readable): Promise<{answer: Answer | null; rest: Buffer}> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of output.iterator({destroyOnReturn: false}) as AsyncIterable<Buffer>) {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n")) {
      const answer = answerIn(rest.toString("latin1", 0, end));
      rest = rest.subarray(end + 1);
      if (answer) return {answer, rest};
    }
    if (rest.length > longestTalk) break;
  }
  return {answer: null, rest};
}
