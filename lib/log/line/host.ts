import {canonical} from "../event/address.ts";

/** A host that a text begins with, and where the text goes on. */
export interface HostPlace {
  /** Null where the log says that there is none: `-`, `(none)`. */
  readonly host: string | null;
  /** Characters that the host and the blanks after it take. */
  readonly length: number;
}

const word = /^([^\s"']{1,260}) +/;
const name = /^[\w\x80-\xff](?:[\w.:%@+\x80-\xff-]{0,253}[\w.\x80-\xff])?$/;

/**
 * Returns the host that a text begins with, as devices and relays write it: in brackets, before a comma, with its level
 * (`pi(auth.info)`), with the relays that it came through (`pi/relay`, syslog-ng's chain_hostnames). Null where the
 * word is none; a stamp never is one, whatever its form, nor a syslog that speaks of itself.
 */
export function hostAt(text: string): HostPlace | null {
  const match = word.exec(text);
  if (!match) return null;
  const length = match[0].length;
  const found = match[1]!;
  if (found === "-" || found === "(none)") return {host: null, length};
  const host = undressed(found);
  return name.test(host) && !isStampLike(host) && !syslogs.has(host) ? {host, length} : null;
}

/** Syslogs that write no host before their own name: `syslogd started: BusyBox v1.35.0`, `syslogd exiting`. */
const syslogs: ReadonlySet<string> = new Set(["syslogd", "klogd", "rsyslogd", "syslog-ng"]);

function undressed(word: string): string {
  const plain = word.replace(/,$/, "").replace(/[(<][\w|]{1,16}[.:][a-z]{3,7}[)>]$/, "");
  const bare = /^\[([^[\]]+)\]$/.exec(plain)?.[1] ?? plain;
  if (bare.includes("/")) return bare.slice(0, bare.indexOf("/")).replace(/^.*@/, "");
  return bare.endsWith(":") && canonical(bare.slice(0, -1)) !== null ? bare.slice(0, -1) : bare;
}

const stamps = /^(?:\d{4}[-/.]\d{2}[-/.]\d{2}|\d{1,2}[-/.][A-Za-z]{3}[-/.]\d{2}|\d{8}T\d|(?:19|20)\d{2}$|UTC$|GMT$)/;
const digitsOnly = /^(?:(?:19|20)\d{6}|[12]\d{9}|[12]\d{12}|20\d{12}|[12]\d{15})$/;
const punctuated = /^[\dTZ.:,_+-]{6,64}$/;

/** Whether a word looks like a time or a part of one, also of a form that no pattern knows. */
export function isStampLike(word: string): boolean {
  if (!/\d|^UTC|^GMT/.test(word)) return false;
  if (stamps.test(word)) return true;
  if (/^\d+$/.test(word)) return digitsOnly.test(word);
  return punctuated.test(word) && word.replace(/\D/g, "").length >= 5 && canonical(word) === null;
}

/**
 * Returns the host of a line that names two: a device that writes its name twice, or a relay's address before the host.
 * Undefined where they are two different ones.
 */
export function oneHost(first: string | null, second: string | null): string | null | undefined {
  if (first === null || second === null) return second ?? first;
  if (first === second || canonical(first) !== null || second.startsWith(`${first}.`)) return second;
  return first.startsWith(`${second}.`) ? first : undefined;
}
