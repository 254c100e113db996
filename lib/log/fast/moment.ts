import {ascii, colon, dash, digit, dot, isDigit, number2, same, space} from "../event/bytes.ts";
import type {Clock} from "../line/clock.ts";
import {monthOf} from "../line/months.ts";

/** Reads stamps off the bytes of lines; see {@link createMoments}. */
export interface Moments {
  /**
   * Reads the stamp at a place and returns where the one blank stands that follows it; 0: none of the two common forms.
   */
  read(bytes: Buffer, start: number): number;
  /** Returns the time of the last stamp, which a host wrote, in epoch seconds; null for an impossible one. */
  time(host: string): number | null;
}

const [plus, letterT, letterZ] = ascii("+TZ");

/**
 * Returns a reader of the stamps `Mar  1 10:05:07` and `2025-03-01T10:05:07.123+01:00` that gives what `readStamp`
 * does. The minute of the stamp before is kept: most lines of a log share it with the line above.
 */
export function createMoments(clock: Clock): Moments {
  const classic = {key: ascii("Mar  1 10:05"), start: 0};
  const stamp = {month: -1, day: 0, second: 0};
  const iso = {key: ascii("2025-03-01T10:05"), zone: ascii("+01:00"), start: NaN};
  let time: number | null = null; // null: the stamp has no year

  function readClassic(bytes: Buffer, start: number): number {
    if (bytes[start + 15] !== space || bytes[start + 12] !== colon) return 0;
    const second = number2(bytes, start + 13);
    const known = stamp.month >= 0 && same(bytes, start, classic.key);
    if (!(second <= 59) || !(known || readMinute(bytes, start))) return 0;
    stamp.second = classic.start + second;
    time = null;
    return start + 15;
  }

  function readMinute(bytes: Buffer, start: number): boolean {
    if (bytes[start + 3] !== space || bytes[start + 6] !== space || bytes[start + 9] !== colon) return false;
    const month = monthOf(clock.months, bytes.toString("latin1", start, start + 3)) ?? -1;
    const day = (bytes[start + 4] === space ? 0 : 10 * digit(bytes, start + 4)) + digit(bytes, start + 5);
    const hour = number2(bytes, start + 7);
    const minute = number2(bytes, start + 10);
    if (month < 0 || !(day >= 0 && hour <= 23 && minute <= 59)) return false;
    classic.key.set(bytes.subarray(start, start + 12));
    classic.start = hour * 3600 + minute * 60;
    Object.assign(stamp, {month, day});
    return true;
  }

  function readIso(bytes: Buffer, start: number): number {
    if (bytes[start + 10] !== letterT || bytes[start + 4] !== dash || bytes[start + 16] !== colon) return 0;
    const at = fractionEnd(bytes, start + 19);
    const end = zoneEnd(bytes, at);
    const second = number2(bytes, start + 17);
    const known = end - at === iso.zone.length && same(bytes, start, iso.key) && same(bytes, at, iso.zone);
    if (end === 0 || !(second <= 59) || !(known || readIsoMinute(bytes, start, {at, end}))) return 0;
    time = iso.start + second;
    return end;
  }

  function readIsoMinute(bytes: Buffer, start: number, {at, end}: {at: number; end: number}): boolean {
    const text = bytes.toString("latin1", start, start + 16);
    const wall = /^[1-9]/.test(text) ? Date.parse(`${text}Z`) : NaN; // Date has ideas of its own about early years
    if (Number.isNaN(wall) || !new Date(wall).toISOString().startsWith(text)) return false;
    iso.key.set(bytes.subarray(start, start + 16));
    iso.zone = Uint8Array.from(bytes.subarray(at, end));
    iso.start = wall / 1000 - zoneMinutes(bytes, at, end) * 60;
    return true;
  }

  return {
    read: (bytes, start) => (isDigit(bytes[start]!) ? readIso(bytes, start) : readClassic(bytes, start)),
    time: (host) => time ?? clock.classic(stamp, host)
  };
}

/** Returns where a fraction ends that may stand there: a dot and up to twelve digits. */
function fractionEnd(bytes: Buffer, start: number): number {
  if (bytes[start] !== dot) return start;
  let at = start + 1;
  while (isDigit(bytes[at]!) && at - start <= 12) at += 1;
  return at > start + 1 ? at : start;
}

/** Returns where the blank stands behind `Z`, `+hh:mm` or `+hhmm`; 0 where there is no such zone. */
function zoneEnd(bytes: Buffer, at: number): number {
  const length = bytes[at] === letterZ ? 1 : bytes[at + 3] === colon ? 6 : 5;
  if (bytes[at + length] !== space || Number.isNaN(zoneMinutes(bytes, at, at + length))) return 0;
  return at + length;
}

function zoneMinutes(bytes: Buffer, at: number, end: number): number {
  if (bytes[at] === letterZ) return 0;
  if (bytes[at] !== plus && bytes[at] !== dash) return NaN;
  const minutes = number2(bytes, at + 1) * 60 + number2(bytes, end - 2);
  return bytes[at] === dash ? -minutes : minutes;
}
