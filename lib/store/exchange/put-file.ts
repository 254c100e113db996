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
import {openReader, type Store} from "../database.ts";
import {explained} from "../errors.ts";

/** How a file is put in its place. */
export interface PlaceOptions<T> {
  /** Writes the file under a draft's name, from the database; its result is returned. */
  readonly make: (store: Store, draft: string) => T;
  /** Whether it may replace a file of its name; default: false. */
  readonly force?: boolean;
  /**
   * Whether it must survive a power cut; default: true. A file that is sent at once and removed need not reach the
   * disk.
   */
  readonly lasting?: boolean;
}

/**
 * Writes a file from the database at a path, and returns the result of `make`. The file is at *out* only when it is
 * complete: it is made under another name beside it, flushed to the disk and renamed. It gets the permissions of the
 * database. Throws one-line errors, also when *out* is there already (unless `force`) or the process is told to end;
 * nothing is then left behind.
 */
export async function placed<T>(
  path: string,
  out: string,
  {make, force = false, lasting = true}: PlaceOptions<T>
): Promise<T> {
  refuse(path, out, {force});
  const store = openReader(path);
  const draft = join(dirname(out), `.${basename(out)}.${process.pid}.part`);
  const stopped = onStop();
  try {
    const made = make(store, draft);
    share(draft, path);
    if (lasting) flush(draft);
    for (let turn = 0; turn < 2; turn += 1) await setImmediate(); // SQLite kept the process busy: now a signal is heard
    stopped.check();
    refuse(path, out, {force}); // somebody may have been quicker
    renameSync(draft, out);
    if (lasting) flush(dirname(out));
    return made;
  } catch (error) {
    throw explained(error, isOfCopy(error) ? out : path);
  } finally {
    store.close();
    for (const left of [draft, `${draft}-journal`]) rmSync(left, {force: true});
    stopped.forget();
  }
}

/** Whether an error comes from writing the file, not from reading the database. */
function isOfCopy(error: unknown): boolean {
  const {code} = error as {code?: unknown};
  if (!(error instanceof Database.SqliteError)) return code === "ENOSPC";
  return /^SQLITE_(FULL|READONLY|CANTOPEN)/.test(error.code);
}

function refuse(path: string, out: string, {force}: {force: boolean}): void {
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

/** Gives a copy the permissions of the database; some file systems, as on a USB stick, have none. */
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

/** Keeps signals from ending the process, until `forget`; `check` throws when one came. */
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
