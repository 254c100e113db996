import {spawn} from "node:child_process";
import {createHash} from "node:crypto";
import {createReadStream, createWriteStream, rmSync, statSync} from "node:fs";
import {dirname} from "node:path";
import type {Readable} from "node:stream";
import {pipeline} from "node:stream/promises";
import {createGunzip, createZstdDecompress} from "node:zlib";
import {answerIn, exportFailed, problems, script, type Answer, type Request} from "./remote.ts";

/** How a copy is fetched. */
export interface FetchOptions extends Omit<Request, "have"> {
  /** Hears of the size of the copy, and then how many bytes of it have come. */
  readonly onSize?: (bytes: number) => void;
  readonly onBytes?: (bytes: number) => void;
}

/**
 * Fetches what is new in another machine's database over the system's ssh into a file that only its owner may read, and returns
 * what the machine says of it. What stands in the file already is not sent again, if the copy begins with it. Throws one-line
 * errors that say what to do; the file then holds what has come, unless it could not be written.
 */
export async function fetchCopy(destination: string, file: string, options: FetchOptions): Promise<Answer> {
  const have = await startOf(file);
  const ssh = spawn("ssh", ["-T", "--", destination, "exec sh -s"], {stdio: ["pipe", "pipe", "pipe"]});
  const said = heard(ssh.stderr);
  const ended = new Promise<number | null>((resolve, reject) => {
    ssh.on("error", (cause) => reject(new Error("ssh cannot be started; install openssh-client", {cause})));
    ssh.on("close", resolve);
  });
  ended.catch(() => undefined); // it is awaited below
  ssh.stdin.on("error", () => undefined); // an ssh that ended has no ear: its exit code says why
  ssh.stdin.end(script({...options, have}));
  const received = receive(ssh.stdout, file, options).catch((error: Error) => error);
  try {
    const answer = await Promise.race([received, ended.then(() => received)]);
    if (answer instanceof Error && "syscall" in answer) {
      rmSync(file, {force: true});
      throw new Error(notWritten(file, answer as NodeJS.ErrnoException), {cause: answer});
    }
    const code = await ended;
    if (code !== 0) throw new Error(whyNot(destination, code, said()));
    if (answer instanceof Error || answer === null)
      throw new Error(`what ${destination} sent is not whole; pull again, nothing was lost`, {cause: answer});
    return answer;
  } finally {
    ssh.kill();
    if (sizeOf(file) === 0) rmSync(file, {force: true});
  }
}

const sizeOf = (file: string): number => statSync(file, {throwIfNoEntry: false})?.size ?? 0;

/** Returns how many bytes a file has, and their digest. */
async function startOf(file: string): Promise<Request["have"]> {
  const bytes = sizeOf(file);
  const hash = createHash("sha256");
  if (bytes > 0) for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return {bytes, digest: bytes > 0 ? hash.digest("hex") : ""};
}

/** Reads the answer and writes the copy behind it into a file; null when there is no answer, or less of the copy than it says. */
async function receive(output: Readable, file: string, {onSize, onBytes}: FetchOptions): Promise<Answer | null> {
  const {answer, rest} = await readAnswer(output);
  if (answer === null || answer.form === "same") return answer;
  onSize?.(answer.bytes);
  let bytes = answer.from;
  async function* packed(): AsyncGenerator<Buffer> {
    yield rest;
    yield* output as AsyncIterable<Buffer>;
  }
  async function* counted(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      onBytes?.((bytes += chunk.length));
      if (bytes > answer!.bytes) throw new Error("more came than was said");
      yield chunk;
    }
  }
  const unpack = answer.form === "zstd" ? createZstdDecompress() : createGunzip();
  await pipeline(packed, unpack, counted, createWriteStream(file, {flags: answer.from > 0 ? "a" : "w", mode: 0o600}));
  return bytes === answer.bytes ? answer : null;
}

/** The start files of a shell may say so much before the answer. */
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

/** Returns a function that gives the last line of a stream; a person sees all of it, as ssh may ask for something. */
function heard(stream: Readable): () => string {
  let text = "";
  stream.on("data", (bytes: Buffer) => {
    if (process.stderr.isTTY) process.stderr.write(bytes);
    text = (text + bytes.toString()).slice(-4096);
  });
  return () => text.trim().split(/\s*\n/).at(-1)!;
}

function notWritten(file: string, {code}: NodeJS.ErrnoException): string {
  const folder = dirname(file);
  if (code === "ENOSPC") return `the disk is full; free some space in ${folder} and pull again, nothing was lost`;
  return `${folder} may not be written to; check its permissions, or name another file with --db`;
}

function whyNot(destination: string, code: number | null, said: string): string {
  if (code === 255) return `ssh to ${destination} failed; try: ssh ${destination}${said && ` (it says: ${said})`}`;
  if (code === exportFailed) return `on ${destination}: ${said.replace(/^knockbook: /, "") || "the export failed"}`;
  const problem = code === null ? undefined : problems.get(code);
  return (
    problem?.(destination) ??
    `the copy from ${destination} broke off; pull again, nothing was lost${said && ` (${said})`}`
  );
}
