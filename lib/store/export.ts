import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync
} from "node:fs";
import {basename, dirname, join} from "node:path";
import {setImmediate} from "node:timers/promises";
import Database from "better-sqlite3";
import {explained, openReader, type Store} from "./database.ts";

/** What an export wrote. */
export interface Exported {
  readonly path: string;
  readonly bytes: number;
  /** Rows of the table `attempt`. */
  readonly attempts: number;
}

/**
 * Writes a copy of the database at a path to *out*: compact, consistent while an ingest runs, and there only when it is
 * complete. The copy is made under a name of its own beside *out*, checked (SQLite's integrity check, and as many rows in
 * each table), flushed to the disk and renamed. It may be read by whom the database may be read by. Throws one-line
 * errors, also when *out* is there already (unless `force`) or the process is told to end; nothing is then left behind.
 */
export async function exportStore(path: string, out: string, {force = false} = {}): Promise<Exported> {
  refuse(path, out, force);
  const store = openReader(path);
  const draft = join(dirname(out), `.${basename(out)}.${process.pid}.part`);
  const stopped = onStop();
  try {
    const attempts = copy(store, draft, path);
    share(draft, path);
    flush(draft);
    for (let turn = 0; turn < 2; turn += 1) await setImmediate(); // SQLite kept the process busy: now it can hear a signal
    stopped.check();
    refuse(path, out, force); // somebody may have been quicker
    renameSync(draft, out);
    flush(dirname(out));
    return {path: out, bytes: statSync(out).size, attempts};
  } catch (error) {
    throw explained(error, isOfCopy(error) ? out : path);
  } finally {
    store.close();
    for (const left of [draft, `${draft}-journal`]) rmSync(left, {force: true});
    stopped.forget();
  }
}

/** Whether an error is about the place where the copy is written, not about the database. */
function isOfCopy(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(FULL|READONLY|CANTOPEN)/.test(error.code);
}

function refuse(path: string, out: string, force: boolean): void {
  const folder = dirname(out);
  if (!existsSync(folder)) throw new Error(`no folder ${folder}; make it, or name another file`);
  if (!mayWrite(folder))
    throw new Error(`${folder} may not be written to; check its permissions, or name another file`);
  const there = statSync(out, {throwIfNoEntry: false});
  if (!there) return;
  if (there.isDirectory()) throw new Error(`${out} is a folder; name a file in it`);
  const own = statSync(path, {throwIfNoEntry: false});
  if (own?.ino === there.ino && own.dev === there.dev)
    throw new Error(`${out} is the database itself; name another file`);
  if (!force) throw new Error(`${out} is there already; name another file, or replace it with --force`);
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Makes the copy and returns its rows of attempts. A second reader keeps writers from changing what is compared. */
function copy(store: Store, draft: string, path: string): number {
  const witness = openReader(path);
  try {
    witness.exec("BEGIN");
    const rows = counts(witness);
    closeSync(openSync(draft, "wx", 0o600)); // names in it may be passwords: nobody else reads it meanwhile
    store.prepare("VACUUM INTO ?").run(draft);
    check(draft, rows);
    return rows.attempt!;
  } finally {
    witness.close();
  }
}

function check(draft: string, rows: Record<string, number>): void {
  const made = new Database(draft, {readonly: true});
  try {
    const [problem] = made.pragma("integrity_check(1)", {simple: false}) as {integrity_check: string}[];
    if (problem?.integrity_check !== "ok")
      throw new Error(`the copy is damaged; check the disk: ${problem?.integrity_check}`);
    const copied = counts(made);
    const lost = Object.keys(rows).find((table) => copied[table] !== rows[table]);
    if (lost) throw new Error(`the copy is not complete; ${lost} has ${copied[lost]} of ${rows[lost]} rows; try again`);
  } finally {
    made.close();
  }
}

/** Returns how many rows each table has. */
function counts(store: Store): Record<string, number> {
  const tables = store
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all() as string[];
  const count = (table: string): number => Number(store.prepare(`SELECT count(*) FROM "${table}"`).pluck().get());
  return Object.fromEntries(tables.map((table) => [table, count(table)]));
}

/** Lets a copy be read by whom the database may be read by; a file system without permissions, as of a stick, has its own. */
function share(draft: string, path: string): void {
  try {
    chmodSync(draft, statSync(path).mode & 0o777);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") throw error;
  }
}

function flush(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Takes note of a signal that ends the process, in place of ending at once. */
function onStop(): {check(): void; forget(): void} {
  let heard: string | null = null;
  const hear = (signal: string): void => void (heard = signal);
  for (const signal of signals) process.on(signal, hear);
  return {
    check() {
      if (heard) throw new Error(`stopped by ${heard}; nothing was exported`);
    },
    forget() {
      for (const signal of signals) process.off(signal, hear);
    }
  };
}
