import {globSync, readdirSync, statSync} from "node:fs";
import {basename, dirname, join} from "node:path";
import {shellWord} from "../../base/shell.ts";
import {createClock} from "../line/clock.ts";
import {parseLine} from "../line/line.ts";
import {foldersIn, journalFolders, machineJournals, otherJournals} from "./journals.ts";
import {openSource, readAdvice, type Source} from "./source.ts";

/** A name that gives no source; the error's message is one line that says what to do. */
export interface BadSource {
  readonly name: string;
  readonly error: Error;
}

/** What a list of names stands for. */
export interface Sources {
  /** In the order to be read in. */
  readonly names: readonly string[];
  /** The same: rotated sets, each with its files from the oldest on, and single sources. */
  readonly sets: readonly (readonly string[])[];
  /** The same by the names that were given: those that each stands for, in any order. */
  readonly named: readonly (readonly string[])[];
  readonly bad: readonly BadSource[];
}

/**
 * Returns the sources that names stand for: files and `-` stand for themselves, a folder for the `auth.log*` and
 * `secure*` in it, and a pattern such as `/srv/*\/auth.log*` for all that it matches. `journal` stands for this
 * machine's journal, and for those in folders such as `remote/` beside it, in the folders `ofMachine`. `journal:FOLDER`
 * stands for all journals at most four folders deep; each folder that journalctl must be given is a source. The files
 * of a rotated set come oldest first, whatever their order was, at the place of the first of them. A file that is named
 * twice, also by links, is there once.
 */
export async function findSources(names: readonly string[], ofMachine = machineJournals): Promise<Sources> {
  const bad: BadSource[] = [];
  const found: string[][] = [];
  for (const name of names)
    try {
      found.push(await expand(name, ofMachine));
    } catch (error) {
      bad.push({name, error: new Error(readAdvice(name, error), {cause: error})});
    }
  const sets = await inOrder(distinct(found.flat()));
  return {names: sets.flat(), sets, named: found, bad};
}

/** Whether a name is read as it is, and is no path: standard input or a journal. */
export function isStream(name: string): boolean {
  return name === "-" || /^journal(?::|$)/.test(name);
}

