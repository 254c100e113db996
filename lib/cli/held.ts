import {harmless, visible} from "../base/visible.ts";
import {counted} from "../base/words.ts";
import {bearerOf, foreignZone} from "../log/line/header.ts";
import type {IngestResult} from "../store/ingest/ingest.ts";
import {called} from "./examples.ts";

/** What is told of a log that was read. */
type Read = Pick<IngestResult, "name" | "zone" | "held" | "unread">;

/** Whether a log has lines, and none of them, in this run or ever before, could be read. */
function isUnreadable({held}: Pick<Read, "held">): boolean {
  return held.content === "text";
}

/** Returns a sentence on the lines of a log that could not be read: in this run, or ever if none could; else null. */
export function unreadWarning({name, zone, held, unread}: Read): string | null {
  const foreign = unread.sample === null ? null : foreignZone(unread.sample, zone);
  if (foreign !== null) return `${name}: ${ofZone(unread.lines, {foreign, zone})}`;
  if (isUnreadable({held})) return `${name}: ${held.unread > 0 ? allUnread(held.unread, unread.sample) : noLog}`;
  if (unread.lines <= 0) return null;
  const were = unread.lines === 1 ? "was" : "were";
  return `${name}: ${counted(unread.lines, "line")} of sshd ${were} not read: ${ofHeader(unread.sample)}`;
}

const noLog = "no line of a syslog in it, so nothing of sshd; name the log that sshd writes to, or journal";

function allUnread(lines: number, sample: string | null): string {
  return `${counted(lines, "line")} of sshd behind a header that is not understood, and no other${as(sample)}; ${advice()}`;
}

const ofHeader = (sample: string | null): string => `the header is not understood${as(sample)}; ${advice()}`;

/** Returns that lines are of another zone, and what to do. */
function ofZone(lines: number, {foreign, zone}: {foreign: string; zone: string}): string {
  const were = lines === 1 ? "was" : "were";
  return `${counted(lines, "line")} of sshd ${were} not read: the stamps are of the zone ${foreign}, which ${zone} does not have then; name theirs${example(foreign, zone)}`;
}

/** Returns the option with a zone that bears an abbreviation, if it is not the one that the log was read in. */
function example(abbreviation: string, zone: string): string {
  const bearer = bearerOf(abbreviation);
  return bearer === null || bearer === zone ? " with --tz" : `: --tz ${bearer}`;
}

const as = (sample: string | null): string => (sample === null ? "" : `, as in “${harmless(visible(sample, 120))}”`);

const advice = (): string => `look at them: ${called("unknown")}, and report their form`;

/** Returns what to add to the line of a log that can be read and holds no line of sshd, now or ever; else nothing. */
export function withoutSshd({held}: Pick<Read, "held">): string {
  return held.content === "log" && held.own + held.unread === 0 ? "; no line of sshd in it" : "";
}

/** Whether all logs that one name stands for are unreadable or empty, and at least one is unreadable. */
export function areUnreadable(names: readonly string[], read: ReadonlyMap<string, Pick<Read, "held">>): boolean {
  const found = names.flatMap((name) => read.get(name) ?? []);
  return found.some(isUnreadable) && found.every(({held}) => held.content !== "log");
}
