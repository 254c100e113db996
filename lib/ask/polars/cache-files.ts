import {mkdirSync, readdirSync, rmSync, statSync} from "node:fs";
import {join} from "node:path";

/** A file of the cache. Each part of its name is the start of a fingerprint. */
export interface Entry {
  readonly path: string;
  /** Of the path of the database. */
  readonly place: string;
  /** Of what the database holds. */
  readonly content: string;
  /** Of the file itself: one that was cut off or changed has another one. */
  readonly file: string;
}

/** Returns the files of the cache; none where there is no folder. */
export function entriesIn(folder: string): Entry[] {
  return names(folder).flatMap((name) => {
    const [, place, content, file] = pattern.exec(name) ?? [];
    return file ? [{path: join(folder, name), place: place!, content: content!, file}] : [];
  });
}

/** Returns the path of an entry that is to be. */
export function entryPath(folder: string, {place, content, file}: Omit<Entry, "path">): string {
  return join(folder, `${place}-${content}-${file}.ipc`);
}

const pattern = /^([0-9a-f]{16})-([0-9a-f]{32})-([0-9a-f]{32})\.ipc$/;
const draft = /^draft-[0-9a-f-]+\.ipc$/;

/** Returns a path to write at, for whoever makes an entry of it by renaming; makes the folder, for its user only. */
export function draftPath(folder: string, unique: string): string {
  mkdirSync(folder, {recursive: true, mode: 0o700});
  return join(folder, `draft-${unique}.ipc`);
}

const [mostEntries, draftMs] = [8, 3_600_000];

/**
 * Removes what an entry replaces: those of the same database, the longest unused ones beyond eight, and drafts that a
 * stopped process left an hour ago.
 */
export function tidy(folder: string, entry: Omit<Entry, "path">): void {
  const others = entriesIn(folder).filter(({file}) => file !== entry.file);
  const replaced = others.filter(({place}) => place === entry.place);
  const rest = others.filter(({place}) => place !== entry.place).toSorted((a, b) => usedAt(b.path) - usedAt(a.path));
  const drafts = names(folder)
    .filter((name) => draft.test(name))
    .map((name) => ({path: join(folder, name)}))
    .filter(({path}) => Date.now() - usedAt(path) > draftMs);
  for (const {path} of [...replaced, ...rest.slice(mostEntries - 1), ...drafts]) discard(path);
}

/** Removes a file, if it may be removed. */
export function discard(path: string): void {
  try {
    rmSync(path, {force: true});
  } catch {
    return; // of somebody else
  }
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // none yet, or not to be read
  }
}

function usedAt(path: string): number {
  return statSync(path, {throwIfNoEntry: false})?.mtimeMs ?? 0;
}
