import {decode, encode, flagsOf} from "./event-code.ts";
import type {Event, Kind, Role} from "../../log/event/event.ts";

/** The kinds of logs that can hold the same lines: files that syslog wrote, and the journal. */
export type Medium = "files" | "journal";

/**
 * What is kept of each line of a day: when it was written (seconds since the day began), what it says, and how often it
 * stands in one log of each kind. `form` holds all that the other columns do not say; -1 in another column means that
 * the form has the value, or that there is none.
 */
export const columns = ["second", "form", "pid", "user", "ip", "port", "times", "files", "journal"] as const;

/**
 * The lines of a host's day: the entries of the columns at one index are one line, or several equal ones of a second.
 */
export interface Lines extends Record<(typeof columns)[number], Int32Array> {
  length: number;
  /** The forms: each is the code (event-code.ts) of a line, without what the columns say of it. */
  readonly forms: Dictionary;
  /** User names and addresses. */
  readonly words: Dictionary;
  /** The indices of forms, by {@link formKey}. */
  readonly keys: Map<number, number>;
}

/** Texts, each of them once, and their indices. */
export interface Dictionary {
  readonly texts: string[];
  readonly ids: Map<string, number>;
}

/** Returns an empty set of lines with room for some. */
export function createLines(room = 4096): Lines {
  const column = (): Int32Array => new Int32Array(room);
  return {
    second: column(),
    form: column(),
    pid: column(),
    user: column(),
    ip: column(),
    port: column(),
    times: column(),
    files: column(),
    journal: column(),
    ...nothing()
  };
}

/** Returns an empty set of lines that uses the memory of another set, which must not be used any more. */
export function emptied(lines: Lines): Lines {
  return {...lines, ...nothing()};
}

function nothing(): Pick<Lines, "length" | "forms" | "words" | "keys"> {
  return {length: 0, forms: createDictionary(), words: createDictionary(), keys: new Map()};
}

/** Returns a dictionary of some texts, of which no two are equal. */
export function createDictionary(texts: string[] = []): Dictionary {
  return {texts, ids: new Map(texts.map((text, id) => [text, id]))};
}

/** Returns the index of a text, which is added when it is new. */
function idOf({texts, ids}: Dictionary, text: string): number {
  let id = ids.get(text);
  if (id === undefined) {
    id = texts.push(text) - 1;
    ids.set(text, id);
  }
  return id;
}

/** Adds an event of a log of a kind as a line; `second` counts from the beginning of the day. */
export function addLine(lines: Lines, event: Event, {second, medium}: {second: number; medium: Medium}): void {
  const i = nextOf(lines);
  lines.second[i] = second;
  lines.form[i] = formOf(lines, event);
  lines.pid[i] = inColumn(event.pid);
  lines.user[i] = event.user === null ? -1 : idOf(lines.words, event.user);
  lines.ip[i] = event.ip === null ? -1 : idOf(lines.words, event.ip);
  lines.port[i] = inColumn(event.port);
  lines.times[i] = inColumn(event.times);
  lines.files[i] = medium === "files" ? 1 : 0;
  lines.journal[i] = 1 - lines.files[i]!;
}

/** Adds the lines of another set, with how often each stands in the logs; equal lines are not joined. */
export function addLines(lines: Lines, other: Lines): void {
  const forms = other.forms.texts.map((code) => idOf(lines.forms, code));
  const words = other.words.texts.map((word) => idOf(lines.words, word));
  for (let from = 0; from < other.length; from += 1) {
    const to = nextOf(lines);
    for (const column of columns) lines[column][to] = other[column][from]!;
    lines.form[to] = forms[other.form[from]!]!;
    if (other.user[from]! >= 0) lines.user[to] = words[other.user[from]!]!;
    if (other.ip[from]! >= 0) lines.ip[to] = words[other.ip[from]!]!;
  }
}

/** Returns an empty set of lines with the texts of another one: an index leads to the same text in both. */
export function createLike({forms, words, keys}: Lines): Lines {
  return {...createLines(16), forms, words, keys};
}

/** Adds the line at an index of a set with the same texts, maybe the same set, and returns its index. */
export function addLike(lines: Lines, other: Lines, like: number): number {
  const i = nextOf(lines);
  for (const column of columns) lines[column][i] = other[column][like]!;
  return i;
}

