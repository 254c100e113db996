import {daySeconds} from "./time.ts";

/**
 * Returns a function from an instant (epoch seconds) to how far a zone's clock is ahead of UTC then, in seconds. It
 * remembers each day of UTC, as Intl takes ten microseconds for an answer. A clock changes at most once in such a day:
 * no zone of tzdata 2026 has ever done otherwise. Throws a RangeError for an unknown zone.
 */
export function offsets(zone: string): (seconds: number) => number {
  if (utcNames.test(zone)) return () => 0; // Intl takes longer to start than a run that finds nothing new
  const format = new Intl.DateTimeFormat("en", {timeZone: zone, timeZoneName: "longOffset"});
  if (utcNames.test(format.resolvedOptions().timeZone)) return () => 0;
  const ask = (seconds: number): number => parse(format.format(seconds * 1000));
  const days = new Map<number, Day>();
  return (seconds) => {
    const number = Math.floor(seconds / daySeconds);
    const day = days.get(number) ?? remember(days, number, ask);
    return seconds < day.change ? day.before : day.after;
  };
}

const utcNames = /^(?:UTC|Etc\/UTC|Etc\/GMT)$/;

/** A day of UTC: the offsets before and from the second at which the clock changes; Infinity where it does not. */
interface Day {
  readonly change: number;
  readonly before: number;
  readonly after: number;
}

/** Days that are remembered at once: whoever writes a log chooses how many days it names. */
const mostDays = 20_000;

type Ask = (seconds: number) => number;

function remember(days: Map<number, Day>, number: number, ask: Ask): Day {
  if (days.size >= mostDays) days.clear();
  const day = dayFrom(number * daySeconds, ask);
  days.set(number, day);
  return day;
}

function dayFrom(start: number, ask: Ask): Day {
  const before = ask(start);
  const after = ask(start + daySeconds);
  if (before === after) return {change: Infinity, before, after};
  let last = start; // with the offset before
  let change = start + daySeconds;
  while (change - last > 1) {
    const middle = Math.floor((last + change) / 2);
    if (ask(middle) === before) last = middle;
    else change = middle;
  }
  return {change, before, after};
}

/** Reads the end of a text such as `11/23/2025, GMT-03:30`; UTC itself is written `GMT`. */
function parse(text: string): number {
  const match = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text);
  if (!match) throw new Error(`no offset at the end of a date: ${text}`);
  const [, sign, hours, minutes, seconds] = match;
  return sign ? Number(`${sign}1`) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0)) : 0;
}

/**
 * Lines of several processes can come a little out of order, so a step back by less does not mean that clocks went
 * back.
 */
const disorderSeconds = 300;

/**
 * Returns the instant (epoch seconds) at which a zone's clock shows what a UTC clock shows at `wall` epoch seconds, by
 * the zone's {@link offsets}. An hour that clocks skip counts as if they had not yet. Of an hour that they show twice
 * the first counts, or the second when the first would be a step back behind `last`, the instant of the line above.
 */
export function instantAt(wall: number, offset: (seconds: number) => number, last = -Infinity): number {
  const before = offset(wall - daySeconds);
  const after = offset(wall + daySeconds);
  const early = wall - before;
  const late = wall - after;
  if (before === after || offset(late) !== after) return early;
  return offset(early) === before && early >= last - disorderSeconds ? early : late;
}
