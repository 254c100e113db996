import {accessSync, constants, readdirSync} from "node:fs";
import {basename, dirname, join} from "node:path";

/** Where journald keeps its journals: on the disk, or in memory. */
export const machineJournals = ["/var/log/journal", "/run/log/journal"];

const journalFile = /\.journal~?$/;

/** Folders in which journalctl finds the journals of a machine: they bear its id (machine-id(5)). */
const machineId = /^[\da-f]{32}$/;

/** Folders are looked through up to this depth below the first one, and up to this number. */
const mostLevels = 4;
const mostFolders = 5000;

/** Returns a folder and those in it, the nearest first; what may not be read is left out. */
export function foldersIn(folder: string): string[] {
  const found: string[] = [];
  let level = [folder];
  for (let depth = 0; level.length > 0 && depth <= mostLevels; depth += 1) {
    level = level.slice(0, mostFolders - found.length);
    found.push(...level);
    level = level.flatMap((path) => entriesOf(path, "folders").map((name) => join(path, name)));
  }
  return found;
}

/**
 * Returns the folders at or below one that journalctl must be given to read all journal files there. Of a folder,
 * `journalctl --directory` reads the files and those in folders that are called by a machine's id: not `remote/`, in
 * which systemd-journal-remote keeps what other machines sent.
 */
export function journalFolders(folder: string): string[] {
  const held = foldersIn(folder).filter((path) => entriesOf(path, "journals").length > 0);
  return [...new Set(held.map((path) => (path !== folder && isOfMachine(path) ? dirname(path) : path)))];
}

/**
 * Returns the folders beside this machine's journals that hold what others sent (`remote/`), or a namespace's journals.
 * Those that are called by the id of another machine are left out: they can be of the time before this one was set up
 * anew, under the same name.
 */
export function otherJournals(folders: readonly string[]): string[] {
  const inner = folders.flatMap((folder) => entriesOf(folder, "folders").map((name) => join(folder, name)));
  return inner.filter((path) => !isOfMachine(path) && entriesOf(path, "journals").length > 0);
}

/** Returns whether some journal file that `journalctl --directory` looks for may not be read. */
export function holdsUnreadable(folder: string): boolean {
  const inner = entriesOf(folder, "folders").filter((name) => machineId.test(name));
  const folders = [folder, ...inner.map((name) => join(folder, name))];
  return folders.some((path) => entriesOf(path, "journals").some((name) => !mayRead(join(path, name))));
}

function isOfMachine(path: string): boolean {
  return machineId.test(basename(path));
}

function entriesOf(folder: string, kind: "folders" | "journals"): string[] {
  try {
    return readdirSync(folder, {withFileTypes: true}).flatMap((entry) => {
      const isAsked = kind === "folders" ? entry.isDirectory() : !entry.isDirectory() && journalFile.test(entry.name);
      return isAsked ? [entry.name] : [];
    });
  } catch {
    return []; // it may not be read, or is gone
  }
}

function mayRead(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
