import {createClock, type Clock} from "./clock.ts";
import {readStamp, timeOf, type Stamp} from "./stamp.ts";
import {integer, program, readTagged, type Tagged} from "./tag.ts";
import {unwrap} from "./wrappers.ts";

export {family} from "./program.ts";
export {bearerOf} from "./zones.ts";

/** What stands before the message of a line, one character per byte as in the line. */
export interface Header extends Tagged {
  readonly time: number | null;
  readonly millisecond: number;
  /** Why the line cannot be read, although its header is understood; else null. */
  readonly doubt: Doubt | null;
}

/** A time in a zone that is not the log's, by its name; or a part of a line that goes on in the next one. */
export type Doubt = {readonly what: "zone"; readonly name: string} | {readonly what: "part"};

/**
 * Returns the header of a line and its message: any stamp of stamp-forms.ts or none, then a host, a level, a program
 * and its process id as syslog's daemons write them, or RFC 5424; also in the wrappers of wrappers.ts, in colours, with
 * tabs, and behind the header of a relay. Text that has none is all message.
 */
export function readHeader(line: string, clock: Clock): Header {
  const text = withoutColours(line).trimStart();
  const header = readFrom(text, clock);
  if (header.process !== null || !text.includes("\t")) return header;
  const blank = readFrom(text.replaceAll("\t", " "), clock);
  return {...blank, message: asWritten(text, blank.message), bare: blank.bare && asWritten(text, blank.bare)};
}

/**
 * Returns the zone that a line's stamp names, as `CEST`, where it is not the one in which its log is read; else null.
 * The line is one character per byte.
 */
export function foreignZone(line: string, zone: string): string | null {
  const {doubt} = readHeader(line, createClock({zone}));
  return doubt?.what === "zone" ? doubt.name : null;
}

/** Returns the end of a text that another one, in which tabs are blanks, ends with. */
function asWritten(text: string, end: string): string {
  return text.slice(text.length - end.length);
}

const colour = /\x1b\[[\d;]{0,20}[mK]/g;
/** Programs that colour a text end it so; what a client writes stays as it is elsewhere. */
const colourEnd = /\x1b\[0?m/;

function withoutColours(line: string): string {
  return line.includes("\x1b") && colourEnd.test(line) ? line.replace(colour, "") : line;
}

function readFrom(text: string, clock: Clock): Header {
  const reading = {clock, stamp: null, pid: null, doubt: null, depth: 0};
  const head = peel(text, null, reading);
  return {...head, ...told(reading, head.host)};
}

/** What was read of a line while one header after the other was taken off it. */
interface Reading {
  readonly clock: Clock;
  /** The one that dates the line: the first of those that say most. */
  stamp: Stamp | null;
  pid: number | null;
  doubt: Doubt | null;
  /** How many headers and wrappers were taken off. */
  depth: number;
}

/** More are not looked for: whoever writes lines chooses how many there are. */
const mostLayers = 5;

function told({clock, stamp, doubt}: Reading, host: string | null): Pick<Header, "time" | "millisecond" | "doubt"> {
  const time = stamp ? timeOf(stamp, clock, host) : null;
  const zone = time === null && stamp?.zone?.isExact === false ? stamp.zone : null;
  return {time, millisecond: stamp?.millisecond ?? 0, doubt: doubt ?? (zone && {what: "zone", name: zone.name})};
}

const priority = /^(?:<\d{1,3}>(?:\d )?|1 (?=\d{4}-\d{2}-\d{2}T))/;

/** Takes stamps, wrappers and the headers of relays off a text, up to the last header, and returns that one. */
function peel(text: string, host: string | null, reading: Reading): Tagged {
  reading.depth += 1;
  const start = text.replace(priority, "");
  const stamp = readStamp(start, reading.clock);
  const wrapped = stamp || reading.depth > mostLayers ? null : unwrap(start, reading.clock);
  noteStamp(reading, stamp ?? wrapped?.stamp ?? null);
  if (wrapped) {
    reading.pid ??= wrapped.pid;
    return peel(wrapped.text.trimStart(), host, reading);
  }
  return behindStamp(start.slice(stamp?.length ?? 0), {host, reading, isStamped: stamp?.isDated ?? false});
}

function noteStamp(reading: Reading, stamp: Stamp | null): void {
  if (stamp && (!reading.stamp || rank(stamp) > rank(reading.stamp))) reading.stamp = stamp;
}

/** Returns how much a stamp says: a time in a zone, a time in the log's, one without a year, or no date. */
function rank({time, yearless, zone, isDated}: Stamp): number {
  if (!isDated) return 0;
  if (yearless) return 1;
  return time !== null && zone?.isExact === true ? 3 : 2;
}

interface Place {
  readonly host: string | null;
  readonly reading: Reading;
  readonly isStamped: boolean;
}

/** Begins like a header of its own: a priority, a stamp, or the version of RFC 5424. */
const nested =
  /^(?:<\d{1,3}>|(?:1 )?\d{4}-\d{2}-\d{2}[T ]\d{2}:|[A-Z][a-z]{2} [ \d]?\d (?:\d{4} )?\d{2}:\d{2}:\d{2}[ .]|\[\d{10}\.\d{3}\] |\{"log":)/;
/** The Container Runtime Interface of Kubernetes writes the stream, and P or F: a part of a line, or its end. */
const stream = /^(?:stdout|stderr) ([PF])(?::\S{1,32})? /;

function behindStamp(text: string, {host, reading, isStamped}: Place): Tagged {
  const inner = (rest: string, outerHost: string | null): Tagged | null =>
    reading.depth <= mostLayers && nested.test(rest) ? peel(rest, outerHost, reading) : null;
  const cri = isStamped && text.startsWith("std") ? stream.exec(text) : null;
  if (cri?.[1] === "P") reading.doubt = {what: "part"};
  if (cri) return peel(text.slice(cri[0].length).trimStart(), host, reading);
  const found = (isStamped ? inner(text, host) : null) ?? readStructured(text) ?? readTagged(text, {isStamped, inner});
  const process = found.process;
  return {...found, host: found.host ?? (process === null ? null : host), pid: found.pid ?? reading.pid};
}

// HOST APP PROCID MSGID STRUCTURED-DATA of RFC 5424; a value may hold anything but an unescaped quote.
const structured =
  /^(?:- )?(\S{1,255}) ([^\s:[\]]{1,48}) (\d{1,10}|-) (\S{1,32}) (?:-|(?:\[[^\s=\]"]{1,32}(?: [^\s=\]"]{1,32}="(?:[^"\\]|\\.)*")*\])+)(?: |$)/;

function readStructured(text: string): Tagged | null {
  const match = structured.exec(text);
  if (!match) return null;
  const [all, host, app, pid] = match as unknown as [string, string, string, string];
  const message = text.slice(all.length).replace(/^\xef\xbb\xbf/, "");
  return {host: host === "-" ? null : host, ...program(app), module: null, pid: integer(pid), message, bare: null};
}
