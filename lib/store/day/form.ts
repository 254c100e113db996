import {flagsOf} from "./event-code.ts";
import type {Event, Kind, Role} from "../../log/event/event.ts";

const kinds: Kind[] = ["failed", "accepted", "named", "probe", "noise", "unknown"];
const roles: Role[] = ["verdict", "interactive", "pam", "pam-more", "name", "request", "probe", "none"];
const methods = ["password", "publickey", "none", "keyboard-interactive", "keyboard-interactive/pam", "hostbased"];
const modules = ["pam_unix", "pam_sss", "pam_ldap", "pam_faillock"];

const digits = 32;

/** The usual values of an event's fields, by their numbers. */
const numbers = new Map(
  [null, ...new Set([...kinds, ...roles, ...methods, ...modules])].map((word, number) => [
    word as string | null,
    number
  ])
);

/**
 * Returns a number for what a line says beside who, from where, and when: equal numbers for equal values. NaN for the few
 * lines with a value out of the ordinary.
 */
export function formKey(event: Event): number {
  if (event.rhost !== null || event.more !== 0 || event.aboutPid !== null || event.family === null) return NaN;
  const [kind, role] = [numbers.get(event.kind)!, numbers.get(event.role)!];
  const [method, module] = [numbers.get(event.method), numbers.get(event.module)];
  if (method === undefined || module === undefined) return NaN;
  return (
    (((kind * digits + role) * digits + method) * digits + module) * 256 +
    flagsOf(event) +
    (event.family === "sshd" ? 0 : 128)
  );
}
