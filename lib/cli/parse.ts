import {pipeline} from "node:stream/promises";
import {Command} from "commander";
import {createClock, type Clock} from "../log/line/clock.ts";
import {parseLine, type LineEvent} from "../log/line/line.ts";
import {createCutter, cut, cutLast, longestLine} from "../log/cutter.ts";
import {newline} from "../log/event/bytes.ts";
import {createScanner, type Scanner} from "../log/scanner.ts";
import {openSource, type Source} from "../log/source/source.ts";
import type {Attempt, Connection} from "../log/event/event.ts";
import {year, zone} from "./options.ts";
import {sum} from "../base/sum.ts";
import {counted} from "../base/words.ts";
import {complain, warn} from "./complain.ts";
import {userPath} from "./paths.ts";

interface Options {
  readonly lines?: true;
  readonly year?: number;
  readonly tz: string;
}

/** Returns the command `parse`: attempts, or what each line says, as one JSON object a line. */
export function parseCommand(): Command {
  return new Command("parse")
    .description("show the attempts in logs, or with --lines what each line says, as NDJSON; no database is involved")
    .argument("[files...]", "logs, oldest first; - or none is standard input")
    .option("--lines", "one object for each line instead of each attempt")
    .option("--year <year>", "year of the first stamp without one (default: the newest possible)", year)
    .option("--tz <zone>", "time zone of stamps without one", zone, "UTC")
    .addHelpText("after", "\nExample:\n  npm run knockbook -- parse --lines --tz Europe/Berlin /var/log/auth.log")
    .action(async (files: string[], options: Options) => {
      const paths = files.length === 0 ? ["-"] : files.map(userPath);
      await print(options.lines ? lines(paths, options) : attempts(paths, options));
    });
}

/** Yields an object for each attempt in the logs, in pieces of output; each log is read by itself. */
async function* attempts(paths: readonly string[], {tz, year}: Options): AsyncIterable<string> {
  for (const path of paths) {
    let rows: string[] = [];
    const onConnection = ({attempts}: Connection): void => void rows.push(...attempts.map(attemptRow));
    const scanner = createScanner({zone: tz, year, onConnection});
    const source = await openSource(path);
    for await (const chunk of source.chunks(0)) {
      scanner.push(chunk);
      yield rows.join("");
      rows = [];
    }
    scanner.finish({partial: true});
    yield rows.join("");
    sayUnread(path, scanner);
    sayProblem(source);
  }
}

function attemptRow({time, host, user, ip, rhost, port, method, outcome, times}: Attempt): string {
  const iso = isoTime({time, millisecond: 0});
  return `${JSON.stringify({time: iso, host, user, ip, rhost, port, method, outcome, times})}\n`;
}

/** Yields an object for each line of the logs, in pieces of output. */
async function* lines(paths: readonly string[], options: Options): AsyncIterable<string> {
  for (const path of paths) {
    const clock = createClock({zone: options.tz, year: options.year});
    const source = await openSource(path);
    let line = 0;
    for await (const batch of batches(source.chunks(0)))
      yield batch.map((text) => `${JSON.stringify(row(++line, text, clock))}\n`).join("");
    sayProblem(source);
  }
}

/** Says how many lines of a log are of sshd by their looks and could not be read. */
function sayUnread(path: string, {ledgers}: Scanner): void {
  const unread = sum([...ledgers.values()], (ledger) => ledger.unread);
  if (unread > 0)
    warn(
      `${path}: ${counted(unread, "line")} of sshd not read, as the header is not understood; see them: parse --lines`
    );
}

/** Says what of a damaged log could not be read. */
function sayProblem(source: Source): void {
  const problem = source.problem();
  if (problem !== null) complain(problem);
}

/** Yields the lines of a log, one character per byte, as many at a time as end in a chunk. */
async function* batches(chunks: AsyncIterable<Uint8Array>): AsyncIterable<string[]> {
  const ended: string[] = [];
  const cutter = createCutter((bytes, start) => {
    const end = bytes.indexOf(newline, start);
    ended.push(bytes.toString("latin1", start, Math.min(end, start + longestLine)));
    return end;
  });
  for await (const chunk of chunks) {
    cut(cutter, chunk);
    if (ended.length > 0) yield ended.splice(0);
  }
  cutLast(cutter);
  yield ended;
}

function row(line: number, text: string, clock: Clock): object {
  const {kind, host, process, pid, user, ip, rhost, port, method, times, ...event} = parseLine(text, clock);
  return {line, kind, time: isoTime(event), host, process, pid, user, ip, rhost, port, method, times};
}

function isoTime({time, millisecond}: Pick<LineEvent, "time" | "millisecond">): string | null {
  return time === null ? null : new Date(time * 1000 + millisecond).toISOString().replace(".000Z", "Z");
}

/**
 * Writes pieces to standard output as fast as its reader takes them; a reader that leaves early, as `head`, is no
 * error.
 */
async function print(pieces: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(pieces, process.stdout, {end: false});
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPIPE")) throw error;
  }
}
