import type {Clock} from "./clock.ts";
import {matchDropbear} from "../message/dropbear.ts";
import {family as familyOf, readHeader, type Header} from "./header.ts";
import {matchPam} from "../message/pam.ts";
import type {Fields, Message} from "../message/pattern.ts";
import {matchSshd} from "../message/sshd.ts";
import {decodeRaw} from "../event/escapes.ts";
import type {Event} from "../event/event.ts";
import {looksOurs} from "./unread.ts";

/** Where a message comes from, when it is known from elsewhere than a header, as from journald. */
export interface Head extends Pick<Event, "time" | "host" | "process" | "pid" | "family"> {
  /** The PAM module of an old header, `sshd(pam_unix)[77]:`. */
  readonly module?: string | null;
}

/** An event with the part of a second that its time leaves out. */
export interface LineEvent extends Event {
  readonly millisecond: number;
}

/**
 * Returns what a line says, given one character per byte and without its newline. Any text gives an event: what is not
 * of sshd or dropbear is `other`, what they say in words that no pattern knows `unknown`, and what is theirs by its
 * looks behind a header that is not understood `unread`.
 */
export function parseLine(line: string, clock: Clock): LineEvent {
  const header = readHeader(line.endsWith("\r") ? line.slice(0, -1) : line, clock);
  return {...eventOf(header), millisecond: header.millisecond};
}

/** Returns what a message says that a program of a family is known to have written; one character per byte. */
export function parseMessage(message: string, head: Head): Event {
  const {family, module = null} = head;
  const {times, whole, ...inner} = unwrapped(message.trimStart());
  if (family === null) return eventWith(head, {...nothing, kind: "other", times, pam: false, preauth: false});
  const own = family === "sshd" ? matchSshd(inner) : matchDropbear(inner);
  const said = own ? null : matchPam({text: whole, preauth: false});
  if (said) return eventWith(head, {...said, ...ofModule(said, module), times, pam: true, preauth: false});
  return eventWith(head, {...(own ?? nothing), times, pam: false, preauth: inner.preauth});
}

function eventOf(header: Header): Event {
  const {time, pid, module, message} = header;
  const host = header.host === null ? null : decodeRaw(header.host);
  const process = header.process === null ? null : decodeRaw(header.process);
  const isPart = header.doubt?.what === "part";
  const guess =
    header.bare === null || isPart
      ? null
      : parseBare(header.bare, process === null ? {time, host, pid} : {time, host: null, pid: null});
  const misread = process !== null && guess?.kind === "noise"; // a host with the name of such a message's first word
  const event =
    guess && !misread ? guess : parseMessage(message, {time, host, process, pid, module, family: ourFamily(header)});
  return isUnread(header, event) ? eventWith(unreadHead(event), {...nothing, ...unread}) : event;
}

/** Whether a line is of ours by its looks, while its header is not understood, or does not say all that it must. */
function isUnread(header: Header, event: Event): boolean {
  if (header.doubt !== null && event.kind !== "other") return true;
  if (event.kind !== "other" || header.process !== null) return false;
  return looksOurs(header.message, {
    isStamped: header.time !== null,
    read: (text) => parseBare(text, {time: null, host: null, pid: null})
  });
}

const unread = {kind: "unread", times: 1, pam: false, preauth: false} as const;

function unreadHead({time}: Event): Head {
  return {time, host: null, process: null, pid: null, family: null};
}

/** Returns the event of a message whose program is not named, or null when no program of ours says such a thing. */
function parseBare(message: string, place: Pick<Head, "time" | "host" | "pid">): Event | null {
  const head = {...place, process: null};
  const found = (["sshd", "dropbear"] as const).map((family) => parseMessage(message, {...head, family}));
  return found.find(({kind}) => kind !== "unknown") ?? null;
}

/** Returns the family of a header. The header `(pam_unix)` names no program, but sshd is the one whose tty is `ssh`. */
function ourFamily({process, module, message}: Header): Event["family"] {
  if (process === null) return null;
  if (process === `(${module})`) return sshTty.test(message) ? "sshd" : null;
  return familyOf(process);
}

const sshTty = /^[^=;]{1,64}; logname=\S{0,64} uid=\d+ euid=\d+ tty=(?:NODEV)?ssh /;

interface Unwrapped extends Message {
  /** The message with the `error: ` and the `[preauth]` that only sshd's own log.c puts around one. */
  readonly whole: string;
  readonly times: number;
}

const repeated = /^message repeated (\d{1,9}) times: \[ ?(.*)\] *$/s;
const solaris = /^\[ID \d{1,9} \w{1,20}\.\w{1,20}\] /;
/** OpenSSH 8.6 and later name the line of the key that they speak of (auth2-pubkeyfile.c). */
const keyFile = /^\/\S{1,400}:\d{1,9}: (?=Authentication tried for )/;
const dropbearStamp = /^\[\d{1,10}\] [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} /;

/** Returns a message without what syslog and sshd's log.c put around it. */
function unwrapped(message: string): Unwrapped {
  const plain = message.replace(solaris, "").replace(dropbearStamp, "");
  const match = repeated.exec(plain);
  const [times, whole] = match ? [Number(match[1]), match[2]!] : [1, plain];
  const marked = / \[(pre|post)auth\] *$/.exec(whole);
  const text = whole
    .slice(0, marked?.index)
    .replace(/^(?:error|fatal): /, "")
    .replace(keyFile, "");
  return {text, whole, times, preauth: marked?.[1] === "pre"};
}

const nothing: Fields = {
  kind: "unknown",
  role: "none",
  user: null,
  known: null,
  ip: null,
  rhost: null,
  port: null,
  method: null,
  ends: false,
  leaves: false,
  module: null,
  more: 0,
  aboutPid: null
};

/**
 * Returns what the module of a PAM line adds: pam_unix names only accounts that exist, others also those that do not.
 */
function ofModule(
  {role, user, module: written, known}: Fields,
  module: string | null
): Pick<Event, "module" | "known"> {
  if (role !== "pam" && role !== "pam-more") return {module: null, known};
  const name = written ?? module;
  return {module: name, known: name === "pam_unix" && user !== null ? true : null};
}

function eventWith(
  {time, host, process, pid, family}: Head,
  fields: Fields & Pick<Event, "times" | "pam" | "preauth">
): Event {
  return {...fields, time, host, process, pid, family};
}
