import {open, realpath, stat} from "node:fs/promises";
import {newline} from "../event/bytes.ts";
import {entryFields, noteMachine, type Entry, type Machines} from "./entry.ts";
import {journalLines} from "./journal.ts";
import {advice, output, run, type Notes as JournalctlNotes} from "./journalctl.ts";
import {holdsUnreadable} from "./journals.ts";
import type {LiveJournal, Source} from "./types.ts";

/**
 * Returns the source of `journal`, this machine's journal, or of `journal:PATH`, a folder of journal files or one of
 * them; null when the path is neither: an export, or nothing. Throws when there is no journal or it may not be read.
 */
export async function journalOf(name: string): Promise<Source | null> {
  const path = name.slice("journal:".length);
  const where = await placeOf(name === "journal" ? null : path);
  return where && openJournal(name, where);
}

/** Whether a file that starts with these bytes is one of journald's own (systemd's JOURNAL_FILE_FORMAT). */
export function isJournalFile(start: Uint8Array): boolean {
  return start.length >= 6 && Buffer.from("LPKSHHRH").subarray(0, start.length).equals(start.subarray(0, 8));
}

interface Place {
  /** Options of journalctl that name the journal. */
  readonly options: readonly string[];
  /** The id that the header of a journal file gives it. */
  readonly file: string | null;
  /** The folder that was named; null for a file, and for this machine's journal. */
  readonly folder: string | null;
}

async function placeOf(path: string | null): Promise<Place | null> {
  if (path === null) return {options: [], file: null, folder: null};
  const info = await stat(path).catch(() => null);
  if (info?.isDirectory()) return {options: [`--directory=${path}`], file: null, folder: path};
  if (!info?.isFile()) return null;
  await using file = await open(path).catch(() => null);
  const {buffer: start} = (await file?.read(Buffer.alloc(40), 0, 40, 0)) ?? {buffer: Buffer.alloc(0)};
  if (!isJournalFile(start)) return null;
  const pattern = path.replace(/[\\*?[\]{}]/g, "\\$&"); // journalctl takes a name for a glob(7)
  return {options: [`--file=${pattern}`], file: start.toString("hex", 24, 40), folder: null};
}

/**
 * What is asked for: journalctl joins terms of one field by "or", different fields by "and", and groups between `+` by
 * "or"; its options -t and -u would be joined by "and". A service's own processes can bear another identifier.
 */
const matches = [
  ...["sshd", "sshd-session", "sshd-auth", "dropbear"].map((program) => `SYSLOG_IDENTIFIER=${program}`),
  "+",
  ...["ssh", "sshd", "dropbear"].map((unit) => `_SYSTEMD_UNIT=${unit}.service`)
];

const format = ["--output=json", "--all", `--output-fields=${entryFields.join(",")}`];

interface Position {
  readonly cursor: string;
  /** Epoch seconds of the entry, for when it is gone. */
  readonly time: number;
}

async function openJournal(name: string, {options, file, folder}: Place): Promise<Source> {
  const notes = createNotes();
  const machines = (await output(name, [...options, "--field=_MACHINE_ID"], notes)).trim().split("\n").toSorted();
  if (machines[0] === "") throw new Error(advice(name, "No journal files were found."));
  // another folder has other entries of the same machines, as a backup does
  const identity = Buffer.from(
    `journal ${file ?? machines.join(" ")}${folder ? ` in ${await realpath(folder)}` : ""}\n`
  );
  if (folder && holdsUnreadable(folder)) notes.problem ??= advice(name, "permission");
  const journal: LiveJournal = {
    async resume(position) {
      notes.last = JSON.parse(position) as Position;
      return (notes.exact = await isThere(name, options, notes.last));
    },
    position: () => notes.last && JSON.stringify(notes.last),
    coverage: async () => spansOf(await output(name, [...options, "--list-boots", "--utc"], notes), notes.hosts)
  };
  return {
    name,
    size: null,
    modified: null,
    version: null,
    head: async (bytes) => identity.subarray(0, bytes),
    chunks: () => newLines(name, options, notes),
    problem: () => notes.problem,
    medium: () => "journal",
    machines: () => notes.machines,
    endsAt: async () => false,
    isSettled: async () => false,
    journal
  };
}

interface Notes extends JournalctlNotes {
  last: Position | null;
  /** Whether the entry at `last` is still there. */
  exact: boolean;
  /** The host of each boot. */
  readonly hosts: Map<string, string>;
  readonly machines: Machines;
  add(entry: Entry): void;
}

function createNotes(): Notes {
  const notes: Notes = {
    last: null,
    exact: false,
    problem: null,
    hosts: new Map(),
    machines: new Map(),
    add(entry) {
      const {__CURSOR: cursor, __REALTIME_TIMESTAMP: time, _BOOT_ID: boot, _HOSTNAME: host} = entry;
      if (typeof cursor === "string") notes.last = {cursor, time: Math.floor(Number(time) / 1e6)};
      if (typeof host === "string" && typeof boot === "string") notes.hosts.set(boot, host);
      noteMachine(notes.machines, entry);
    }
  };
  return notes;
}

/**
 * Returns whether the entry at a position is still there. Where it is gone, as old ones go, journalctl goes on with
 * another entry, which `--after-cursor` would drop; so the entry itself is asked for.
 */
async function isThere(name: string, options: readonly string[], {cursor}: Position): Promise<boolean> {
  const seen: Entry[] = [];
  const lines = run(name, [...format, ...options, `--cursor=${cursor}`, ...matches], {problem: null});
  for await (const first of journalLines(lines, (entry) => seen.push(entry))) if (first.length > 0) break;
  return seen[0]?.__CURSOR === cursor;
}

/** Yields the lines after the entry that was read last, or all since its time where it is gone, or all. */
async function* newLines(name: string, options: readonly string[], notes: Notes): AsyncIterable<Buffer> {
  const {last, exact} = notes;
  const from = last === null ? [] : [exact ? `--cursor=${last.cursor}` : `--since=@${last.time}`];
  let known = exact;
  for await (const lines of journalLines(run(name, [...format, ...options, ...from, ...matches], notes), notes.add)) {
    const rest = known ? lines.subarray(lines.indexOf(newline) + 1) : lines;
    known = false;
    if (rest.length > 0) yield rest;
  }
}

/** Returns the spans of the boots that `--list-boots` names; the forms of systemd 2xx differ, their stamps do not. */
function spansOf(boots: string, hosts: ReadonlyMap<string, string>): Awaited<ReturnType<LiveJournal["coverage"]>> {
  const all = [...new Set(hosts.values())];
  const only = all.length === 1 ? all[0]! : null;
  return boots.split("\n").flatMap((line) => {
    const boot = /\b[0-9a-f]{32}\b/.exec(line)?.[0];
    const times = [...line.matchAll(/(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/g)];
    const [from, to] = times.map(([, day, time]) => Date.parse(`${day}T${time}Z`) / 1000);
    const host = hosts.get(boot ?? "") ?? only;
    return from === undefined || to === undefined || host === null ? [] : [{host, from, to}];
  });
}
