import type {Event, Kind, Role} from "../../log/event/event.ts";

const separator = "\x1f"; // no field holds it: control characters of names stand as \ooo

/** Returns where a line stands among those of its second, in the order in which sshd works: lower comes first. */
function phase({role, kind, pam, leaves, ends}: Event): string {
  if (ends) return "8";
  if (leaves) return "7";
  if (pam) return "2";
  if (role === "interactive") return "3";
  if (role === "verdict") return kind === "accepted" ? "5" : "4";
  if (role === "probe") return "0";
  return role === "none" ? "6" : "1";
}

/** Returns the fields of an event that are true or false (and whether it has a time) as bits. */
export function flagsOf({time, known, preauth, ends, leaves, pam}: Event): number {
  const line = (preauth ? 1 : 0) | (ends ? 2 : 0) | (leaves ? 4 : 0) | (pam ? 8 : 0);
  return line | (known === null ? 0 : known ? 32 : 16) | (time === null ? 64 : 0);
}

/**
 * Returns the code of an event: one line of text, equal for equal events, whichever log they were read from. It leaves
 * out the host, the program and the time, but says whether there is a time. Sorted as text, the codes of one second
 * stand in the order in which sshd writes the lines.
 */
export function encode(event: Event): string {
  const {kind, pid, user, ip, rhost, port, method, times, family, role, module} = event;
  const head =
    phase(event) +
    separator +
    (pid ?? "") +
    separator +
    family +
    separator +
    kind +
    separator +
    role +
    separator +
    flagsOf(event);
  const tail =
    separator +
    text(user) +
    separator +
    text(ip) +
    separator +
    text(rhost) +
    separator +
    (port ?? "") +
    separator +
    text(method) +
    separator +
    times;
  if (module === null && event.more === 0 && event.aboutPid === null) return head + tail;
  return head + tail + separator + text(module) + separator + event.more + separator + (event.aboutPid ?? "");
}

/** Returns the event of a code that {@link encode} returned, for a host and with a time in epoch seconds. */
export function decode(code: string, {time, host}: Pick<Event, "time" | "host">): Event {
  const [
    ,
    pid,
    family,
    kind,
    role,
    flags,
    user,
    ip,
    rhost,
    port,
    method,
    times,
    module = "",
    more = "0",
    aboutPid = ""
  ] = code.split(separator) as string[];
  const bits = Number(flags);
  return {
    kind: kind as Kind,
    time: bits & 64 ? null : time,
    host,
    process: null,
    pid: number(pid!),
    user: string(user!),
    ip: string(ip!),
    rhost: string(rhost!),
    port: number(port!),
    method: string(method!),
    times: Number(times),
    family: family as Event["family"],
    role: role as Role,
    known: bits & 48 ? (bits & 32) !== 0 : null,
    preauth: (bits & 1) !== 0,
    ends: (bits & 2) !== 0,
    leaves: (bits & 4) !== 0,
    pam: (bits & 8) !== 0,
    module: string(module),
    more: Number(more),
    aboutPid: number(aboutPid)
  };
}

function text(value: string | null): string {
  return value === null ? "" : `=${value}`;
}

function string(field: string): string | null {
  return field === "" ? null : field.slice(1);
}

function number(field: string): number | null {
  return field === "" ? null : Number(field);
}
