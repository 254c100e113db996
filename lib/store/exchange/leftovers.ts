import {readdirSync, rmSync} from "node:fs";
import {basename, dirname, join} from "node:path";

/** A file that a run has left beside a database, as it was stopped. */
export interface Leftover {
  readonly path: string;
  /** The end of its name, which says what it is. */
  readonly kind: string;
}

/** Returns the path of a hidden file of this process beside a database; `kind` is the end of its name. */
export function beside(db: string, kind: string): string {
  return join(dirname(db), `.${basename(db)}.${process.pid}.${kind}`);
}

/** Returns the files of some kinds that stopped runs have left beside a database. */
export function leftoversBeside(db: string, kinds: RegExp): Leftover[] {
  const folder = dirname(db);
  const start = `.${basename(db)}.`;
  return readdirSync(folder).flatMap((name) => {
    const [, pid, kind] = (name.startsWith(start) && /^(\d+)\.(.+)$/.exec(name.slice(start.length))) || [];
    return kind !== undefined && kinds.test(kind) && !isRunning(Number(pid)) ? [{path: join(folder, name), kind}] : [];
  });
}

/** Removes the files that stopped imports have left beside a database. */
export function removeLeftovers(db: string): void {
  for (const {path} of leftoversBeside(db, /^(rows|import|new)(-journal)?$/)) rmSync(path, {force: true});
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
