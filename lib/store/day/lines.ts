import {decode, encode} from "./event-code.ts";
import type {Event} from "../../log/event/event.ts";
import {createDictionary, idOf, type Dictionary} from "./dictionary.ts";
import {formKey} from "./form.ts";

/** The kinds of logs that can hold the same lines: files that syslog wrote, and the journal. */
export type Medium = "files" | "journal";

/**
 * What is kept of each line of a day: when it was written (seconds since the day began), what it says, and how often it
 * stands in one log of each kind. `form` is all that the other columns do not say; in those, -1 leaves it to the form.
 */
export const columns = ["second", "form", "pid", "user", "ip", "port", "times", "files", "journal"] as const;

/** The lines of a host's day, an entry of each column a line; equal lines of a second are one, counted. */
export interface Lines extends Record<(typeof columns)[number], Int32Array> {
  length: number;
  /** The forms, each as the code (log/code.ts) of a line of it. */
  readonly forms: Dictionary;
  /** User names and addresses. */
  readonly words: Dictionary;
  /** The forms by their keys. */
  readonly keys: Map<number, number>;
}

/** Returns no lines, with room for some. */
export function createLines(room = 4096): Lines {
  const [second, form, pid, user, ip] = Array.from({length: 5}, () => new Int32Array(room)) as Five;
  const [port, times, files, journal] = Array.from({length: 4}, () => new Int32Array(room)) as Five;
  const [forms, words] = [createDictionary(), createDictionary()];
  return {second, form, pid, user, ip, port, times, files, journal, length: 0, forms, words, keys: new Map()};
}

/** Returns no lines, in the room of some that are not needed any more. */
export function emptied(lines: Lines): Lines {
  return {...lines, length: 0, forms: createDictionary(), words: createDictionary(), keys: new Map()};
}

type Five = [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array];

/** Adds a line of a log, at a second of the day. */
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

/** Adds the lines of another set, in its numbers of the logs. */
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

/** Returns how many lines stand in a set: of each kind of log, as often as they do there. */
export function countLines({length, files, journal}: Lines): number {
  let count = 0;
  for (let i = 0; i < length; i += 1) count += files[i]! + journal[i]!;
  return count;
}

/** Returns a function that gives the event of a line; the next one of its form may come in the same object. */
export function eventsOf(lines: Lines, {host, from}: {host: string | null; from: number}): (i: number) => Event {
  const own = lines.forms.texts.map((code) => decode(code, {time: 0, host}));
  const events = own.map((event) => ({...event}) as {-readonly [key in keyof Event]: Event[key]});
  const {second, form, pid, user, ip, port, times, words} = lines;
  return (i) => {
    const [event, rest] = [events[form[i]!]!, own[form[i]!]!];
    event.time = rest.time === null ? null : from + second[i]!;
    event.pid = pid[i]! >= 0 ? pid[i]! : rest.pid;
    event.user = user[i]! >= 0 ? words.texts[user[i]!]! : null;
    event.ip = ip[i]! >= 0 ? words.texts[ip[i]!]! : null;
    event.port = port[i]! >= 0 ? port[i]! : rest.port;
    event.times = times[i]! >= 0 ? times[i]! : rest.times;
    return event;
  };
}

/** Returns the place of one more line; the columns grow when they are full. */
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
  const [pid, port] = [beyond(event.pid), beyond(event.port)];
  const code = encode({...event, pid, port, user: null, ip: null, times: beyond(event.times) ?? 1});
  const form = idOf(lines.forms, code);
  if (!Number.isNaN(key)) lines.keys.set(key, form);
  return form;
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
