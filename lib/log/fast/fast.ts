import {ascii, digitsEnd, integer, newline, same} from "../event/bytes.ts";
import {fastPam} from "./pam-shapes.ts";
import type {Draft, Place, Shape} from "./shape.ts";
import {fastSshd} from "./sshd-shapes.ts";
import type {Glimpse} from "./glance.ts";
import type {Event} from "../event/event.ts";

/**
 * Returns a function that reads the commonest messages of sshd and PAM off the bytes, 97 of 100 in the log of a host
 * under attack, and gives the event that `parseLine` would give; test/log/fast.test.ts holds it to that. It takes only
 * messages that are printable ASCII without a backslash, from `head.message` to a newline, and exactly of one of the
 * shapes; for any other it returns null, and the parser must decide. It puts the place of the newline into `head.end`.
 * The event is one object that the next call fills anew.
 */
export function createFast(): (bytes: Buffer, head: Glimpse) => Event | null {
  const place: Place = {start: 0, end: 0, error: false};
  const event = {times: 1, preauth: false} as Draft;
  fill(event, {time: null, host: "", process: "", pid: 0, message: 0, end: 0}, fastSshd[0]!);
  return (bytes, head) => {
    place.start = head.message;
    const repeats = same(bytes, place.start, repeated);
    event.times = repeats ? readTimes(bytes, place) : 1;
    place.error = same(bytes, place.start, error);
    if (place.error) place.start += error.length;
    const shape = event.times < 0 ? null : shapeAt(bytes, place.start);
    if (!shape) return null;
    place.start += shape.bytes.length;
    place.end = head.end = plainEnd(bytes, place.start);
    if (place.end < 0 || (repeats && bytes[--place.end] !== endBracket)) return null;
    event.preauth = same(bytes, place.end - preauthMark.length, preauthMark);
    if (event.preauth) place.end -= preauthMark.length;
    fill(event, head, shape);
    return place.start <= place.end && shape.read(bytes, place, event) ? event : null;
  };
}

/** Longer lines are left to the parser: sshd's own end before. */
const longest = 1024;

const isPlain = Uint8Array.from({length: 256}, (_, byte) => Number(byte >= 0x20 && byte <= 0x7e && byte !== 0x5c));

/** Returns where the newline stands if all bytes up to it are printable ASCII without a backslash; else -1. */
function plainEnd(bytes: Buffer, start: number): number {
  const limit = Math.min(bytes.length, start + longest);
  let at = start;
  while (at < limit && isPlain[bytes[at]!] === 1) at += 1;
  return at < limit && bytes[at] === newline ? at : -1;
}

const repeated = ascii("message repeated ");
const timesMark = ascii(" times: [ ");
const error = ascii("error: ");
const preauthMark = ascii(" [preauth]");
const endBracket = 0x5d;

/** Puts the start of a place behind `message repeated N times: [ ` and returns N, or -1 where this is not its form. */
function readTimes(bytes: Buffer, place: Place): number {
  const digits = place.start + repeated.length;
  const end = digitsEnd(bytes, digits);
  if (end - digits > 9 || !same(bytes, end, timesMark)) return -1;
  place.start = end + timesMark.length;
  return integer(bytes, digits, end);
}

interface Known extends Shape {
  readonly bytes: Uint8Array;
}

/** The shapes by the first byte of their openings; of two that begin alike, the longer one comes first. */
const byFirst: readonly (readonly Known[])[] = Array.from({length: 256}, (_, byte) =>
  [...fastSshd, ...fastPam]
    .filter(({opening}) => opening.charCodeAt(0) === byte)
    .toSorted((a, b) => b.opening.length - a.opening.length)
    .map((shape) => ({...shape, bytes: ascii(shape.opening)}))
);

function shapeAt(bytes: Buffer, start: number): Known | null {
  const shapes = byFirst[bytes[start]!]!;
  for (let i = 0; i < shapes.length; i += 1) if (same(bytes, start, shapes[i]!.bytes)) return shapes[i]!;
  return null;
}

/** Gives an event the fields of a header and of a shape, and leaves none of the line before. */
function fill(event: Draft, head: Glimpse, shape: Shape): void {
  event.time = head.time;
  event.host = head.host;
  event.process = head.process;
  event.pid = head.pid;
  event.family = "sshd";
  event.kind = shape.kind;
  event.role = shape.role;
  event.known = shape.known ?? null;
  event.method = shape.method ?? null;
  event.ends = shape.ends ?? false;
  event.leaves = shape.leaves ?? false;
  event.user = event.ip = event.rhost = event.module = null;
  event.port = event.aboutPid = null;
  event.pam = false;
  event.more = 0;
}
