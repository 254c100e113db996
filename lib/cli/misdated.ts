import {visible} from "../base/visible.ts";
import {counted, daysText} from "../base/words.ts";
import {earliestDay} from "../log/event/plausible.ts";
import {daySeconds} from "../base/time.ts";
import type {Misdated} from "../store/day/misdated.ts";
import type {IngestResult} from "../store/ingest/ingest.ts";

/** Returns what to say of lines of sshd with an implausible time: `12 lines of sshd are dated 1 Jan 1970: …`. */
export function misdatedText({lines, from, to}: Misdated): string {
  const when = to < earliestDay * daySeconds ? "" : ", in the future";
  return `${counted(lines, "line")} of sshd ${lines === 1 ? "is" : "are"} dated ${daysText(from, to)}${when}: the clock was wrong`;
}

/** Returns a sentence for each host and kind of misdated lines that a run has read. */
export function misdatedWarnings({name, misdated}: Pick<IngestResult, "name" | "misdated">): string[] {
  return misdated.map(({host, ...lines}) => {
    const of = host === null ? "" : ` (${visible(host)})`;
    return `${name}${of}: ${misdatedText(lines)}; what it dates counts without a time`;
  });
}
