import {ascii, colon, digitsEnd, integer, isDigit, isWord, same, space} from "../event/bytes.ts";
import {createClock, type Clock} from "../line/clock.ts";
import {readHeader} from "../line/header.ts";
import {createMoments} from "./moment.ts";

/** What stands before the message of a line. */
export interface Glimpse {
  time: number | null;
  host: string;
  /** The program, if it is one of sshd; null: certainly neither sshd, dropbear nor PAM. */
  process: string | null;
  /** The process id of a line of sshd. */
  pid: number;
  /** Where the message of sshd starts. */
  message: number;
  /** Where the line ends; known once its message was read off the bytes. */
  end: number;
}

/**
 * Returns a function that glances at the bytes of a line: where it has the common form `STAMP HOST PROGRAM[PID]: …` or
 * `STAMP HOST PROGRAM: …`, with a classic or an ISO stamp, and the program is sshd, or certainly neither sshd, dropbear
 * nor PAM, it returns what stands there; else null, and the line must be parsed. Most lines of a log are of this kind,
 * so nothing is allocated here: the minute and the host of the line before are kept, and so is the answer itself. It
 * never looks beyond the end of the line, if a newline or the end of the bytes stands there.
 */
export function createGlance(clock: Clock): (bytes: Buffer, start: number) => Glimpse | null {
  const moments = createMoments(clock);
  const seen: Glimpse = {time: null, host: "", process: null, pid: 0, message: 0, end: 0};
  let hostBytes = new Uint8Array(0);

  /** Reads a host and returns where it ends, or 0. */
  function readHost(bytes: Buffer, start: number): number {
    const known = start + hostBytes.length;
    if (hostBytes.length > 0 && bytes[known] === space && same(bytes, start, hostBytes)) return known;
    let end = start;
    while (isWord(bytes[end]!)) end += 1;
    if (end === start || bytes[end] !== space || !isHost(bytes.toString("latin1", start, end))) return 0;
    hostBytes = Uint8Array.from(bytes.subarray(start, end));
    seen.host = bytes.toString("latin1", start, end);
    return end;
  }

  return (bytes, start) => {
    const stamp = moments.read(bytes, start);
    const host = stamp > 0 ? readHost(bytes, stamp + 1) : 0;
    if (host === 0) return null;
    seen.time = moments.time(seen.host);
    seen.process = null;
    const known = same(bytes, host + 1, ssh) ? readDaemon(bytes, host + 1, seen) : isOther(bytes, host + 1);
    return known ? seen : null;
  };
}

const bracket = 0x5b;
const endBracket = 0x5d;

const ssh = ascii("ssh");

/** Names of sshd's processes, with the bracket that their process id follows. */
const daemons = ["sshd", "sshd-session", "sshd-auth"].map((process) => ({process, opening: ascii(`${process}[`)}));

/** Reads `PROGRAM[PID]: ` of sshd into the glimpse, or returns false. */
function readDaemon(bytes: Buffer, start: number, seen: Glimpse): boolean {
  for (const {process, opening} of daemons) {
    if (!same(bytes, start, opening)) continue;
    const digits = start + opening.length;
    const end = digitsEnd(bytes, digits);
    if (end - digits > 10 || bytes[end] !== endBracket || bytes[end + 1] !== colon || bytes[end + 2] !== space)
      return false;
    seen.process = process;
    seen.pid = integer(bytes, digits, end);
    seen.message = end + 3;
    return seen.pid >= 0;
  }
  return false;
}

/** Whether the parser takes a word for the host of a line: some are levels, as `auth.info`. */
function isHost(word: string): boolean {
  const {host, process} = readHeader(`${word} sshd[1]: x`, anyClock);
  return host === word && process === "sshd";
}

/** Dates no line: the word before the program is asked for, not the time. */
const anyClock = createClock();

/** Whether a plain program name stands there, followed by `[PID]: ` or `: `, that is not one of ours. */
function isOther(bytes: Buffer, start: number): boolean {
  let at = start;
  let name = start; // behind the last slash, as in `postfix/smtpd`
  for (; isWord(bytes[at]!) || bytes[at] === slash; at += 1) if (bytes[at] === slash) name = at + 1;
  if (at === name || at - start > 48 || (name > start && isOurs(bytes, name)) || isOurs(bytes, start)) return false;
  if (isDigit(bytes[name]!)) return false; // it may be a version, as of syslogd
  if (endsAsOurs(bytes, name, at) || isContainerId(bytes, name, at)) return false;
  if (bytes[at] === bracket) {
    const end = digitsEnd(bytes, at + 1);
    if (end === at + 1 || end > at + 11 || bytes[end] !== endBracket) return false;
    at = end + 1;
  }
  if (bytes[at] !== colon || bytes[at + 1] !== space) return false;
  return bytes[at + 2] !== bracket || !same(bytes, start, kernel);
}

/** Whether a name ends as those of sshd and dropbear do under other names: `openssh-sshd`, `addon_core_ssh`. */
function endsAsOurs(bytes: Buffer, start: number, end: number): boolean {
  for (let i = 0; i < endings.length; i += 1) {
    const from = end - endings[i]!.length;
    if (from >= start && same(bytes, from, endings[i]!)) return true;
  }
  return false;
}

/** Whether a name is the id of a container, twelve hexadecimal digits: what it runs may be sshd. */
function isContainerId(bytes: Buffer, start: number, end: number): boolean {
  if (end - start !== 12) return false;
  let at = start;
  while (at < end && isHex[bytes[at]!] === 1) at += 1;
  return at === end;
}

const isHex = Uint8Array.from({length: 256}, (_, byte) => Number(/[\da-f]/.test(String.fromCharCode(byte))));

const endings = ["sshd", "_ssh", "dropbear"].map(ascii);

const slash = 0x2f;

/** Writes `kernel: [12.345678] ` before what it repeats from other logs. */
const kernel = ascii("kernel: ");

/** Programs that the parser looks at, and first words of messages that stand without a program, by their first byte. */
const ours = Map.groupBy(
  "ssh dropbear pam PAM message last error fatal debug syslog".split(" ").map(ascii),
  ([first]) => first!
);
const byFirst = Array.from({length: 256}, (_, byte) => ours.get(byte) ?? []);

function isOurs(bytes: Buffer, start: number): boolean {
  const some = byFirst[bytes[start]!]!;
  for (let i = 0; i < some.length; i += 1) if (same(bytes, start, some[i]!)) return true;
  return false;
}
