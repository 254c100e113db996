import type {Clock} from "./clock.ts";
import {isWeekday, monthOf, type Months} from "./months.ts";
import {stampForms} from "./stamp-forms.ts";
import {taiTime} from "./tai.ts";
import {wallIn, type YearlessStamp} from "./years.ts";
import {offsetsOf} from "./zones.ts";

/** A time at the beginning of a text, and where the text goes on. */
export interface Stamp {
  /** Epoch seconds; null for an impossible time, for none, and for a yearless one, which its host's clock dates. */
  readonly time: number | null;
  /** What a stamp says that names no year; null for the others. */
  readonly yearless: YearlessStamp | null;
  /** The fraction that `time` leaves out, cut to milliseconds. */
  readonly millisecond: number;
  /** Characters that the stamp and the blanks after it take. */
  readonly length: number;
  /** Whether it names a date. */
  readonly isDated: boolean;
  /** Its zone, where it names one. */
  readonly zone: Zone | null;
}

/** A zone that a stamp names. */
export interface Zone {
  /** As it stands there: `+0200`, `CEST`. */
  readonly name: string;
  /** By how many seconds its clocks can be ahead of UTC. */
  readonly offsets: readonly number[];
  /** Whether it says so itself, as offsets and `UTC` do. */
  readonly isExact: boolean;
}

/**
 * Returns the stamp that a text begins with, of any of the {@link stampForms} and maybe in brackets, or null. Stamps
 * without a zone are of the clock's; an abbreviation as `CET` counts where the clock's zone has it at that time.
 */
export function readStamp(text: string, clock: Clock): Stamp | null {
  if (text.startsWith("[")) return readBracketed(text, clock) ?? readForms(text, clock);
  return readForms(text, clock);
}

/**
 * Returns the time of a stamp that a host wrote, in epoch seconds; null for an impossible one, for one without a date,
 * and where its zone has a name that the clock's zone does not bear at that time.
 */
export function timeOf({time, yearless, zone}: Stamp, clock: Clock, host: string | null): number | null {
  if (!yearless) return time;
  const local = clock.classic(yearless, host);
  if (local === null || zone === null) return local;
  return timeIn(local + clock.offset(local), zone, clock);
}

/** Returns when the clocks of a zone show a wall time; null where its name is not one of the clock's zone then. */
function timeIn(wall: number, {offsets, isExact}: Zone, clock: Clock): number | null {
  if (isExact) return wall - offsets[0]!;
  return offsets.map((offset) => wall - offset).find((time, at) => clock.offset(time) === offsets[at]) ?? null;
}

const bracketed = /^\[([^[\]]{9,64})\]:?(?: +|$)/;

function readBracketed(text: string, clock: Clock): Stamp | null {
  const match = bracketed.exec(text);
  const stamp = match ? readForms(match[1]!.trim(), clock) : null;
  return stamp && stamp.length === match![1]!.trim().length ? {...stamp, length: match![0].length} : null;
}

function readForms(text: string, clock: Clock): Stamp | null {
  for (const {pattern} of stampForms) {
    const match = pattern.exec(text);
    const stamp = match && stampOf(match, clock);
    if (stamp) return whole(withZone(text, stamp), clock);
  }
  return null;
}

type Groups = Readonly<Partial<Record<string, string>>>;

/** A stamp as it was matched, before its zone dates it; `wall` is what the zone's clocks showed. */
interface Read extends Stamp {
  readonly wall: number | null;
}

function stampOf({0: all, groups = {}}: RegExpExecArray, {months}: Clock): Read | null {
  const {epoch, tai, day} = groups;
  const length = all.length;
  if (epoch !== undefined) return {...ofEpoch(epoch, groups.fraction), ...utcStamp, length};
  if (tai !== undefined) return {...ofTai(tai, groups.nanoseconds), ...utcStamp, length};
  if (day === undefined) return {...undated, length};
  const month = monthIn(groups, months);
  return month === null ? null : dated(groups, {month, day: Number(day)}, length);
}

const utc: Zone = {name: "Z", offsets: [0], isExact: true};
const utcStamp = {yearless: null, isDated: true, zone: utc, wall: null} as const;
const undated = {time: null, yearless: null, millisecond: 0, isDated: false, zone: null, wall: null} as const;

