import type {Clock} from "./clock.ts";
import {readStamp, timeOf, type Stamp} from "./stamp.ts";

/** What stands before the message of a line, one character per byte as in the line. */
export interface Header {
  readonly time: number | null;
  readonly millisecond: number;
  readonly host: string | null;
  /** The program; null where the line names none. */
  readonly process: string | null;
  /** The PAM module that old headers name instead of the message: `sshd(pam_unix)[77]:`. */
  readonly module: string | null;
  readonly pid: number | null;
  readonly message: string;
  /**
   * The text after the stamp where no header of ours follows it: it can be a message that only begins like a header.
   */
  readonly bare: string | null;
}

/**
 * Returns the header of a line and its message. Known are RFC 3164 with and without a host, RFC 5424 with and without a
 * priority, and the habits of Busybox, Solaris, FreeBSD, socklog, metalog and rsyslog. Text that has none is all
 * message.
 */
export function readHeader(line: string, clock: Clock): Header {
  const text = line.replace(priority, "");
  const stamp = readStamp(text, clock) ?? unstamped;
  const rest = text.slice(stamp.length);
  const head = readStructured(rest) ?? readTagged(rest, {isStamped: stamp.length > 0});
  return {...head, time: timeOf(stamp, clock, head.host), millisecond: stamp.millisecond};
}

/** A header without what its stamp says. */
type Unstamped = Omit<Header, "time" | "millisecond">;

const priority = /^<\d{1,3}>(?:1 )?/;
const unstamped: Stamp = {time: null, yearless: null, millisecond: 0, length: 0};

// HOST APP PROCID MSGID STRUCTURED-DATA of RFC 5424; a value may hold anything but an unescaped quote.
const structured =
  /^(?:- )?(\S{1,255}) ([^\s:[\]]{1,48}) (\d{1,10}|-) (\S{1,32}) (?:-|(?:\[[^\s=\]"]{1,32}(?: [^\s=\]"]{1,32}="(?:[^"\\]|\\.)*")*\])+)(?: |$)/;

function readStructured(text: string): Unstamped | null {
  const match = structured.exec(text);
  if (!match) return null;
  const [all, host, app, pid] = match as unknown as [string, string, string, string];
  const message = text.slice(all.length).replace(/^\xef\xbb\xbf/, "");
  return {host: given(host), ...program(app), module: null, pid: integer(pid), message, bare: null};
}

function given(text: string): string | null {
  return text === "-" || text === "" ? null : text;
}

function integer(digits: string | undefined): number | null {
  return digits && digits !== "-" ? Number(digits) : null;
}

function program(path: string): {process: string | null} {
  return {process: given(path.slice(path.lastIndexOf("/") + 1))};
}

// Facility and level, as `auth.info` or `<10.5>`; only socklog, which writes no host, puts a colon behind them.
const level = "(?:<\\w{1,10}\\.\\w{1,10}>|(?:auth|authpriv|security|daemon|user|syslog|local\\d)\\.[a-z]{3,7})";
const levels = new RegExp(`^(?:${level}:? +)?`);
const hosts = new RegExp(`^(-|[\\w\\x80-\\xff](?:[\\w.:%@+\\x80-\\xff-]{0,253}[\\w.\\x80-\\xff-])?) +(?:${level} +)?`);
const innerStamp = /^[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} /;
const kernel = /^kernel: ?\[ {0,10}\d{1,10}\.\d{1,9}\]:? /;
const tag = /^(?:\[([\w.-]{1,64})\]|([\w./@+-]{1,100})?(?:\((\w{1,64})\))?)(?:\[(\d{1,10})\])?(:?)(?: +|$)/;

function readTagged(text: string, {isStamped}: {isStamped: boolean}): Unstamped {
  const start = text.replace(levels, "").replace(innerStamp, "").trimStart();
  const host = hosts.exec(start);
  return (
    taggedAt(start, {host: null, whole: start, isStamped}) ??
    (host && taggedAt(start.slice(host[0].length), {host: given(host[1]!), whole: start, isStamped})) ??
    headless(start)
  );
}

/** Where a program's name may stand: behind a host, or without one; `whole` is the text behind the stamp. */
interface Place {
  readonly host: string | null;
  readonly whole: string;
  /** Whether a stamp stands before it. */
  readonly isStamped: boolean;
}

function taggedAt(text: string, place: Place): Unstamped | null {
  const {host, whole, isStamped} = place;
  if (kernel.test(text)) return echoed(text, place);
  const match = tag.exec(text);
  if (!match) return null;
  const [all, bracketed, name = bracketed ?? "", module = null, pid, colon] = match;
  const ours = family(name) !== null;
  if (name === "" && module === null) return null;
  if (!pid && !colon && !bracketed) return null;
  if (!pid && !ours && !isStamped) return null; // a message such as "Disconnecting: …"
  const head = {host, ...program(name || `(${module})`), module, pid: integer(pid)};
  return {...head, message: text.slice(all.length), bare: pid || ours ? null : whole};
}

/** Returns the header of what a kernel repeats from another log: the one after its own, if there is one. */
function echoed(text: string, {host, isStamped}: Place): Unstamped {
  const rest = text.replace(kernel, "");
  return taggedAt(rest, {host, whole: rest, isStamped}) ?? {...headless(rest), host, process: "kernel"};
}

function headless(text: string): Unstamped {
  return {host: null, process: null, module: null, pid: null, message: text, bare: text};
}

const families = new Map<string, "sshd" | "dropbear">([
  ["sshd", "sshd"],
  ["sshd-session", "sshd"],
  ["sshd-auth", "sshd"],
  ["dropbear", "dropbear"]
]);

/** Returns the programs that a process belongs with, or null when its lines are none of ours. */
export function family(process: string): "sshd" | "dropbear" | null {
  return families.get(process.slice(process.lastIndexOf("/") + 1)) ?? null;
}
