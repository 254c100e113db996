import {dirname} from "node:path";
import {existsSync, linkSync, rmSync, statSync} from "node:fs";
import {readLedger} from "../status/about.ts";
import {countsOf, difference, type Brought} from "./import-counts.ts";
import {differing, type Claim} from "./claims.ts";
import {begin, explained, openStore, type Store} from "../database.ts";
import {withForeign} from "./foreign.ts";
import {importDays} from "./import-days.ts";
import {importFloor} from "./import-floor.ts";
import {importSources} from "./import-sources.ts";
import {importUnknown} from "./import-unknown.ts";
import {beside, removeLeft} from "./leftovers.ts";
import {namingOf, rememberImported} from "./naming.ts";
import {createWriter} from "../day/writer.ts";

/** How a database of another machine is imported. */
export interface ImportOptions {
  /** Names of hosts in place of those in the file: NAME for its only one, or OLD=NEW. */
  readonly hosts?: readonly string[];
  /** What the file is called in errors; default: its path. */
  readonly label?: string;
  /** Machine ids that the bringer knows, by the names of hosts in the file. */
  readonly machines?: ReadonlyMap<string, string>;
  /** What the other machine counts; default: nobody knows. */
  readonly claims?: readonly Claim[];
  /** Whether days may be left out that were imported before; default: false. */
  readonly isPart?: boolean;
  /** Returns a fact to keep in the table `meta` once the file, given open, is imported. */
  readonly mark?: (from: Store) => {readonly key: string; readonly value: string};
}

/** What an import brought. */
export interface Imported {
  readonly hosts: readonly Brought[];
  /** Hosts of which there are now other numbers of lines or attempts here than the other machine claims. */
  readonly otherwise: readonly string[];
}

/** Merges a database of another machine into the one at a path, as {@link importChecked} does, and returns what is new of each host. */
export function importStore(
  path: string,
  file: string,
  options: Omit<ImportOptions, "isPart"> = {}
): readonly Brought[] {
  return importChecked(path, file, options)!.hosts;
}

/**
 * Merges a database of another machine into the one at a path, in one transaction, and returns what is new of each of its
 * hosts. As the attempts are a function of the lines, the lines of each day are merged and the attempts derived: the
 * result is that of reading all logs here, in whichever order, however often. Nothing new: nothing is written. Returns null,
 * and nothing is written, for a part that does not add up to what the machine claims. Throws one-line errors when the file
 * is damaged or of a newer knockbook, when made-up and real attempts would mix, or when a host here is another machine.
 */
export function importChecked(path: string, file: string, options: ImportOptions = {}): Imported | null {
  refuseItself(path, file);
  if (existsSync(dirname(path))) removeLeft(path);
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

/** Makes a database, which is there only when the work is done; should there be one by then, that is changed. */
function made(path: string, work: (store: Store) => Bringing | null): Bringing | null {
  const draft = beside(path, "new");
  try {
    const brought = changed(draft, work, path);
    return brought === null || linked(draft, path) ? brought : changed(path, work);
  } finally {
    for (const left of [draft, `${draft}-journal`]) rmSync(left, {force: true});
  }
}

/** Gives a file its name, and returns whether that went well: another one may have it, and some file systems know no links. */
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
  const [one, other] = [statSync(path), statSync(file)];
  if (one.ino === other.ino && one.dev === other.dev)
    throw new Error(`${file} is the database itself; name another file`);
}

function bring(
  store: Store,
  from: Store,
  {label, hosts: given, machines = new Map(), mark, claims = [], isPart = false}: ImportOptions & {label: string}
): Bringing | null {
  const naming = namingOf(from, label, given);
  let changed = setDemo(store, from, label);
  if (rememberImported(store, from, {naming, machines, file: label})) changed = true;
  const writer = createWriter(store);
  const counts = [...naming.values()].toSorted().map((name) => ({name, before: countsOf(store, name)}));
  const imported = importFloor(store, from, {naming, writer, file: label});
  if (imported.some((host) => host.changed)) changed = true;
  if (importSources(store, from, {writer, hosts: imported})) changed = true;
  for (const host of imported) {
    if (importDays(store, from, {writer, host})) changed = true;
    if (importUnknown(store, from, host)) changed = true;
    balance(store, host.id);
  }
  const differs = differing(store, from, {hosts: imported, claims});
  if (isPart && (differs.lines.length > 0 || imported.some(({lowered}) => lowered))) return null;
  if (mark && setMeta(store, mark(from))) changed = true;
  const hosts = counts.map(({name, before}) => difference(name, before, countsOf(store, name)));
  return {changed, otherwise: [...new Set([...differs.lines, ...differs.attempts])], hosts};
}

/** Lets lines that one database had removed, and another one left out when it read the same log, count once as pruned. */
function balance(store: Store, host: number): void {
  const {seen} = readLedger(store, host);
  if (seen < 0) store.prepare("UPDATE host SET pruned = max(0, pruned + ?) WHERE id = ?").run(seen, host);
}

function setDemo(store: Store, from: Store, file: string): boolean {
  const select = "SELECT value FROM meta WHERE key = 'demo'";
  const [here, theirs] = [store, from].map((one) => one.prepare(select).pluck().get()) as (string | undefined)[];
  if (theirs === undefined || here === theirs) return false;
  if (here === undefined) return setMeta(store, {key: "demo", value: theirs});
  const [holds, brings] = theirs === "true" ? ["real", "made-up"] : ["made-up", "real"];
  throw new Error(`${store.name} holds ${holds} attempts, ${file} ${brings} ones; name another database with --db`);
}

function setMeta(store: Store, {key, value}: {key: string; value: string}): boolean {
  const set = `INSERT INTO meta (key, value) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET value = excluded.value WHERE value <> excluded.value`;
  return store.prepare(set).run(key, value).changes > 0;
}
