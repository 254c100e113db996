import {installation} from "../../base/installation.ts";
import {counted} from "../../base/words.ts";
import {createClock, type Clock} from "../../log/line/clock.ts";
import {readHeader} from "../../log/line/header.ts";
import {decodeRaw} from "../../log/event/escapes.ts";
import type {Event, Ledger} from "../../log/event/event.ts";
import {hostId, type Writer} from "../day/writer.ts";
import {addShape} from "../conflicts.ts";
import type {Store} from "../database.ts";

/** Lines of one host that are unknown or unread, and differ in nothing but numbers, quotes and names. */
export interface UnknownShape {
  /** Null where the log names no host. */
  readonly host: string | null;
  /** Whether the header of the lines is not understood; else no pattern knows their words. */
  readonly unread: boolean;
  /** How many such lines were read; a line in two logs counts twice. */
  readonly lines: number;
  /** The newest such line in epoch seconds; null where none has a time. */
  readonly last: number | null;
  /** The message of the first such line, or the whole line if it is unread; at most 500 bytes of UTF-8 of strangers. */
  readonly sample: string;
}

/** The unknown and unread lines of one run of the ingest: at most 2000 shapes of all hosts, by host and shape. */
export interface UnknownLines {
  readonly shapes: Map<string, UnknownShape & {readonly shape: string}>;
  /** Reads the headers of lines. */
  readonly clock: Clock;
}

const sampleBytes = 500;

/** Shapes that a run collects at most, of all hosts. */
const shapesInRun = 2000;

/** Shapes that the database keeps of the unknown lines of each host, and of its unread ones: the commonest. */
const shapesKept = 200;

/** Returns the unknown and unread lines of a run that begins: none yet. */
export function createUnknownLines(): UnknownLines {
  return {shapes: new Map(), clock: createClock()};
}

/**
 * Adds an unknown line, given with one character per byte, and returns its shape. A line of a new shape is its sample.
 */
export function addUnknown(lines: UnknownLines, {host, time}: Event, line: string): string {
  const {message} = readHeader(line.slice(0, 2 * sampleBytes), lines.clock);
  return add(lines, message, {host, time, unread: false});
}

/** Adds an unread line of a host, given with one character per byte, and returns its shape. */
export function addUnread(lines: UnknownLines, line: string, host: string | null): string {
  return add(lines, line, {host, time: null, unread: true});
}

function add(
  {shapes}: UnknownLines,
  text: string,
  {host, time, unread}: Pick<UnknownShape, "host" | "unread"> & Pick<Event, "time">
): string {
  const sample = start(decodeRaw(text.slice(0, sampleBytes)));
  const shape = shapeOf(sample);
  const key = JSON.stringify([host, unread, shape]);
  const known = shapes.get(key);
  if (!known && shapes.size >= shapesInRun) return shape;
  const last = Math.max(time ?? -Infinity, known?.last ?? -Infinity);
  const lines = (known?.lines ?? 0) + 1;
  const first = known?.sample ?? sample;
  shapes.set(key, {host, unread, shape, lines, last: last === -Infinity ? null : last, sample: first});
  return shape;
}

/** Returns the sample of the commonest shape of unread lines; null if there is none. */
export function unreadSample({shapes}: UnknownLines): string | null {
  const unread = [...shapes.values()].filter((one) => one.unread);
  return unread.reduce((most, one) => (one.lines > most.lines ? one : most), unread[0]!)?.sample ?? null;
}

/**
 * Adds the unknown and unread lines of a run to those in the database, of which the commonest of each host are kept.
 * Unread lines from before the first line that names a host are counted for the first of the `hosts` of the run.
 */
