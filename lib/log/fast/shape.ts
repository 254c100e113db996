import {ascii, colon, dot, integer, isDigit, same, space} from "../event/bytes.ts";
import {addressAt} from "./interned.ts";
import type {Event} from "../event/event.ts";

/** An event that is filled in. */
export type Draft = {-readonly [Key in keyof Event]: Event[Key]};

/** Where a message stands, without the `[preauth]`, the `error: ` and the `message repeated` around it. */
export interface Place {
  start: number;
  end: number;
  /** `error: ` stood before it. */
  error: boolean;
}

/** Fills in the fields that stand at a place, which it may narrow; false: this is not exactly the shape. */
export type Read = (bytes: Buffer, place: Place, event: Draft) => boolean;

/** A message that is read without the parser: what it begins with, what that means, and how the rest is read. */
export interface Shape extends Pick<Event, "kind" | "role">, Partial<Pick<Event, "known" | "method">> {
  readonly opening: string;
  readonly ends?: true;
  readonly leaves?: true;
  readonly read: Read;
}

const portMark = ascii(" port ");

/** Reads the `ADDRESS port N` that a place ends with into the event, and returns where it starts, or -1. */
export function readClient(bytes: Buffer, end: number, event: Draft): number {
  let digits = end;
  while (isDigit(bytes[digits - 1]!)) digits -= 1;
  const stop = digits - portMark.length;
  if (end - digits > 5 || !same(bytes, stop, portMark)) return -1;
  event.port = integer(bytes, digits, end);
  let start = stop;
  while (isAddress(bytes[start - 1]!)) start -= 1;
  if (start === stop || bytes[start - 1] !== space || bytes[stop - 1] === colon) return -1; // ": " ends what is read
  event.ip = addressAt(bytes, start, stop);
  return event.ip === null || event.port < 0 || event.port > 65_535 ? -1 : start;
}

/** Returns where the address ends that starts at a place, or the place itself. */
export function addressEnd(bytes: Buffer, start: number): number {
  let end = start;
  while (isAddress(bytes[end]!)) end += 1;
  return end;
}

/** Whether a byte can stand in a numeric address: a digit, a letter up to f, a dot or a colon. */
function isAddress(byte: number): boolean {
  return isDigit(byte) || byte === dot || byte === colon || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
}
