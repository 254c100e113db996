import type {Clock} from "./clock.ts";

/** The time and the host of a line of another program. */
export interface Glimpse {
  readonly time: number | null;
  readonly host: string;
}

const [space, colon, dash, dot, zero, nine] = bytesOf(" :-.09");
const [bracket, endBracket, plus, letterT, letterZ] = bytesOf("[]+TZ");
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * Returns a function that glances at the bytes of a line: where it has the common form `STAMP HOST PROGRAM[PID]: …` or
 * `STAMP HOST PROGRAM: …`, with a classic or an ISO stamp, and the program is certainly neither sshd, dropbear nor PAM,
 * it returns the time and the host; else null, and the line must be parsed. Most lines of a log are of this kind, so
 * nothing is allocated here: the minute and the host of the line before are kept, and so is the answer itself.
 */
export function createGlance(clock: Clock): (bytes: Buffer, start: number, end: number) => Glimpse | null {
  const classic = {key: Buffer.alloc(12), time: null as number | null}; // "Mar  1 10:05"
  const iso = {key: Buffer.alloc(16), zone: Buffer.alloc(0), time: 0}; // "2025-03-01T10:05" and "+01:00"
  let hostBytes = Buffer.alloc(0);
  const seen = {time: null as number | null, host: ""};

  /** Reads a classic stamp into `seen` and returns where it ends, or 0. */
  function readClassic(bytes: Buffer, start: number): number {
    if (bytes[start + 15] !== space || bytes[start + 12] !== colon || bytes[start + 9] !== colon) return 0;
    if (bytes[start + 3] !== space || bytes[start + 6] !== space) return 0;
    const second = number2(bytes, start + 13);
    if (!(second <= 59) || !(same(bytes, start, classic.key) || readMinute(bytes, start))) return 0;
    seen.time = classic.time === null ? null : classic.time + second;
    return start + 15;
  }

  function readMinute(bytes: Buffer, start: number): boolean {
    const month = months.indexOf(bytes.toString("latin1", start, start + 3));
    const day = (bytes[start + 4] === space ? 0 : 10 * digit(bytes, start + 4)) + digit(bytes, start + 5);
    const [hour, minute] = [number2(bytes, start + 7), number2(bytes, start + 10)];
    if (month < 0 || !(day >= 0 && hour <= 23 && minute <= 59)) return false;
    classic.key = Buffer.from(bytes.subarray(start, start + 12));
    classic.time = clock.classic(month, day, hour * 3600 + minute * 60);
    return true;
  }

  /** Reads an ISO stamp with a zone into `seen` and returns where it ends, or 0. */
  function readIso(bytes: Buffer, start: number): number {
    if (bytes[start + 10] !== letterT || bytes[start + 4] !== dash || bytes[start + 16] !== colon) return 0;
    let at = start + 19;
    if (bytes[at] === dot) for (at += 1; isDigit(bytes[at]!);) at += 1;
    const end = bytes.indexOf(space, at);
    if (end < 0 || end === at || end > at + 6) return 0;
    const second = number2(bytes, start + 17);
    const known = same(bytes, start, iso.key) && end - at === iso.zone.length && same(bytes, at, iso.zone);
    if (!(second <= 59) || !(known || readIsoMinute(bytes, start, {at, end}))) return 0;
    seen.time = iso.time + second;
    return end;
  }

  function readIsoMinute(bytes: Buffer, start: number, {at, end}: {at: number; end: number}): boolean {
    const text = bytes.toString("latin1", start, start + 16);
    const time = Date.parse(`${text}Z`);
    const offset = zoneMinutes(bytes, at, end);
    if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(text) || Number.isNaN(offset)) return false;
    iso.key = Buffer.from(bytes.subarray(start, start + 16));
    iso.zone = Buffer.from(bytes.subarray(at, end));
    iso.time = time / 1000 - offset * 60;
    return true;
  }

  return (bytes, start, end) => {
    if (end - start < 20) return null;
    const stamp = isDigit(bytes[start]!) ? readIso(bytes, start) : readClassic(bytes, start);
    const hostEnd = stamp > 0 ? bytes.indexOf(space, stamp + 1) : -1;
    if (hostEnd <= stamp + 1 || hostEnd >= end || !isOther(bytes, hostEnd + 1, end)) return null;
    if (hostEnd - stamp - 1 !== hostBytes.length || !same(bytes, stamp + 1, hostBytes)) {
      const host = bytes.subarray(stamp + 1, hostEnd);
      if (!host.every(isWord)) return null; // a name that the parser must make safe
      hostBytes = Buffer.from(host);
      seen.host = hostBytes.toString("latin1");
    }
    return seen;
  };
}

/** Whether a plain program name stands there, followed by `[PID]: ` or `: `, that is not one of ours. */
function isOther(bytes: Buffer, start: number, end: number): boolean {
  let at = start;
  while (at < end && isWord(bytes[at]!)) at += 1;
  if (at === start || at - start > 48 || prefixes.some((prefix) => same(bytes, start, prefix))) return false;
  if (bytes[at] === bracket) {
    for (at += 1; isDigit(bytes[at]!);) at += 1;
    if (bytes[at] !== endBracket) return false;
    at += 1;
  }
  return at + 1 < end && bytes[at] === colon && bytes[at + 1] === space;
}

/** Programs that the parser looks at, and first words of messages that stand without a program. */
const prefixes = "ssh dropbear pam PAM message last error fatal debug kernel"
  .split(" ")
  .map((text) => Buffer.from(text));

function zoneMinutes(bytes: Buffer, at: number, end: number): number {
  if (bytes[at] === letterZ) return end === at + 1 ? 0 : NaN;
  if (bytes[at] !== plus && bytes[at] !== dash) return NaN;
  const minutes = number2(bytes, at + 1) * 60 + number2(bytes, end - 2);
  const form = end - at === 5 || (end - at === 6 && bytes[at + 3] === colon);
  return form ? (bytes[at] === dash ? -minutes : minutes) : NaN;
}

function isWord(byte: number): boolean {
  const letter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
  return letter || isDigit(byte) || byte === dash || byte === dot || byte === 0x5f;
}

function isDigit(byte: number): boolean {
  return byte >= zero && byte <= nine;
}

function same(bytes: Buffer, start: number, text: Buffer): boolean {
  for (let i = 0; i < text.length; i += 1) if (bytes[start + i] !== text[i]) return false;
  return true;
}

function digit(bytes: Buffer, at: number): number {
  return isDigit(bytes[at]!) ? bytes[at]! - zero : NaN;
}

function number2(bytes: Buffer, at: number): number {
  return 10 * digit(bytes, at) + digit(bytes, at + 1);
}

function bytesOf(text: string): [number, number, number, number, number, number] {
  return [...Buffer.from(text)] as [number, number, number, number, number, number];
}
