import {rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {race} from "./rounds.ts";
import type {Bench, Contender} from "./contenders.ts";

/** A line that a stranger can make long: how it starts, what is repeated, how it ends. */
interface Shape {
  readonly name: string;
  readonly start: string;
  readonly filler: string;
  readonly end: string;
  /** Bytes of the file; less where a line costs much. */
  readonly bytes?: number;
}

const sshd = "Jan  1 00:00:00 host sshd[1]: ";
const end = " from 192.0.2.1 port 22 ssh2";

/** Shapes that patterns with a `.*` or two could go over again and again. */
const shapes: readonly Shape[] = [
  {name: "`from `", start: `${sshd}Failed password for invalid user `, filler: "from ", end},
  {name: "` from 192.0.2.1 port 22`", start: `${sshd}Invalid user `, filler: " from 192.0.2.1 port 22", end: " x"},
  {name: "`rhost=`", start: `${sshd}pam_unix(sshd:auth): authentication failure; `, filler: "rhost=", end: " user=x"},
  {name: "`user=`", start: `${sshd}pam_unix(sshd:auth): authentication failure; rhost=`, filler: " user=", end: ""},
  {name: "`\\033`", start: `${sshd}Failed password for invalid user `, filler: "\\033", end, bytes: 16 << 20},
  {name: "`#012`", start: `${sshd}Invalid user `, filler: "#012", end},
  {
    name: "`invalid user `",
    start: `${sshd}Connection closed by invalid user `,
    filler: "invalid user ",
    end: `${end} [preauth]`
  },
  {name: "`message repeated 2 times: [ `", start: sshd, filler: "message repeated 2 times: [ ", end: "]"},
  {
    name: "`' from `",
    start: "Jan  1 00:00:00 host dropbear[1]: Bad password attempt for '",
    filler: "' from ",
    end: "' from 192.0.2.1:22"
  },
  {name: "`[ `", start: `${sshd}message repeated 2 times: `, filler: "[ ", end: "]"},
  {name: "`[preauth] `", start: `${sshd}Disconnected from user `, filler: "[preauth] ", end: " [preauth]"},
  {name: "`: `", start: `${sshd}error: `, filler: ": ", end: ""},
  {name: "spaces", start: `${sshd}Connection closed by `, filler: " ", end: "x"},
  {name: "letters, another program", start: "Jan  1 00:00:00 host cron[1]: ", filler: "a", end: ""}
];

/** CPU seconds of `parse --lines` over files of equal size, of one shape: CPU, since small differences count here. */
export interface HostileResult {
  readonly name: string;
  readonly longSeconds: number;
  readonly shortSeconds: number;
  /** How many times more a line of 64 KiB costs than one of 16 KiB; 4 is linear. */
  readonly ratio: number;
}

const longLine = 65_536;
const shortLine = 16_384;
const defaultBytes = 64 << 20;

/**
 * Races `parse --lines` over long lines, short lines, and an empty log, whose time is taken off; once for each shape.
 */
export function hostileResults(bench: Bench, rounds: number): HostileResult[] {
  return shapes.map((shape) => {
    const [long, short] = [longLine, shortLine].map((length) => write(shape, length, bench));
    const results = race([parse(bench, long!), parse(bench, short!), parse(bench, "/dev/null")], bench, {rounds});
    for (const path of [long!, short!]) rmSync(path);
    const [longSeconds, shortSeconds, start] = results.map(({cpuSeconds}) => cpuSeconds) as [number, number, number];
    const ratio = ((longSeconds - start) / (shortSeconds - start)) * (longLine / shortLine);
    return {name: shape.name, longSeconds, shortSeconds, ratio};
  });
}

function parse({bin}: Bench, path: string): Contender {
  const script = '"$1" "$2" parse --lines --year 2025 "$3" > /dev/null';
  return {name: path, command: ["sh", "-c", script, "sh", process.execPath, bin, path]};
}

function write(shape: Shape, length: number, {folder}: Bench): string {
  const path = join(folder, `lines-of-${length}.log`);
  writeFileSync(path, lineOf(shape, length).repeat((shape.bytes ?? defaultBytes) / length), "latin1");
  return path;
}

/** Returns a line of exactly this length. */
function lineOf({start, filler, end}: Shape, length: number): string {
  const room = length - start.length - end.length - 1;
  return `${start}${filler.repeat(Math.ceil(room / filler.length)).slice(0, room)}${end}\n`;
}
