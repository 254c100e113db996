import {spawn, type ChildProcessByStdio} from "node:child_process";
import {createHash} from "node:crypto";
import {createReadStream, rmSync, statSync} from "node:fs";
import {dirname} from "node:path";
import type {Readable, Writable} from "node:stream";
import {harmless} from "../base/visible.ts";
import {receive, type ReceiveOptions} from "./receive.ts";
import {exportFailed, problems, script, type Answer, type Request} from "./remote.ts";

/** How a copy is fetched. */
export type FetchOptions = Omit<ReceiveOptions, "have"> & Pick<Request, "seen">;

/**
 * Fetches a copy of another machine's database, or of what is new in it, over the system's ssh into a file that only
 * its owner may read, and returns the machine's answer. If the copy begins with what the file holds already, only the
 * rest is sent. Throws one-line errors that say what to do; the file then keeps the bytes that came, unless it could
 * not be written.
 */
export async function fetchCopy(destination: string, file: string, options: FetchOptions): Promise<Answer> {
  const have = await startOf(file);
  const ssh = spawn("ssh", ["-T", ...alive, "--", destination, "exec sh -s"], {stdio: ["pipe", "pipe", "pipe"]});
  const said = heard(ssh.stderr);
  const ended = new Promise<number | null>((resolve, reject) => {
    ssh.on("error", (cause) => reject(new Error("ssh cannot be started; install openssh-client", {cause})));
    ssh.on("close", resolve);
  });
  ended.catch(() => undefined); // it is awaited below
  ssh.stdin.on("error", () => undefined); // an ssh that has ended reads nothing: its exit code says why
  ssh.stdin.end(script({...options, have}));
  const received = receive(ssh.stdout, file, {...options, have}).catch(asError);
  try {
    const answer = await Promise.race([received, ended.then(() => received)]);
    if (answer instanceof Error && "syscall" in answer) {
      rmSync(file, {force: true});
      throw new Error(notWritten(file, answer as NodeJS.ErrnoException), {cause: answer});
    }
    if (answer instanceof Error || answer === null) giveUp(ssh);
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

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** With this, a connection that a network has dropped ends within two minutes. */
const alive = ["-o", "ServerAliveInterval=30"];

/** Stops reading, so that ssh ends and says why. If it does not, as the other machine goes on sending, it is ended. */
function giveUp(ssh: ChildProcessByStdio<Writable, Readable, Readable>): void {
  ssh.stdout.destroy();
  setTimeout(() => ssh.kill(), 2000).unref();
}

const sizeOf = (file: string): number => statSync(file, {throwIfNoEntry: false})?.size ?? 0;

/** Returns how many bytes a file has, and their digest. */
async function startOf(file: string): Promise<Request["have"]> {
  const bytes = sizeOf(file);
  const hash = createHash("sha256");
  if (bytes > 0) for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return {bytes, digest: bytes > 0 ? hash.digest("hex") : ""};
}

/**
 * Returns a function that returns the last line of a stream. On a terminal all of the stream is shown, as ssh may ask
 * for a password.
 */
function heard(stream: Readable): () => string {
  let text = "";
  stream.setEncoding("utf8").on("data", (some: string) => {
    if (process.stderr.isTTY) process.stderr.write(harmless(some));
    text = (text + some).slice(-4096);
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
