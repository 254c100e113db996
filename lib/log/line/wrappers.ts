import type {Clock} from "./clock.ts";
import {readStamp, type Stamp} from "./stamp.ts";

/** A line without what a program that carries or shows logs has put around it. */
export interface Unwrapped {
  readonly text: string;
  /** What the wrapper itself says of the time; null where it says nothing. */
  readonly stamp: Stamp | null;
  /** The process id that the wrapper names, else null. */
  readonly pid: number | null;
}

/** Something around a line; none of them can be mistaken for a stamp. */
export interface Wrapper {
  readonly name: string;
  /** Returns the line without it, or null where it is not there. */
  readonly read: (text: string, clock: Clock) => Unwrapped | null;
  /** Lines in it with the text that they hold. */
  readonly samples: readonly (readonly [line: string, text: string])[];
}

/** All wrappers, in the order in which they are tried. */
export const wrappers: readonly Wrapper[] = [
  {
    name: "docker's json-file, and Loki's logcli -o jsonl",
    read: readRecord,
    samples: [
      ['{"log":"Server listening\\r\\n","stream":"stderr","time":"2026-10-01T10:00:00.1Z"}', "Server listening"],
      ['{"log":"\\u003cx\\u003e","attrs":{"tag":"a"},"stream":"stdout","time":"2026-10-01T10:00:00Z"}', "<x>"],
      ['{"labels":{"job":"ssh"},"line":"pi sshd[1]: x","timestamp":"2026-10-01T10:00:00Z"}', "pi sshd[1]: x"]
    ]
  },
  {
    name: "docker compose, docker service logs",
    read: (text) => behind(/^[\w.@-]{1,128} {1,64}\| ?(?=\S)/, text),
    samples: [
      ["sshd-1  | Server listening", "Server listening"],
      ["web_sshd.1.abc123@node1    | Server listening", "Server listening"],
      ["sshd | 2026-10-01T10:00:00Z x", "2026-10-01T10:00:00Z x"]
    ]
  },
  {
    name: "kubectl logs --prefix",
    read: (text) => behind(/^\[(?:pod|job|deployment|daemonset|statefulset|replicaset)\/[\w./-]{1,256}\] /, text),
    samples: [
      ["[pod/ssh-0/sshd] Server listening", "Server listening"],
      ["[pod/bastion-7d9f/sshd] 2026-10-01T10:00:00Z x", "2026-10-01T10:00:00Z x"],
      ["[deployment/ssh] x", "x"]
    ]
  },
  {
    name: "OpenSSH for Windows (sshd.log): the process id",
    read: (text) => behind(/^(?<pid>\d{1,8}) (?=\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2})/, text),
    samples: [
      ["1234 2026-10-01 10:00:00.123 x", "2026-10-01 10:00:00.123 x"],
      ["8 2026-10-01 10:00:00.123 x", "2026-10-01 10:00:00.123 x"],
      ["12345678 2026-10-01 10:00:00 x", "2026-10-01 10:00:00 x"]
    ]
  },
  {
    name: "file names and line numbers of grep, numbers of cat -n and of Cisco's syslog",
    read: readGrep,
    samples: [
      ["auth.log.1:Oct  1 10:00:00 pi x", "Oct  1 10:00:00 pi x"],
      ["./var/log/auth.log-2026-10-01T10:00:00Z pi x", "2026-10-01T10:00:00Z pi x"],
      ["/var/log/auth.log-20261001:Oct  1 10:00:00 pi x", "Oct  1 10:00:00 pi x"],
      ["auth.log:17:Oct  1 10:00:00 pi x", "Oct  1 10:00:00 pi x"],
      ["17:Oct  1 10:00:00 pi x", "Oct  1 10:00:00 pi x"],
      ["17  Oct  1 10:00:00 pi x", "Oct  1 10:00:00 pi x"],
      ["000123: *Oct  1 10:00:00.123: x", "*Oct  1 10:00:00.123: x"]
    ]
  }
];

/** Returns a line without the first wrapper that it is in, or null where it is in none. */
export function unwrap(text: string, clock: Clock): Unwrapped | null {
  for (const {read} of wrappers) {
    const inner = read(text, clock);
    if (inner) return inner;
  }
  return null;
}

function behind(pattern: RegExp, text: string): Unwrapped | null {
  const match = pattern.exec(text);
  if (!match) return null;
  const pid = match.groups?.pid;
  return {text: text.slice(match[0].length), stamp: null, pid: pid === undefined ? null : Number(pid)};
}

/** The keys of a record with the line, and with its time. */
const records = [
  ["log", "time"],
  ["line", "timestamp"]
] as const;

function readRecord(text: string, clock: Clock): Unwrapped | null {
  if (!/^\{"(?:log|line|labels|stream|time|timestamp|attrs)":/.test(text)) return null;
  const record = parsed(text);
  const keys = records.find(([line, time]) => typeof record[line] === "string" && typeof record[time] === "string");
  if (!keys) return null;
  const [line, time] = keys.map((key) => record[key] as string);
  return {text: asBytes(line!).replace(/[\r\n]+$/, ""), stamp: readStamp(time!, clock), pid: null};
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

/** Returns a text of JSON one character per byte: what was escaped in it is not. */
function asBytes(text: string): string {
  return text.replace(/[^\x00-\xff]+/g, (part) => Buffer.from(part, "utf8").toString("latin1"));
}

/** A name of a file has no blanks here; a number of a line can follow. */
const name = /^[^\s"'<>|()]{1,255}/;
const number = /^\d{1,9}(?:: ?|-| {1,2})(?=[\dA-Z*[])/;

/** Reads a name or a number that ends where a stamp begins. */
function readGrep(text: string, clock: Clock): Unwrapped | null {
  const word = name.exec(text)?.[0] ?? "";
  const numbered = number.exec(text);
  if (numbered && hasStamp(text.slice(numbered[0].length), clock))
    return {text: text.slice(numbered[0].length), stamp: null, pid: null};
  let tried = 0;
  for (let at = separator(word, 0); at > 0 && tried < 12; at = separator(word, at + 1), tried += 1) {
    const rest = text.slice(at + 1);
    if (/^[\dA-Za-z*[@{]/.test(rest) && hasStamp(rest, clock)) return {text: rest, stamp: null, pid: null};
  }
  return null;
}

/** Whether a date or a record begins there; seconds since 1970 are also the ends of names. */
function hasStamp(text: string, clock: Clock): boolean {
  return text.startsWith('{"log":') || (!/^\d{9}/.test(text) && (readStamp(text, clock)?.isDated ?? false));
}

function separator(word: string, from: number): number {
  for (let at = from; at < word.length; at += 1) if (word[at] === ":" || word[at] === "-") return at;
  return -1;
}