/** Returns all that a line says but its second and its number of repeats: equal for equal texts of one set. */
export function textOf({form, pid, user, ip, port}: Lines, i: number): string {
  return `${form[i]},${pid[i]},${user[i]},${ip[i]},${port[i]}`;
}

/** Returns what {@link textOf} does, but in words: equal for equal texts of any sets. */
export function wordsOf({form, pid, user, ip, port, forms, words}: Lines, i: number): string {
  return JSON.stringify([forms.texts[form[i]!], pid[i], words.texts[user[i]!], words.texts[ip[i]!], port[i]]);
}

/** Returns how many lines a set has, each counted as often as it stands in files and in the journal. */
export function countLines({length, files, journal}: Lines): number {
  let count = 0;
  for (let i = 0; i < length; i += 1) count += files[i]! + journal[i]!;
  return count;
}

/**
 * Returns a function from the index of a line to its event, for a host and for a day that begins at `from` (epoch
 * seconds). The event holds until the function is called again: the object is used for all lines of a form.
 */
export function eventsOf(lines: Lines, {host, from}: {host: string | null; from: number}): (i: number) => Event {
  const own = lines.forms.texts.map((code) => decode(code, {time: 0, host}));
  const events = own.map((event) => ({...event}) as {-readonly [key in keyof Event]: Event[key]});
  const {second, form, pid, user, ip, port, times, words} = lines;
  return (i) => {
    const event = events[form[i]!]!;
    const rest = own[form[i]!]!;
    event.time = rest.time === null ? null : from + second[i]!;
    event.pid = pid[i]! >= 0 ? pid[i]! : rest.pid;
    event.user = user[i]! >= 0 ? words.texts[user[i]!]! : null;
    event.ip = ip[i]! >= 0 ? words.texts[ip[i]!]! : null;
    event.port = port[i]! >= 0 ? port[i]! : rest.port;
    event.times = times[i]! >= 0 ? times[i]! : rest.times;
    return event;
  };
}

/** Returns the index of one more line; the columns grow when they are full. */
function nextOf(lines: Lines): number {
  if (lines.length === lines.second.length)
    for (const column of columns) {
      const longer = new Int32Array(Math.max(16, 2 * lines.length));
      longer.set(lines[column]);
      lines[column] = longer;
    }
  return lines.length++;
}

function formOf(lines: Lines, event: Event): number {
  const key = isInColumns(event) ? formKey(event) : NaN;
  const known = lines.keys.get(key);
  if (known !== undefined) return known;
  const pid = beyond(event.pid);
  const port = beyond(event.port);
  const code = encode({...event, pid, port, user: null, ip: null, times: beyond(event.times) ?? 1});
  const form = idOf(lines.forms, code);
  if (!Number.isNaN(key)) lines.keys.set(key, form);
  return form;
}

const kinds: Kind[] = ["failed", "accepted", "named", "probe", "noise", "unknown"];
const roles: Role[] = ["verdict", "interactive", "pam", "pam-more", "name", "request", "probe", "none"];
const methods = ["password", "publickey", "none", "keyboard-interactive", "keyboard-interactive/pam", "hostbased"];
const modules = ["pam_unix", "pam_sss", "pam_ldap", "pam_faillock"];

const digits = 32;

/** The usual values of an event's fields, by their numbers. */
const numbers = new Map(
  [null, ...new Set([...kinds, ...roles, ...methods, ...modules])].map((word, number) => [
    word as string | null,
    number
  ])
);

/**
 * Returns a number for the form of an event: equal numbers for equal forms. It spares making the code. NaN for the few
 * lines with an unusual value.
 */
function formKey(event: Event): number {
  if (event.rhost !== null || event.more !== 0 || event.aboutPid !== null || event.family === null) return NaN;
  const kind = numbers.get(event.kind)!;
  const role = numbers.get(event.role)!;
  const method = numbers.get(event.method);
  const module = numbers.get(event.module);
  if (method === undefined || module === undefined) return NaN;
  return (
    (((kind * digits + role) * digits + method) * digits + module) * 256 +
    flagsOf(event) +
    (event.family === "sshd" ? 0 : 128)
  );
}

const largest = 0x7fffffff;

function isInColumns({pid, port, times}: Event): boolean {
  return (pid ?? 0) <= largest && (port ?? 0) <= largest && times <= largest;
}

function inColumn(number: number | null): number {
  return number !== null && number <= largest ? number : -1;
}

function beyond(number: number | null): number | null {
  return number !== null && number > largest ? number : null;
}