export function saveUnknown(
  store: Store,
  writer: Writer,
  {lines: {shapes}, hosts}: {lines: UnknownLines; hosts: readonly (string | null)[]}
): void {
  const insert = store.prepare(`
    INSERT INTO unknown (host, unread, shape, sample, lines, last)
    VALUES (:host, :unread, :shape, :sample, :lines, :last) ${addShape}`);
  const nameOf = (host: string | null): string | null => (hosts.includes(host) ? host : (hosts[0] ?? null));
  const rows = [...shapes.values()].map((one) => ({
    ...one,
    unread: Number(one.unread),
    host: hostId(writer, nameOf(one.host))
  }));
  for (const row of rows) insert.run(row);
  for (const host of new Set(rows.map((row) => row.host))) dropRare(store, host);
}

/** Removes all but the 200 commonest shapes of a host's unknown lines, and of its unread ones. */
export function dropRare(store: Store, host: number): void {
  const drop = store.prepare(`
    DELETE FROM unknown WHERE host = :host AND unread = :unread AND shape NOT IN (
      SELECT shape FROM unknown WHERE host = :host AND unread = :unread
      ORDER BY lines DESC, last DESC, shape LIMIT ${shapesKept}
    )`);
  for (const unread of [0, 1]) drop.run({host, unread});
}

function start(text: string): string {
  const bytes = Buffer.from(text);
  return bytes.length <= sampleBytes
    ? text
    : bytes
        .subarray(0, sampleBytes)
        .toString()
        .replace(/\ufffd+$/, "");
}

/** Returns the *n* commonest shapes of unknown lines, or of unread ones, the commonest first. */
export function readUnknown(store: Store, {unread, n = 20}: {unread: boolean; n?: number}): UnknownShape[] {
  const sql = `SELECT nullif(name, '') AS host, lines, last, sample FROM unknown JOIN host ON host.id = host
    WHERE unread = ? ORDER BY lines DESC, last DESC, shape, host LIMIT ?`;
  const rows = store.prepare(sql).all(Number(unread), n) as Omit<UnknownShape, "unread">[];
  return rows.map((row) => ({...row, unread}));
}

/**
 * Returns a message with a mark in place of what differs between two of its kind: quoted text, addresses, hexadecimal
 * and decimal numbers, and the word behind `user`, `for`, `from` and `by`.
 */
export function shapeOf(message: string): string {
  return folds.reduce((text, [what, mark]) => text.replace(what, mark), message);
}

const folds: readonly (readonly [what: RegExp, mark: string])[] = [
  [/"[^"]{0,500}"|'[^']{0,500}'|\[[^\]]{0,500}\]/g, "“”"],
  [/\b(user|for|from|by) (?!user\b|invalid\b|illegal\b|port\b)[^\s,;]+/gi, "$1 …"],
  [/\b(?=[a-f:.]*\d)[\da-f][\da-f:.]*|\b[\da-f]{8,}\b/gi, "#"],
  [/\d+/g, "#"],
  [/\s+/g, " "]
];

/** Counts how much of a run's lines of sshd is understood. */
export interface UnknownShare {
  /** Lines of sshd, dropbear and PAM. */
  readonly own: number;
  /** Those of them that no pattern knows. */
  readonly unknown: number;
}

/** Returns how many lines of sshd, dropbear and PAM a run has read, and how many of them no pattern knows. */
export function unknownShare(ledgers: Iterable<Ledger>): UnknownShare {
  const sum = {own: 0, unknown: 0};
  for (const {read, other, unread, unknown} of ledgers) {
    sum.own += read - other - unread;
    sum.unknown += unknown;
  }
  return sum;
}

/** Returns a sentence for a run in which more than 1 % of sshd's lines are unknown, else null. */
export function unknownWarning({own, unknown}: UnknownShare): string | null {
  if (unknown * 100 <= own) return null;
  const percent = ((100 * unknown) / own).toFixed(unknown * 10 < own ? 1 : 0);
  return `${unknown} of ${counted(own, "line")} of sshd (${percent} %) ${unknown === 1 ? "is" : "are"} in words that no pattern knows; look at them: ${installation.call} unknown`;
}