async function expand(name: string, ofMachine: readonly string[]): Promise<string[]> {
  if (name === "journal") return [name, ...otherJournals(ofMachine).map((path) => `journal:${path}`)];
  if (isStream(name)) return journalsIn(name);
  const info = statSync(name, {throwIfNoEntry: false});
  if (info) return info.isDirectory() ? folder(name) : [name];
  if (!/[*?[{]/.test(name)) throw Object.assign(new Error(), {code: "ENOENT"});
  const matched = globSync(name).flatMap((path) => (isFolder(path) ? logsIn(path) : [path]));
  if (matched.length === 0)
    throw new Error(`no log matches ${name}; check the pattern (logs are usually under /var/log)`);
  return byTime(matched);
}

/** The files of syslog's auth facilities, with what log rotation adds: numbers, dates, and names of packings. */
const authLog = /^(?:auth\.log|secure)(?:[.-][\w-]+)*$/;

/** Returns the journals that a name such as `journal:FOLDER` stands for. */
function journalsIn(name: string): string[] {
  const path = name.slice("journal:".length);
  if (!name.startsWith("journal:") || !isFolder(path)) return [name];
  const folders = journalFolders(path);
  return folders.length === 0 ? [name] : folders.map((one) => (one === path ? name : `journal:${one}`));
}

function folder(path: string): Promise<string[]> {
  const logs = logsIn(path);
  if (logs.length > 0) return byTime(logs);
  throw new Error(hintAt(path));
}

/** Returns what to do about a folder without logs. */
function hintAt(path: string): string {
  if (journalFolders(path).length > 0) return `${path} holds journal files; name it ${shellWord(`journal:${path}`)}`;
  const deeper = foldersIn(path).find((one) => logsIn(one).length > 0);
  return deeper === undefined
    ? `no auth.log* and no secure* in ${path}; name the log files, or journal for systemd's`
    : `no auth.log* and no secure* in ${path}, but deeper; name their folder: ${shellWord(deeper)}`;
}

function logsIn(path: string): string[] {
  const names = readdirSync(path).filter((name) => authLog.test(name));
  return names.map((name) => join(path, name)).filter((log) => !isFolder(log));
}

function isFolder(path: string): boolean {
  return statSync(path, {throwIfNoEntry: false})?.isDirectory() ?? false;
}

/** Returns the names without those of a file that is there already. */
function distinct(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.filter((name) => seen.size < seen.add(identity(name)).size);
}

function identity(name: string): string {
  const info = isStream(name) ? undefined : statSync(name, {throwIfNoEntry: false, bigint: true});
  return info ? `${info.dev} ${info.ino}` : name;
}

/** Where a file stands in its set: greater is newer. */
interface Rotation {
  /** Folder and first name: what all files of a set have in common. */
  readonly set: string;
  readonly kind: "number" | "date" | "current";
  readonly rank: number;
}

const packed = /\.(?:t?gz|xz|zstd?|bz2|lzma|lz4|Z)$/;

/** Returns what the name of a file says: `auth.log.2.gz`, `secure-20250105`, `auth.log`. */
function rotationOf(path: string): Rotation {
  const name = basename(path).replace(packed, "");
  const match = /^(.+?)(?:[.-](\d{1,5})|[.-](\d[\d-]{5,18}\d)|\.(old))$/.exec(name);
  const set = join(dirname(path), match?.[1] ?? name);
  if (match?.[3]) return {set, kind: "date", rank: Number(match[3].replaceAll("-", "").padEnd(20, "0"))};
  if (match) return {set, kind: "number", rank: -Number(match[2] ?? 1)};
  return {set, kind: "current", rank: Infinity};
}

/**
 * Returns the time before which rotation has closed a file, in epoch seconds, as its name says: the end of the day of
 * `secure-20250302`, `auth.log.2025-03-02.gz` or `auth.log-2025030214`, of the month of `auth.log-202503`, or the
 * instant of `auth.log-1740931200` (logrotate's dateformat). Null for other names.
 */
export function closedBefore(path: string): number | null {
  const digits = /[.-](\d[\d-]{4,18}\d)$/.exec(basename(path).replace(packed, ""))?.[1]?.replaceAll("-", "") ?? "";
  const [, year, month, day] = /^((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?(?:\d\d){0,3}$/.exec(digits) ?? [];
  if (year === undefined) return /^[12]\d{9}$/.test(digits) ? Number(digits) : null;
  const end =
    day === undefined
      ? Date.UTC(Number(year), Number(month))
      : Date.UTC(Number(year), Number(month) - 1, Number(day) + 1);
  return end / 1000;
}

/** Returns the files with those of one set next to each other, oldest first. */
async function inOrder(names: readonly string[]): Promise<string[][]> {
  const sets = Map.groupBy(names, (name) => (isStream(name) ? name : rotationOf(name).set));
  return Promise.all([...sets.values()].map(oldestFirst));
}

/**
 * Sorts a set by its names, and by its content where they do not tell: where numbers and dates are mixed, or two are
 * equal. The file that syslog writes to is the last one always.
 */
async function oldestFirst(set: readonly string[]): Promise<string[]> {
  if (set.length < 2) return [...set];
  const rotations = set.map((path) => ({path, ...rotationOf(path)}));
  const kinds = new Set(rotations.map(({kind}) => kind).filter((kind) => kind !== "current"));
  if (kinds.size > 1) {
    const [closed, current] = [false, true].map((isCurrent) =>
      rotations.filter(({kind}) => (kind === "current") === isCurrent).map(({path}) => path)
    );
    return [...(await byTime(closed!)), ...(await byTime(current!))];
  }
  const byRank = Map.groupBy(rotations.toSorted(byRankThenPath), ({rank}) => rank);
  const sorted = [...byRank.values()].map((files) => byTime(files.map(({path}) => path)));
  return (await Promise.all(sorted)).flat();
}

type Ranked = Rotation & {readonly path: string};

function byRankThenPath(a: Ranked, b: Ranked): number {
  return a.rank === b.rank ? (a.path < b.path ? -1 : 1) : a.rank - b.rank;
}

/** Returns files by the time of their first stamp, oldest first. */
async function byTime(paths: readonly string[]): Promise<string[]> {
  if (paths.length < 2) return [...paths];
  const timed = await Promise.all(paths.map(async (path) => ({path, time: await firstTime(path)})));
  return timed.toSorted((a, b) => a.time - b.time || (a.path < b.path ? -1 : 1)).map(({path}) => path);
}

/** How much of a log is looked at for its first stamp. */
const lookBytes = 1 << 14;

/** Returns the time of a log's first stamp in epoch seconds, else of its last change; 0 when it cannot be read. */
async function firstTime(path: string): Promise<number> {
  if (!statSync(path, {throwIfNoEntry: false})?.isFile()) return 0;
  try {
    const source = await openSource(path);
    return stampIn(await source.head(lookBytes), source) ?? source.modified ?? 0;
  } catch {
    return 0; // said when it is read
  }
}

function stampIn(head: Uint8Array, {modified}: Source): number | null {
  const clock = createClock({newest: modified ?? undefined});
  const lines = Buffer.from(head).toString("latin1").split("\n", 20);
  return lines.map((line) => parseLine(line, clock).time).find((time) => time !== null) ?? null;
}
