import type {YearlessStamp} from "../../lib/log/line/years.ts";

/** A machine that is switched off now and then, and whose clock is wrong for a while after boots. */

const daySeconds = 86_400;

/** A line of a log, and when it was written. */
export interface Line {
  readonly stamp: YearlessStamp;
  readonly host: string;
  readonly text: string;
  /** Epoch seconds at which the line was written. */
  readonly written: number;
  /** The times that its attempt may have: one, unless its clock was wrong; null for a line of another program. */
  readonly times: readonly number[] | null;
  /** The source port of its attempt, which no other line has. */
  readonly port: number;
  /** Whether the clock was right. */
  readonly isRight: boolean;
  /** Whether nobody can tell that yet: its clock is ahead by days, or the host was off for days before. */
  readonly isUndecided: boolean;
}

/** Returns numbers from 0 to below 1; the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;

export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** A host as it writes its lines. */
interface Host {
  readonly name: string;
  readonly random: Random;
  /** What its clock shows at each boot of a frozen clock. */
  readonly frozen: number;
  readonly begin: number;
  readonly lines: Line[];
  time: number;
  port: number;
}

/**
 * Returns the lines of one to three years of some hosts, oldest first. What nobody could tell does not occur: a host is
 * up for at least two days, with a line every five days, and off for ten months at most; no outage of more than half a
 * year ends, nor does a clock stand, on the days of the year on which the log began: a second copy could begin there.
 */
export function linesOf(seed: number): Line[] {
  const random = randomOf(seed);
  const begin = Date.UTC(2021, between(random, 0, 11), between(random, 1, 28)) / 1000;
  const end = begin + between(random, 365, 3 * 365) * daySeconds;
  const day = begin - between(random, 5, 360) * daySeconds;
  const isLeap = new Date(day * 1000).toISOString().slice(5, 10) === "02-29"; // would tell the year
  const frozen = day + 62_230 - (isLeap ? daySeconds : 0);
  const hosts = ["pi", "nas"].slice(0, between(random, 1, 2)).map((name, i): Host => {
    return {name, random, frozen, begin, lines: [], time: begin + i * 7200, port: 1024 + i * 30_000};
  });
  for (const host of hosts) while (host.time < end) live(host);
  return hosts.flatMap(({lines}) => lines).toSorted((a, b) => a.written - b.written);
}

/** Adds the lines of a host from a boot to the next one. */
function live(host: Host): void {
  const {random} = host;
  const until = host.time + between(random, 2, 90) * daySeconds;
  while (host.time < until) {
    attempt(host, host.time);
    host.time += between(random, 3600, 5 * daySeconds);
  }
  host.time = Math.max(until, host.time);
  attempt(host, host.time);
  boot(host);
}

/** Switches a host off and on; its clock may be wrong for up to an hour. */
function boot(host: Host): void {
  const {random, lines} = host;
  const off = host.time;
  const isLong = random() < 0.4;
  host.time += isLong ? outage(host) : between(random, 30, 3600);
  const on = host.time;
  const kind = ["right", "frozen", "january", "shutdown"][between(random, 0, 3)]!;
  if (kind === "right") return;
  host.time += between(random, 120, 3600); // the clock is set right
  const shown = {frozen: host.frozen, january: 0, shutdown: off}[kind]!;
  const first = lines.length;
  for (let real = on; real < host.time - 60; real += between(random, 10, 2000))
    stray(host, {real, wall: shown + real - on, off, isLong});
  if (lines.length === first) stray(host, {real: on, wall: shown, off, isLong});
}

function outage({random, time, begin}: Host): number {
  for (;;) {
    const seconds = between(random, 1, 300) * daySeconds;
    const days = ((time + seconds - begin) / daySeconds) % 365.25;
    if (seconds < 170 * daySeconds || (days > 3 && days < 362)) return seconds;
  }
}

/** Adds a line that was written while the clock was wrong; every other one is an attempt. */
function stray(
  host: Host,
  {real, wall, off, isLong}: {real: number; wall: number; off: number; isLong: boolean}
): void {
  const plausible = [0, 1, 2, 3, 4, 5].flatMap((year) => inYear(wall, 2020 + year) ?? []);
  const newest = plausible.findLast((time) => time <= host.time) ?? plausible[0]!;
  const near = plausible.filter((time) => [off, host.time].some((other) => Math.abs(other - time) <= 8 * daySeconds));
  const isAttempt = host.random() < 0.5;
  const isUndecided = isLong || near.some((time) => time > off + daySeconds);
  add(host, {wall, written: real, times: isAttempt ? [newest, ...near] : null, isRight: false, isUndecided});
}

/** Returns the time at which a clock of UTC shows the same in another year, or null where that has no such day. */
function inYear(wall: number, year: number): number | null {
  const date = new Date(wall * 1000);
  const day = date.getUTCDate();
  date.setUTCFullYear(year);
  return date.getUTCDate() === day ? date.getTime() / 1000 : null;
}

function attempt(host: Host, time: number): void {
  add(host, {wall: time, written: time, times: [time], isRight: true, isUndecided: false});
}

function add(host: Host, {wall, ...line}: Omit<Line, "text" | "port" | "host" | "stamp"> & {wall: number}): void {
  const port = (host.port += 1);
  const {name} = host;
  const message = line.times
    ? `sshd[${port}]: Failed password for root from 192.0.2.7 port ${port} ssh2`
    : "systemd[1]: Started Daily apt download activities.";
  host.lines.push({...line, host: name, stamp: yearlessOf(wall), port, text: `${stampOf(wall)} ${name} ${message}\n`});
}

function yearlessOf(wall: number): YearlessStamp {
  const date = new Date(wall * 1000);
  return {month: date.getUTCMonth(), day: date.getUTCDate(), second: wall % daySeconds};
}

function stampOf(wall: number): string {
  const [, day, month, , clock] = new Date(wall * 1000).toUTCString().split(" ") as [
    string,
    string,
    string,
    string,
    string
  ];
  return `${month} ${String(Number(day)).padStart(2)} ${clock}`;
}
