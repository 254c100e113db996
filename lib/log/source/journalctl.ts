import {spawn} from "node:child_process";
import {once} from "node:events";
import {statSync} from "node:fs";
import {text} from "node:stream/consumers";
import {installation} from "../../base/installation.ts";
import {shellWord} from "../../base/shell.ts";

/** What journalctl says beside what it writes: with `--output=json` it does not. */
export interface Notes {
  /** Why entries are missing, in one line that says what to do; null: none are. */
  problem: string | null;
}

/**
 * Yields what journalctl writes; throws, with what to do, where it is missing or fails. A cursor that it cannot read
 * gives nothing.
 */
export async function* run(name: string, args: readonly string[], notes: Notes): AsyncIterable<Buffer> {
  const child = spawn("journalctl", ["--no-pager", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {...process.env, LC_ALL: "C", SYSTEMD_COLORS: "0"}
  });
  const ended = once(child, "close") as Promise<[code: number | null]>;
  ended.catch(() => undefined); // reported below
  const said = text(child.stderr);
  try {
    yield* child.stdout as AsyncIterable<Buffer>;
    const [code] = await ended.catch((error: unknown) => Promise.reject(new Error(advice(name, error))));
    const words = (await said).trim();
    if (code !== 0 && !words.startsWith("Failed to seek to cursor")) throw new Error(advice(name, words));
    notes.problem ??= problemIn(name, words);
  } finally {
    child.kill();
  }
}

/** Returns all that journalctl writes; throws as {@link run}, and where nothing of the journal may be read. */
export async function output(name: string, args: readonly string[], notes: Notes): Promise<string> {
  const written = await text(run(name, args, notes));
  if (written === "" && notes.problem) throw new Error(notes.problem);
  return written;
}

const unseen = /not seeing messages from other users|insufficient permissions|No journal files were (?:found|opened)/;

/** What journalctl says of a file that it leaves out (journal_access_check_and_warn in systemd's journal-util.c). */
const ignored = /^.*(?:ignoring file|[Ff]ailed to|corrupt|Bad message).*$/gm;

/** Returns what is missing, given the words of a journalctl that did not fail; null: nothing is. */
function problemIn(name: string, words: string): string | null {
  if (unseen.test(words)) return advice(name, words);
  const lines = words.match(ignored) ?? [];
  if (lines.length === 0) return null;
  return `${name}: not all of it could be read; journalctl says: ${lines.join(" ")}`;
}

/** Why journalctl opens none of the files that it was given: its words, and ours. */
const failures: readonly (readonly [words: RegExp, problem: string])[] = [
  [/No data available/, "the file is cut off or empty; name another one"],
  [/Protocol not supported/, "the file is of a newer systemd, or damaged; write it as JSON there: journalctl -o json"],
  [/Bad message/, "the file is damaged; name another one"]
];

/**
 * Returns what to do about a journal that cannot be read, as one line, given journalctl's words or the error of its
 * start.
 */
export function advice(name: string, words: unknown): string {
  const said = words instanceof Error ? words.message : String(words);
  if (said.includes("ENOENT"))
    return `${name}: no journalctl here; name log files, or a journal exported as JSON: journal:FILE`;
  if (said.includes("No journal files were found"))
    return `${name}: there is no journal here; name log files (usually under /var/log), or journal:FOLDER`;
  if (/not seeing|permission/i.test(said))
    return `${name}: the system's entries may not be read; run: sudo usermod -aG systemd-journal $USER (then log in again), or pipe it: ${piped(name)}`;
  const known = failures.find(([failure]) => failure.test(said))?.[1];
  return known ? `${name}: nothing can be read: ${known}` : `${name}: journalctl failed: ${said.split("\n")[0]}`;
}

/** Returns a command that reads a journal with the rights of root. */
function piped(name: string): string {
  const path = name.slice("journal:".length);
  const isFolder = statSync(path, {throwIfNoEntry: false})?.isDirectory() ?? false;
  const place = name === "journal" ? "" : ` ${shellWord(`--${isFolder ? "directory" : "file"}=${path}`)}`;
  return `sudo journalctl${place} -o json | ${installation.call} ingest -`;
}
