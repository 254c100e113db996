import {dirname} from "node:path";
import {existsSync, linkSync, rmSync, statSync} from "node:fs";
import {readLedger} from "../status/about.ts";
import {countHost, difference, type ImportCounts} from "./import-counts.ts";
import {hostsThatDiffer, type Claim} from "./claims.ts";
import {begin, openStore, type Store} from "../database.ts";
import {readMeta} from "../meta.ts";
import {explained} from "../errors.ts";
import {withForeign} from "./foreign.ts";
import {importDays} from "./import-days.ts";
import {importFloor} from "./import-floor.ts";
import {importSources} from "./import-sources.ts";
import {importAliases} from "./import-aliases.ts";
import {importUnknown} from "./import-unknown.ts";
import {beside, removeLeftovers} from "./leftovers.ts";
import {namingOf, rememberGivenNames, rememberImported, shownNaming} from "./naming.ts";
import {createWriter} from "../day/writer.ts";
import {joinSame, type Finding} from "../host/same.ts";

/** How a database of another machine is imported. */
export interface ImportOptions {
  /** Names of hosts in place of those in the file: NAME for its only one, or OLD=NEW. */
  readonly hosts?: readonly string[];
  /** The name of the file in errors; default: its path. */
  readonly label?: string;
  /** Machine ids that the file does not say but its bringer knows, by the names of hosts in it. */
  readonly machines?: ReadonlyMap<string, string>;
  /** What the other machine claims to count; default: nothing is compared. */
  readonly claims?: readonly Claim[];
  /** Whether the file leaves out days that were imported before; default: false. */
  readonly isPart?: boolean;
  /** Returns a fact that is kept in the table `meta` once the file (given open) is imported. */
  readonly mark?: (from: Store) => {readonly key: string; readonly value: string};
}

/** What an import brought. */
export interface Imported {
  readonly hosts: readonly ImportCounts[];
  /** Hosts that have another number of lines or attempts here, after the import, than the other machine claims. */
  readonly otherwise: readonly string[];
  /** The hosts that turned out to be one machine, or several. */
  readonly findings: readonly Finding[];
}

/**
 * Merges a database of another machine into the one at a path, and returns what that brought; see {@link
 * importChecked}.
 */
export function importStore(path: string, file: string, options: Omit<ImportOptions, "isPart"> = {}): Imported {
  return importChecked(path, file, options)!;
}

/**
 * Merges a database of another machine into the one at a path, in one transaction, and returns what is new of each of
 * its hosts. The lines of each day are merged, and the attempts derived from them: the result is the same as of reading
 * all logs here, in any order and any number of times. If nothing is new, nothing is written. Returns null, and writes
 * nothing, if the file is a part of a database and does not add up to what the other machine claims. Throws one-line
 * errors when the file is damaged or of a newer knockbook, when made-up and real attempts would mix, or when a host
 * here is another machine.
 */
export function importChecked(path: string, file: string, options: ImportOptions = {}): Imported | null {
  refuseItself(path, file);
  if (existsSync(dirname(path))) removeLeftovers(path);
  return withForeign(file, beside(path, "import"), (from) => {
    const work = (store: Store): Bringing | null => bring(store, from, {label: file, ...options});
    return existsSync(path) ? changed(path, work) : made(path, work);
  });
}

type Bringing = Imported & {readonly changed: boolean};

function changed(path: string, work: (store: Store) => Bringing | null, name = path): Bringing | null {
  const store = openStore(path);
  try {
    begin(store);
    const brought = work(store);
    store.exec(brought?.changed ? "COMMIT" : "ROLLBACK");
    return brought;
  } catch (error) {
    if (store.inTransaction) store.exec("ROLLBACK");
    throw explained(error, name);
  } finally {
    store.close();
  }
}

/**
 * Makes a database at a path, which appears there when it is complete. If another process has made one by then, that is
 * changed.
 */
function made(path: string, work: (store: Store) => Bringing | null): Bringing | null {
  const draft = beside(path, "new");
  try {
    const brought = changed(draft, work, path);
    return brought === null || linked(draft, path) ? brought : changed(path, work);
  } finally {
    for (const left of [draft, `${draft}-journal`]) rmSync(left, {force: true});
  }
}

/**
 * Gives a file a name, and returns whether that worked: another file may have it, and some file systems have no links.
 */
function linked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch {
    return false;
  }
}

function refuseItself(path: string, file: string): void {
  if (!existsSync(path) || !existsSync(file)) return;
  const one = statSync(path);
  const other = statSync(file);
  if (one.ino === other.ino && one.dev === other.dev)
    throw new Error(`${file} is the database itself; name another file`);
}

function bring(
  store: Store,
  from: Store,
  {label, hosts: given, machines = new Map(), mark, claims = [], isPart = false}: ImportOptions & {label: string}
): Bringing | null {
  const called = namingOf(from, label, given);
  let changed = setDemo(store, from, label);
  if (importAliases(store, from, {naming: called, machines})) changed = true;
  if (rememberGivenNames(store, from, called)) changed = true;
  const naming = shownNaming(store, called);
  if (rememberImported(store, from, {naming, machines, file: label})) changed = true;
  const writer = createWriter(store);
  const counts = [...new Set(naming.values())].toSorted().map((name) => ({name, before: countHost(store, name)}));
  const imported = importFloor(store, from, {naming, writer, file: label});
  if (imported.some((host) => host.changed)) changed = true;
  if (importSources(store, from, {writer, hosts: imported})) changed = true;
  const changedDays = new Map<number, number[]>();
  for (const host of imported) {
    const days = importDays(store, from, {writer, host});
    if (days.length > 0) changed = true;
    changedDays.set(host.id, [...(changedDays.get(host.id) ?? []), ...days]);
    if (importUnknown(store, from, host)) changed = true;
    balance(store, host.id);
  }
  const differs = hostsThatDiffer(store, from, {hosts: imported, claims});
  if (isPart && (differs.lines.length > 0 || imported.some(({lowered}) => lowered))) return null;
  if (mark && setMeta(store, mark(from))) changed = true;
  const hosts = counts.map(({name, before}) => difference(name, before, countHost(store, name)));
  const findings = joinSame(store, changedDays);
  const otherwise = [...new Set([...differs.lines, ...differs.attempts])];
  return {changed: changed || findings.length > 0, otherwise, hosts, findings};
}

/** Counts lines once as pruned that one database had removed, and the other left out when it read the same log. */
function balance(store: Store, host: number): void {
  const {seen} = readLedger(store, host);
  if (seen < 0) store.prepare("UPDATE host SET pruned = max(0, pruned + ?) WHERE id = ?").run(seen, host);
}

function setDemo(store: Store, from: Store, file: string): boolean {
  const here = demoIn(store);
  const theirs = demoIn(from);
  if (theirs === undefined || here === theirs) return false;
  if (here === undefined) return setMeta(store, {key: "demo", value: theirs});
  const holds = theirs === "true" ? "real" : "made-up";
  const brings = theirs === "true" ? "made-up" : "real";
  throw new Error(`${store.name} holds ${holds} attempts, ${file} ${brings} ones; name another database with --db`);
}

/**
 * Returns "true" for a database of made-up attempts, "false" for one of real ones, undefined for one that never read a
 * log.
 */
function demoIn(store: Store): string | undefined {
  return readMeta(store, "demo");
}

function setMeta(store: Store, {key, value}: {key: string; value: string}): boolean {
  const set = `INSERT INTO meta (key, value) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET value = excluded.value WHERE value <> excluded.value`;
  return store.prepare(set).run(key, value).changes > 0;
}
