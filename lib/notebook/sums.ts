import {count, counted, listed} from "../base/words.ts";
import type {Totals} from "../rows/totals.ts";

/** Returns a sentence on the attempts that have no time, with a space before it; nothing if all have one. */
export function undatedText({undated}: Pick<Totals, "undated">): string {
  if (undated === 0) return "";
  const they = undated === 1 ? "1 attempt has no time: it is" : `${count(undated)} attempts have no time: they are`;
  return ` ${they} counted, and in no chart of days or hours.`;
}

/** The lines that were read of a log, of any program, and how many of them are not of sshd. */
interface Lines {
  readonly read: number;
  readonly other: number;
  readonly unread: number;
}

/** Returns what a log without refused attempts holds in place of them, and what to do where that is nothing. */
export function emptyText({probe, accepted}: Pick<Totals, "probe" | "accepted">, {read, other, unread}: Lines): string {
  const held = [
    probe > 0 && counted(probe, "probe (a connection that named nobody)", "probes (connections that named nobody)"),
    accepted > 0 && counted(accepted, "accepted login")
  ].filter((one) => one !== false);
  const missed =
    unread === 0 ? "" : ` ${counted(unread, "line")} of sshd could not be read: ${command("unknown")} shows them.`;
  if (held.length > 0) return `The log holds no attempt that was refused, but ${listed(held)}.${missed}`;
  const own = read - other - unread;
  if (own > 0) return `The log holds no attempt, in ${counted(own, "line")} of sshd.${missed}`;
  if (unread > 0) return `The log holds no attempt.${missed}`;
  return `The log holds no line of sshd. Is this the right log, and does sshd write into it? ${command("status")} shows what was read.`;
}

const command = (name: string): string => `\`npm run knockbook -- ${name}\``;
