import {demoHost} from "../log/event/demo-host.ts";

/** Lines in the order of their seconds, although connections write theirs side by side. */
export interface Timeline {
  /** Adds a line of the demo host; *time* in seconds since 1970. */
  add(time: number, process: string, message: string): void;
  /** Returns all lines before a time that were not yet returned, in order, with their number. */
  flush(until: number): Lines;
}

/** Whole lines of a log. */
export interface Lines {
  readonly text: string;
  readonly lines: number;
}

/** Returns an empty timeline. */
export function createTimeline(): Timeline {
  let waiting: Line[] = [];
  let stamp = {minute: -1, text: ""};
  const header = (time: number): string => {
    const minute = Math.floor(time / 60);
    if (minute !== stamp.minute) stamp = {minute, text: classicMinute(minute)};
    return stamp.text + twoDigits[time - minute * 60]!;
  };
  return {
    add(time, process, message) {
      waiting.push({time, text: `${header(time)} ${demoHost} ${process}: ${message}\n`});
    },
    flush(until) {
      waiting.sort((a, b) => a.time - b.time);
      const end = waiting.findIndex(({time}) => time >= until);
      const ready = end < 0 ? waiting : waiting.slice(0, end);
      waiting = end < 0 ? [] : waiting.slice(end);
      return {text: ready.reduce((text, line) => text + line.text, ""), lines: ready.length};
    }
  };
}

interface Line {
  readonly time: number;
  readonly text: string;
}

const twoDigits = Array.from({length: 60}, (_, i) => String(i).padStart(2, "0"));
const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** Returns the classic stamp of syslog (RFC 3164) without its seconds: "Jan  1 00:00:". */
function classicMinute(minute: number): string {
  const date = new Date(minute * 60_000);
  const day = String(date.getUTCDate()).padStart(2);
  return `${months[date.getUTCMonth()]} ${day} ${twoDigits[date.getUTCHours()]}:${twoDigits[date.getUTCMinutes()]}:`;
}
