import {createClock} from "./line/clock.ts";
import {family, readHeader} from "./line/header.ts";

/** A line of a syslog that stands for lines which are equal to the one before it. */
export interface Repetition {
  /** The host that the line names, or null. */
  readonly host: string | null;
  /** How many lines it stands for, beside the one before it. */
  readonly times: number;
}

/**
 * Returns what a line says in place of lines that were repeated, given one character per byte; null for other lines.
 * The forms are those of BSD's syslogd and sysklogd (`HOST last message repeated 4 times`, maybe with a level behind
 * the host), FreeBSD's since 12 (`HOST syslogd: last message …`), macOS's (`--- last message repeated 1 time ---`),
 * syslog-ng's (`Last message 'Failed password for r' repeated 4 times, suppressed by syslog-ng on HOST`), and metalog's
 * (`- Last output repeated twice -`, without a stamp). The words of any other program are its own.
 */
export function readRepetition(line: string): Repetition | null {
  if (line.length > longest || !/ast (?:message|output) /.test(line)) return null;
  const output = metalogs.exec(line);
  if (output) return {host: null, times: Number(output[1] ?? 1)};
  const {host, process, message} = readHeader(line, anyClock);
  const [, named, times] = (process === null ? nameless : plain).exec(message) ?? [];
  if (!isSyslogs(process)) return null;
  if (times !== undefined) return {host: host ?? named ?? null, times: Number(times)};
  const [, place, suppressed] = (process === null ? namelessSuppressed : plainSuppressed).exec(message) ?? [];
  return suppressed === undefined ? null : {host: host ?? place ?? null, times: Number(suppressed)};
}

/** Longer lines are other messages. */
const longest = 512;

const anyClock = createClock();

const words = String.raw`(?:-{3} )?last message (?:repeated|buffered) (\d{1,9}) times?(?: -{3})? *$`;
const suppression = String.raw`Last message '[^]{0,20}' repeated (\d{1,9}) times, supp?ressed by syslog-ng on \S{1,255} *$`;
const hostAndLevel = String.raw`(?:([\w\x80-\xff][\w.:%\x80-\xff-]{0,254}) )?(?:<?\w{1,10}\.\w{1,10}>? )?`;
const plain = new RegExp(`^()${words}`);
const nameless = new RegExp(`^${hostAndLevel}${words}`);
const plainSuppressed = new RegExp(`^()${suppression}`);
const namelessSuppressed = new RegExp(`^${hostAndLevel}${suppression}`);
const metalogs = /^ {16}- Last output repeated (?:(\d{1,9}) times|twice) -\r?$/;

/** Whether a syslog writes for itself under a name; old ones write under that of the program whose line they repeat. */
function isSyslogs(process: string | null): boolean {
  return process === null || /^(?:r?syslogd?|syslog-ng|newsyslog)$/.test(process) || family(process) !== null;
}