function ofEpoch(digits: string, fraction?: string): Pick<Stamp, "time" | "millisecond"> {
  if (digits.length <= 10) return {time: Number(digits), millisecond: millisecond(fraction)};
  const milliseconds = Number(digits.slice(0, 13));
  return {time: Math.floor(milliseconds / 1000), millisecond: milliseconds % 1000};
}

function ofTai(label: string, nanoseconds = "0"): Pick<Stamp, "time" | "millisecond"> {
  return {time: taiTime(label), millisecond: Math.floor(Number.parseInt(nanoseconds, 16) / 1e6) % 1000};
}

/** Returns the month that a stamp names, or null where it names none or has an unknown word before it. */
function monthIn({weekday, month, name}: Groups, months: Months): number | null {
  if (weekday !== undefined && !isWeekday(weekday.replace(/,$/, ""))) return null;
  if (month !== undefined) return Number(month) - 1;
  const plain = monthOf(months, name!);
  const blank = name!.indexOf(" ");
  if (plain !== null || blank < 0 || !isWeekday(name!.slice(0, blank).replace(/,$/, ""))) return plain;
  return monthOf(months, name!.slice(blank).trim());
}

function dated(groups: Groups, date: Pick<YearlessStamp, "month" | "day">, length: number): Read {
  const second = secondOfDay(hourOf(groups), groups.minute!, groups.second!);
  const stamp = second === null ? null : {...date, second};
  const year = groups.year ?? groups.yearBefore ?? groups.yearBehind;
  return {
    time: null,
    yearless: year === undefined ? stamp : null,
    millisecond: millisecond(groups.fraction),
    length,
    isDated: true,
    zone: groups.zone === undefined ? null : exact(groups.zone.trim()),
    wall: year === undefined || stamp === null ? null : wallIn(Number(year), stamp)
  };
}

/** Returns the zone that `Z`, `±hh`, `±hhmm` or `±hh:mm` names. */
function exact(name: string): Zone {
  if (name === "Z") return utc;
  const seconds = Number(name.slice(1, 3)) * 3600 + Number(name.slice(3).replace(":", "")) * 60;
  return {name, offsets: [name.startsWith("-") ? -seconds : seconds], isExact: true};
}

const abbreviation = /^([A-Z][A-Za-z]{1,4})(?: ((?:19|20)\d{2}))?:?(?: +|$)/;
const tagged = /^[\w./-]+(?:\[\d+\])?: /;

/**
 * Returns a stamp with the abbreviation of a zone that stands behind it, and the year that date(1) writes behind that.
 */
function withZone(text: string, stamp: Read): Read {
  if (stamp.zone || (stamp.wall === null && stamp.yearless === null) || !isCapital(text, stamp.length)) return stamp;
  const match = abbreviation.exec(text.slice(stamp.length, stamp.length + 16));
  const offsets = match && offsetsOf(match[1]!);
  if (!offsets) return stamp;
  const [all, name, year] = match as unknown as [string, string, string?];
  const length = stamp.length + all.length;
  const isExact = offsets[0] === 0 && name !== "WET";
  if (!isExact && tagged.test(text.slice(length, length + 150))) return stamp; // it is the name of a host
  const wall = year !== undefined && stamp.yearless ? wallIn(Number(year), stamp.yearless) : stamp.wall;
  return {...stamp, wall, yearless: wall === null ? stamp.yearless : null, length, zone: {name, offsets, isExact}};
}

function isCapital(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 65 && code <= 90;
}

function whole({wall, ...stamp}: Read, clock: Clock): Stamp {
  if (wall === null) return stamp;
  return {...stamp, time: stamp.zone ? timeIn(wall, stamp.zone, clock) : clock.local(wall)};
}

/** Returns the hour of a stamp, also of a clock that begins anew at noon. */
function hourOf({hour, half}: Groups): string {
  return half === undefined ? hour! : String((Number(hour) % 12) + (half === "PM" ? 12 : 0));
}

function secondOfDay(hours: string, minutes: string, seconds: string): number | null {
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 60) return null; // 60 is a leap second
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function millisecond(fraction = ""): number {
  return Number(fraction.padEnd(3, "0").slice(0, 3));
}
