import {installation} from "../../base/installation.ts";
import {createClock, type Clock} from "../../log/line/clock.ts";
import {readHeader} from "../../log/line/header.ts";
import {decodeRaw} from "../../log/event/escapes.ts";
import type {Event, Ledger} from "../../log/event/event.ts";
import {hostId, type Writer} from "../day/writer.ts";
import type {Store} from "../database.ts";

/** Lines of one host in words that no pattern knows, that differ in nothing but numbers, quotes and names. */
export interface UnknownShape {
  /** Null where the log names no host. */
  readonly host: string | null;
  /** How many such lines were read; a line in two logs counts twice. */
  readonly lines: number;
  /** The newest such line in epoch seconds; null where none has a time. */
  readonly last: number | null;
  /** The message of the first such line, at most 500 bytes of UTF-8; text of strangers. */
  readonly sample: string;
}

/** The unknown lines of one run of the ingest: at most 2000 shapes of all hosts, by host and shape. */
export interface UnknownLines {
  readonly shapes: Map<string, UnknownShape & {readonly shape: string}>;
  /** Reads the headers of lines. */
  readonly clock: Clock;
}

const sampleBytes = 500;

/** Shapes that a run collects at most, of all hosts. */
const shapesInRun = 2000;

/** Shapes that the database keeps of each host: the commonest. */
const shapesKept = 200;

/** Returns the unknown lines of a run that begins: none yet. */
export function createUnknownLines(): UnknownLines {
  return {shapes: new Map(), clock: createClock()};
}

/** Adds an unknown line, given with one character per byte; a line of a new shape is its sample. */
export function addUnknown({shapes, clock}: UnknownLines, {host, time}: Event, line: string): void {
  const sample = start(decodeRaw(readHeader(line.slice(0, 2 * sampleBytes), clock).message.slice(0, sampleBytes)));
  const shape = shapeOf(sample);
  const key = JSON.stringify([host, shape]);
  const known = shapes.get(key);
  if (!known && shapes.size >= shapesInRun) return;
  const last = Math.max(time ?? -Infinity, known?.last ?? -Infinity);
  const lines = (known?.lines ?? 0) + 1;
  shapes.set(key, {host, shape, lines, last: last === -Infinity ? null : last, sample: known?.sample ?? sample});
}

/** Adds the unknown lines of a run to those in the database, of which the commonest of each host are kept. */
export function saveUnknown(store: Store, writer: Writer, {shapes}: UnknownLines): void {
  const insert = store.prepare(`
    INSERT INTO unknown (host, unread, shape, sample, lines, last) VALUES (:host, 0, :shape, :sample, :lines, :last)
    ON CONFLICT DO UPDATE SET lines = lines + excluded.lines,
      last = ifnull(max(last, excluded.last), ifnull(last, excluded.last))`);
  const rows = [...shapes.values()].map((one) => ({...one, host: hostId(writer, one.host)}));
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

/** Returns the *n* commonest shapes of unknown lines, the commonest first. */
export function readUnknown(store: Store, n = 20): UnknownShape[] {
  const sql = `SELECT nullif(name, '') AS host, lines, last, sample FROM unknown JOIN host ON host.id = host
    ORDER BY lines DESC, last DESC, shape, host LIMIT ?`;
  return store.prepare(sql).all(n) as UnknownShape[];
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
  for (const {read, other, unknown} of ledgers) {
    sum.own += read - other;
    sum.unknown += unknown;
  }
  return sum;
}

/** Returns a sentence for a run in which more than 1 % of sshd's lines are unknown, else null. */
export function unknownWarning({own, unknown}: UnknownShare): string | null {
  if (unknown * 100 <= own) return null;
  const percent = ((100 * unknown) / own).toFixed(unknown * 10 < own ? 1 : 0);
  return `${unknown} of ${own} lines of sshd (${percent} %) are in words that no pattern knows; look at them: ${installation.call} unknown`;
}
