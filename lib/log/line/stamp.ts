import type {Clock} from "./clock.ts";
import {wallIn, type YearlessStamp} from "./years.ts";

/** A time at the beginning of a text, and where the text goes on. */
export interface Stamp {
  /** Epoch seconds; null for an impossible time, and for a yearless one, which its host's clock dates. */
  readonly time: number | null;
  /** What a stamp says that names no year; null for the others. */
  readonly yearless: YearlessStamp | null;
  /** The fraction that `time` leaves out, cut to milliseconds. */
  readonly millisecond: number;
  /** Characters that the stamp and the blanks after it take. */
  readonly length: number;
}

/**
 * Returns the stamp that a text begins with, or null. Known are `Jun  7 12:00:00` (RFC 3164), ISO 8601 with `T` or a
 * space, a fraction, and `Z`, `±hh:mm`, `±hhmm` or the zone of the clock, and epoch seconds with a fraction
 * (`journalctl -o short-unix`).
 */
export function readStamp(text: string, clock: Clock): Stamp | null {
  const first = text.charCodeAt(0);
  if (first >= 65) return readClassic(text);
  return readIso(text, clock) ?? readUnix(text);
}

/** Returns the time of a stamp that a host wrote, in epoch seconds, or null for an impossible one. */
export function timeOf({time, yearless}: Stamp, clock: Clock, host: string | null): number | null {
  return yearless ? clock.classic(yearless, host) : time;
}

const classic = /^([A-Z][a-z]{2}) {1,2}(\d{1,2}) {1,2}(\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?:?(?: +|$)/;
const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:T| {1,2})(\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,12}))?(?:Z| ?([+-])(\d{2}):?(\d{2}))?:?(?: +|$)/;
const unix = /^(\d{9,10})\.(\d{1,9})(?: +|$)/;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function readClassic(text: string): Stamp | null {
  const match = classic.exec(text);
  const month = match ? months.indexOf(match[1]!) : -1;
  if (!match || month < 0) return null;
  const second = secondOfDay(match[3]!, match[4]!, match[5]!);
  const yearless = second === null ? null : {month, day: Number(match[2]), second};
  return {time: null, yearless, millisecond: millisecond(match[6]), length: match[0].length};
}

function readIso(text: string, clock: Clock): Stamp | null {
  const match = iso.exec(text);
  if (!match) return null;
  const [all, year, month, day, hours, minutes, seconds, fraction, sign, zoneHours, zoneMinutes] = match;
  const second = secondOfDay(hours!, minutes!, seconds!);
  const date = {month: Number(month) - 1, day: Number(day)};
  const wall = second === null ? null : wallIn(Number(year), {...date, second});
  const offset = sign ? Number(`${sign}1`) * (Number(zoneHours) * 3600 + Number(zoneMinutes) * 60) : null;
  const stamp = {yearless: null, millisecond: millisecond(fraction), length: all.length};
  if (wall === null) return {...stamp, time: null};
  if (offset !== null) return {...stamp, time: wall - offset};
  return {...stamp, time: all.includes("Z") ? wall : clock.local(wall)};
}

function readUnix(text: string): Stamp | null {
  const match = unix.exec(text);
  if (!match) return null;
  return {time: Number(match[1]), yearless: null, millisecond: millisecond(match[2]), length: match[0].length};
}

function secondOfDay(hours: string, minutes: string, seconds: string): number | null {
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 60) return null; // 60 is a leap second
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function millisecond(fraction = ""): number {
  return Number(fraction.padEnd(3, "0").slice(0, 3));
}
