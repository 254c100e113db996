import {canonical} from "../event/address.ts";
import {hostAt, isStampLike, oneHost, type HostPlace} from "./host.ts";
import {family} from "./program.ts";

/** What stands between a stamp and the message. */
export interface Tagged {
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

/** What stands behind a stamp; see {@link readTagged}. */
export interface Behind {
  /** Whether a stamp with a date stands before the text. */
  readonly isStamped: boolean;
  /** Reads a header of its own that follows a host, as relays write them, or returns null. */
  readonly inner: (text: string, host: string | null) => Tagged | null;
}

// Facility and level: `auth.info` (Busybox, OpenWrt, socklog, which writes no host and puts a colon behind them),
// `Auth.Info` (Kiwi), `<10.5>` (FreeBSD -v), `In(38)` (ESXi 8), `auth|security:info` (AIX).
const facility = "(?:auth|authpriv|security|daemon|user|syslog|kern|cron|mail|lpr|news|uucp|ftp|ntp|audit|local\\d)";
const level = `(?:<\\w{1,10}\\.\\w{1,10}>|${facility}\\.[a-z]{3,7}|[A-Z][A-Za-z]{2,7}\\d?\\.[A-Z][a-z]{3,9}|(?:Em|Al|Cr|Er|Wa|No|In|Db)\\(\\d{1,3}\\)|[a-z\\d|]{3,24}:(?:emerg|alert|crit|err|error|warn|warning|notice|info|debug))`;
/** Levels as programs write them themselves, which are no host. */
const word = "(?:emerg|alert|crit|critical|err|error|warn|warning|notice|info|debug|trace|fatal)";
const levels = new RegExp(`^(?:${level}:? +|(?:\\[(?:${word}|${word.toUpperCase()})\\]|${word.toUpperCase()}) +)?`);
/** A facility and a level as words of their own, as templates of rsyslog write them; a host can bear such a name. */
const worded = new RegExp(`^(?:${facility} +)?${word}:? +`);
/**
 * What UniFi's access points write behind the host, or in its place: `802aa8123456,U7PG2-4.3.28:`,
 * `U7PG2,802aa8123456,v4.3.28`, `("U7PG2,802aa8123456,v4.3.28")`.
 */
const device =
  /^(?:\("[\w.,+ -]{0,60}?(?<quoted>[\da-f]{12})[\w.,+ -]{0,60}"\)|[\w+-]{1,30},(?<second>[\da-f]{12}),v?[\d.]{1,40}|(?<first>[\da-f]{12}),[\w.+-]{1,60}):? +/;
/** AIX's syslogd writes the host of a line so that another one has sent. */
const forwarded = /^Message forwarded from (\S{1,255}): +/;
const kernel = /^kernel: ?\[ {0,10}\d{1,10}\.\d{1,9}\]:? /;
const tag =
  /^(?:\[([\w.-]{1,64})\]|(sshd?@[^\s/[]{1,200}\.service|[\w./@+-]{1,100})?(?:\((\w{1,64})\))?)(?:\[(\d{1,10})\])?(:?)(?: +|$|(?<=\]:)(?=\S))/;

/** Returns the host, the program and the message of a text behind a stamp; text that names none is all message. */
export function readTagged(text: string, behind: Behind): Tagged {
  const start = text.trimStart().replace(levels, "").replace(forwarded, "$1 ");
  const inner = start.length < text.length ? behind.inner(start, null) : null;
  const place = {host: null, whole: start, isStamped: behind.isStamped};
  const plain = inner ?? taggedAt(start, place);
  if (plain && !(start.startsWith("[") && !isOurs(plain))) return plain;
  const hosted = readHosted(start, behind);
  if (plain) return hosted && isOurs(hosted) ? hosted : plain; // a bracketed host, or a program as metalog writes it
  return hosted ?? inColumns(start) ?? headless(start);
}

/** Reads what stands behind a host, or behind one that is written twice. */
function readHosted(start: string, {isStamped, inner}: Behind): Tagged | null {
  const first = hostAt(start) ?? deviceAt(start);
  if (!first) return null;
  const rest = start.slice(first.length).replace(levels, "").replace(device, "");
  const sender = forwarded.exec(rest);
  if (sender) return taggedAt(rest.slice(sender[0].length), {host: sender[1]!, whole: start, isStamped});
  const place = {host: first.host, whole: start, isStamped};
  const found = inner(rest, first.host) ?? taggedAt(rest, place) ?? afterLevel(rest, place);
  if (found) return found;
  const second = hostAt(rest);
  const host = second ? oneHost(first.host, second.host) : undefined;
  if (host === undefined) return hostAfterLevel(place);
  return taggedAt(rest.slice(second!.length).replace(levels, ""), {host, whole: start, isStamped});
}

/** Returns an access point that stands where a host does: its hardware address names it, its version changes. */
function deviceAt(text: string): HostPlace | null {
  const match = device.exec(text);
  const {quoted, second, first} = match?.groups ?? {};
  const host = quoted ?? second ?? first;
  return match && host !== undefined ? {host, length: match[0].length} : null;
}

/** Reads a program of ours behind a level that stands there as a word. */
function afterLevel(text: string, place: Place): Tagged | null {
  return worded.test(text) ? oursAt(text.replace(worded, ""), place) : null;
}

/** Reads a host and a program of ours behind a level that stands before the host as a word. */
function hostAfterLevel({whole, isStamped}: Place): Tagged | null {
  const rest = whole.replace(worded, "");
  const found = rest === whole ? null : hostAt(rest);
  return found && oursAt(rest.slice(found.length), {host: found.host, whole, isStamped});
}

function oursAt(text: string, place: Place): Tagged | null {
  const found = taggedAt(text, place);
  return found && isOurs(found) ? found : null;
}

/**
 * The id of a container, which docker's syslog driver writes as the tag, maybe behind names (`{{.Name}}/{{.ID}}`): it
 * names no program.
 */
const containerId = /^(?:[\w.@+-]{1,64}\/){0,5}[\da-f]{12}$/;

/** Where a program's name may stand: behind a host, or without one; `whole` is the text behind the stamp. */
interface Place {
  readonly host: string | null;
  readonly whole: string;
  readonly isStamped: boolean;
}

/** The version of a program, as in `syslogd 1.5.0: restart`. */
const version = /^\d+(?:\.\d+)+$/;

/** Whether what stands in the place of a program's name is a stamp, a version, a number in brackets or an address. */
function isNoProgram(name: string, bracketed: string | undefined): boolean {
  return isStampLike(name) || version.test(name) || /^\d+$/.test(bracketed ?? "") || canonical(name) !== null;
}

function taggedAt(text: string, place: Place): Tagged | null {
  const {host, whole, isStamped} = place;
  if (kernel.test(text)) return echoed(text, place);
  const match = tag.exec(text);
  if (!match) return null;
  const [all, bracketed, name = bracketed ?? "", module = null, pid, colon] = match;
  const ours = family(name) !== null;
  if (name === "" && module === null) return null;
  if (!pid && !colon && !bracketed) return null;
  if (!pid && !ours && !isStamped) return null; // a message such as "Disconnecting: …"
  if (!ours && isNoProgram(name, bracketed)) return null;
  if (containerId.test(name) && pid) return {...headless(text.slice(all.length)), host};
  const head = {host, ...program(name || `(${module})`), module, pid: integer(pid)};
  return {...head, message: text.slice(all.length), bare: pid || ours ? null : whole};
}

/** Returns the header of what a kernel repeats from another log: the one after its own, if there is one. */
function echoed(text: string, {host, isStamped}: Place): Tagged {
  const rest = text.replace(kernel, "");
  return taggedAt(rest, {host, whole: rest, isStamped}) ?? {...headless(rest), host, process: "kernel"};
}

/**
 * The columns of macOS's `log show` (thread, type, activity, process id, time to live, program), and of Android's
 * logcat (process id, thread, level, program).
 */
const columns = [
  /^0x[\da-f]{1,16} +(?:Default|Info|Debug|Error|Fault|Activity) +0x[\da-f]{1,16} +(?<pid>\d{1,10}) +\d{1,10} +(?<name>[\w.-]{1,64}): (?:\([\w.+-]{1,64}\) )?(?:\[[\w.:+-]{1,128}\] )?/,
  /^(?<pid>\d{1,10}) +\d{1,10} [VDIWEFS] (?<name>[\w.-]{1,64}) *: /
];

function inColumns(text: string): Tagged | null {
  for (const pattern of columns) {
    const match = pattern.exec(text);
    if (!match) continue;
    const {pid, name} = match.groups as {pid: string; name: string};
    const message = text.slice(match[0].length);
    return {host: null, process: name, module: null, pid: Number(pid), message, bare: null};
  }
  return null;
}

/** Returns what is all message. */
function headless(text: string): Tagged {
  return {host: null, process: null, module: null, pid: null, message: text, bare: text};
}

function isOurs({process, bare}: Tagged): boolean {
  return bare === null && process !== null && family(process) !== null;
}

/** Returns a program without its path; null where `-` stands for it. */
export function program(path: string): Pick<Tagged, "process"> {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return {process: name === "-" || name === "" ? null : name};
}

/** Returns a process id, or null where none is given. */
export function integer(digits: string | undefined): number | null {
  return digits && digits !== "-" ? Number(digits) : null;
}
