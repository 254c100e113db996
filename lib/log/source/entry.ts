import {family} from "../line/header.ts";
import {parseMessage} from "../line/line.ts";

/**
 * A field of an entry in systemd's JSON: text, its bytes where they are no UTF-8, several of these, or null: too long.
 */
type Field = string | number | null | readonly (number | string | readonly number[] | null)[];

/** An entry of systemd's journal as `journalctl -o json` writes it (systemd's JOURNAL_EXPORT_FORMATS). */
export type Entry = Readonly<Partial<Record<string, Field>>>;

/** The fields that are read of an entry. The cursor and the time are always written. */
export const entryFields = [
  "MESSAGE",
  "SYSLOG_IDENTIFIER",
  "SYSLOG_PID",
  "_COMM",
  "_EXE",
  "_PID",
  "_UID",
  "_HOSTNAME",
  "_MACHINE_ID",
  "_BOOT_ID"
] as const;

/**
 * Returns an entry as a line, one character per byte and without an end: `STAMP HOST PROGRAM[PID]: MESSAGE`, with the
 * stamp in UTC. Where a field is missing, so is its part of the line.
 */
export function entryLine(entry: Entry): string {
  const message = bytesOf(entry.MESSAGE) ?? "";
  const host = hostOf(bytesOf(entry._HOSTNAME) ?? "");
  return [stampOf(entry), host, tagOf(entry, message), shownEnds(message)].filter((part) => part !== "").join(" ");
}

/** The machine ids (machine-id(5)) of hosts; several of one, if several machines bear its name. */
export type Machines = Map<string, Set<string>>;

/** Notes the machine id of the host of an entry. */
export function noteMachine(machines: Machines, {_HOSTNAME: host, _MACHINE_ID: machine}: Entry): void {
  if (typeof host !== "string" || typeof machine !== "string") return;
  const ids = machines.get(host);
  if (ids) ids.add(machine);
  else machines.set(host, new Set([machine]));
}

function stampOf({__REALTIME_TIMESTAMP: stamp}: Entry): string {
  const microseconds = Number(stamp ?? NaN);
  if (!(microseconds >= 0 && microseconds < end)) return "";
  const fraction = String(Math.floor(microseconds % 1e6)).padStart(6, "0");
  return new Date(microseconds / 1000).toISOString().replace(/\d{3}Z$/, `${fraction}Z`);
}

/** The end of the year 9999 in microseconds: a stamp has four digits for the year. */
const end = 1000 * Date.UTC(10_000, 0);

/**
 * Characters of a host that would end it, or make it something else, are replaced; journald itself knows no such host.
 */
function hostOf(host: string): string {
  const name = host.replace(/[^\w.:%@+\x80-\xff-]/g, "_").slice(0, 250);
  return name.replace(/^[^\w\x80-\xff]|[^\w.\x80-\xff]$/g, "_");
}

/**
 * Returns the program and its process id. Any user can write to the journal in sshd's name (`logger -t sshd`), but not
 * hide it: journald itself notes the sender in the fields that begin with `_`. sshd's listener and its monitors are
 * root's, and the monitor also writes what the unprivileged child before authentication has to say (OpenSSH 5.9 and
 * later, monitor.c: mm_log_handler). Only after a login the user's own process speaks for itself, and its words decide
 * nothing. So lines of other users get another program's name, `sshd@1000`, unless they are sshd's and mere noise. A
 * user can run an sshd of their own, so `_EXE` alone proves nothing. Entries without `_UID`, as of an export of some
 * fields only, are believed.
 */
function tagOf(entry: Entry, message: string): string {
  const program = bytesOf(entry.SYSLOG_IDENTIFIER) || bytesOf(entry._COMM) || null;
  const pid = pidOf(entry);
  const users = usersOf(entry);
  const trusted = users.every((user) => user === "0") || isIdle(entry, program, message);
  if (program === null) return trusted ? "" : `unnamed@${safeName(users.join("+"))}[${pid ?? 0}]:`;
  if (family(program) && !program.includes("/")) {
    if (trusted) return pid === null ? `${program}:` : `${program}[${pid}]:`;
    return `${program}@${safeName(users.join("+"))}[${pid ?? 0}]:`;
  }
  return `${safeName(program)}[${pid ?? 0}]:`;
}

/** Whether it is a line of a user's part of sshd that makes nothing: no attempt, no name and no probe. */
function isIdle({_EXE, _COMM}: Entry, program: string | null, message: string): boolean {
  const ours = program === null ? null : family(program);
  if (!ours || family(bytesOf(_EXE) ?? bytesOf(_COMM) ?? "") !== ours) return false;
  const head = {time: null, host: null, process: program, pid: null, family: ours};
  return parseMessage(message, head).kind === "noise";
}

function usersOf({_UID}: Entry): string[] {
  if (_UID === undefined) return [];
  return (Array.isArray(_UID) ? _UID : [_UID]).map(String);
}

/** The process id that the program wrote, as in auth.log, else the one that journald saw. */
function pidOf({SYSLOG_PID, _PID}: Entry): string | null {
  const digits = [SYSLOG_PID, _PID].map((field) => bytesOf(field)?.trim());
  return digits.find((text) => text !== undefined && /^\d{1,10}$/.test(text)) ?? null;
}

function safeName(name: string): string {
  const safe = name.replace(/[^\w.@+-]/g, "-").slice(0, 90);
  return family(safe) || safe === "" ? `${safe}-` : safe;
}

/** A message is one line here: line ends in it, and zeros, which end a line too, stand as sshd writes them. */
function shownEnds(message: string): string {
  return message.replaceAll("\n", "\\n").replaceAll("\0", "\\000").replace(/\r$/, "\\015");
}

/** Returns a field one character per byte, the first one of several; null where there is none. */
function bytesOf(field: Field | undefined): string | null {
  if (typeof field === "number") return String(field);
  if (typeof field === "string") return Buffer.from(field, "utf8").toString("latin1");
  if (!Array.isArray(field) || field.length === 0) return null;
  if (field.every((byte) => typeof byte === "number")) return Buffer.from(field).toString("latin1");
  return bytesOf(field.find((one) => one !== null));
}
