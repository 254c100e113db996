import {daySeconds} from "./time.ts";

/**
 * Returns a function from an instant (epoch seconds) to how far a zone's clock is ahead of UTC then, in seconds. Where
 * nothing changes within a UTC day, it asks once for the whole day: asking takes a microsecond or two.
 */
export function offsets(zone: string): (seconds: number) => number {
  const format = new Intl.DateTimeFormat("en", {timeZone: zone, timeZoneName: "longOffset"});
  const ask = (seconds: number): number => parse(format.format(seconds * 1000));
  const days = new Map<number, number | null>(); // null: the clock changes on this day
  return (seconds) => {
    const day = Math.floor(seconds / daySeconds);
    let offset = days.get(day);
    if (offset === undefined) {
      offset = ask(day * daySeconds);
      if (offset !== ask((day + 1) * daySeconds)) offset = null;
      days.set(day, offset);
    }
    return offset ?? ask(seconds);
  };
}

/** Reads the end of a text such as `11/23/2025, GMT-03:30`; UTC itself is written `GMT`. */
function parse(text: string): number {
  const match = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text);
  if (!match) throw new Error(`no offset at the end of a date: ${text}`);
  const [, sign, hours, minutes, seconds] = match;
  return sign ? Number(`${sign}1`) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0)) : 0;
}
