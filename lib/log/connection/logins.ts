import {idleSeconds} from "./connection.ts";
import type {Event} from "../event/event.ts";

/**
 * The address and port of each login, the oldest first, with the time of its end in epoch seconds; null: it has not
 * ended. The closing lines of a login are then no probe, however late they come (docs/counting.md §3.5).
 */
export type Logins = Map<string, number | null>;

/** How many logins are remembered at once: the newest ones. */
const loginsKept = 100_000;

/** Remembers the login that an event with an address and a port accepts. */
export function addLogin(logins: Logins, event: Event): void {
  logins.set(keyOf(event), null);
  if (logins.size > loginsKept) logins.delete(logins.keys().next().value!);
}

/** Forgets the login that came from the address and port of an event: another connection uses them now. */
export function forgetLogin(logins: Logins, event: Event): void {
  if (logins.size > 0 && event.ip !== null && event.port !== null) logins.delete(keyOf(event));
}

/** Whether an event is a closing line of a login: its end, or another line within an hour of the end. */
export function isEndOfLogin(logins: Logins, event: Event): boolean {
  if (!event.leaves || event.preauth || logins.size === 0 || event.ip === null || event.port === null) return false;
  const end = logins.get(keyOf(event));
  if (end === undefined) return false; // no login came from there
  return end === null || event.time === null || event.time - end <= idleSeconds;
}

/** Notes when the login of a closing line ended, unless that is known. */
export function endLogin(logins: Logins, event: Event, now: number): void {
  const key = keyOf(event);
  logins.set(key, logins.get(key) ?? now);
}

/** Returns the logins whose closing lines can still come at a time. */
export function openLogins(logins: Logins, now: number): [key: string, end: number | null][] {
  return [...logins].filter(([, end]) => end === null || now - end <= idleSeconds);
}

function keyOf({ip, port}: Event): string {
  return `${ip} ${port}`;
}
